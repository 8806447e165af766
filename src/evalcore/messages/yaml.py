"""Messages of the area "yaml": files, YAML and JSON text, before anything is known of what they should hold."""

from __future__ import annotations

from evalcore.messages.text import Text

_TOO_DEEP = Text(
    "嵌套超过 {limit} 层。",
    "Nested more than {limit} levels deep.",
    "检查缩进和括号；考核标准和申报材料用不到这么多层。",
    "Check the indentation and the brackets; no standard or evidence needs so many levels.",
)

TEXTS: dict[str, Text] = {
    "file-not-found": Text(
        "找不到这个文件。",
        "There is no such file.",
        "检查文件名、扩展名和所在文件夹。",
        "Check the name, the extension and the folder.",
    ),
    "file-unreadable": Text(
        "文件打不开：{reason}。",
        "The file cannot be opened: {reason}.",
        "检查这是不是一个文件（而不是文件夹），以及有没有读取权限。",
        "Check that it is a file, not a folder, and that you may read it.",
    ),
    "file-suffix-unknown": Text(
        "不认识扩展名“{suffix}”，只读 .yaml、.yml 和 .json（材料还可以是 .csv、.tsv、.xlsx）。",
        'The extension "{suffix}" is not known: only .yaml, .yml and .json are read (evidence also from .csv, .tsv and .xlsx).',
        "把文件另存为其中一种格式，或改正扩展名。",
        "Save the file in one of these formats, or correct its extension.",
    ),
    "file-too-large": Text(
        "内容超过 {limit} MB。",
        "There is more than {limit} MB of it.",
        "一份标准或一个单位的材料不会这么大；很多单位的数据请放进表格（CSV、Parquet）批量测算。",
        "No standard and no place's evidence is that large; put the data of many places into a table (CSV, Parquet).",
    ),
    "file-not-utf8": Text(
        "从这里起不是 UTF-8 编码的文字。",
        "From here on this is not UTF-8 text.",
        "在编辑器里选“另存为”，编码选 UTF-8（记事本、WPS 常默认存成 GBK 或 UTF-16）。",
        "Save the file again with the encoding UTF-8 (Windows editors often choose GBK or UTF-16).",
    ),
    "file-control-character": Text(
        "这里有不可用的控制字符 {character}（共 {count} 处）。",
        "The control character {character} cannot be used here ({count} in all).",
        "多半是从 Word 或网页粘贴时带进来的，看不见：删掉这一处，重新输入文字。",
        "It is invisible and mostly comes with text pasted from Word or a web page: delete it and type the text again.",
    ),
    "yaml-duplicate-key": Text(
        "“{key}”在第 {first_line} 行第 {first_column} 列已经写过。",
        '"{key}" is already given at line {first_line}, column {first_column}.',
        "删掉其中一个，或改正写错的名称。",
        "Remove one of the two, or correct the name that is wrong.",
    ),
    "yaml-anchor": Text(
        "不能用锚点“&{name}”。",
        'The anchor "&{name}" cannot be used.',
        "把内容在每一处都写全；如果 & 是文字的一部分，请给整段文字加引号。",
        "Write the content out wherever it is needed; if the & belongs to a text, put quotes around the text.",
    ),
    "yaml-alias": Text(
        "不能用引用“*{name}”。",
        'The alias "*{name}" cannot be used.',
        "把被引用的内容在这里写全；如果 * 是文字的一部分，请给整段文字加引号。",
        "Write out here what it refers to; if the * belongs to a text, put quotes around the text.",
    ),
    "yaml-tag": Text(
        "不能用类型标记“{tag}”。",
        'The tag "{tag}" cannot be used.',
        "去掉标记，类型由字段决定；如果 ! 是文字的一部分，请给整段文字加引号。",
        "Remove it, since the field decides the type; if the ! belongs to a text, put quotes around the text.",
    ),
    "yaml-merge-key": Text(
        "不能用合并键“<<”。",
        'The merge key "<<" cannot be used.',
        "把要合并进来的各项直接写在这里。",
        "Write the entries that it would bring in here.",
    ),
    "yaml-directive": Text(
        "不能用以 % 开头的指令行。",
        "Directives, lines that start with %, cannot be used.",
        "删掉“---”之前以 % 开头的行。",
        'Delete the lines before the "---" that start with %.',
    ),
    "yaml-many-documents": Text(
        "从这里开始是第二份文档，一个文件只能有一份。",
        "A second document starts here; a file holds one.",
        "删掉多余的“---”，或分成几个文件。",
        'Delete the "---" that separates them, or make several files.',
    ),
    "yaml-key-not-text": Text(
        "这里的名称不是一个词：冒号前面是空的、一个列表或一组内容。",
        "This key is no word: before the colon there is nothing, a list or a mapping.",
        "在冒号前写一个名称；如果 {{ }} 或 [ ] 是文字的一部分，请给整段文字加引号。",
        "Write a name before the colon; if {{ }} or [ ] belong to a text, put quotes around the text.",
    ),
    "yaml-full-width-colon": Text(
        "这里用了全角冒号“：”，“名称: 内容”之间要用半角冒号加空格。",
        'This is a full-width colon "："; between a key and its value stands ":" and a blank.',
        "改成“: ”；如果这一整行本来就是文字，请加引号。",
        'Write ": " instead; if the whole line is meant as text, put it in quotes.',
    ),
    "yaml-tab": Text(
        "这里用了制表符（Tab）。",
        "There is a tab here.",
        "缩进和间隔都用空格，每层两个；在编辑器里可把 Tab 全部替换成空格。",
        "Indent and separate with blanks, two for each level; let the editor replace tabs by blanks.",
    ),
    "yaml-second-colon": Text(
        "这里的冒号不应出现（{detail}）。",
        "This colon cannot stand here ({detail}).",
        "如果冒号是文字的一部分，请给整段文字加引号；如果这一行是新的一项，请与同级各项左对齐。",
        "If the colon belongs to a text, put quotes around the text; align the line if it is a new entry.",
    ),
    "yaml-missing-colon": Text(
        "这一行缺少冒号（{detail}）。",
        "This line lacks its colon ({detail}).",
        "写成“名称: 内容”，冒号为半角且后面有空格；如果是上一行文字的继续，请比上一行多缩进。",
        'Write "key: value" with a blank after the colon; if it continues the text above, indent it further.',
    ),
    "yaml-misplaced-dash": Text(
        "列表的“-”不能写在这里（{detail}）。",
        'The "-" of a list cannot stand here ({detail}).',
        "列表从冒号的下一行开始；如果“-”是文字的一部分，请给整段文字加引号。",
        "Start the list on the line after the colon; if the dash belongs to a text, put quotes around the text.",
    ),
    "yaml-open-quote": Text(
        "从这里开始的引号没有合上（{detail}）。",
        "The quote that opens here is never closed ({detail}).",
        "补上半角的右引号；单引号文字里的 ' 要写成两个。",
        "Add the closing quote; within single quotes a ' is written twice.",
    ),
    "yaml-open-bracket": Text(
        "从这里开始的括号没有合上，或里面少了逗号（{detail}）。",
        "The bracket that opens here is not closed, or lacks a comma ({detail}).",
        "检查括号是否成对、各项之间是不是半角逗号；如果括号是文字的一部分，请给整段文字加引号。",
        "Check that brackets pair and commas separate; if the bracket belongs to a text, put quotes around the text.",
    ),
    "yaml-reserved-character": Text(
        "文字不能以这个符号开头（{detail}）。",
        "A text cannot start with this character ({detail}).",
        "给整段文字加引号。",
        "Put quotes around the text.",
    ),
    "yaml-escape": Text(
        "双引号里的反斜杠“\\”用得不对（{detail}）。",
        "This backslash does not work within double quotes ({detail}).",
        "改用单引号，或把反斜杠写成两个。",
        "Use single quotes, or write the backslash twice.",
    ),
    "yaml-indentation": Text(
        "这里与上文对不上：缩进不齐，或引号、括号之后又有文字（{detail}）。",
        "This does not fit what stands above: uneven indentation, or text after a closing quote or bracket ({detail}).",
        "同一级的各项左边要对齐；列表项和“名称: 内容”不能混在同一级。",
        'Align the entries of one level; list items and "key: value" cannot be mixed on the same level.',
    ),
    "yaml-syntax": Text(
        "YAML 写法有误，从这里读不下去（{detail}）。",
        "This is not valid YAML from here on ({detail}).",
        "检查这一行和上一行的缩进、冒号、引号和括号。",
        "Check indentation, colons, quotes and brackets in this line and the one above.",
    ),
    "yaml-too-deep": _TOO_DEEP,
    "json-too-deep": _TOO_DEEP,
    "json-duplicate-key": Text(
        "“{key}”在第 {first_line} 行第 {first_column} 列已经写过。",
        '"{key}" is already given at line {first_line}, column {first_column}.',
        "删掉其中一个，或改正写错的名称。",
        "Remove one of the two, or correct the name that is wrong.",
    ),
    "json-not-a-number": Text(
        "“{token}”不是 JSON 的数。",
        '"{token}" is no number in JSON.',
        "没有数时写 null，或把这一项去掉。",
        "Write null where there is no number, or leave the entry out.",
    ),
    "json-syntax": Text(
        "JSON 写法有误，从这里读不下去（{detail}）。",
        "This is not valid JSON from here on ({detail}).",
        "检查逗号、冒号、引号（都用半角，文字用双引号）和括号；最后一项后面没有逗号，JSON 里也没有注释。",
        "Check commas, colons, brackets and double quotes; no comma follows the last entry, and JSON has no comments.",
    ),
}
