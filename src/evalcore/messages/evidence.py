"""Messages about evidence: the form of the file, and values that cannot be used."""

from __future__ import annotations

from evalcore.messages.text import Text

TEXTS: dict[str, Text] = {
    "evidence-not-a-mapping": Text(
        "这里应是“键: 值”的列表，实际是：{found}", "This must be a list of `key: value`; found: {found}",
        "参见 docs/evidence.md 的格式。", "See the form in docs/evidence.md.",
    ),
    "evidence-unknown-key": Text(
        "不认识的键“{key}”", "Unknown key “{key}”", "可用：{near}", "Expected: {near}",
    ),
    "evidence-unknown-field": Text(
        "标准中没有名为“{name}”的材料项或参数", "The standard has no field or parameter “{name}”",
        "用 evalcore show 查看标准的材料项。", "`evalcore show` lists the fields of the standard.",
    ),
    "evidence-unknown-field-near": Text(
        "标准中没有名为“{name}”的材料项或参数", "The standard has no field or parameter “{name}”",
        "是否要写 {near}？", "Did you mean {near}?",
    ),
    "evidence-other-standard": Text(
        "这份材料是为“{named}”填报的，不是“{expected}”", "This evidence was filed for “{named}”, not “{expected}”",
        "换用对应的标准，或改正 standard 一行。", "Use that standard, or correct the line `standard:`.",
    ),
    "evidence-period-needed": Text(
        "“{name}”按 {per} 逐期填报", "“{name}” has a value for each {per}",
        "写成 {{2010: …, 2011: …}} 的形式。", "Write it as {{2010: …, 2011: …}}.",
    ),
    "evidence-bad-period": Text(
        "“{period}”不是 {per} 期间", "“{period}” is not a {per}",
        "年写 2010，季写 2010-Q1，月写 2010-01。", "Write a year as 2010, a quarter as 2010-Q1, a month as 2010-01.",
    ),
    "evidence-not-a-value": Text(
        "这里应是一个值", "This must be a single value", "写数字、文字或日期。", "Write a number, text or a date.",
    ),
    "evidence-one-word": Text(
        "每条材料须有且只有一个内容键，这里有：{found}", "An entry has exactly one content key; found: {found}",
        "用其中一个：{words}", "Use one of: {words}",
    ),
    "evidence-years-given": Text(
        "标准已规定考核年度：{years}", "The standard itself says the years: {years}",
        "删去 years。", "Remove `years`.",
    ),
    "evidence-parameter-given": Text(
        "标准已经规定了参数“{name}”", "The standard itself gives the parameter “{name}”", "删去这一项。", "Remove it.",
    ),
    "evidence-bad-year": Text(
        "“{year}”不是年份", "“{year}” is not a year", "写成四位数字。", "Write four digits.",
    ),
    "evidence-not-excusable": Text(
        "指标“{id}”不存在或不允许合理缺项", "Indicator “{id}” does not exist or cannot be excused",
        "只有标准中标明 excusable 的指标可以缺项。", "Only indicators marked excusable in the standard can be.",
    ),
    "evidence-excuse-needs": Text(
        "“{id}”的合理缺项须写明 reason 和 by", "An excuse for “{id}” needs `reason` and `by`",
        "写出理由和认定人。", "Say why and who decided it.",
    ),
    "evidence-closed-needs": Text(
        "closed 须写明 date、by 和 reason", "`closed` needs date, by and reason",
        "写出截止日期、决定人和理由。", "Say when, who and why.",
    ),
    "evidence-many-places": Text(
        "文件中有 {n} 个单位：{names}", "The file holds {n} places: {names}",
        "用 --place 指定其中一个（程序中用 read_places 全部读取）。", "Name one with --place (in a program: read_places for all).",
    ),
    "evidence-no-such-place": Text(
        "文件中没有单位“{place}”，有：{names}", "The file holds no place “{place}”; it has: {names}",
        "照文件中的写法填写单位名称。", "Write the name as the file does.",
    ),
    "value-not-calculated": Text(
        "公式“{raw}”没有计算结果", "The formula “{raw}” was never calculated",
        "用 Excel 或 WPS 打开文件，保存后再交。", "Open the file in Excel or LibreOffice, save it, and submit it again.",
    ),
    "value-error-cell": Text(
        "单元格是错误值 {raw}", "The cell holds the error {raw}", "改正公式。", "Correct its formula.",
    ),
    "value-not-a-number": Text(
        "“{raw}”不是数字", "“{raw}” is not a number", "填写数字。", "Give a number.",
    ),
    "value-not-whole": Text(
        "“{raw}”应为整数", "“{raw}” must be a whole number", "核实后填写整数。", "Check it and give a whole number.",
    ),
    "value-out-of-bounds": Text(
        "“{raw}”超出允许范围（{low} 到 {high}）", "“{raw}” is outside its bounds ({low} to {high})",
        "核实原始材料。", "Check the source.",
    ),
    "value-not-yes-or-no": Text(
        "“{raw}”不是“是”或“否”", "“{raw}” is neither yes nor no", "填写是或否。", "Write yes or no.",
    ),
    "value-document-title": Text(
        "“{raw}”不是材料名称", "“{raw}” is not the title of a document",
        "写出材料的名称；没有则写 none。", "Give the document's title, or `none`.",
    ),
    "value-not-a-document": Text(
        "这一项不是材料（document）", "This field is not a document", "用 value 填写。", "Use `value`.",
    ),
    "value-not-a-date": Text(
        "“{raw}”不是日期", "“{raw}” is not a date", "写成 2011-02-01。", "Write 2011-02-01.",
    ),
    "value-period-missing": Text(
        "没有注明期间，不能认定在 {from} 至 {to} 之间", "It does not say when: it cannot be taken to lie between {from} and {to}",
        "写明期间（period）或日期（date）。", "Say `period` or `date`.",
    ),
    "value-period-unreadable": Text(
        "看不懂期间“{raw}”，不能认定在 {from} 至 {to} 之间", "The period “{raw}” is not understood: it cannot be taken to lie between {from} and {to}",
        "写成 2010、2010年3月、2010年第一季度、2010-03-01，或“2009年至2010年”。", "Write 2010, 2010-03, 2010-Q1, 2010-03-01, or from one to another.",
    ),
    "value-out-of-window": Text(
        "{raw} 不在 {from} 至 {to} 之间", "{raw} is not between {from} and {to}",
        "提供考核期内的材料。", "Give a document from the period.",
    ),
    "value-not-a-choice": Text(
        "“{raw}”不是可选值", "“{raw}” is not one of the choices", "可选：{choices}", "Choices: {choices}",
    ),
    "value-not-records": Text(
        "“{raw}”不是清单", "“{raw}” is not a list of records", "逐条列出。", "List the records.",
    ),
}  # fmt: skip
