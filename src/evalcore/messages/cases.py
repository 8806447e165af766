"""Messages about the cases of a standard."""

from __future__ import annotations

from evalcore.messages.text import Text

TEXTS: dict[str, Text] = {
    "cases-not-found": Text(
        "这个标准没有示例文件", "This standard has no file of cases",
        "在标准旁边写一份 cases.yaml，或用 --cases 指明文件。",
        "Write cases.yaml beside the standard, or name a file with --cases.",
    ),
    "cases-not-a-mapping": Text(
        "这不是示例文件", "This is not a file of cases",
        "文件由 cases: 和若干示例组成，见 docs/standard.md 第 9 节。",
        "It is made of `cases:` and a list; see docs/standard.md, section 9.",
    ),
    "cases-none": Text(
        "文件里没有示例", "There is no case in this file",
        "至少写一个，见 docs/standard.md 第 9 节。", "Write at least one; see docs/standard.md, section 9.",
    ),
    "case-title-twice": Text(
        "示例“{title}”在第 {first_line} 行已有", "The title “{title}” is already used on line {first_line}",
        "每个示例的标题须各不相同。", "Give each case a title of its own.",
    ),
    "case-evidence-or-base": Text(
        "示例须有 evidence 或 base，且只能有一个", "A case has either `evidence` or `base`",
        "写出材料，或写明以哪个示例为基础。", "Write its evidence, or the title of the case that it starts from.",
    ),
    "case-evidence-not-found": Text(
        "找不到材料文件“{file}”", "There is no evidence file “{file}”",
        "路径从示例文件所在的文件夹算起。", "The path counts from the folder of the cases file.",
    ),
    "case-base-unknown": Text(
        "没有标题为“{base}”的示例", "There is no case with the title “{base}”",
        "相近的标题：{near}", "Titles like it: {near}",
    ),
    "case-base-circle": Text(
        "示例互为基础，绕成了圈：{circle}", "These cases start from one another in a circle: {circle}",
        "让其中一个写出自己的 evidence。", "Give one of them evidence of its own.",
    ),
    "case-unknown-id": Text(
        "标准中没有“{id}”可供 {key} 核对", "The standard has no “{id}” that {key} could be about",
        "相近的：{near}", "Ids like it: {near}",
    ),
}  # fmt: skip
