"""Messages about many places at once: tables, frames, and folders of results."""

from __future__ import annotations

from evalcore.messages.text import Text

TEXTS: dict[str, Text] = {
    "extra-missing": Text(
        "这项功能需要另外安装的库：{libraries}。", "This needs libraries that are not installed: {libraries}.",
        "用 pip install 'evalcore[{extra}]' 安装。", "Install them with: pip install 'evalcore[{extra}]'",
    ),
    "batch-not-a-table": Text(
        "{found} 不是表格。", "A {found} is not a table.",
        "请给出 Polars、pandas 或 Arrow 表，或者 CSV、Parquet、XLSX 文件的路径。",
        "Give a Polars, pandas or Arrow table, or the path of a CSV, Parquet or XLSX file.",
    ),
    "batch-unknown-format": Text(
        "不认识这种表格文件。", "This kind of table is not known.", "可用：{known}", "Known: {known}",
    ),
    "batch-no-sheets": Text(
        "这种文件没有工作表“{sheet}”之分。", "This kind of file has no sheets, so no “{sheet}”.",
        "去掉工作表的名称。", "Leave the name of the sheet out.",
    ),
    "batch-which-sheet": Text(
        "工作簿中有几张表：{sheets}。", "The workbook has several sheets: {sheets}.",
        "用 --sheet 指明其中一张。", "Say which one with --sheet.",
    ),
    "batch-sheet-not-found": Text(
        "工作簿中没有工作表“{sheet}”。", "The workbook has no sheet “{sheet}”.", "可用：{sheets}", "It has: {sheets}",
    ),
    "batch-encoding": Text(
        "文件的文字编码既不是 UTF-8 也不是 GB18030（GBK）。", "The text of the file is neither UTF-8 nor GB18030 (GBK).",
        "在 Excel 中另存为“CSV UTF-8（逗号分隔）”。", "Save it as “CSV UTF-8 (comma delimited)”.",
    ),
    "batch-not-csv": Text(
        "文件不能作为 CSV 读取：{reason}", "The file cannot be read as CSV: {reason}",
        "检查引号是否成对，单元格是否过长。", "Check that quotes are closed and that no cell is far too long.",
    ),
    "batch-open-quote": Text(
        "这里打开的引号到文件末尾都没有关上，后面各行会全部落进这一格。",
        "The quote that opens here is never closed: every row behind it would fall into this one cell.",
        "补上缺少的引号，或删去多余的引号。", "Add the quote that is missing, or remove this one.",
    ),
    "batch-many-lines": Text(
        "这一格有 {lines} 处换行，超过 {most} 处：可能是引号没有及时关上，把后面的行也吞了进来。",
        "This cell has {lines} line breaks, more than {most}: probably a quote was not closed, and it took in rows that follow.",
        "检查这一格开头的引号；这些行都没有测算。", "Look at the quote it begins with; none of these rows was scored.",
    ),
    "batch-not-parquet": Text(
        "文件不能作为 Parquet 读取：{reason}", "The file cannot be read as Parquet: {reason}",
        "检查文件是否完整。", "Check that the file is whole.",
    ),
    "batch-no-columns": Text(
        "表中没有一列是标准的材料项。", "No column of the table is a field of the standard.",
        "第一行写表头：材料项的编号或名称；evalcore show 列出全部。",
        "The first row holds the headers, ids or labels of fields; `evalcore show` lists them.",
    ),
    "batch-column-type": Text(
        "“{name}”列的类型 {type} 不能读作材料。", "The column “{name}” has the type {type}, which no field can be read from.",
        "转换为数字、文字、日期或是否。", "Convert it to numbers, text, dates or booleans.",
    ),
    "batch-blank-header": Text(
        "这一列没有表头，但有内容。", "This column has no header but holds something.",
        "写上表头，或删去这一列。", "Give it a header, or remove the column.",
    ),
    "batch-row-length": Text(
        "这一行有 {found} 个单元格，表头有 {expected} 个：{text}", "This row has {found} cells, the headers {expected}: {text}",
        "检查其中的逗号和引号：带逗号的内容要加引号，引号要成对。",
        "Look at its commas and quotes: text with commas stands in quotes, and quotes are closed.",
    ),
    "batch-figure-too-large": Text(
        "“{what}”的数值太大或小数位太多，结果表放不下。", "“{what}” is too large, or has too many decimals, for the table of results.",
        "核实原始数据；单独测算用 evalcore score。", "Check the figures; `evalcore score` can score this place by itself.",
    ),
    "batch-column-twice": Text(
        "标准的编号使结果表出现同名的列：{names}。", "Ids of the standard give the results several columns of one name: {names}.",
        "修改其中一个编号。", "Change one of the ids.",
    ),
    "batch-bad-common": Text(
        "各单位共用的材料不能是 {found}。", "The evidence that all places share cannot be a {found}.",
        "给出以 years、parameters 等为键的字典，或材料文件的路径。",
        "Give a mapping with keys such as years and parameters, or the path of a file of evidence.",
    ),
    "batch-bad-part-rows": Text(
        "每个文件 {rows} 行不行，至少一行。", "A file cannot have {rows} rows; it has one at least.",
        "例如 --part-rows 100000。", "For example --part-rows 100000.",
    ),
    "batch-sheet-too-small": Text(
        "一张 Excel 表放不下 {rows} 行，最多 {most} 行。", "A sheet of Excel does not hold {rows} rows; it holds {most}.",
        "减小 --part-rows，结果会分成几个文件；或用 --format parquet 或 csv。",
        "Lower --part-rows, and the results are split over several files; or use --format parquet or csv.",
    ),
    "batch-not-a-folder": Text(
        "这是一个文件，结果要写入文件夹。", "This is a file; results go into a folder.", "换一个名称。", "Give another name.",
    ),
    "batch-folder-in-use": Text(
        "文件夹中已有别的文件。", "The folder holds other files already.",
        "换一个新的或空的文件夹。", "Give a new or an empty folder.",
    ),
    "batch-folder-busy": Text(
        "另一次测算正在使用这个文件夹。", "Another run is working on the folder.",
        "等它结束后再运行，或者换一个文件夹。", "Start again when it has ended, or give another folder.",
    ),
    "batch-folder-of-another": Text(
        "文件夹中是另一次测算的结果，不同之处：{what}。", "The folder holds the results of another run, which differs in: {what}.",
        "接着算须用同样的标准、数据和选项；否则换一个文件夹。",
        "To go on, give the same standard, data and options; otherwise give another folder.",
    ),
    "batch-rows-rejected": Text(
        "有 {rows} 行无法读取，没有测算；位置和原因见其中的 {folder} 文件夹。",
        "Rows that cannot be read, and were not scored: {rows}; where and why is in its folder `{folder}`.",
    ),
    "batch-many-workbooks": Text(
        "一张 Excel 表放不下全部行，结果分成了 {files} 个文件，没有截断。",
        "One sheet of Excel does not hold every row: the results are split over {files} files; nothing is cut off.",
    ),
    "batch-bad-sample": Text(
        "复核比例 {sample} 不在 0 到 1 之间。", "The share to be checked, {sample}, is not between 0 and 1.",
        "例如 0.001。", "For example 0.001.",
    ),
    "batch-bad-output": Text(
        "没有“{output}”这种结果。", "There is no output “{output}”.", "可用：{known}", "Known: {known}",
    ),
}  # fmt: skip
