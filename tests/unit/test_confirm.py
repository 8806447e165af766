"""Truths derived with durable-rules, against truth tables and a tiny evaluator of Kleene's logic."""

from __future__ import annotations

import random
import subprocess
import sys
from itertools import product
from typing import Literal

import pytest

from evalcore.engines import confirm
from evalcore.engines.confirm import Gate, derive

YES, NO, ABSENT = 1, 2, 3
OPS: tuple[Literal["all", "any", "not", "pick", "guard", "at_least"], ...]
OPS = ("all", "any", "not", "pick", "guard", "at_least")
VALUES = (YES, NO, ABSENT)

needs_durable_rules = pytest.mark.skipif(not confirm.available(), reason="durable-rules cannot be imported here")


def test_durable_rules_is_there_wherever_it_is_a_dependency() -> None:
    assert confirm.available() == (sys.platform != "win32" and sys.version_info < (3, 13))


def kleene(gate: Gate, args: list[int]) -> int:
    yes, absent = args.count(YES), args.count(ABSENT)
    match gate.op:
        case "all":
            return NO if NO in args else ABSENT if absent else YES
        case "any":
            return YES if yes else ABSENT if absent else NO
        case "at_least":
            return YES if yes >= gate.k else NO if yes + absent < gate.k else ABSENT
        case "not":
            return {YES: NO, NO: YES, ABSENT: ABSENT}[args[0]]
        case "guard":
            return args[1] if args[0] == YES else ABSENT
        case "pick":
            return {YES: args[1], NO: args[2], ABSENT: ABSENT}[args[0]]


def expected(gates: list[Gate], facts: dict[int, int]) -> dict[int, int]:
    """`gates` in topological order."""
    truths = dict(facts)
    for gate in gates:
        truths[gate.out] = kleene(gate, [truths.get(arg, ABSENT) for arg in gate.args])
    return {gate.out: truths[gate.out] for gate in gates}


def run(code: str) -> str:
    """What `code` prints in a process of its own, where a crash of the engine would show as an exit code."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, (done.returncode, done.stderr)
    return done.stdout.strip()


@needs_durable_rules
@pytest.mark.parametrize(
    ("gate", "table"),
    [
        (Gate("not", 9, (0,)), {(1,): 2, (2,): 1, (3,): 3}),
        (Gate("guard", 9, (0, 1)), {(1, 1): 1, (1, 2): 2, (1, 3): 3, (2, 1): 3, (2, 2): 3, (3, 1): 3, (3, 2): 3}),
        (Gate("all", 9, (0, 1)), {(1, 1): 1, (1, 2): 2, (2, 1): 2, (2, 3): 2, (3, 2): 2, (1, 3): 3, (3, 3): 3}),
        (Gate("any", 9, (0, 1)), {(2, 2): 2, (1, 2): 1, (2, 1): 1, (1, 3): 1, (3, 1): 1, (2, 3): 3, (3, 3): 3}),
        (Gate("pick", 9, (0, 1, 2)), {(1, 1, 2): 1, (1, 2, 1): 2, (2, 1, 2): 2, (2, 2, 1): 1, (1, 3, 1): 3}),
        # Strict in the condition: the branches agree, and still nothing follows.
        (Gate("pick", 9, (0, 1, 2)), {(3, 1, 1): 3, (3, 2, 2): 3, (2, 1, 3): 3}),
        (Gate("at_least", 9, (0, 1, 2), 2), {(1, 1, 3): 1, (2, 2, 3): 2, (1, 2, 3): 3, (1, 3, 3): 3, (3, 3, 2): 3}),
    ],
)
def test_truth_tables_written_by_hand(gate: Gate, table: dict[tuple[int, ...], int]) -> None:
    derived = {row: derive([gate], dict(enumerate(row)))[0][9] for row in table}
    assert derived == table


SHAPES = [Gate("not", 99, (0,)), Gate("guard", 99, (0, 1)), Gate("pick", 99, (0, 1, 2))]
SHAPES += [Gate(op, 99, tuple(range(n))) for op in ("all", "any") for n in range(5)]
SHAPES += [Gate("at_least", 99, tuple(range(n)), k) for n in range(5) for k in range(-1, n + 2)]
# The same truth more than once: it counts as often as it is named.
SHAPES += [Gate("all", 99, (0, 0)), Gate("any", 99, (0, 0)), Gate("all", 99, (0, 1, 0)), Gate("guard", 99, (0, 0))]
SHAPES += [Gate("pick", 99, args) for args in ((0, 0, 1), (0, 1, 0), (0, 1, 1), (0, 0, 0))]
SHAPES += [Gate("at_least", 99, args, k) for args in ((0, 0), (0, 0, 1), (1, 0, 0, 1)) for k in range(1, 5)]


@needs_durable_rules
@pytest.mark.parametrize("gate", SHAPES, ids=str)
def test_every_row_of_every_table(gate: Gate) -> None:
    leaves = sorted(set(gate.args))
    for row in product(VALUES, repeat=len(leaves)):
        facts = dict(zip(leaves, row, strict=True))
        assert derive([gate], facts)[0] == expected([gate], facts), facts


@needs_durable_rules
@pytest.mark.parametrize("n", [6, 7])
def test_counting_is_exact_with_absents(n: int) -> None:
    """One derivation for all rows: a gate for each row and each k, over three leaves."""
    rows = random.Random(n).sample(list(product((0, 1, 2), repeat=n)), 80)
    gates = [Gate("at_least", 1000 + i * 10 + k, row, k) for i, row in enumerate(rows) for k in range(n + 2)]
    facts = {0: YES, 1: NO, 2: ABSENT}
    assert derive(gates, facts)[0] == expected(gates, facts)


def random_gates(rng: random.Random) -> tuple[list[Gate], dict[int, int]]:
    """Up to 8 layers of up to 6 gates; arguments come from all earlier layers and repeat."""
    facts = {leaf: rng.choice(VALUES) for leaf in range(rng.randint(1, 8))}
    gates: list[Gate] = []
    for _ in range(rng.randint(1, 8)):
        earlier = [*facts, *(gate.out for gate in gates)]
        for _ in range(rng.randint(1, 6)):
            op = rng.choice(OPS)
            arity = {"not": 1, "guard": 2, "pick": 3}.get(op, rng.randint(0, 5))
            args = tuple(rng.choice(earlier) for _ in range(arity))
            gates.append(Gate(op, 100 + len(gates), args, rng.randint(-1, arity + 1)))
    return gates, facts


@needs_durable_rules
def test_random_graphs_in_any_order_with_a_trail_in_the_order_of_the_gates() -> None:
    rng = random.Random(20280)
    for _ in range(400):
        gates, facts = random_gates(rng)
        wanted = expected(gates, facts)
        rng.shuffle(gates)
        truths, trail = derive(gates, facts)
        assert truths == wanted, (gates, facts)
        assert list(truths) == [gate.out for gate in gates]
        concluded = [(gate.out, wanted[gate.out]) for gate in gates if wanted[gate.out] != ABSENT]
        assert [(firing.out, firing.value) for firing in trail] == concluded


@needs_durable_rules
def test_the_trail_names_the_rule_that_fired() -> None:
    gates = [Gate("all", 5, (0, 1)), Gate("not", 4, (5,)), Gate("any", 3, (2, 4)), Gate("not", 6, (2,))]
    truths, trail = derive(gates, {0: YES, 1: NO, 2: ABSENT})
    assert truths == {5: NO, 4: YES, 3: YES, 6: ABSENT}
    assert [tuple(firing) for firing in trail] == [
        ("all_no_second", 5, NO),
        ("not_yes", 4, YES),
        ("any_yes_second", 3, YES),
    ]


@needs_durable_rules
def test_a_leaf_without_a_fact_is_absent() -> None:
    assert derive([Gate("any", 2, (0, 1))], {0: NO}) == ({2: ABSENT}, ())


@needs_durable_rules
@pytest.mark.parametrize(
    ("gates", "facts"),
    [
        ([Gate("not", 1, (0,)), Gate("all", 1, (0,))], {0: YES}),
        ([Gate("not", 1, (0,))], {0: YES, 1: NO}),
        ([Gate("not", 1, (-1,))], {-1: YES}),
    ],
)
def test_a_truth_defined_twice_or_with_a_negative_id_is_refused(gates: list[Gate], facts: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="ids of truths"):
        derive(gates, facts)


@needs_durable_rules
@pytest.mark.parametrize(
    ("call", "printed"),
    [
        ("derive([], {})", "({}, ())"),
        ("derive([], {0: 1})", "({}, ())"),
        ("derive([Gate('all', 9, (0, 1))], {0: 3, 1: 3})", "({9: 3}, ())"),
        ("derive([Gate('all', 9, (0, 1))], {})", "({9: 3}, ())"),
        ("[derive([Gate('any', 9, (0,))], {0: 3})[0][9] for _ in range(50)] == [3] * 50", "True"),
    ],
)
def test_nothing_to_conclude_does_not_crash(call: str, printed: str) -> None:
    assert run(f"from evalcore.engines.confirm import Gate, derive\nprint({call})") == printed


@needs_durable_rules
def test_two_thousand_gates_with_wide_ones_among_them() -> None:
    code = """
from evalcore.engines.confirm import Gate, derive
gates = [Gate("all", 1000 + i, (i % 700, (i * 7) % 700)) for i in range(2000)]
gates += [Gate("all", 5000, tuple(range(1000, 3000))), Gate("any", 5001, tuple(range(1000, 3000)))]
gates += [Gate("at_least", 5002, tuple(range(1000, 1040)), 20), Gate("not", 5003, (5002,))]
print(*(derive(gates, dict.fromkeys(range(700), value))[0][out] for value in (1, 2, 3) for out in range(5000, 5004)))
"""
    assert run(code) == "1 1 1 2 2 2 2 1 3 3 3 3"


@needs_durable_rules
def test_memory_does_not_grow_and_no_thread_is_started() -> None:
    """A state that stays behind costs 2 MB."""
    code = """
import threading
from pathlib import Path
from evalcore.engines.confirm import Gate, derive
def resident():
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
gates = [Gate("at_least", 100 + i, (i, i + 1, i + 2, i + 3), 2) for i in range(20)]
facts = {i: i % 3 + 1 for i in range(23)}
first = [derive(gates, facts) for _ in range(100)][0]
before = resident()
assert all(derive(gates, facts) == first for _ in range(200))
print(resident() - before < 10_000, threading.active_count())
"""
    if not sys.platform.startswith("linux"):
        pytest.skip("reads /proc")
    assert run(code) == "True 1"


@needs_durable_rules
def test_eight_threads_at_once() -> None:
    code = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from evalcore.engines import confirm
from evalcore.engines.confirm import Gate, derive
sys.setswitchinterval(1e-5)
together = Barrier(8)
gates = [Gate("all", 100 + i, (i, i + 1)) for i in range(9)] + [Gate("any", 200, tuple(range(100, 109)))]
facts = [{i: (i * seed + seed) % 3 + 1 for i in range(10)} for seed in range(8)]
def work(seed):
    together.wait()
    return [derive(gates, facts[seed]) for _ in range(60)]
with ThreadPoolExecutor(8) as pool:
    results = list(pool.map(work, range(8)))
alone = [derive(gates, each) for each in facts]
assert len({str(each) for each in alone}) > 1
print(all(result == [alone[seed]] * 60 for seed, result in enumerate(results)), confirm._program.cache_info().misses)
"""
    assert run(code) == "True 1"


@needs_durable_rules
def test_a_contradiction_and_an_interrupt_are_raised_and_leave_no_state_behind() -> None:
    code = """
from evalcore.engines import confirm
from evalcore.engines.confirm import Gate, derive
def wrong():
    try:
        derive([Gate("all", 9, (0, 1))], {0: 2, 1: 2})
    except BaseException as error:
        return f"{type(error).__name__} {error}"
def interrupted(*_):
    raise KeyboardInterrupt
right, firing = confirm._RULES["all_no_first"], confirm.Firing
confirm._RULES["all_no_first"] = (*right[:3], 1)
print("contradict each other on truth 9" in wrong())
confirm._RULES["all_no_first"], confirm.Firing = right, interrupted
print(wrong())
confirm.Firing = firing
print(len(confirm._names), derive([Gate("all", 9, (0, 1))], {0: 2, 1: 2})[0])
"""
    assert run(code).splitlines() == ["True", "KeyboardInterrupt ", "1000 {9: 2}"]


@pytest.mark.parametrize(
    "breakage",
    [
        "sys.modules['durable'] = None",
        "sys.modules['durable_rules_engine'] = None",
        "sys.meta_path.insert(0, type('Broken', (), {'find_spec': lambda *_: 1 / 0}))",
    ],
)
def test_without_durable_rules(breakage: str) -> None:
    code = f"""
import sys
from evalcore.engines import confirm
from evalcore.errors import EvalcoreError
{breakage}
print(confirm.available(), confirm.version())
try:
    confirm.derive([], {{}})
except confirm.ConfirmUnavailable as error:
    print(isinstance(error, EvalcoreError), str(error).split(':')[0])
"""
    assert run(code).splitlines() == ["False None", "True durable-rules cannot be imported here"]


def fnv32(text: str) -> int:
    """The hash by which durable-rules tells facts, and states, apart."""
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def test_ids_of_facts_and_names_of_states_do_not_collide() -> None:
    names = [str(number) for number in range(1000)]
    assert len({fnv32(name) for name in names}) == 1000
    # durable-rules adds a fact of its own to every state: "sid-" and its name.
    ids = [*map(str, range(300_000)), *(f"sid-{name}" for name in names)]
    assert len({fnv32(each) for each in ids}) == len(ids)
