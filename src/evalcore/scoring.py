"""Scoring one place: intake, the deciding reading, and its confirmation by the others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evalcore import answers as answering
from evalcore.answers import Answers
from evalcore.engines import confirm, scalar, trace
from evalcore.errors import EngineDisagreement
from evalcore.evidence import Evidence, read_evidence
from evalcore.graph import GATE_KINDS, TRUTH_KINDS
from evalcore.intake import Inputs, take_in
from evalcore.intake_plain import plain_years, take_in_plainly
from evalcore.loader import load_standard
from evalcore.places import Document
from evalcore.plan import Plan, compile_standard
from evalcore.scales import wanted
from evalcore.scorecard import Confirmation, Firing, Scorecard
from evalcore.standard import Standard

EvidenceSource = Evidence | Mapping[str, Any] | Document | str | Path


def score(standard: Standard | Plan | str | Path, evidence: EvidenceSource, *, confirmed: bool = True) -> Scorecard:
    """Score one place.

    `standard` is a standard, a plan, a bundled id or a path; `evidence` a path, plain data or `Evidence`. With
    `confirmed`, the arithmetic is read again by `trace` and every truth derived again by durable-rules (where it is
    installed); a difference raises `EngineDisagreement`. Without it, plain data (numbers, truths, titles, as other
    software hands them over) is only decided, and read in full when an explanation, the findings or the record is asked
    for. Raises `InputError` for a standard or evidence that cannot be read.
    """
    if isinstance(standard, str | Path):
        standard = load_standard(standard)
    model = standard.standard if isinstance(standard, Plan) else standard
    if not confirmed and isinstance(evidence, Mapping):
        years = plain_years(model, evidence)
        plan = None if years is None else plan_for(standard, years)
        inputs = None if plan is None else take_in_plainly(plan, evidence)
        if plan is not None and inputs is not None:
            return decide(plan, inputs, confirmed=False)
    filed = read_evidence(model, evidence)
    plan = plan_for(standard, filed.years, closing=filed.closed is not None)
    return decide(plan, take_in(plan, filed), confirmed=confirmed)


def plan_for(standard: Standard | Plan, years: tuple[int, ...] = (), *, closing: bool = False) -> Plan:
    """The plan for a standard, the years that evidence gives, and whether it is closed; kept as long as the standard."""
    model = standard.standard if isinstance(standard, Plan) else standard
    if model.cycle is not None:
        years = ()
    if isinstance(standard, Plan) and standard.closing == closing and (model.cycle or standard.years == years):
        return standard
    plan = model._plans.get((years, closing))
    if plan is None:
        plan = model._plans[years, closing] = compile_standard(model, years, closing=closing)
    return plan


def decide(plan: Plan, inputs: Inputs, *, confirmed: bool = True) -> Scorecard:
    """The scorecard from filled slots: decided by `scalar`, or by `trace` where values are not single."""
    if inputs.exact is None:
        values = trace.run(plan.nodes, inputs.slots, wanted(plan))
        card_answers, decided_by = answering.from_values(plan, values), "trace"
    else:
        card_answers, decided_by = scalar.prepare(plan)(inputs.exact), "scalar"
    if not confirmed:
        return Scorecard(plan, inputs, card_answers, Confirmation(decided_by, asked=False))
    return Scorecard(plan, inputs, card_answers, _confirm(plan, inputs, card_answers, decided_by))


def _confirm(plan: Plan, inputs: Inputs, decided: Answers, decided_by: str) -> Confirmation:
    """Read again by `trace`, derive every truth again by durable-rules, and compare."""
    values = trace.run(plan.nodes, inputs.slots, wanted(plan))
    traced = answering.from_values(plan, values)
    if traced != decided:
        pairs = zip(Answers._fields, decided, traced, strict=True)
        raise EngineDisagreement(decided_by, "trace", [(name, a, b) for name, a, b in pairs if a != b])
    # What `trace` decided itself it cannot confirm.
    again = "trace" if decided_by != "trace" else None
    if not confirm.available():
        return Confirmation(decided_by, again, again)
    gates, facts = _gates(plan), {}
    for index in wanted(plan):
        value = values[index]
        if plan.nodes[index].kind in TRUTH_KINDS - GATE_KINDS and isinstance(value, int):
            facts[index] = value
    derived, trail = confirm.derive(gates, facts)
    wrong = [(f"node {node}", values[node], truth) for node, truth in derived.items() if values[node] != truth]
    if wrong:
        raise EngineDisagreement("trace", "durable-rules", wrong)
    about = _about(plan)
    fired = tuple(Firing(f.rule, about[f.out], "yes" if f.value == 1 else "no") for f in trail if f.out in about)
    return Confirmation(decided_by, again, f"durable-rules {confirm.version()}", fired)


def _gates(plan: Plan) -> list[confirm.Gate]:
    """The logic of a plan, for the confirming engine."""
    gates: list[confirm.Gate] | None = plan.prepared.get("gates")
    if gates is None:
        gates = []
        for index in wanted(plan):
            kind, args, data = plan.nodes[index]
            if kind in GATE_KINDS:
                k = data if isinstance(data, int) else 0
                gates.append(confirm.Gate(kind, index, args, k))  # type: ignore[arg-type]  # the kinds are the ops
        plan.prepared["gates"] = gates
    return gates


def _about(plan: Plan) -> dict[int, str]:
    """What the gates are about, in terms of the standard."""
    about: dict[int, str] = {}
    for part, verdict in plan.verdicts.items():
        about.setdefault(verdict.met, f"met {part}")
        about.setdefault(verdict.applies, f"applies {part}")
    for part, node in plan.fired.items():
        about.setdefault(node, f"veto {part}")
    for kind, nodes in (("rule", plan.rules), ("conclusion", plan.conclusions), ("level", plan.levels)):
        for part, node in nodes.items():
            about.setdefault(node, f"{kind} {part}")
    about.setdefault(plan.refused, "refused")
    about.setdefault(plan.eligible, "eligible")
    about.setdefault(plan.whole.met, "whole")
    return about
