"""What is made of inputs alone, as text of generated source: sums of products, comparisons, quotients in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import gcd, lcm, prod

from evalcore.engines.fragments import whole_terms
from evalcore.graph import Comparison, Measure, Node, Term


class InputTexts:
    """Writes them; `scales` are those of the numbers, inputs included. None of it asks whether an input is absent."""

    def __init__(self, nodes: Sequence[Node], scales: Mapping[int, int]) -> None:
        self.nodes, self.scales = nodes, scales

    def name(self, number: int) -> str:
        """The input that a number is."""
        slot = self.nodes[number].data
        assert isinstance(slot, int)
        return f"s{slot}"

    def names(self, numbers: Iterable[int]) -> list[str]:
        return [self.name(number) for number in numbers]

    def test(self, comparison: Comparison) -> str:
        """The comparison in whole numbers, what is subtracted brought to the other side."""
        terms = whole_terms(self.unscaled(comparison.terms))
        left = [self._product(c, numbers) for c, numbers in terms if c > 0]
        right = [self._product(-c, numbers) for c, numbers in terms if c < 0]
        return f"{'+'.join(left) or '0'}{comparison.sign}{'+'.join(right) or '0'}"

    def unscaled(self, terms: Iterable[Term]) -> list[Term]:
        """Terms whose coefficients take the numbers as they are stored."""
        return [(c / prod([self.scales[number] for number in numbers]), numbers) for c, numbers in terms]

    def _product(self, coefficient: int, numbers: tuple[int, ...]) -> str:
        names = self.names(numbers)
        return "*".join([str(coefficient), *names] if coefficient != 1 or not names else names)

    # -- quotients -------------------------------------------------------------------------------------------------

    def quotient(self, index: int, measure: Measure) -> str:
        """A measure, at the scale of its node."""
        part, whole = self.unscaled(measure.part), self.unscaled(measure.whole)
        text = self._stepped(index, measure, part, whole)
        for test, factor in reversed(measure.factors):
            other = self._stepped(index, measure._replace(factor=factor), part, whole)
            text = f"({other} if {self.test(test)} else {text})"
        return text

    def divisor(self, measure: Measure) -> str | None:
        """What a measure divides by, when that is made of inputs: it must be above 0."""
        whole = self.unscaled(measure.whole)
        return self._sum(whole_terms(whole)) if any(numbers for _, numbers in whole) else None

    def _stepped(self, index: int, measure: Measure, part: list[Term], whole: list[Term]) -> str:
        scale = self.scales[index]
        if measure.mode == "exact":
            return self._divided([(c * measure.factor * scale, n) for c, n in part], whole, "F({p},{q})", "{p}")
        if measure.mode == "half_up":
            stepped = [(c / measure.step, n) for c, n in part]
            return self._divided(stepped, whole, "(2*({p})+({q}))//(2*({q}))", "(2*({p})+{q})//{twice}")
        factor = int(measure.factor * scale)
        floor = self._divided(part, whole, "({p})//({q})", "({p})//{q}")
        ceil = self._divided([(-c, n) for c, n in part], whole, "({p})//({q})", "({p})//{q}")
        return f"{factor}*({floor})" if measure.mode == "floor" else f"{-factor}*({ceil})"

    def _divided(self, part: list[Term], whole: list[Term], by_input: str, by_constant: str) -> str:
        """Part ÷ whole as text; both brought to whole coefficients by a common factor."""
        common = lcm(*(c.denominator for c, _ in (*part, *whole)))
        top = [(int(c * common), n) for c, n in part]
        bottom = [(int(c * common), n) for c, n in whole]
        if any(numbers for _, numbers in bottom):
            return by_input.format(p=self._sum(top), q=self._sum(bottom))
        divisor = sum(c for c, _ in bottom)
        shared_by = gcd(divisor, *(c for c, _ in top))
        top, divisor = [(c // shared_by, n) for c, n in top], divisor // shared_by
        text = self._sum(top)
        if by_constant == "{p}":
            return text if divisor == 1 else f"F({text},{divisor})"
        if divisor == 1:
            return text
        return by_constant.format(p=text, q=divisor, twice=2 * divisor)

    def _sum(self, terms: Sequence[tuple[int, tuple[int, ...]]]) -> str:
        return "+".join(self._product(c, numbers) for c, numbers in terms) or "0"
