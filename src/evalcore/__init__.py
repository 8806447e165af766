"""Score places against creation standards (创建标准): exact, explained, and the same on every engine.

The public names are loaded when first used, so that `import evalcore` is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evalcore.audit import audit_evidence as audit_evidence
    from evalcore.batch.clusters import results_schema as results_schema
    from evalcore.batch.clusters import score_batches as score_batches
    from evalcore.batch.frames import score_frame as score_frame
    from evalcore.batch.parts import Batch as Batch
    from evalcore.errors import (
        EngineDisagreement as EngineDisagreement,
    )
    from evalcore.errors import (
        EvalcoreError as EvalcoreError,
    )
    from evalcore.errors import (
        EvidenceError as EvidenceError,
    )
    from evalcore.errors import (
        InputError as InputError,
    )
    from evalcore.errors import (
        Place as Place,
    )
    from evalcore.errors import (
        Problem as Problem,
    )
    from evalcore.errors import (
        StandardError as StandardError,
    )
    from evalcore.evidence import Evidence as Evidence
    from evalcore.evidence import Submission as Submission
    from evalcore.evidence import read_evidence as read_evidence
    from evalcore.evidence import read_places as read_places
    from evalcore.loader import bundled_ids as bundled_ids
    from evalcore.loader import load_standard as load_standard
    from evalcore.merging import Copy as Copy
    from evalcore.merging import merge_copies as merge_copies
    from evalcore.plan import Plan as Plan
    from evalcore.scorecard import Scorecard as Scorecard
    from evalcore.scoring import score as score
    from evalcore.standard import Standard as Standard

__version__ = "0.1.0"

_HOMES = {
    "Copy": "merging",
    "Batch": "batch.parts",
    "EngineDisagreement": "errors",
    "EvalcoreError": "errors",
    "Evidence": "evidence",
    "EvidenceError": "errors",
    "InputError": "errors",
    "Place": "errors",
    "Plan": "plan",
    "Problem": "errors",
    "Scorecard": "scorecard",
    "Standard": "standard",
    "StandardError": "errors",
    "audit_evidence": "audit",
    "bundled_ids": "loader",
    "load_standard": "loader",
    "Submission": "evidence",
    "merge_copies": "merging",
    "read_evidence": "evidence",
    "read_places": "evidence",
    "results_schema": "batch.clusters",
    "score": "scoring",
    "score_batches": "batch.clusters",
    "score_frame": "batch.frames",
}
__all__ = [*_HOMES]  # noqa: PLE0604 - the keys are the names


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"evalcore.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
