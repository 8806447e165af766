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
    "table-encoding": Text(
        "从这一行起不是 UTF-8 或 GB18030（GBK）编码的文字", "From this line on the text is neither UTF-8 nor GB18030 (GBK)",
        "在 Excel 或 WPS 中另存为“CSV UTF-8”。", "Save it again as “CSV UTF-8”.",
    ),
    "table-syntax": Text(
        "从这一行起不是有效的 CSV：{detail}", "From this row on it is not valid CSV: {detail}",
        "检查引号是否成对；引号内的引号要写两个。", "Check that quotes are paired; a quote inside quotes is written twice.",
    ),
    "table-row-length": Text(
        "这一行有 {found} 格，表头有 {expected} 格，数值可能错位", "This row has {found} cells, the headers {expected}: figures may stand under other headers",
        "检查有没有多出或缺少逗号；带千分位的数字（12,000）要加引号。", "Look for a comma too many or too few; put figures such as 12,000 in quotes.",
    ),
    "table-empty": Text(
        "表中没有填报内容", "The table holds no entries", "检查有没有保存，或给错了文件。", "Check whether it was saved, and whether it is the right file.",
    ),
    "table-no-headers": Text(
        "前 {rows} 行中没有认得的表头", "None of the first {rows} rows has a header that is known",
        "表头写材料项的编号或名称；长表写“指标”和“填报值”。", "Head the columns with ids or labels of fields; a long table with “field” and “value”.",
    ),
    "table-sheet-unknown": Text(
        "看不出这张工作表填的是什么", "It is not clear what this sheet holds",
        "清单类工作表用材料项命名（{names}）；只作说明的，名称里写“说明”。", "Name a sheet of records after its field ({names}); put “notes” into the name of one that only explains.",
    ),
    "table-no-header": Text(
        "这一格上方没有表头", "There is no header above this cell", "补上表头，或删去这一格。", "Add a header, or remove the cell.",
    ),
    "table-no-subject": Text(
        "这张表没有单位一列，而文件中有 {n} 个单位的数据", "This table does not say which place a row is about, and there are {n}",
        "加一列“申报单位”。", "Add a column `subject`.",
    ),
    "table-row-nameless": Text(
        "这一行没有写单位名称", "This row does not name its place", "填写申报单位。", "Fill in the name of the place.",
    ),
    "table-place-twice": Text(
        "“{subject}”在第 {row} 行也有一行", "“{subject}” has another row, {row}",
        "只保留一行；同一单位的几份材料用 evalcore merge 合并。", "Keep one; several submissions of a place are combined by `evalcore merge`.",
    ),
    "table-place-unknown": Text(
        "其他工作表中没有“{subject}”这个单位", "No other sheet has a place “{subject}”",
        "是否要写“{near}”？", "Did you mean “{near}”?",
    ),
    "table-row-without-field": Text(
        "这一行没有写是哪一项", "This row does not say which field it is about", "填写指标的编号或名称。", "Fill in the id or label of the field.",
    ),
    "table-column-unknown": Text(
        "长表没有“{header}”这一列", "A long table has no column “{header}”",
        "可用：单位、指标、年度、填报值、计量单位、来源、位置、期间、填报人、备注、文号、日期、情况。",
        "It may have: subject, field, period, value, unit, source, locator, by, note, number, date, status.",
    ),
    "table-records-twice": Text(
        "这份清单在别的单元格里也填了", "These records are also given in a cell elsewhere", "只保留一处。", "Keep one of the two.",
    ),
    "workbook-library-missing": Text(
        "读 Excel 文件需要 openpyxl", "openpyxl is needed to read Excel files",
        "安装：pip install 'evalcore[excel]'；或另存为 CSV。", "Install it with `pip install 'evalcore[excel]'`, or save the file as CSV.",
    ),
    "workbook-old-or-locked": Text(
        "这是旧格式（.xls）或加了密码的文件", "This is the old format (.xls), or locked with a password",
        "在 Excel 或 WPS 中去掉密码，另存为 .xlsx。", "Remove the password and save it as .xlsx.",
    ),
    "workbook-broken": Text(
        "这不是完好的 Excel 文件：{detail}", "This is not a sound Excel file: {detail}",
        "用 Excel 或 WPS 打开并重新保存。", "Open it in Excel or LibreOffice and save it again.",
    ),
}  # fmt: skip
