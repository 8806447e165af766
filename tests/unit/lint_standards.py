"""Small standards for the tests of the linter, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Data = Mapping[str, Any]
Cases = dict[str, tuple[Sequence[Data], Sequence[Data]]]  # by code: what makes the finding, and near misses

RATE = {"label": "入会率", "type": "percentage"}
COUNT = {"label": "次数", "type": "count"}
NUMBER = {"label": "得分", "type": "number"}
YES = {"label": "是否", "type": "boolean"}
PAPER = {"label": "文件", "type": "document"}
LEVEL = {"label": "等级", "type": "choice", "choices": ["国家级", "省级"]}


def leaf(met: str | None = None, **keys: Any) -> Data:
    condition = {} if met is None else {"met": met}
    return {"id": "1", "title": "要求", "authority": "stated", **condition, **keys}


def conditions(evidence: Data, *leaves: Data, **keys: Any) -> Data:
    """A standard of requirements that must all be met."""
    head = {"evalcore": 1, "id": "some", "edition": "1", "title": "标准", "kind": "conditions", "subject": "街道"}
    return {**head, "evidence": evidence, "indicators": list(leaves), **keys}


def points(evidence: Data, *rules: Any, **keys: Any) -> Data:
    """A points standard out of ten with an indicator for each rule; a rule may be a whole indicator."""
    leaves = [rule if "title" in rule else leaf(points=rule) for rule in rules]
    numbered = [{**each, "id": str(index)} for index, each in enumerate(leaves, 1)]
    levels = [{"id": "pass", "title": "达标", "from": 6}]
    given = {"kind": "points", "total": 10 * len(numbered), "levels": levels, "pass_level": "pass", **keys}
    return conditions(evidence, *numbered, **given)


def bands(*pairs: tuple[str, float, float], of: str = "x", otherwise: float = 0) -> Data:
    return {
        "rule": "bands", "of": of, "otherwise": otherwise,
        "bands": [{sign: bound, "points": given} for sign, bound, given in pairs],
    }  # fmt: skip


def linear(**keys: Any) -> Data:
    plain = {"full": 10, "of": "x", "target": 90, "per": 1, "lose": 1, "steps": "whole", "measure": "points"}
    return {"rule": "linear", **plain, **keys}


def deduct(*misses: Data, full: float = 10) -> Data:
    return {"rule": "deduct", "full": full, "misses": list(misses)}


def parts(*pairs: tuple[str, float], **keys: Any) -> Data:
    return {"rule": "parts", "parts": [{"when": when, "points": given} for when, given in pairs], **keys}


def grades(*pairs: tuple[int, float], lowest: float = 0) -> Data:
    listed = [{"at_least": k, "grade": f"第{k}", "points": given} for k, given in pairs]
    return {"rule": "grades", "conditions": ["a", "b"], "grades": listed,
            "otherwise": {"grade": "末", "points": lowest}}  # fmt: skip


def bonus(*items: Data, **keys: Any) -> Data:
    return {"bonus": {**keys, "items": [{"id": f"B{i}", "title": "加分", **item} for i, item in enumerate(items, 1)]}}


def records(**columns: Data) -> Data:
    return {"label": "名册", "type": "items", "columns": columns}


FULL = {"rule": "judged", "full": 10, "of": "filler"}
FILLER = {"label": "评分", "type": "number", "by": "assessor", "min": 0, "max": 10}
AB = {"a": YES, "b": YES}
ITEMS = records(kind=LEVEL, size=COUNT)
TARGET = {"parameters": {"target": {"label": "任务数", "type": "count", "authority": "上级工会"}}}
ACCEPTED = {"code": "lint-unused-field", "reason": "区情数字"}
