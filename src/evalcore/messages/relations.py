"""Messages about findings: what the evidence says against itself."""

from __future__ import annotations

from evalcore.messages.text import Text

TEXTS: dict[str, Text] = {
    "claim-missing": Text("{label}：未填（“{raw}”）", "{label}: left out (“{raw}”)"),
    "claim-unreadable": Text("{label}：无法辨认，保留原文“{raw}”", "{label}: cannot be read, kept as “{raw}”"),
    "claim-masked": Text("{label}：内容被遮盖，保留原文“{raw}”", "{label}: masked, kept as “{raw}”"),
    "claim-cut-off": Text("{label}：“{raw}”在文末被截断，不采用", "{label}: “{raw}” is cut off, not used"),
    "claim-claimed-not-applicable": Text(
        "{label}：自称不适用（“{raw}”），须由考评方认定", "{label}: claimed not applicable (“{raw}”); the assessor decides",
    ),
    "sources-differ": Text("{label}：各来源说法不一：{stated}", "{label}: sources differ: {stated}"),
    "source-looks-cut": Text(
        "{label}：{source}的“{raw}”是另一来源“{whole}”的开头，可能被截断",
        "{label}: “{raw}” in {source} is the beginning of another source's “{whole}” and may be cut off",
    ),
    "sources-ranked": Text(
        "{label}：各来源说法不一：{stated}；按先后次序采用“{source}”",
        "{label}: sources differ: {stated}; “{source}” has precedence",
    ),
    "rate-cut": Text(
        "{label}：所报 {stated} 是截断而非四舍五入，{part_label} {part} ÷ {whole_label} {whole} {ratio}",
        "{label}: the stated {stated} was cut, not rounded: {part_label} {part} ÷ {whole_label} {whole} {ratio}",
    ),
    "rate-contradicts": Text(
        "{label}：所报 {stated} 与其分子分母不符，{part_label} {part} ÷ {whole_label} {whole} {ratio}",
        "{label}: the stated {stated} does not fit {part_label} {part} ÷ {whole_label} {whole} {ratio}",
    ),
    "rate-contradicts-fits-other": Text(
        "{label}：所报 {stated} 与其分母（{whole_label}）不符，{part} ÷ {whole} {ratio}；若以“{others}”为分母则相符，仅供核实",
        "{label}: the stated {stated} does not fit its named whole ({whole_label}), {part} ÷ {whole} {ratio}; it would fit "
        "“{others}”: a hint only",
    ),
    "rate-without-parts": Text(
        "{label}：只报了 {stated}，没有报“{lacking}”，不能采信",
        "{label}: only {stated} is stated; without {lacking} it is a claim",
    ),
    "part-above-whole": Text(
        "{label}：{part_label} {part} 大于 {whole_label} {whole}，无效",
        "{label}: {part_label} {part} is above {whole_label} {whole}: invalid",
    ),
    "nothing-to-divide": Text(
        "{label}：{whole_label} 为 0，而 {part_label} 为 {part}，无效",
        "{label}: {whole_label} is 0 and {part_label} is {part}: invalid",
    ),
    "more-void-than-all": Text(
        "{label}：废票多于收回的票，无效", "{label}: more ballots are void than came back: invalid",
    ),
    "rate-void-excluded": Text(
        "{label}：{whole_label} {all}，其中 {void} 不计，按 {whole} 计算", "{label}: of {all} ({whole_label}) {void} are void: taken of {whole}",
    ),
    "relation-computed": Text(
        "{labels}：按“{title}”算得 {computed}，与所报不符", "{labels}: “{title}” comes to {computed}, which is not what is stated",
    ),
    "relation-computed-cut": Text(
        "{labels}：按“{title}”算得 {computed}，所报是截断而非四舍五入", "{labels}: “{title}” comes to {computed}; the stated figure was cut, not rounded",
    ),
    "relation-computed-range": Text(
        "{labels}：与“{title}”不符，所报的范围内没有相符的数", "{labels}: nothing in the stated range fits “{title}”",
    ),
    "relation-same": Text(
        "{labels}：用了同一份材料（{shared}），不符合“{title}”", "{labels}: the same paper is used ({shared}): “{title}”",
    ),
    "relation-implausible": Text(
        "{labels}：不在“{title}”的范围内", "{labels}: outside “{title}”",
    ),
    "relation-implausible-figure": Text(
        "{labels}：合 {figure}，不在“{title}”的范围内（{min} 到 {max}）", "{labels}: comes to {figure}, outside “{title}” ({min} to {max})",
    ),
    "relation-implausible-unit": Text(
        "{labels}：合 {figure}，不在“{title}”的范围内（{min} 到 {max}）；{factor} 则在其中，可能写错了单位，仅供核实",
        "{labels}: comes to {figure}, outside “{title}” ({min} to {max}); {factor} would be inside, as if the unit were wrong: "
        "a hint only",
    ),
    "relation-broken": Text("{labels}：不符合“{title}”", "{labels}: does not hold: “{title}”"),
}  # fmt: skip
