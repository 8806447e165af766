"""Messages about conditions."""

from __future__ import annotations

from evalcore.messages.text import Text

TEXTS: dict[str, Text] = {
    "condition-syntax": Text(
        "条件写法有误：{detail}", "The condition cannot be read: {detail}",
        "检查括号、引号和运算符是否成对、完整。", "Check that brackets, quotes and operators are complete.",
    ),
    "condition-too-long": Text(
        "条件超过 {limit} 个字符", "The condition is longer than {limit} characters",
        "拆成几个指标。", "Split it into several indicators.",
    ),
    "condition-too-deep": Text(
        "条件嵌套过深", "The condition is nested too deeply",
        "拆成几个指标。", "Split it into several indicators.",
    ),
    "condition-backslash": Text(
        "条件中不能使用反斜杠", "A condition cannot contain a backslash", "删去反斜杠。", "Remove the backslash.",
    ),
    "condition-sign": Text(
        "条件中不能使用符号“{sign}”", "The sign “{sign}” cannot be used in a condition",
        "改写为半角的 {instead}", "Write {instead} instead.",
    ),
    "condition-percent": Text(
        "条件中不写百分号", "A condition has no percent sign",
        "百分率直接写数字：90 就是 90%。", "Write the number alone: 90 is 90 %.",
    ),
    "condition-not-allowed": Text(
        "条件中不能使用 {found}", "{found} cannot be used in a condition",
        "可用的写法见 docs/standard.md 第 3 节。", "docs/standard.md section 3 lists what can be used.",
    ),
    "condition-unknown-name": Text(
        "没有名为“{name}”的材料项或参数", "There is no field or parameter called “{name}”",
        "先在 evidence 或 parameters 中声明。", "Declare it under evidence or parameters.",
    ),
    "condition-unknown-name-near": Text(
        "没有名为“{name}”的材料项或参数", "There is no field or parameter called “{name}”",
        "是否要写 {near}？", "Did you mean {near}?",
    ),
    "condition-unknown-function": Text(
        "没有函数“{name}”", "There is no function “{name}”", "可用：{near}", "Available: {near}",
    ),
    "condition-unknown-id": Text(
        "没有编号为 {id} 的指标", "There is no indicator {id}",
        "编号要写成加引号的文字。", "Write the id as quoted text.",
    ),
    "condition-verdict-here": Text(
        "{name}() 只能用在 rules 中", "{name}() can only be used in rules",
        "这里只能引用材料项。", "Only evidence can be read here.",
    ),
    "condition-which-period": Text(
        "“{name}”按 {per} 逐期填报，这里没有说是哪一期", "“{name}” has a value for each {per}; this does not say which",
        "放进 every_{per}(…)，或用 last(…)、growing(…)。", "Put it inside every_{per}(…), last(…) or growing(…).",
    ),
    "condition-literal": Text(
        "不认识的写法：{text}", "This cannot be used as a value: {text}",
        "数字写成 90 或 12.5；不用指数、下划线、前导零。", "Write 90 or 12.5; no exponents, underscores, leading zeros.",
    ),
    "condition-division": Text(
        "条件中不能用除号", "A condition cannot divide",
        "比率写成 rate(部分, 整体)，或把除数乘到另一边。", "Write rate(part, whole), or multiply the other side.",
    ),
    "condition-product": Text(
        "两个材料项不能相乘", "Two fields cannot be multiplied",
        "乘号的一边必须是数字。", "One side of * must be a number.",
    ),
    "condition-units": Text(
        "单位不同，不能放在一起：{left} 与 {right}", "Different units cannot go together: {left} and {right}",
        "改用单位相同的材料项。", "Use fields of the same unit.",
    ),
    "condition-kind": Text(
        "这里需要 {expected}，“{text}”是 {found}", "This needs {expected}; “{text}” is {found}",
        "条件之间才用 and、or、not；数字之间才用 + - *。", "and, or, not join conditions; + - * join numbers.",
    ),
    "condition-document": Text(
        "材料（document）要用 has(…) 判断", "A document is tested with has(…)",
        "写成 has(材料名)。", "Write has(document).",
    ),
    "condition-compare-truth": Text(
        "是非项不用比较", "A yes/no field is not compared",
        "直接写名字，或 not 名字。", "Write the name alone, or not name.",
    ),
    "condition-not-a-choice": Text(
        "“{value}”不是可选值", "“{value}” is not one of the choices",
        "可选：{choices}", "Choices: {choices}",
    ),
    "condition-choice-order": Text(
        "choice 没有高低之分，不能用 {sign}", "A choice has no order, so {sign} cannot be used",
        "需要高低时把类型改为 rating。", "Use type rating where order matters.",
    ),
    "condition-incomparable": Text(
        "{left} 与 {right} 不能比较", "A {left} cannot be compared with a {right}",
        "数字对数字，日期对 date(\"…\")，评价对选项相同的评价；text 不能比较。",
        "Compare numbers, dates with date(\"…\"), ratings of the same choices; a text decides nothing.",
    ),
    "condition-membership": Text(
        "in 的右边要写成 (\"甲\", \"乙\")", "The right side of in must be written (\"a\", \"b\")",
        "一个值也要带逗号：(\"甲\",)。", "A single value needs a comma too: (\"a\",).",
    ),
    "condition-arguments": Text(
        "{name}() 的参数不对", "The arguments of {name}() do not fit", "写法：{form}", "Form: {form}",
    ),
    "condition-nested-rate": Text(
        "比率的两部分不能再是比率", "The parts of a rate cannot be rates", "分开写。", "Write them apart.",
    ),
    "condition-at-least": Text(
        "at_least 的第一个参数须是 1 到 {count} 的整数", "The first argument of at_least must be a whole number from 1 to {count}",
        "写法：at_least(2, 甲, 乙, 丙)", "Form: at_least(2, a, b, c)",
    ),
    "condition-growing-years": Text(
        "growing 须写 years=2 以上的整数", "growing needs years= a whole number of 2 or more",
        "写法：growing(x, years=3, strict=False)", "Form: growing(x, years=3, strict=False)",
    ),
    "condition-growing-strict": Text(
        "growing 须写明 strict=True（逐年上升）或 strict=False（不下降）",
        "growing must say strict=True (rising) or strict=False (not falling)",
        "原文说不清时由我们选定，权威标 assumed。", "Where the source is unclear the choice is ours: authority assumed.",
    ),
    "condition-growing-ceiling": Text(
        "百分率逐年上升须写明 ceiling（到顶以后不再要求上升）", "A rising percentage must say its ceiling",
        "写 ceiling=100，或 ceiling=None。", "Write ceiling=100, or ceiling=None.",
    ),
    "condition-total-column": Text(
        "total 的第二个参数须是一个数字列", "The second argument of total must be a number column",
        "写法：total(清单, 列名)", "Form: total(items, column)",
    ),
    "condition-date": Text(
        "日期写成 date(\"2007-06-01\")", "A date is written date(\"2007-06-01\")",
        "检查年月日是否存在。", "Check that the day exists.",
    ),
    "condition-not-number": Text(
        "这里需要数字，得到的是 {found}", "This needs a number; it gives a {found}",
        "写材料项、比率或算式。", "Write a field, a rate or a sum.",
    ),
    "condition-not-truth": Text(
        "条件得出的是 {found}，不是成立或不成立", "The condition gives a {found}, not yes or no",
        "加上比较，例如 >= 90。", "Compare it, for example >= 90.",
    ),
}  # fmt: skip
