"""Messages about merging several submissions of one place."""

from __future__ import annotations

from evalcore.messages.text import Text

TEXTS: dict[str, Text] = {
    "merge-subject-differ": Text(
        "这份材料的单位是“{other}”，{copy} 的是“{one}”", "This submission is of “{other}”, that of {copy} of “{one}”",
        "只能合并同一单位的材料；名称写法不同的，请先改一致。", "Only submissions of one place can be merged; write its name the same way in all.",
    ),
    "merge-years-differ": Text(
        "这份材料的年度是 {other}，{copy} 的是 {one}", "This submission says the years {other}, {copy} says {one}",
        "核实考核年度，改成一致。", "Check the years and write the same in all.",
    ),
    "merge-excuses-differ": Text(
        "“{id}”的合理缺项与 {copy} 所写的不同", "The excuse of “{id}” differs from that in {copy}",
        "由认定人确认后只留一种写法。", "Let the assessor confirm one of them and write it in all.",
    ),
    "merge-closed": Text(
        "这份材料已经截止（closed），不能再合并", "This submission is closed and can take in no more",
        "先合并，再对合并后的材料写 closed。", "Merge first, and close the merged submission.",
    ),
    "merge-source-unknown": Text(
        "没有叫“{name}”的来源或文件", "There is no source or file “{name}”", "已有：{names}", "There are: {names}",
    ),
    "merge-standard-needed": Text(
        "这些文件都没有写明是按哪个标准填报的", "None of these files says which standard it was filed for",
        "加上 --standard，或在文件中写 standard。", "Add --standard, or write `standard:` in a file.",
    ),
    "merge-standards-differ": Text(
        "这些文件是按不同标准填报的：{names}", "These files were filed for different standards: {names}",
        "只合并按同一标准填报的材料。", "Merge only submissions for one standard.",
    ),
}  # fmt: skip
