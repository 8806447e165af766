"""Two small standards and tables for them."""

from __future__ import annotations

from typing import Any

import polars as pl

from evalcore.loader import standard_of
from evalcore.standard import Standard

HEAD = {"evalcore": "1", "edition": "1", "subject": "街道"}
EVIDENCE = {
    "workers": {"type": "count", "label": "职工人数", "unit": "人"},
    "members": {"type": "count", "label": "会员人数", "unit": "人"},
    "meetings": {"type": "count", "label": "会议次数", "per": "year"},
    "idle": {"type": "percentage", "label": "失业率"},
    "plan": {"type": "document", "label": "年度计划"},
    "opened": {"type": "date", "label": "开放日期"},
    "unions": {
        "type": "items",
        "label": "基层工会",
        "columns": {"name": {"type": "text", "label": "名称"}, "size": {"type": "count", "label": "人数"}},
    },
}
PARAMETERS = {"target": {"type": "count", "label": "任务数", "authority": "上级"}}


def indicator(id_: str, met: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "title": f"指标{id_}", "authority": "stated", "met": met, **more}


def conditions() -> Standard:
    """Two criteria, a veto, an excusable indicator, eligibility, a parameter, no years."""
    return standard_of(
        {
            **HEAD, "id": "small-conditions", "title": "小标准", "kind": "conditions", "evidence": EVIDENCE,
            "parameters": PARAMETERS,
            "eligibility": [{"id": "held", "title": "已开放", "authority": "stated", "met": 'opened <= date("2011-12-31")'}],
            "criteria": [
                {"id": "1", "title": "入会", "indicators": [
                    indicator("1.1", "rate(members, workers) >= 90", clause="第一条", remedy="补办入会", responsible="组织部"),
                    indicator("1.2", "members >= target", excusable="yes"),
                ]},
                {"id": "2", "title": "工作", "indicators": [
                    indicator("2.1", "every_year(meetings >= 2)"),
                    indicator("2.2", "has(plan)", veto="refuse"),
                    indicator("2.3", "idle <= 3", applies="workers >= 25"),
                    indicator("2.4", "every(unions, size >= 10)", authority="assumed", assumed="我们定的"),
                ]},
            ],
        }
    )  # fmt: skip


def points(policy: str = "full", *, limited: bool = True) -> Standard:
    """Points with a bonus (without limit unless it is `limited`), an entry line, levels; under `rescale` with fractions."""
    bonus: dict[str, Any] = {"id": "B", "title": "加分", "each": "0.1", "count": "members"}
    return standard_of(
        {
            **HEAD, "id": f"small-points-{policy}", "title": "小评分", "kind": "points", "evidence": EVIDENCE,
            "parameters": PARAMETERS, "cycle": {"years": ["2010", "2011"]},
            "total": "100", "pass_level": "good", "not_applicable": policy,
            "levels": [{"id": "model", "title": "模范", "from": "90"}, {"id": "good", "title": "达标", "from": "80"}],
            "bonus": {"cap": "5", "items": [bonus]} if limited else {"items": [bonus]},
            "criteria": [
                {"id": "1", "title": "入会", "entry_line": "20", "indicators": [
                    indicator("1.1", "rate(members, workers) >= 90", points={
                        "rule": "linear", "full": "30", "of": "rate(members, workers)", "target": "90", "per": "1",
                        "lose": "0.5", "steps": "pro_rata", "measure": "points",
                    }),
                    indicator("1.2", "has(plan)", points="10", excusable="yes", clause="第二条"),
                ]},
                {"id": "2", "title": "工作", "indicators": [
                    indicator("2.1", "every_year(meetings >= 2)", points="20", weight="2", applies="workers >= 25"),
                    indicator("2.2", "idle <= 3", points="20"),
                ]},
            ],
        }
    )  # fmt: skip


NAMES = ("单位", "职工人数", "会员人数", "meetings[2010]", "会议次数（2011年）", "失业率", "plan")
EXCUSE = ("合理缺项[1.2].理由", "合理缺项[1.2].认定人")


def table() -> pl.DataFrame:
    """Seven places, as text: met, unmet, missing, an interval, not applicable, excused, and one that filed nothing."""
    rows = [
        ("甲", "1,000人", "950", "2", "3", "2.5%", "计划", None, None),
        ("乙", "1000", "880", "2", "1", "3.1", "无", None, None),
        ("丙", "1000", None, "2", None, "2.9", "计划", None, None),
        ("丁", "1000", "近900", "2", "2", "3", "计划", None, None),
        ("戊", "20", "18", "2", "2", "9", "计划", None, None),
        ("己", "30", "30", "2", "2", "1", None, "没有任务", "考核组"),
        ("庚", *[None] * 8),
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys((*NAMES, *EXCUSE), pl.String), orient="row")
