"""Messages about standards."""

from __future__ import annotations

from evalcore.messages.text import Text

TEXTS: dict[str, Text] = {
    "standard-not-found": Text(
        "没有这个标准：{name}", "There is no standard {name}",
        "内置标准：{near}；自己的标准请给出文件路径。", "Bundled: {near}. Give the path of a standard of your own.",
    ),
    "standard-not-a-mapping": Text(
        "这不是一个标准", "This is not a standard", "标准由“键: 值”组成。", "A standard is made of `key: value`.",
    ),
    "standard-missing-key": Text(
        "缺少“{key}”", "“{key}” is missing", "补上这个键，见 docs/standard.md。", "Add the key; see docs/standard.md.",
    ),
    "standard-unknown-key": Text(
        "不认识的键“{key}”", "Unknown key “{key}”",
        "检查拼写，见 docs/standard.md。", "Check the spelling; see docs/standard.md.",
    ),
    "standard-not-a-literal": Text(
        "“{value}”不是允许的值", "“{value}” is not allowed here", "可用：{expected}", "Allowed: {expected}",
    ),
    "standard-wrong-shape": Text(
        "这里的写法不对：{detail}", "This does not have the right form: {detail}",
        "参见 docs/standard.md 的例子。", "See the examples in docs/standard.md.",
    ),
    "value-not-a-number-here": Text(
        "“{value}”不是数字", "“{value}” is not a number",
        "写成 90 或 12.5；不用指数、下划线、前导零、全角数字。", "Write 90 or 12.5; no exponents, `_`, leading zeros.",
    ),
    "value-not-a-whole-number": Text(
        "“{value}”不是整数", "“{value}” is not a whole number", "写成整数。", "Write a whole number.",
    ),
    "value-not-true-or-false": Text(
        "“{value}”不是 true 或 false", "“{value}” is not true or false", "写 true 或 false。", "Write true or false.",
    ),
    "value-not-a-day": Text(
        "“{value}”不是日期", "“{value}” is not a date", "写成 2010-01-31。", "Write 2010-01-31.",
    ),
    "value-not-text": Text(
        "这里应是文字", "This must be text", "写上内容。", "Write something.",
    ),
    "value-not-an-identifier": Text(
        "“{value}”不能作名字", "“{value}” cannot be a name",
        "用字母、汉字、数字和下划线，不以数字或下划线开头。", "Use letters, digits and _, not starting with a digit or _.",
    ),
    "value-not-a-standard-id": Text(
        "“{value}”不能作标准的编号", "“{value}” cannot be the id of a standard",
        "用小写字母、数字和连字符。", "Use lower-case letters, digits and hyphens.",
    ),
    "standard-name-of-function": Text(
        "“{name}”是条件语言的函数名", "“{name}” is a function of the condition language", "换一个名字。", "Choose another.",
    ),
    "standard-name-twice": Text(
        "“{name}”既是材料项又是参数", "“{name}” is both a field and a parameter", "改一个名字。", "Rename one.",
    ),
    "standard-name-folds": Text(
        "“{name}”与“{other}”是同一个名字（全角半角不分）", "“{name}” and “{other}” are one name once folded",
        "改一个名字。", "Rename one.",
    ),
    "standard-duplicate-id": Text(
        "编号“{id}”重复", "The id “{id}” is used twice", "改成不同的编号。", "Give it another id.",
    ),
    "standard-choices": Text(
        "“{name}”的 choices 不合适", "The choices of “{name}” do not fit",
        "choice 和 rating 须列出互不相同的选项，其他类型不列。", "choice and rating list different choices; other types none.",
    ),
    "standard-only-numbers": Text(
        "{key_name} 只用于数字类型，这里是 {type}", "{key_name} is for numbers; this is a {type}",
        "删去 {key_name}，或改类型。", "Remove {key_name}, or change the type.",
    ),
    "standard-only-percentages": Text(
        "{key_name} 只用于 percentage", "{key_name} is for percentages", "删去它。", "Remove it.",
    ),
    "standard-bounds": Text(
        "下限 {low} 高于上限 {high}", "The minimum {low} is above the maximum {high}", "改正界限。", "Correct the bounds.",
    ),
    "standard-columns": Text(
        "“{name}”：items 必须有 columns，其他类型不能有", "“{name}”: items have columns, other types have none",
        "补上或删去 columns。", "Add or remove `columns`.",
    ),
    "standard-column-type": Text(
        "列“{name}”不能是 items，也不能有 per", "The column “{name}” can be neither items nor per period",
        "用普通类型。", "Use a plain type.",
    ),
    "standard-parameter-type": Text(
        "参数不能是 {type}", "A parameter cannot be a {type}", "用数字、日期、是非或选项。", "Use a number, date, boolean or choice.",
    ),
    "standard-parameter-period": Text(
        "“{name}”的 value 与 per 不相称", "`value` and `per` of “{name}” do not fit each other",
        "有 per 时写成 {{2010: …}}，没有时写一个值。", "With `per` write {{2010: …}}, without it one value.",
    ),
    "standard-parameter-value": Text(
        "“{value}”不是 {type}", "“{value}” is not a {type}", "改正参数的值。", "Correct the value.",
    ),
    "standard-needs-parts": Text(
        "{key_name} 只用于有 part 和 whole 的百分率", "{key_name} is for a percentage with part and whole",
        "写上 part 和 whole，或删去它。", "Add part and whole, or remove it.",
    ),
    "standard-rate-bounds": Text(
        "{key_name} 不用于有 part 和 whole 的百分率：它由两者算出，界限写在两者上",
        "{key_name} is not for a percentage with part and whole: it is what they make it, and they have the bounds",
        "删去它；允许超过100%时写 above_100: true。", "Remove it; where more than 100 % is right, write above_100: true.",
    ),
    "standard-target-not-positive": Text(
        "target 须大于 0：要按它折算", "the target must be above 0: it is divided by",
        "写上目标值；“不得有”的要求用 met 或 deduct。", "Give the target; for “none at all” use `met` or `deduct`.",
    ),
    "standard-rate": Text(
        "“{name}”：part 和 whole 要同时写，且类型为 percentage", "“{name}”: part and whole go together, on a percentage",
        "补全或删去。", "Complete or remove them.",
    ),
    "standard-rate-part": Text(
        "“{name}”不是可作比率的数字材料项", "“{name}” is not a numeric field that a rate can be made of",
        "在 evidence 中声明为数字，且不是比率。", "Declare it under evidence as a number that is not a rate itself.",
    ),
    "standard-rate-period": Text(
        "“{name}”与这个比率的 per 不同", "“{name}” and this rate differ in `per`", "改成相同的 per。", "Give both the same `per`.",
    ),
    "standard-rate-units": Text(
        "比率各部分的单位不同：{units}", "The parts of the rate have different units: {units}",
        "用同一单位的材料项。", "Use fields of one unit.",
    ),
    "standard-spoils": Text(
        "severity 为 invalid 时须写 spoils，其他不写", "`spoils` goes with severity invalid, and only with it",
        "说明哪些材料项因此无效。", "Say which fields become invalid.",
    ),
    "standard-relation-kind": Text(
        "关系“{id}”须写且只写一种：holds、computed（连同 stated）、distinct 或 plausible",
        "The relation “{id}” needs exactly one of holds, computed (with stated), distinct and plausible",
        "参见 docs/standard.md 第 4 节。", "See docs/standard.md, section 4.",
    ),
    "standard-relation-field": Text(
        "“{name}”（{type}）不能用在这里", "“{name}” ({type}) cannot stand here",
        "stated 和 plausible 用不分期的数字，distinct 用不分期的材料、日期或清单；有分子分母的比率自会核对。",
        "stated and plausible take figures, distinct takes documents, dates and lists, all without periods; a rate with "
        "parts is compared with them anyway.",
    ),
    "standard-relation-distinct": Text(
        "distinct 须写两项以上", "distinct needs two fields or more", "写出互相排斥的各项。", "Name the fields that exclude each other.",
    ),
    "standard-relation-range": Text(
        "plausible 须写 min 或 max，且 min 不大于 max", "plausible needs min or max, and min not above max",
        "写出通常的范围。", "Write the usual range.",
    ),
    "standard-no-window": Text(
        "“{name}”写了 in_window，但标准没有 window 也没有 cycle", "“{name}” has in_window, but the standard has neither window nor cycle",
        "写出 window，或删去 in_window。", "Write a window, or remove in_window.",
    ),
    "standard-unknown-field": Text(
        "没有材料项“{name}”", "There is no field “{name}”", "检查名字。", "Check the name.",
    ),
    "standard-span": Text(
        "起始日期晚于结束日期", "The first date is after the last", "改正日期。", "Correct the dates.",
    ),
    "standard-assumed-reason": Text(
        "“{id}”：authority 为 assumed 时须写 assumed 说明理由，其他不写",
        "“{id}”: authority assumed needs `assumed` with the reason, other authorities do not have it",
        "写出为什么这样设定。", "Say why it was chosen.",
    ),
    "standard-assumed-veto": Text(
        "“{id}”会否决、扣分或限制等次，不能是我们假设的", "“{id}” refuses, deducts or caps, so it cannot be assumed",
        "引用原文，或删去；教学材料可写 teaching: true。", "Cite the source, or drop it; teaching material says teaching: true.",
    ),
    "standard-children": Text(
        "“{id}”须有 criteria 或 indicators 之一", "“{id}” needs either criteria or indicators",
        "二者必居其一，且不能为空。", "Exactly one of them, not empty.",
    ),
    "standard-levels": Text(
        "层次超过 {limit} 级", "The tree is deeper than {limit} levels", "减少层次。", "Use fewer levels.",
    ),
    "standard-needs-too-many": Text(
        "at_least 多于下属的 {count} 项", "at_least is more than the {count} children", "改小。", "Make it smaller.",
    ),
    "standard-when-fewer": Text(
        "“{id}”的下属可能不适用，须写 when_fewer_apply", "Children of “{id}” may not apply, so when_fewer_apply is needed",
        "写 unmet 或 all。", "Write unmet or all.",
    ),
    "standard-only-points": Text(
        "{key_name} 只用于评分类标准（kind: points）", "{key_name} is for standards of kind points",
        "删去，或改 kind；达标类不能编造分数。", "Remove it, or change the kind; no points may be invented.",
    ),
    "standard-only-conditions": Text(
        "{key_name} 只用于达标类标准（kind: conditions）", "{key_name} is for standards of kind conditions",
        "删去。", "Remove it.",
    ),
    "standard-points-need": Text(
        "评分类标准缺少 {key_name}", "A points standard needs {key_name}", "补上。", "Add it.",
    ),
    "standard-met-needed": Text(
        "指标“{id}”缺少 met", "Indicator “{id}” needs `met`",
        "写出达标条件；评分类可改用其他计分规则。", "Write its condition, or use another rule for its points.",
    ),
    "standard-negative-points": Text(
        "分值不能为负：{points}", "Points cannot be negative: {points}", "改为正数。", "Write a positive number.",
    ),
    "standard-slopes": Text(
        "slopes 与 slopes_combine 须同时写", "slopes and slopes_combine go together",
        "写明 replace（替换）或 add（叠加）。", "Say replace or add.",
    ),
    "standard-growth-keys": Text(
        "points 的键须从 0 起连续、不多于可比较的次数，且最高分等于 full",
        "The keys of points go from 0 without a hole, no further than there are comparisons, and the most is full",
        "例如 {{0: 10, 1: 5, 2: 0}}。", "For example {{0: 10, 1: 5, 2: 0}}.",
    ),
    "standard-grades": Text(
        "等级的 at_least 须互不相同且不超过条件数 {count}", "at_least of grades differ and are at most the {count} conditions",
        "改正。", "Correct them.",
    ),
    "standard-k-of-n": Text(
        "k 不能超过 {count}，rest 须与 conditions 一一对应", "k is at most {count}, and rest has one condition for each",
        "改正。", "Correct them.",
    ),
    "standard-sum-needs-cycle": Text(
        "combine: sum 需要标准写明 cycle", "combine: sum needs the standard's own cycle",
        "写出 cycle.years，或改用 mean。", "Write cycle.years, or use mean.",
    ),
    "standard-count-or-when": Text(
        "count 与 when 须写且只写一个", "Exactly one of count and when", "保留一个。", "Keep one.",
    ),
    "standard-band-bound": Text(
        "每一档须有且只有一个界限", "A band has exactly one bound",
        "用 from、above、to、below 之一。", "Use one of from, above, to, below.",
    ),
    "standard-band-order": Text(
        "各档须同一方向、从优到劣排列", "Bands go one way, the best first",
        "from/above 从高到低，to/below 从低到高。", "from/above from high to low, to/below from low to high.",
    ),
    "standard-raters": Text(
        "“{name}”须是含数字列“{column}”的清单", "“{name}” must be items with a number column “{column}”",
        "在 evidence 中声明。", "Declare it under evidence.",
    ),
    "standard-judged-by": Text(
        "“{name}”须是由考评方填写的数字项", "“{name}” must be a number field that the assessor fills in",
        "声明 type: number 和 by: assessor。", "Declare type: number and by: assessor.",
    ),
    "standard-each-year-inner": Text(
        "逐年计分的内层规则不能有 excess，也不能 scope: criterion", "The rule inside each_year has neither excess nor scope: criterion",
        "把它们写在别的指标上。", "Put them on another indicator.",
    ),
    "standard-adjustment": Text(
        "“{id}”须是三者之一：points 加 when；each 加 count；items",
        "“{id}” is one of: points with when; each with count; items", "改正。", "Correct it.",
    ),
    "standard-veto-effect": Text(
        "一票否决“{id}”只能有一种后果", "The veto “{id}” has one effect",
        "refuse、cap、deduct 三者之一。", "refuse, cap or deduct.",
    ),
    "standard-unknown-criterion": Text(
        "没有编号为“{id}”的准则", "There is no criterion “{id}”", "检查编号。", "Check the id.",
    ),
    "standard-rule-effect": Text(
        "规则“{id}”的 then 须有且只有一种后果", "The rule “{id}” has exactly one effect",
        "conclude、refuse、cap、recommend 之一。", "conclude, refuse, cap or recommend.",
    ),
    "standard-rule-circle": Text(
        "规则“{id}”循环依赖自己的结论", "The rule “{id}” rests on its own conclusion", "断开循环。", "Break the circle.",
    ),
    "standard-rule-level": Text(
        "规则“{id}”依据等次，不能再否决或限制等次", "The rule “{id}” rests on the level and cannot refuse or cap it",
        "只能 conclude 或 recommend。", "It may conclude or recommend.",
    ),
    "standard-sum": Text(
        "分值之和 {sum} 不等于 {heading}", "The points add up to {sum}, not {heading}",
        "核对各项分值。", "Check the points of the parts.",
    ),
    "standard-entry-line": Text(
        "入围线须大于 0 且不超过 {full}", "An entry line is above 0 and at most {full}", "改正。", "Correct it.",
    ),
    "standard-level-order": Text(
        "等次须从高到低排列，下限各不相同", "Levels go from high to low, each with its own bound", "调整顺序。", "Reorder them.",
    ),
    "standard-level-above-total": Text(
        "等次下限高于总分 {total}", "The level's bound is above the total {total}", "改正。", "Correct it.",
    ),
    "standard-pass-level": Text(
        "没有等次“{id}”", "There is no level “{id}”", "写一个已列出的等次。", "Name one of the levels.",
    ),
}  # fmt: skip
