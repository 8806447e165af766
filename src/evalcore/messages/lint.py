"""Messages of the linter. Every hint ends with the section of `docs/lint.md` that explains the finding."""

from __future__ import annotations

from evalcore.messages.text import Text

_TEXTS: dict[str, Text] = {
    "lint-band-unreachable": Text(
        "“{id}”的这一档（{band}）没有任何值能落入", "No value falls in this band of “{id}” ({band})",
        "核对界限与材料项的 min、max，以及前面各档。",
        "Check the bound against the field's min and max and the bands before it.",
    ),
    "lint-whole-ends": Text(
        "界限 {bounds} 像是整数区间的端点，区间之间的小数没有着落",
        "The bounds {bounds} look like the ends of whole-number ranges, which leave gaps for other numbers",
        "对照原文：若原文写 80–89、90–99，下限应为 80、90。",
        "Check the source: ranges 80–89, 90–99 mean lower bounds 80 and 90.",
    ),
    "lint-level-unreachable": Text(
        "等次“{id}”的下限 {bound} 高于能得到的最高分 {top}",
        "The bound {bound} of level “{id}” is above {top}, the most there can be",
        "核对总分、加分上限与等次。", "Check the total, the bonus cap and the level.",
    ),
    "lint-full-unreachable": Text(
        "“{id}”无论材料如何都得不到满分 {full}", "No evidence earns the full {full} points of “{id}”",
        "核对满分、目标与材料项的上限。", "Check the full points, the target and the bounds of the field.",
    ),
    "lint-deductions-stop": Text(
        "“{id}”各项扣分合计最多 {most} 分，扣不完满分 {full}",
        "The deductions of “{id}” take at most {most} of its {full} points",
        "对照原文是否漏列扣分项；原文如此则接受。",
        "See whether the source has deductions that were left out; if not, accept it.",
    ),
    "lint-bonus-unbounded": Text(
        "加分项“{id}”按次计分而没有上限", "The bonus item “{id}” is counted without any limit",
        "写 most，或给所在组、加分表写 cap。", "Give it `most`, or a `cap` to its group or to the list.",
    ),
    "lint-full-below-requirement": Text(
        "“{id}”的计分规则给满分的线低于要求 {required}",
        "“{id}” gives full points for less than it requires ({required})",
        "核对要求与满分线哪个抄错；原文如此则接受。",
        "Check which of the two was misread; if the source is so, accept it.",
    ),
    "lint-earns-twice": Text(
        "“{field}”同时用于 {ids}：同一材料可能重复得分", "“{field}” speaks for {ids}: the same evidence may earn twice",
        "拆成各自的材料项，或写明理由接受。", "Use a field for each, or accept it with the reason.",
    ),
    "lint-unused-field": Text(
        "没有条件、规则、比率或勾稽关系用到“{name}”", "No condition, rule, rate or relation reads “{name}”",
        "删去它，补上用到它的条件，或写明理由接受。",
        "Remove it, add what should read it, or accept it with the reason.",
    ),
    "lint-unused-parameter": Text(
        "没有条件或规则用到参数“{name}”", "No condition or rule reads the parameter “{name}”",
        "删去它，或补上用到它的条件。", "Remove it, or add the condition that should read it.",
    ),
    "lint-always-holds": Text(
        "“{id}”中的 {condition} 总是成立", "“{id}”: {condition} always holds",
        "核对比较号、数字与材料项的 min、max。", "Check the sign, the figure and the field's min and max.",
    ),
    "lint-never-holds": Text(
        "“{id}”中的 {condition} 永远不成立", "“{id}”: {condition} can never hold",
        "核对比较号、数字与材料项的 min、max。", "Check the sign, the figure and the field's min and max.",
    ),
    "lint-veto-unreachable": Text(
        "一票否决“{id}”永远不会触发：{condition} 不可能不成立",
        "The veto “{id}” can never fire: {condition} cannot fail",
        "核对条件，例如 >= 0 是否应为 == 0。", "Check the condition; >= 0 may have been meant as == 0.",
    ),
    "lint-external-without-parameter": Text(
        "“{id}”的界线由其他机构规定（external），条件却没有用到任何参数",
        "The figure of “{id}” is another body's (external), but no parameter is read",
        "把该数字声明为 parameters，在条件中使用。",
        "Declare the figure under parameters and read it in the condition.",
    ),
    "lint-boundary": Text(
        "“{id}”标题“{title}”与 {condition} 对边界的归属不一致",
        "“{id}”: the title “{title}” and {condition} differ on the boundary",
        "以上、以下、以内、不少于、达到含本数；超过、高于、低于、不足、不满不含。",
        "以上, 以下, 以内, 不少于 and 达到 include the figure; 超过, 高于, 低于, 不足 and 不满 do not.",
    ),
    "lint-and-or": Text(
        "“{id}”标题“{title}”与 {condition} 的“且”“或”相反",
        "“{id}”: the title “{title}” and {condition} differ on 且 and 或",
        "对照原文确定是都要还是有一即可。", "See in the source whether all are needed or one will do.",
    ),
    "lint-better-gives-less": Text(
        "“{id}”：较好的一档得 {better} 分，较差的一档反得 {worse} 分",
        "“{id}”: a better case earns {better} points, a worse one {worse}",
        "核对各档分值与方向。", "Check the points and their direction.",
    ),
    "lint-slope-side": Text(
        "“{id}”的加重线 {beyond} 不在目标的不足一侧",
        "“{id}”: the slope from {beyond} does not lie on the wrong side of the target",
        "beyond 应比 target 差；核对 better 的方向。", "`beyond` is worse than the target; check `better` too.",
    ),
    "lint-slope-flatter": Text(
        "“{id}”越过 {beyond} 后每步扣得更少：更差反而得分更高",
        "“{id}”: beyond {beyond} a step costs less, so worse earns more",
        "核对 lose；若为累加则写 slopes_combine: add。",
        "Check `lose`; if the slopes add up write slopes_combine: add.",
    ),
    "lint-direction": Text(
        "“{id}”的 met 与计分规则对“{field}”的方向相反",
        "“{id}”: `met` and the points want “{field}” to go opposite ways",
        "核对 better、比较号与扣分项。", "Check `better`, the signs and the deductions.",
    ),
    "lint-assumed": Text(
        "{all} 项规定中有 {count} 项是我们设定的（assumed），依据它们的结果只是试算",
        "{count} of {all} requirements and items are assumed; what rests on them is a trial",
        "找到原文后改为 stated。", "Make them `stated` once the source is found.",
    ),
    "lint-acceptance-unused": Text(
        "accepts 中的 {accepted}（{id}）没有对应的发现",
        "Nothing is found that the acceptance of {accepted} ({id}) matches",
        "删去它，或改正 code 与 id。", "Remove it, or correct its code and id.",
    ),
}  # fmt: skip


def _with_page(code: str, text: Text) -> Text:
    page = f"docs/lint.md#{code}"
    return text._replace(zh_hint=f"{text.zh_hint}见 {page}", en_hint=f"{text.en_hint} See {page}")


TEXTS = {code: _with_page(code, text) for code, text in _TEXTS.items()}
