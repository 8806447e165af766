"""Messages of the area "numerals": why a written figure gives no values. `text` is the figure as written."""

from __future__ import annotations

from evalcore.messages.text import Text

_WRITE_DIGITS = "请用阿拉伯数字写出准确数，例如 120、1050、8.9万、95%。"
_WRITE_DIGITS_EN = "Write the exact figure in Arabic digits, such as 120, 1050, 8.9万 or 95%."

TEXTS: dict[str, Text] = {
    "numeral-blank": Text(
        "没有填写数字。",
        "No figure is given.",
        "请填写数字；确实没有的，填 0。",
        "Fill in the figure; where there is none of it, write 0.",
    ),
    "numeral-no-digits": Text(
        "“{text}”只有单位或限定词，数字缺失。",
        '"{text}" has a unit or a qualifier but no digits.',
        "数字可能在转录时丢失，请对照原件补上。",
        "The digits may have been lost in copying: take them from the original.",
    ),
    "numeral-none": Text(
        "“{text}”可能是零，也可能是没有资料，不能作数字读。",
        '"{text}" may mean zero or that nothing is known; it is not read as a figure.',
        "数量为零的，请写 0；没有资料的，请留空。",
        "Write 0 for zero; leave it empty when nothing is known.",
    ),
    "numeral-masked": Text(
        "“{text}”中有数字被遮盖。",
        'Digits of "{text}" are masked.',
        "请对照原件填写完整的数字。",
        "Take the full figure from the original.",
    ),
    "numeral-cut-off": Text(
        "“{text}”没有写完，后面可能还有数字。",
        '"{text}" is cut off; more digits may have followed.',
        "请对照原件填写完整的数字。",
        "Take the full figure from the original.",
    ),
    "numeral-long": Text(
        "这里有 {length} 个字符，超过一个数字的上限 {limit} 个：“{text}……”",
        'There are {length} characters here, more than the {limit} that a figure may have: "{text}…"',
        "请只填数字和单位，说明文字放到备注里。",
        "Give the figure and its unit only, and put the explanation into the remarks.",
    ),
    "numeral-notation": Text(
        "“{text}”的写法不是普通数字（不接受科学计数、下划线、十六进制、比和分数）。",
        '"{text}" is not written as a plain number (no exponents, underscores, hexadecimals, ratios or fractions).',
        _WRITE_DIGITS,
        _WRITE_DIGITS_EN,
    ),
    "numeral-leading-zero": Text(
        "“{text}”以 0 开头，可能是编号、日期或漏了小数点。",
        '"{text}" starts with 0: it may be a code, a date, or a decimal whose point was lost.',
        "是数量的，请去掉前面的 0，或补上小数点。",
        "If it is a quantity, drop the leading 0 or restore the decimal point.",
    ),
    "numeral-grouping": Text(
        "“{text}”的逗号不在千位上，无法判断是一个数还是几个数。",
        'The commas in "{text}" do not stand at thousands: it may be one figure or several.',
        "请去掉逗号，或按每三位一个逗号书写，例如 1,234,567。",
        "Drop the commas, or put one before every three digits: 1,234,567.",
    ),
    "numeral-several": Text(
        "“{text}”中不止一个数字。",
        'There is more than one figure in "{text}".',
        "一格只填一个数字；多个数字请分开填写，范围写成 10~15。",
        "Give one figure a cell; enter several apart, and write a range as 10~15.",
    ),
    "numeral-per": Text(
        "“{text}”是按人、按户或按期平均的数，不是总数。",
        '"{text}" is an amount per person, household or period, not a total.',
        "请填写总数；本项要的就是平均数的，只填数字和本项规定的单位。",
        "Give the total; if the field asks for the average, give the figure with the field's own unit only.",
    ),
    "numeral-opposite": Text(
        "“{text}”中的限定词方向相反（例如“近”与“多”）。",
        'The qualifiers in "{text}" point in opposite directions (as 近, nearly, and 多, more than).',
        "请填写准确数，或只保留一个限定词。",
        "Give the exact figure, or keep only one of the qualifiers.",
    ),
    "numeral-range": Text(
        "“{text}”不是清楚的范围：前大后小、只有前一个数带单位，或范围上又加了限定词。",
        '"{text}" is no clear range: it runs downwards, only its first figure has a unit, or it is qualified as well.',
        "请由小到大写，单位写在后一个数上，例如 10~15个；或填写准确数。",
        "Write the smaller figure first and the unit after the second, as 10~15个, or give the exact figure.",
    ),
    "numeral-sign": Text(
        "“{text}”中的正负号可以有两种理解。",
        'The sign in "{text}" can be understood in two ways.',
        "范围请用“~”或“至”连接，例如 -5~3；负数请填准确数，或用 ≥、≤ 等符号。",
        "Join a range with ~ or 至, as -5~3; give a negative figure exactly, or qualify it with ≥, ≤, > or <.",
    ),
    "numeral-unit": Text(
        "“{text}”的单位是“{written}”，本项要求“{expected}”，二者不能换算。",
        'The unit of "{text}" is {written}; the field asks for {expected}, and the two do not convert.',
        "请核对是否填错了项目，并按“{expected}”填写。",
        "Check that it is the right field, and give the figure in {expected}.",
    ),
    "numeral-scale": Text(
        "本项以“{expected}”为单位，“{text}”没有写单位，可以有两种理解。",
        'The field counts in {expected}; without a unit, "{text}" can be understood in two ways.',
        "请写全单位，例如 3千元、3千万元；或只填以“{expected}”计的数字。",
        "Write the unit out, as 3千元 or 3千万元, or give plain digits counted in {expected}.",
    ),
    "numeral-words": Text(
        "“{text}”中的中文数字不规范或不确切（例如“一百二”“三四十”“半”）。",
        'The number in Chinese words in "{text}" is irregular or inexact (as 一百二, 三四十 or 半).',
        _WRITE_DIGITS,
        _WRITE_DIGITS_EN,
    ),
    "numeral-text": Text(
        "“{text}”不能读作一个数字，其中有无法识别的文字或单位。",
        '"{text}" cannot be read as a figure: it holds words or a unit that are not known.',
        _WRITE_DIGITS,
        _WRITE_DIGITS_EN,
    ),
}
