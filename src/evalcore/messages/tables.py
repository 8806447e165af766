"""Messages about tables: their headers, rows and cells."""

from __future__ import annotations

from evalcore.messages.text import Text

TEXTS: dict[str, Text] = {
    "header-unknown": Text(
        "标准中没有叫“{header}”的材料项或参数", "The standard has no field or parameter called “{header}”",
        "表头写材料项的编号或名称；不用的列请删去。", "Head a column with the id or label of a field; remove columns that are not used.",
    ),
    "header-unknown-near": Text(
        "标准中没有叫“{header}”的材料项或参数", "The standard has no field or parameter called “{header}”",
        "是否要写“{near}”？", "Did you mean “{near}”?",
    ),
    "header-ambiguous": Text(
        "“{header}”同时是几项的名称：{ids}", "“{header}” names several things: {ids}",
        "改用编号作表头。", "Use the id as the header.",
    ),
    "header-twice": Text(
        "“{header}”与“{other}”两列是同一项", "The columns “{header}” and “{other}” are the same thing",
        "只保留一列；几个来源的数值请用长表，每个来源一行。", "Keep one; several sources of a figure go into a long table, a row each.",
    ),
    "header-period-needed": Text(
        "“{header}”按 {per} 逐期填报，表头须写明期间", "“{header}” has a value for each {per}; its header must name the period",
        "例如“{header}[2010]”。", "For example “{header}[2010]”.",
    ),
    "header-bad-period": Text(
        "“{header}”中的“{period}”不是 {per} 期间", "“{period}” in “{header}” is not a {per}",
        "年写 2010 或 2010年，季写 2010-Q1 或 2010年第一季度，月写 2010-01 或 2010年1月。",
        "Write a year as 2010, a quarter as 2010-Q1, a month as 2010-01.",
    ),
    "header-no-period": Text(
        "“{header}”不是按期间填报的，也不以“{period}”为单位（单位：{unit}）",
        "“{header}” has no periods, and “{period}” is not its unit (which is: {unit})",
        "去掉括号中的内容；其他单位请写在单元格里，例如 8.9万元。",
        "Remove what is in brackets; write another unit in the cells, such as 8.9万元.",
    ),
    "header-part-unknown": Text(
        "“{header}”后面不能再跟期间或附注", "Nothing may follow the name in “{header}”",
        "表头只写名称。", "Write the name alone.",
    ),
    "header-excused": Text(
        "看不懂“{header}”", "“{header}” is not understood",
        "写成“合理缺项[2.9].理由”和“合理缺项[2.9].认定人”。", "Write `excused[2.9].reason` and `excused[2.9].by`.",
    ),
}  # fmt: skip
