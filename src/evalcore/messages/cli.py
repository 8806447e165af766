"""Messages of the command line."""

from __future__ import annotations

from evalcore.messages.text import Text

TEXTS: dict[str, Text] = {
    "path-is-a-folder": Text(
        "这里要的是文件，这是一个文件夹。", "This is a folder; a file is needed here.",
        "请给出文件本身的路径。", "Give the path of the file itself.",
    ),
    "evidence-file-empty": Text(
        "这个文件是空的。", "This file is empty.",
        "检查是不是还没有保存，或给错了文件。", "Check whether it was saved, and whether it is the right file.",
    ),
    "output-unwritable": Text(
        "结果不能写到这里：{reason}。", "The result cannot be written here: {reason}.",
        "换一个已有的、可以写入的文件夹，并关闭正在使用该文件的程序。",
        "Choose a folder that exists and may be written to, and close programs that use the file.",
    ),
    "part-not-found": Text(
        "标准中没有编号为“{id}”的指标或分项。", "The standard has no indicator or criterion “{id}”.",
        "相近的编号：{near}；全部编号见 evalcore show。", "Ids like it: {near}; `evalcore show` lists them all.",
    ),
    "engines-disagree": Text(
        "{first} 与 {second} 的结果不一致，因此没有结果：{differences}。",
        "{first} and {second} gave different answers, so there is no result: {differences}.",
        "这是程序的缺陷，不是材料的问题；请把标准和材料一并报告给开发者。",
        "This is a defect of the program, not of the evidence; please report it with the standard and the evidence.",
    ),
}  # fmt: skip
