"""The fixed words with which a standard is shown, in Chinese and English."""

from __future__ import annotations

from evalcore.errors import Language

OUTLINE: dict[Language, dict[str, str]] = {
    "zh": {
        "colon": "：", "list": "、", "comma": "，", "clause": "（条款 {clause}）", "bracket": "（{text}）",
        "remark": "（{remark}）", "as_written": "〔{text}〕",
        # head
        "id": "编号", "kind": "类别", "conditions": "达标类（各项都须达到，不计分）", "points": "评分类",
        "subject": "对象",
        "issuer": "发布", "valid": "有效期", "cycle": "考核年度", "cycle_open": "由申报材料写明", "window": "材料日期",
        "teaching": "用途", "teaching_note": "教学材料", "total": "总分", "levels": "等次", "pass_level": "达标等次",
        "na_policy": "不适用项", "na_full": "计满分", "na_drop": "不计入满分", "na_rescale": "在分项内按适用部分折算",
        "na_rescale_sheet": "在总分中按适用部分折算", "step": "计分精度", "rounding": "总分取整",
        "decimals": "{n} 位小数",
        "source": "来源",
        # tree
        "eligibility": "资格条件", "criteria": "分项与指标", "indicators": "指标", "needs": "达到",
        "at_least": "至少 {k} 项",
        "fewer_unmet": "（适用项不足时仍须此数）", "fewer_all": "（适用项不足时须全部达到）", "full": "满分",
        "entry_line": "最低分",
        "entry_share": "最低得分率", "weight": "权重", "veto": "【一票否决】", "core": "【核心】",
        "excusable": "【可合理缺项】",
        "applies": "适用", "met": "要求", "written": "写作", "rule": "计分", "effect": "否决后果", "authority": "依据",
        "assumed": "假定理由", "documents": "材料", "responsible": "责任", "remedy": "整改",
        # other parts
        "bonus": "加分", "penalties": "减分", "core_items": "核心指标", "dimensions": "分维度的最低分",
        "rules": "裁定规则",
        "parameters": "参数（由他方给定）", "fields": "材料项", "relations": "材料内部的关系", "holds": "应有", "computed": "应相符",
        "distinct": "须各有其材料", "window_must": "须注明期间且在考核期内",
        "window_may": "注明期间的须在考核期内", "prefer": "说法不一时依次采用", "plausible": "通常范围",
        "severity_note": "不符则提示", "severity_doubtful": "不符则存疑", "severity_invalid": "不符则作无效",
        "no_effect": "不影响结论",
        # tables
        "field": "名字", "label": "名称", "type": "类型", "unit": "单位", "value": "值", "by_whom": "谁给定",
        "note": "说明",
        "by": "谁提供", "place": "申报单位", "assessor": "考评方", "not_given": "未给定", "per_year": "逐年",
        "per_quarter": "逐季", "per_month": "逐月", "above_100": "可超过 100%", "empty_full": "0 ÷ 0 算 100%",
        "empty_not_applicable": "0 ÷ 0 为不适用",
    },
    "en": {
        "colon": ": ", "list": ", ", "comma": ", ", "clause": " (clause {clause})", "bracket": " ({text})",
        "remark": " ({remark})", "as_written": " [{text}]",
        "id": "id", "kind": "kind", "conditions": "conditions (all must be met; no points)", "points": "points",
        "subject": "subject", "issuer": "issued by", "valid": "valid", "cycle": "years",
        "cycle_open": "given with the evidence", "window": "dates of evidence", "teaching": "use",
        "teaching_note": "teaching material", "total": "total", "levels": "levels", "pass_level": "pass level",
        "na_policy": "what does not apply", "na_full": "earns full points",
        "na_drop": "is left out of the possible points", "na_rescale": "is rescaled within its criterion",
        "na_rescale_sheet": "is rescaled over the whole sheet", "step": "points in steps of",
        "rounding": "score rounded to",
        "decimals": "{n} decimals", "source": "source",
        "eligibility": "Eligibility", "criteria": "Criteria and indicators", "indicators": "Indicators",
        "needs": "needs", "at_least": "at least {k}", "fewer_unmet": " (also when fewer apply)",
        "fewer_all": " (all, when fewer apply)", "full": "full points", "entry_line": "at least",
        "entry_share": "at least, in percent of its full points", "weight": "weight", "veto": " [veto]",
        "core": " [core]",
        "excusable": " [may be excused]", "applies": "applies if", "met": "requires", "written": "written",
        "rule": "points by", "effect": "when the veto fires", "authority": "threshold", "assumed": "assumed because",
        "documents": "documents", "responsible": "responsible", "remedy": "remedy",
        "bonus": "Bonus", "penalties": "Penalties", "core_items": "Core indicators",
        "dimensions": "Bounds by dimension",
        "rules": "Deciding rules", "parameters": "Parameters (given by others)", "fields": "Evidence fields",
        "relations": "Relations within the evidence", "holds": "must hold", "computed": "must agree",
        "distinct": "must be different papers", "window_must": "must say when, within the window",
        "window_may": "if it says when, within the window", "prefer": "sources in order of precedence", "plausible": "usual range",
        "severity_note": "if not, noted",
        "severity_doubtful": "if not, doubtful", "severity_invalid": "if not, invalid",
        "no_effect": "no effect on the verdict",
        "field": "name", "label": "label", "type": "type", "unit": "unit", "value": "value", "by_whom": "given by",
        "note": "notes", "by": "supplied by", "place": "the place", "assessor": "the assessor",
        "not_given": "not given", "per_year": "for each year", "per_quarter": "for each quarter",
        "per_month": "for each month", "above_100": "may exceed 100 %", "empty_full": "0 of 0 is 100 %",
        "empty_not_applicable": "0 of 0: not applicable",
    },
}  # fmt: skip
TYPES: dict[Language, dict[str, str]] = {
    "zh": {
        "boolean": "是否", "count": "计数", "number": "数值", "percentage": "百分比", "money": "金额", "date": "日期",
        "choice": "选项", "rating": "评定等级", "text": "文字", "document": "文件", "items": "名册",
    },
    "en": {
        "boolean": "yes/no", "count": "count", "number": "number", "percentage": "percentage", "money": "money",
        "date": "date", "choice": "choice", "rating": "rating", "text": "text", "document": "document",
        "items": "list of records",
    },
}  # fmt: skip
# Keys and values of points standards in Chinese; in English they are shown as they are written.
KEYS = {
    "when": "条件", "points": "得分", "each": "每次", "count": "次数", "most": "至多", "of": "数值", "target": "目标",
    "at_least": "至少", "conditions": "条件", "rest": "其余的底线", "times": "加倍", "factor": "倍数", "take": "取",
    "cap": "封顶", "items": "各项", "deduct": "扣分", "levels": "各等次", "conclude": "得出结论", "refuse": "不予认定",
    "recommend": "建议", "when_fewer_apply": "适用项不足时", "then": "则",
}  # fmt: skip
VALUES = {"highest": "最高一项", "all": "须全部达到", "true": "是", "unmet": "仍须此数"}
