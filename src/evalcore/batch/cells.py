"""One column of cells → what evidence of its type says, for cells that say it plainly.

Numbers come out whole, at the scale of the fast path. Whatever is not plain (figures with words, decimals beyond the
scale, values out of bounds) is marked to be read one by one; a blank cell is missing. See `values` for what each type
takes; nothing here may read a cell differently.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor
from typing import NamedTuple

import polars as pl

from evalcore.standard import Quantity
from evalcore.values import FALSE_WORDS, NO_DOCUMENT, TRUE_WORDS

MOST = 10**18  # of a whole number that is carried
EXACT_FLOAT = 10**15  # up to 15 digits a float and its shortest decimal say the same
EPOCH = 719_163  # the day number of 1970-01-01
# Digits as everybody writes them; leading zeros, signs and words are for `numerals`.
PLAIN = r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?$"
PLAIN_SCALE = 12
# What Python's `strip` takes for blank; Polars by itself leaves some of it.
BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
PLAIN_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class Cells(NamedTuple):
    """Values of a column, null where missing or not plain; and where they are not plain (None: nowhere)."""

    values: pl.Series
    odd: pl.Series | None = None


def read_cells(quantity: Quantity, cells: pl.Series) -> Cells:
    """Read the cells of a field or parameter: numbers, day numbers and positions of choices as Int64, or truths."""
    if cells.dtype == pl.Null:
        return Cells(cells.cast(pl.Boolean if quantity.type in ("boolean", "document") else pl.Int64))
    if isinstance(cells.dtype, pl.Categorical | pl.Enum):
        cells = cells.cast(pl.String)
    reader = _READERS.get(quantity.type)
    found = reader(quantity, cells) if reader else None
    if found is None:  # a type of cells that says nothing of this kind plainly
        empty = pl.Series(cells.name, [None], dtype=pl.Int64 if quantity.numeric else pl.Boolean)
        return Cells(empty.new_from_index(0, len(cells)), _any(cells.is_not_null()))
    return found


def _any(mask: pl.Series) -> pl.Series | None:
    return mask if mask.any() else None


def _without(values: pl.Series, *odd: pl.Series | None) -> Cells:
    """Values without the odd ones."""
    found = None
    for mask in odd:
        if mask is not None:
            found = mask if found is None else found | mask
    if found is None or not found.any():
        return Cells(values)
    return Cells(pl.select(pl.when(~found).then(values)).to_series(), found)


# -- numbers -----------------------------------------------------------------------------------------------------------


def _number(quantity: Quantity, cells: pl.Series) -> Cells | None:
    dtype = cells.dtype
    if dtype.is_integer():
        found = _scaled(cells, 1, 10**quantity.scale)
    elif isinstance(dtype, pl.Decimal):
        found = _scaled(cells.to_physical(), 10**dtype.scale, 10**quantity.scale)
    elif dtype.is_float():
        found = _float(cells.cast(pl.Float64) if dtype == pl.Float64 else _shortest(cells), 10**quantity.scale)
    elif dtype == pl.String:
        found = _text_number(cells, 10**quantity.scale)
    else:
        return None
    return _bounded(quantity, found)


def _shortest(cells: pl.Series) -> pl.Series:
    """Narrow floats as the decimals they are written as."""
    return cells.cast(pl.String).cast(pl.Float64)


def _scaled(cells: pl.Series, old: int, new: int) -> Cells:
    """Whole numbers at one scale brought to another; odd where that is not whole, or more than is carried."""
    low, high = cells.min(), cells.max()
    if low is None or high is None:
        return Cells(cells.cast(pl.Int64, strict=False))
    odd = None
    reach = MOST * old // max(old, new) if new > old else MOST
    if int(low) < -reach or int(high) > reach:  # type: ignore[arg-type]  # whole numbers
        odd = (cells < -reach) | (cells > reach)
        cells = pl.select(pl.when(~odd).then(cells)).to_series()
    if new >= old:
        found = cells.cast(pl.Int64)
        return _without(found * (new // old) if new > old else found, odd)
    step = old // new
    return _without((cells // step).cast(pl.Int64), odd, _any(cells % step != 0))


def _float(cells: pl.Series, scale: int) -> Cells:
    """Floats whose shortest decimal is whole at the scale: dividing back gives the same float only then."""
    whole = (cells * scale).round() if scale > 1 else cells
    near = (whole.abs() < EXACT_FLOAT) & ((whole / scale) == cells if scale > 1 else whole.floor() == cells)
    near = near.fill_null(False)  # noqa: FBT003 - the value to fill in
    odd = _any(~near & cells.is_not_null())
    if odd is not None:
        whole = pl.select(pl.when(near).then(whole)).to_series()
    return Cells(whole.cast(pl.Int64), odd)


def _text_number(cells: pl.Series, scale: int) -> Cells:
    text = cells.str.strip_chars(BLANKS)
    blank = text == ""
    plain = text.str.contains(PLAIN)
    figures = pl.select(pl.when(plain).then(text)).to_series().cast(pl.Decimal(38, PLAIN_SCALE))
    found = _scaled(figures.to_physical(), 10**PLAIN_SCALE, scale)
    return _without(found.values, found.odd, _any(~plain & ~blank))


def _bounded(quantity: Quantity, found: Cells) -> Cells:
    """Values out of the quantity's bounds are invalid: for the careful reading to say."""
    scale, values = 10**quantity.scale, found.values
    low, high = values.min(), values.max()
    outside = None
    least = None if quantity.low is None else ceil(quantity.low * scale)
    most = None if quantity.high is None else floor(quantity.high * scale)
    if least is not None and low is not None and int(low) < least:  # type: ignore[arg-type]  # whole numbers
        outside = values < least
    if most is not None and high is not None and int(high) > most:  # type: ignore[arg-type]
        outside = values > most if outside is None else outside | (values > most)
    return _without(values, found.odd, outside.fill_null(False) if outside is not None else None)  # noqa: FBT003


# -- the other types ---------------------------------------------------------------------------------------------------


def _words(cells: pl.Series, words: dict[str, bool], *, otherwise: bool | None) -> Cells:
    """Words as truths; other texts are `otherwise`, or odd."""
    text = cells.str.strip_chars(BLANKS)
    folded = text.str.to_lowercase()
    blank = text == ""
    found = pl.select(
        pl.when(folded.is_in([word for word, truth in words.items() if truth])).then(pl.lit(True))
        .when(folded.is_in([word for word, truth in words.items() if not truth])).then(pl.lit(False))
        .when(~blank).then(pl.lit(otherwise, dtype=pl.Boolean))
    ).to_series()  # fmt: skip
    return Cells(found, _any(found.is_null() & ~blank.fill_null(True)))  # noqa: FBT003


def _truth(_: Quantity, cells: pl.Series) -> Cells | None:
    if cells.dtype == pl.Boolean:
        return Cells(cells)
    if cells.dtype != pl.String:
        return None
    return _words(cells, dict.fromkeys(TRUE_WORDS, True) | dict.fromkeys(FALSE_WORDS, False), otherwise=None)


def _document(_: Quantity, cells: pl.Series) -> Cells | None:
    """A title; or the words that say there is none. A bare "yes" is no title."""
    if cells.dtype == pl.Boolean:
        return _without(pl.select(pl.when(~cells).then(pl.lit(False))).to_series(), _any(cells.fill_null(False)))  # noqa: FBT003
    if cells.dtype != pl.String:
        return None
    found = _words(cells, dict.fromkeys(NO_DOCUMENT, False), otherwise=True)
    bare = _any(cells.str.strip_chars(BLANKS).str.to_lowercase().is_in(list(TRUE_WORDS)).fill_null(False))  # noqa: FBT003
    return _without(found.values, found.odd, bare)


def _date(_: Quantity, cells: pl.Series) -> Cells | None:
    if cells.dtype == pl.Date or isinstance(cells.dtype, pl.Datetime):
        return Cells(cells.cast(pl.Date).to_physical().cast(pl.Int64) + EPOCH)
    if cells.dtype != pl.String:
        return None
    text = cells.str.strip_chars(BLANKS)
    plain = text.str.contains(PLAIN_DAY)
    days = pl.select(pl.when(plain).then(text)).to_series().str.to_date("%Y-%m-%d", strict=False)
    odd = days.is_null() & (text != "").fill_null(False)  # noqa: FBT003
    return Cells(days.to_physical().cast(pl.Int64) + EPOCH, _any(odd))


def _choice(quantity: Quantity, cells: pl.Series) -> Cells | None:
    if cells.dtype != pl.String:
        return None
    text = cells.str.strip_chars(BLANKS)
    places = list(range(len(quantity.choices)))
    found = text.replace_strict(list(quantity.choices), places, default=None, return_dtype=pl.Int64)
    return Cells(found, _any(found.is_null() & (text != "").fill_null(False)))  # noqa: FBT003


_READERS: dict[str, Callable[[Quantity, pl.Series], Cells | None]] = {
    **dict.fromkeys(("count", "number", "percentage", "money"), _number),
    "boolean": _truth,
    "document": _document,
    "date": _date,
    "choice": _choice,
    "rating": _choice,
}


def bounds(values: pl.Series) -> tuple[int, int]:
    """A range that holds the values: of few sizes, so that what is proven of one part of the data serves the next."""
    low, high = values.min(), values.max()
    least, most = (0 if end is None else int(end) for end in (low, high))  # type: ignore[arg-type]  # whole numbers
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
        text = cells.str.strip_chars(BLANKS)
        point = text.str.find(".", literal=True)
        return (text.str.len_chars().cast(pl.Int64) - point.cast(pl.Int64) - 1).fill_null(0)
    shown = pl.repeat(0, len(values), dtype=pl.Int64, eager=True)
    for places in range(scale):
        finer = values % 10 ** (scale - places) != 0
        shown = pl.select(pl.when(finer).then(places + 1).otherwise(shown)).to_series()
    return shown
