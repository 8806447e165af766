"""The truths of a plan, derived a second time by forward chaining over facts with durable-rules.

Nothing here is shared with the other readings of a plan: gates are lowered to wires of two operands, wires and known
truths become facts, and a fixed program of Kleene rules concludes what follows. A truth about which nothing can be
concluded stays absent. durable-rules is optional and imported nowhere else.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import metadata
from itertools import count
from threading import Lock
from typing import Any, Literal, NamedTuple

from evalcore.errors import EvalcoreError

Truth = int  # 1 = yes, 2 = no, 3 = absent: bit 0 says "can be yes", bit 1 "can be no"
YES, NO, ABSENT = 1, 2, 3


class Gate(NamedTuple):
    """One logic gate. `pick` takes (condition, then, else), `guard` (condition, then); `k` is only for `at_least`."""

    op: Literal["all", "any", "not", "pick", "guard", "at_least"]
    out: int
    args: tuple[int, ...]
    k: int = 0


class Firing(NamedTuple):
    """A rule that fired, the truth it concluded and its value (1 or 2)."""

    rule: str
    out: int
    value: Truth


class ConfirmUnavailable(EvalcoreError, RuntimeError):
    """durable-rules cannot be imported here, so nothing can be confirmed with it."""


class ConfirmFailed(EvalcoreError, RuntimeError):
    """durable-rules broke off, or concluded both yes and no. A defect, never a property of the evidence."""


# name: kind of wire, value of its first and of its second operand (None: whatever it is), conclusion
_RULES: dict[str, tuple[str, Truth | None, Truth | None, Truth | None]] = {
    "start": ("start", None, None, None),  # concludes nothing
    "all_yes": ("all", YES, YES, YES),
    "all_no_first": ("all", NO, None, NO),
    "all_no_second": ("all", None, NO, NO),
    "any_yes_first": ("any", YES, None, YES),
    "any_yes_second": ("any", None, YES, YES),
    "any_no": ("any", NO, NO, NO),
    "not_yes": ("not", NO, None, YES),
    "not_no": ("not", YES, None, NO),
    "then_yes": ("then", YES, YES, YES),
    "then_no": ("then", YES, NO, NO),
    "else_yes": ("else", NO, YES, YES),
    "else_no": ("else", NO, NO, NO),
    "always_yes": ("always", None, None, YES),
    "never_no": ("never", None, None, NO),
}
_WORDS = {YES: "yes", NO: "no"}
_Wire = tuple[str, int, int, int]  # kind, truth it defines, its two operands (a single one is repeated)

# durable-rules finds a state by a 32-bit hash of its name, breaks beyond 1,024 states and keeps what is not deleted.
# A fixed stock of names, handed out and given back, meets all three.
_names = deque(str(number) for number in range(1000))
_making = Lock()


def available() -> bool:
    """Whether durable-rules can be imported here. Never raises."""
    try:
        _durable()
    except ConfirmUnavailable:
        return False
    return True


def version() -> str | None:
    """The version of durable-rules that `derive` uses; None when it is not available or does not say."""
    return _installed() if available() else None


@cache
def _installed() -> str | None:
    try:
        return metadata.version("durable_rules")
    except metadata.PackageNotFoundError:
        return None


def derive(gates: Sequence[Gate], facts: Mapping[int, Truth]) -> tuple[dict[int, Truth], tuple[Firing, ...]]:
    """The truth of every gate, and the rules that concluded them, each truth once, in the order of `gates`.

    `facts` are the truths of the leaves; a leaf that is not among them is absent. Truths do not depend on the order
    of `gates`. An absent truth has no firing.

    Raises ConfirmUnavailable without durable-rules, ConfirmFailed when it breaks off or contradicts itself, and
    ValueError when an id is negative or defined twice (by two gates, or by a fact and a gate).
    """
    defined = [*facts, *(gate.out for gate in gates)]
    if min(defined, default=0) < 0 or len(set(defined)) != len(defined):
        raise ValueError("ids of truths must not be negative, and each truth must be defined once")
    with _making:
        program = _program()
    between = count(-1, -1)
    wires = [wire for gate in gates for wire in _lower(gate, between)]
    fired = _forward(program, wires, facts) if wires else {}
    trail = tuple(fired[gate.out] for gate in gates if gate.out in fired)
    return {gate.out: ABSENT for gate in gates} | {firing.out: firing.value for firing in trail}, trail


def _lower(gate: Gate, between: Iterator[int]) -> list[_Wire]:
    """A gate as wires; truths in between take their ids from `between`."""
    op, out, args, k = gate
    match op:
        case "all" | "any" | "at_least":
            return _at_least({"all": len(args), "any": 1}.get(op, k), out, args, between)
        case "not":
            (a,) = args
            return [("not", out, a, a)]
        case "guard":
            condition, then = args
            return [("then", out, condition, then)]
        case "pick":
            condition, then, otherwise = args
            return [("then", out, condition, then), ("else", out, condition, otherwise)]


def _at_least(k: int, out: int, args: tuple[int, ...], between: Iterator[int]) -> list[_Wire]:
    """At least k of the arguments, as a sequential counter; "all" is k = n and "any" is k = 1.

    `row[miss]` is "at least `hit` of the first `hit + miss`": it held one argument earlier, or the latest argument is
    a yes and one fewer held before it. Nothing is negated, so Kleene's logic is exact here: yes if the yes suffice
    by themselves, no if not even every absent would make up the number.
    """
    if k <= 0 or k > len(args):
        return [("always" if k <= 0 else "never", out, out, out)]
    wires: list[_Wire] = []

    def wire(op: str, a: int, b: int) -> int:
        wires.append((op, next(between), a, b))
        return wires[-1][1]

    row: list[int] = []
    for hit in range(1, k + 1):
        below, row = row, []
        for miss in range(len(args) - k + 1):
            latest = args[hit + miss - 1]
            grown = latest if hit == 1 else wire("all", below[miss], latest)
            row.append(grown if miss == 0 else wire("any", row[-1], grown))
    op, _, a, b = wires.pop() if wires else ("all", out, args[0], args[0])
    return [*wires, (op, out, a, b)]


def _forward(program: Any, wires: list[_Wire], facts: Mapping[int, Truth]) -> dict[int, Firing]:
    """Every truth that the rules conclude from the facts, with the firing that first concluded it."""
    name, ids = _names.pop(), count()

    def fact(**properties: str) -> dict[str, str]:
        # Facts, too, are told apart by a 32-bit hash of their id; decimal numbers below 300,000 do not collide.
        return {"sid": name, "id": str(next(ids)), **properties}

    try:
        # Deleting a state in which no rule ever fired crashes the process, so one fact comes first and fires one.
        _fire(program, [fact(op="start")], fact)
        try:
            known = [fact(t=str(t), v=_WORDS[value]) for t, value in facts.items() if value != ABSENT]
            kinds = [fact(op=op, out=str(out), a=str(a), b=str(b)) for op, out, a, b in wires]
            fired = _fire(program, known + kinds, fact)
        finally:
            program.delete_state(name)
            _names.append(name)
    except Exception as error:
        raise ConfirmFailed(f"durable-rules failed: {error!r:.500}") from error
    return {firing.out: firing for firing in fired.values()}


def _fire(program: Any, facts: list[dict[str, str]], fact: Callable[..., dict[str, str]]) -> dict[str, Firing]:
    """Assert facts (at least one) and fire rules until none is left; what they conclude are new facts.

    This is the loop of durable-rules' own `do_actions`, which also swallows the exceptions of actions, gives up
    without a word when the clock jumps, warns on Python 3.12, and takes twice as long.
    """
    engine, handle = _durable().durable_rules_engine, program._handle
    fired: dict[str, Firing] = {}
    state = program.assert_facts(facts)
    started = engine.start_action_for_state(handle, state)
    matched = started[1] if started else None
    while matched:
        ((rule, match),) = json.loads(matched).items()
        out, value = match["wire"].get("out"), _RULES[rule][-1]
        if value and out not in fired:
            fired[out] = Firing(rule, int(out), value)
            program.assert_fact(fact(t=out, v=_WORDS[value]))
        elif value and fired[out].value != value:
            raise RuntimeError(f"{fired[out].rule} and {rule} contradict each other on truth {out}")
        matched = engine.complete_and_start_action(handle, state)
    return fired


@cache
def _program() -> Any:
    """The ruleset, one for the process, and without a host: a host starts threads that fire rules on their own."""
    return _durable().Ruleset("kleene", None, {name: _definition(*rule) for name, rule in _RULES.items()})


def _definition(op: str, a: Truth | None, b: Truth | None, _: Truth | None) -> dict[str, Any]:
    operands = [
        {operand: {"$and": [{"t": {"wire": operand}}, {"v": _WORDS[value]}]}}
        for operand, value in (("a", a), ("b", b))
        if value is not None
    ]
    # dist 0: both operands of a wire may be the same truth. `_fire` does what has to be run.
    return {"all": [{"wire": {"op": op}}, *operands], "dist": 0, "run": lambda _: None}


def _durable() -> Any:
    try:
        from durable import engine
    except Exception as error:  # not only ImportError: a C extension built for another Python fails in its own ways
        raise ConfirmUnavailable(f"durable-rules cannot be imported here: {error}") from error
    return engine
