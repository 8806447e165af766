"""One column of cells → what evidence of its type says, for cells that say it plainly.

Numbers come out whole, at the scale of the fast path. Whatever is not plain (figures with words, decimals beyond the
scale, values out of bounds) is marked to be read one by one; a blank cell is missing. See `values` for what each type
takes; nothing here may read a cell differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from math import ceil, floor
from operator import or_
from typing import NamedTuple

import polars as pl

from evalcore.batch.mixed import MIXED, pieces
from evalcore.standard import Quantity
from evalcore.truth import ABSENT, YES
from evalcore.values import FALSE_WORDS, NO_DOCUMENT, TRUE_WORDS, read_value, written

MOST = 10**18  # of a whole number that is carried
EXACT_FLOAT = 10**15  # up to 15 digits a float and its shortest decimal say the same
EPOCH = 719_163  # the day number of 1970-01-01
LAST_DAY = date.max.toordinal()
# Digits as everybody writes them; leading zeros, signs and words are for `numerals`.
PLAIN = r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?$"
PLAIN_SCALE = 12
SHORT = 16  # bytes of a text that may be a word such as "no", with odd blanks about it
LOOKED_AT, FEW = 1000, 50  # assumed: where so many cells hold so few texts, to list all is the fastest
VERY_FEW = 4  # assumed: up to so many texts, to compare all cells with each is faster still
REMEMBERED = 20_000  # assumed: texts of a field whose meaning is kept
BLANK = frozenset({""})
ROUNDING = 1.5 * 2.0**52
RECORDS = r"^\s*\["  # how a list of records in JSON begins
PLAIN_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


Ends = tuple[int, int]  # a least and a greatest number
Said = dict[str, int | bool | None]  # what texts say; None where that is nothing, or not one single thing


class Cells(NamedTuple):
    """Values of a column, null where missing or not plain; where they are not plain (None: nowhere); a range that holds them."""

    values: pl.Series
    odd: pl.Series | None = None
    ends: Ends | None = None


def read_cells(quantity: Quantity, cells: pl.Series, said: Said | None = None) -> Cells:
    """Read the cells of a field or parameter: numbers, day numbers and positions of choices as Int64, or truths.

    `said` is kept from one part of a table to the next: what texts that are not plain (`8.9万`, `90%`) were found to say.
    Without it these are odd too.
    """
    if cells.dtype == MIXED:
        return _mixed(quantity, cells, said)
    if cells.dtype == pl.Null:
        return Cells(cells.cast(_held(quantity)))
    if isinstance(cells.dtype, pl.Categorical | pl.Enum):
        cells = cells.cast(pl.String)
    reader = _READERS.get(quantity.type)
    found = reader(quantity, cells) if reader else None
    if found is None:  # a type of cells that says nothing of this kind plainly
        empty = pl.Series(cells.name, [None], dtype=_held(quantity))
        return Cells(empty.new_from_index(0, len(cells)), _any(cells.is_not_null()))
    if said is None or found.odd is None or cells.dtype != pl.String:
        return found
    return _in_words(quantity, cells, found, said)


def _held(quantity: Quantity) -> type[pl.DataType]:
    """The type of a column of what cells say."""
    return pl.Boolean if quantity.type in ("boolean", "document") else pl.Int64


def _mixed(quantity: Quantity, cells: pl.Series, said: Said | None) -> Cells:
    """Cells of several types, each as a column of its own type says it."""
    read = [read_cells(quantity, piece, said) for piece in pieces(cells)]
    values = pl.select(pl.coalesce(pl.lit(each.values) for each in read).alias(cells.name)).to_series()
    odd = _either(each.odd for each in read)
    return Cells(values, None if odd is None else _any(odd.fill_null(False)))


def _any(mask: pl.Series) -> pl.Series | None:
    return mask if mask.any() else None


def _without(values: pl.Series, *odd: pl.Series | None, ends: Ends | None = None) -> Cells:
    """Values without the odd ones."""
    found = _either(odd)
    if found is None or not found.any():
        return Cells(values, None, ends)
    return Cells(pl.select(pl.when(~found).then(values)).to_series(), found, ends)


def _either(masks: Iterable[pl.Series | None]) -> pl.Series | None:
    return reduce(or_, there) if (there := [mask for mask in masks if mask is not None]) else None


# -- texts that are not plain, each read once ----------------------------------------------------------------------------


def _in_words(quantity: Quantity, cells: pl.Series, found: Cells, said: Said) -> Cells:
    """With what the odd texts say that say one single thing; the others stay odd."""
    texts = cells.filter(found.odd).drop_nulls().unique() if found.odd is not None else cells.clear()
    known = dict(said)  # a copy, since several parts are read at the same time
    new = {text: _single(quantity, text) for text in texts if text not in known}
    if len(known) > REMEMBERED:
        said.clear()
    said.update(new)
    single = {text: value for text in texts if (value := new[text] if text in new else known[text]) is not None}
    if not single:
        return found
    read = cells.replace_strict(list(single), list(single.values()), default=None, return_dtype=found.values.dtype)
    values, odd = pl.select(
        pl.when(pl.lit(found.odd)).then(pl.lit(read)).otherwise(pl.lit(found.values)).alias(cells.name),
        (pl.lit(found.odd) & pl.lit(read).is_null()).alias("odd"),
    )
    return Cells(values, _any(odd))


def _single(quantity: Quantity, text: str) -> int | bool | None:
    """The one number or truth that a text says, as its column holds it; None where it says none, or several."""
    if re.match(RECORDS, text):
        return None
    value = read_value(quantity, "value", text, {})
    if value.absence is not None:
        return None
    if value.truth != ABSENT:
        return value.truth == YES
    exact = None if value.values is None else value.values.exact
    scaled = None if exact is None else exact * 10**quantity.scale
    return int(scaled) if scaled is not None and scaled.denominator == 1 and abs(scaled) <= MOST else None


# -- numbers -----------------------------------------------------------------------------------------------------------


def _number(quantity: Quantity, cells: pl.Series) -> Cells | None:
    dtype, scale = cells.dtype, 10**quantity.scale
    if dtype.is_integer():
        found = _scaled(cells, 1, scale)
    elif isinstance(dtype, pl.Decimal):
        found = _scaled(cells.to_physical(), 10**dtype.scale, scale)
    elif dtype == pl.Float64:
        found = _float(cells, scale)
    elif dtype.is_float():  # narrow ones as the decimals that they are written as
        found = _float(cells.cast(pl.String).cast(pl.Float64), scale)
    elif dtype == pl.String:
        found = _text_number(cells, scale)
    else:
        return None
    return _bounded(quantity, found)


def _scaled(cells: pl.Series, old: int, new: int) -> Cells:
    """Whole numbers at one scale brought to another; odd where that is not whole, or more than is carried."""
    if old > new:
        return _coarser(cells, old // new)
    narrow = cells.cast(pl.Int64, strict=False)
    odd = _any(cells.is_not_null() & narrow.is_null()) if narrow.null_count() > cells.null_count() else None
    reach = MOST * old // new
    least, most = ends_of(narrow)
    if least < -reach or most > reach:
        far = ~narrow.is_between(-reach, reach)
        odd = far if odd is None else odd | far
        least, most = max(least, -reach), min(most, reach)
    factor = new // old
    return _without(narrow * factor if factor > 1 else narrow, odd, ends=(least * factor, most * factor))


def _coarser(cells: pl.Series, step: int) -> Cells:
    """Whole numbers counted in steps; odd where that is not whole. In 64 bits, which is faster, where all of them fit."""
    narrow = cells.cast(pl.Int64, strict=False)
    if step < MOST and narrow.null_count() == cells.null_count():
        cells = narrow
    by = pl.lit(step, dtype=cells.dtype)
    steps, rest = pl.select((pl.lit(cells) // by).alias("steps"), (pl.lit(cells) % by != 0).alias("rest"))
    found = _scaled(steps, 1, 1)
    return _without(found.values, found.odd, _any(rest), ends=found.ends)


def ends_of(values: pl.Series) -> Ends:
    """The least and the greatest; 0 where there is nothing."""
    low, high = values.min(), values.max()
    if low is None or high is None:
        return 0, 0
    assert isinstance(low, int | float) and isinstance(high, int | float)
    return int(low), int(high)


def _float(cells: pl.Series, scale: int) -> Cells:
    """Floats whose shortest decimal is whole at the scale: dividing back gives the same float only then."""
    # Adding and taking away so large a number rounds to the nearest whole one; what is larger is odd anyway.
    whole = (cells * scale + ROUNDING) - ROUNDING
    # By a column, because Polars multiplies by the reciprocal of a single number, which is another float for 43.07.
    same = whole / pl.repeat(float(scale), len(whole), eager=True) == cells
    if cells.is_finite().all() and same.all():
        least, most = ends_of(whole)
        if least >= -EXACT_FLOAT and most <= EXACT_FLOAT:
            return Cells(whole.cast(pl.Int64, wrap_numerical=True), None, (least, most))
    plain = (cells.is_finite() & same & whole.is_between(-EXACT_FLOAT, EXACT_FLOAT)).fill_null(False)
    kept = pl.select(pl.when(plain).then(whole)).to_series()
    return Cells(kept.cast(pl.Int64), _any(~plain & cells.is_not_null()))


def _text_number(cells: pl.Series, scale: int) -> Cells:
    text = cells.str.strip_chars()
    plain = text.str.contains(PLAIN)
    figures = pl.select(pl.when(plain).then(text)).to_series().cast(pl.Decimal(38, PLAIN_SCALE))
    found = _scaled(figures.to_physical(), 10**PLAIN_SCALE, scale)
    return _without(found.values, found.odd, _any(~plain & (text != "")), ends=found.ends)


def _bounded(quantity: Quantity, found: Cells) -> Cells:
    """Values out of the quantity's bounds are invalid: for the careful reading to say."""
    scale, values = 10**quantity.scale, found.values
    low = -MOST if quantity.low is None else ceil(quantity.low * scale)
    high = MOST if quantity.high is None else floor(quantity.high * scale)
    least, most = found.ends or ends_of(values)
    if low <= least and most <= high:
        return found._replace(ends=(least, most))
    return _without(values, found.odd, ~values.is_between(low, high), ends=(max(least, low), min(most, high)))


# -- the other types ---------------------------------------------------------------------------------------------------


def _truth(_: Quantity, cells: pl.Series) -> Cells | None:
    if cells.dtype == pl.Boolean:
        return Cells(cells)
    if cells.dtype != pl.String:
        return None
    yes, no, blank = map(_mask, _saying(cells, _one_of_few(cells), TRUE_WORDS, FALSE_WORDS, BLANK))
    there = pl.lit(cells).is_not_null()
    found, odd = pl.select(
        pl.when(there & yes).then(pl.lit(True)).when(there & no).then(pl.lit(False)).alias("found"),
        (there & ~(yes | no | blank)).alias("odd"),
    )
    return Cells(found, _any(odd))


def _document(_: Quantity, cells: pl.Series) -> Cells | None:
    """A title; or the words that say there is none. A bare "yes" is no title."""
    if cells.dtype == pl.Boolean:
        return _without(pl.select(pl.when(~cells).then(pl.lit(False))).to_series(), _any(cells))
    if cells.dtype != pl.String:
        return None
    few = _one_of_few(cells)
    none, blank, bare = _saying(cells, few, NO_DOCUMENT, BLANK, TRUE_WORDS)
    listed = (mask for text, mask in few.items() if re.match(RECORDS, text))
    records = _either(listed) if few else may_be_records(cells)
    if none is not None and blank is None:  # as a column of titles and 无 is
        return _without(~none, bare, records)
    there = pl.lit(cells).is_not_null() & ~_mask(blank)
    return _without(pl.select(pl.when(there).then(~_mask(none))).to_series(), bare, records)


def _mask(mask: pl.Series | None) -> pl.Expr:
    """A mask, never null."""
    return pl.lit(False) if mask is None else pl.lit(mask).fill_null(pl.lit(False))


def _saying(cells: pl.Series, masks: dict[str, pl.Series], *sought: frozenset[str]) -> list[pl.Series | None]:
    """For each set of words where cells say one of them, null where nothing is said; None where no cell does."""
    texts = {text: written(text).strip().lower() for text in masks or _short_texts(cells)}
    said = ([text for text, word in texts.items() if word in words] for words in sought)
    if masks:
        return [_either(masks[text] for text in some) for some in said]
    return [cells.is_in(some) if some else None for some in said]


def _one_of_few(cells: pl.Series) -> dict[str, pl.Series]:
    """Where cells say each of the texts that the first of them say; nothing where these are many, or not all."""
    texts = cells.head(LOOKED_AT).drop_nulls().unique()
    masks = {text: cells == text for text in texts} if len(texts) <= VERY_FEW else {}
    return masks if sum(int(mask.sum()) for mask in masks.values()) == len(cells) - cells.null_count() else {}


def _short_texts(cells: pl.Series) -> pl.Series:
    """The short texts among cells, as they stand; all texts, where there are few."""
    if cells.head(LOOKED_AT).n_unique() > FEW:
        cells = cells.filter(cells.str.strip_chars().str.len_bytes() <= SHORT)
    return cells.drop_nulls().unique()


def may_be_records(cells: pl.Series) -> pl.Series | None:
    """Where cells may hold an entry, or a list of sources or records, rather than a value."""
    if cells.dtype == MIXED:
        cells = cells.struct.field("text")
    elif isinstance(cells.dtype, pl.Categorical | pl.Enum):
        cells = cells.cast(pl.String)
    if cells.dtype == pl.String:
        return _any(cells.str.contains(RECORDS))
    return _any(cells.is_not_null()) if cells.dtype.is_nested() else None


def read_text(cells: pl.Series) -> Cells:
    """Whether cells hold a text, never null: one with a letter or digit does, a blank one does not."""
    if cells.dtype != pl.String:
        return Cells(pl.repeat(False, len(cells), dtype=pl.Boolean, eager=True), _any(cells.is_not_null()))
    there = cells.str.contains(r"[\p{L}\p{N}]").fill_null(False)
    return Cells(there, _any((cells.str.strip_chars() != "").fill_null(False) & ~there))


def _date(_: Quantity, cells: pl.Series) -> Cells | None:
    if cells.dtype == pl.Date or isinstance(cells.dtype, pl.Datetime):
        days, written = cells.cast(pl.Date), cells.is_not_null()
    elif cells.dtype == pl.String:
        text = cells.str.strip_chars()
        plain = pl.select(pl.when(text.str.contains(PLAIN_DAY)).then(text)).to_series()
        days, written = plain.str.to_date("%Y-%m-%d", strict=False), text != ""
    else:
        return None
    numbers = days.to_physical().cast(pl.Int64) + EPOCH
    known = numbers.is_between(1, LAST_DAY).fill_null(False)
    return _without(numbers, _any(written & ~known))


def _choice(quantity: Quantity, cells: pl.Series) -> Cells | None:
    if cells.dtype != pl.String:
        return None
    text = cells.str.strip_chars()
    places = list(range(len(quantity.choices)))
    found = text.replace_strict(list(quantity.choices), places, default=None, return_dtype=pl.Int64)
    return Cells(found, _any(found.is_null() & (text != "").fill_null(False)))


_READERS: dict[str, Callable[[Quantity, pl.Series], Cells | None]] = {
    **dict.fromkeys(("count", "number", "percentage", "money"), _number),
    "boolean": _truth,
    "document": _document,
    "date": _date,
    "choice": _choice,
    "rating": _choice,
}


def bounds(least: int, most: int) -> Ends:
    """A wider range, of few sizes, so that what is proven of one part of the data serves the next."""
    return -_power(-least), _power(most)


def _power(value: int) -> int:
    """The next thousandfold that is not below a number; 0 where the number is not above 0."""
    found = 1000
    while found < value:
        found *= 1000
    return found if value > 0 else 0


def decimals_shown(cells: pl.Series, values: pl.Series, scale: int) -> pl.Series:
    """With how many decimals figures were written: texts as they stand, numbers as their shortest decimal."""
    if cells.dtype == pl.String:
        text = cells.str.strip_chars()
        point = text.str.find(".", literal=True)
        return (text.str.len_chars().cast(pl.Int64) - point.cast(pl.Int64) - 1).fill_null(0)
    if cells.dtype == MIXED:
        text = cells.struct.field("text")
        of_texts, of_numbers = (decimals_shown(each, values, scale) for each in (text, values))
        return pl.select(pl.when(pl.lit(text).is_null()).then(of_numbers).otherwise(of_texts)).to_series()
    shown = pl.repeat(0, len(values), dtype=pl.Int64, eager=True)
    for places in range(scale):
        finer = values % 10 ** (scale - places) != 0
        shown = pl.select(pl.when(finer).then(places + 1).otherwise(shown)).to_series()
    return shown
