"""The fixed words of reports, in Chinese and English."""

from __future__ import annotations

from evalcore.errors import Language

WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "trial": "【试算】", "title": "{trial}{title}（{edition}）测算结果", "colon": "：", "list": "、", "and": "；",
        "comma": "，", "subject": "申报单位", "years": "考核年度", "verdict": "结论", "level": "等次", "score": "得分",
        "levels_open": "未排除的等次", "counts": "指标", "provisional": "（暂定，尚有未定项）", "of": " / 满分 ",
        "trial_means": "有 {n} 项标准由本库假定（见文末），本结果只能作试算",
        "computed": "本结果由程序按标准测算；是否命名，由组织评定的单位决定。",
        # sections
        "eligibility": "资格条件", "criteria": "分项结果", "indicators": "逐项结果", "gaps": "整改清单",
        "awaiting": "尚待他方", "vetoes": "一票否决项", "findings": "材料自身的问题", "assumed": "假定的标准",
        "confirmed": "复核",
        "adjustments": "加分与扣分", "losses": "封顶、保底、折算与取整", "rules": "裁定规则",
        # columns
        "no": "序号", "id": "编号", "name": "名称", "indicator": "指标", "kind": "类别", "required": "要求",
        "found": "实际", "remedy": "整改措施", "points": "得分", "lost": "失分", "pending": "待定分",
        "lacks": "所缺", "state": "状态", "deducted": "扣分", "severity": "性质", "content": "内容", "touched": "涉及指标", "place": "位置",
        "met": "达标", "unmet": "未达标", "unknown": "待补证", "not_applicable": "不适用", "reason": "假定理由",
        "weight": "权重", "reason_of": "原因", "asked": "原应", "effective": "计入", "change": "差额", "effect": "后果",
        # inside cells
        "clause": "条款", "short": "差", "known": "已知", "responsible": "责任", "excused": "合理缺项",
        "closed": "材料截止", "refuses": "不予认定", "caps": "等次封顶",
        "concludes": "得出结论", "recommends": "建议", "total": "总分",
        "closed_by": "{date}，{by}：{reason}", "closed_on": "（按未提供认定：{ids}）",
        "period": "{period} 年",
        "more": "…… 另有 {n} 项", "years_of": "{years} 年",
        # notes
        "assumed_ids": "以下 {n} 项的标准由本库假定（理由见 --verbose 或 --format markdown）：{ids}",
        "places_in": "位置为“行:列”，指文件 {source}", "cells_in": "位置指文件 {source}",
        "harmless": "（不影响结论）",
        "not_judged": "下列关系因材料不全未能核对：{ids}", "no_gaps": "没有须由申报单位整改的项目。",
        "decided": "结果由 {engine} 算出。",
        "alone": "材料中有范围值或不一致的来源，结果由 trace 算出，数值没有第二个引擎可以重算。",
        "arithmetic": "数值由 {engine} 重算，一致。",
        "logic": "各项结论由 {engine} 另行推导，一致。",
        "logic_missing": "本机没有可用的 durable-rules，各项结论只由 trace 核对，一致。",
        "unconfirmed": "没有复核（--no-confirm）。",
    },
    "en": {
        "trial": "[trial] ", "title": "{trial}{title} ({edition}): computed result", "colon": ": ", "list": ", ",
        "and": "; ", "comma": ", ", "subject": "place", "years": "years", "verdict": "verdict", "level": "level",
        "score": "score", "levels_open": "levels not excluded", "counts": "indicators",
        "provisional": " (provisional: some items are undecided)", "of": " of ",
        "trial_means": "thresholds assumed by this library: {n} (listed at the end); a trial calculation only",
        "computed": "Computed from the standard by a program; the award is for the assessing body to make.",
        "eligibility": "Eligibility", "criteria": "Criteria", "indicators": "Indicators", "gaps": "To put right",
        "adjustments": "Bonus and penalties", "losses": "Caps, floors, rescaling and rounding",
        "rules": "Deciding rules",
        "weight": "weight", "reason_of": "reason", "asked": "asked for", "effective": "effective", "change": "change",
        "effect": "effect", "awaiting": "Waiting for others", "vetoes": "Vetoes",
        "findings": "Findings about the evidence",
        "assumed": "Assumed thresholds", "confirmed": "Confirmation",
        "no": "No.", "id": "id", "name": "title", "indicator": "indicator", "kind": "kind", "required": "required",
        "found": "found", "remedy": "remedy", "points": "points", "lost": "lost", "pending": "pending",
        "lacks": "lacking", "state": "state", "deducted": "deducted", "severity": "severity", "content": "finding", "touched": "indicators",
        "place": "place", "met": "met", "unmet": "not met", "unknown": "undecided", "not_applicable": "n/a",
        "reason": "why",
        "clause": "clause", "short": "short by", "known": "so far", "responsible": "responsible", "excused": "excused",
        "closed": "evidence closed", "refuses": "refuses the award", "caps": "caps the level",
        "concludes": "concludes", "recommends": "recommends", "total": "total",
        "closed_by": "{date}, {by}: {reason}", "closed_on": " (counted as not supplied: {ids})",
        "period": "{period}", "more": "… and {n} more", "years_of": "{years}",
        "assumed_ids": "Parts with an assumed threshold: {n} (why: --verbose or --format markdown): {ids}",
        "places_in": "Places are line:column in {source}", "cells_in": "Places are cells of {source}",
        "harmless": " (does not affect the result)",
        "not_judged": "Relations that could not be judged for want of evidence: {ids}",
        "no_gaps": "Nothing for the place to put right.",
        "decided": "Decided by {engine}.",
        "alone": "Some values are ranges or disputed: decided by trace; no second engine can read the arithmetic.",
        "arithmetic": "Arithmetic read again by {engine}: agrees.",
        "logic": "Every verdict derived again by {engine}: agrees.",
        "logic_missing": "durable-rules is not available here; verdicts were checked by trace alone: agrees.",
        "unconfirmed": "Not confirmed (--no-confirm).",
    },
}  # fmt: skip

MARKS = {"met": "✓", "unmet": "✗", "unknown": "?", "not_applicable": "-", "not_evaluated": "✗"}

GAP_KINDS: dict[Language, dict[str, str]] = {
    "zh": {"unmet": "未达标", "short": "失分", "missing": "待补证", "to_verify": "待核实"},
    "en": {"unmet": "not met", "short": "points lost", "missing": "to supply", "to_verify": "to verify"},
}
OWNERS: dict[Language, dict[str, str]] = {
    "zh": {"place": "申报单位", "assessor": "考评方", "issuer": "发布机关"},
    "en": {"place": "the place", "assessor": "the assessor", "issuer": "the issuing body"},
}
OWED: dict[Language, dict[str, str]] = {
    "zh": {"assessor": "待评定", "issuer": "待明确"},
    "en": {"assessor": "to judge (assessor)", "issuer": "to give (issuing body)"},
}
ELIGIBLE: dict[Language, dict[str, str]] = {
    "zh": {"yes": "✓ 具备", "no": "✗ 不具备", "absent": "? 未定"},
    "en": {"yes": "✓ yes", "no": "✗ no", "absent": "? undecided"},
}
FIRED: dict[Language, dict[str, str]] = {
    "zh": {"yes": "✗ 触发否决", "no": "✓ 未触发", "absent": "? 未定"},
    "en": {"yes": "✗ fired", "no": "✓ not fired", "absent": "? undecided"},
}
SEVERITIES: dict[Language, dict[str, str]] = {  # gravest first
    "zh": {"invalid": "无效", "contradictory": "矛盾", "doubtful": "存疑", "note": "提示"},
    "en": {"invalid": "invalid", "contradictory": "contradictory", "doubtful": "doubtful", "note": "note"},
}
RULE_STATES: dict[Language, dict[str, str]] = {
    "zh": {"yes": "✓ 成立", "no": "- 不成立", "absent": "? 未定"},
    "en": {"yes": "✓ holds", "no": "- does not hold", "absent": "? undecided"},
}
LOSSES: dict[Language, dict[str, str]] = {
    "zh": {
        "beyond": "扣完本项后继续扣", "cap": "封顶", "floor": "保底", "highest": "同一事项只计最高",
        "rescaled": "按适用部分折算", "rounding": "取整",
    },
    "en": {
        "beyond": "deducted beyond the item", "cap": "cap", "floor": "floor",
        "highest": "same matter, only the highest", "rescaled": "rescaled", "rounding": "rounding",
    },
}  # fmt: skip
