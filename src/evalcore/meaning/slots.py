"""The inputs of a plan: one slot for each thing that intake must supply."""

from __future__ import annotations

from typing import Literal, NamedTuple

from evalcore.conditions.expressions import Expr

Role = Literal["field", "parameter", "column", "derived", "stated", "conflict", "excused", "closed", "closed_points"]


class Slot(NamedTuple):
    """One input.

    `role` says where it comes from: a field, parameter or column (`key`: its id); a value `derived` by intake from
    records or dates (`key`: the expression); the values of a declared rate when its stated figure disputes its parts
    (`stated`) and whether it does (`conflict`, absent where the field is spoiled; `key`: the field); an indicator
    `excused` by an assessor, or on whose verdict (`closed`) or points (`closed_points`) the evidence is closed.
    `scale` is the number of decimals that the fast path carries.
    """

    role: Role
    key: str | Expr
    period: str | None = None
    sort: Literal["truth", "number"] = "number"
    scale: int = 0


class Slots:
    """The slots of a plan, each once."""

    def __init__(self) -> None:
        self.all: list[Slot] = []
        self._ids: dict[Slot, int] = {}

    def add(self, slot: Slot) -> int:
        if slot not in self._ids:
            self._ids[slot] = len(self.all)
            self.all.append(slot)
        return self._ids[slot]
