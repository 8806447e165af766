"""Leaf rules in words: what earns the points, in Chinese or English, with the labels of the standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evalcore import pointrules as model
from evalcore.conditions.expressions import Expr
from evalcore.figures import shown
from evalcore.wording import SIGNS, Wording

Path_ = tuple[str | int, ...]
STEPS: dict[str, tuple[str, str]] = {
    "whole": ("满一档扣一次", "whole steps only"),
    "pro_rata": ("按比例扣", "pro rata"),
    "started": ("不足一档按一档", "started steps count"),
}
COMBINED = {
    "mean": ("各年平均", "mean of the years"),
    "sum": ("各年相加", "sum of the years"),
    "lowest": ("取最低一年", "lowest year"),
}


class RuleTexts:
    """Describes the rules of one standard in one language. `trees` holds the parsed expressions of the rule."""

    def __init__(self, wording: Wording, trees: Mapping[Path_, Expr], path: Path_ = ("points",)) -> None:
        self.wording, self.trees, self.path = wording, trees, path
        self.zh = wording.lang == "zh"

    def tree(self, *path: str | int) -> str:
        """An expression of the rule in words."""
        return self.wording.text(self.trees[(*self.path, *path)])

    def say(self, zh: str, en: str) -> str:
        return zh if self.zh else en

    def text(self, rule: model.LeafRule) -> str:
        """The rule as a sentence."""
        said = self._rule(rule)
        if rule.excess is None:
            return said
        what = self._miss(rule.excess, ("excess",))
        most = shown(rule.excess.most)
        return said + self.say(f"；附加分：{what}，至多 {most} 分", f"; extra: {what}, at most {most}")

    def _rule(self, rule: model.LeafRule) -> str:
        match rule:
            case model.AllOrNothing():
                return self.say(
                    f"达标得 {shown(rule.full)} 分，否则不得分", f"{shown(rule.full)} when met, else nothing"
                )
            case model.Parts():
                return self._joined(
                    f"{part.title or self.tree('parts', i, 'when')} {shown(part.points)}"
                    for i, part in enumerate(rule.parts)
                )
            case model.Deduct():
                misses = self._joined(self._miss(miss, ("misses", i)) for i, miss in enumerate(rule.misses))
                floor = (
                    self.say("，不足部分在准则内继续扣", ", beyond the leaf from its criterion")
                    if rule.scope == "criterion"
                    else ""
                )
                return self.say(
                    f"满分 {shown(rule.full)}，扣分：{misses}{floor}", f"{shown(rule.full)} less: {misses}{floor}"
                )
            case model.Bands():
                return self._bands(rule)
            case model.Linear():
                return self._linear(rule)
            case model.Proportional():
                share = f"{self.tree('of')} ÷ {self.tree('target')} × {shown(rule.full)}"
                return self.say(f"{share}，至多 {shown(rule.full)} 分", f"{share}, at most {shown(rule.full)}")
            case model.Half():
                return self.say(
                    f"{self.tree('of')}达到 {self.tree('target')} 得 {shown(rule.full)} 分，达到一半得一半分",
                    f"{shown(rule.full)} when {self.tree('of')} reaches {self.tree('target')}, half from half of it",
                )
            case model.PerUnit():
                return self.say(
                    f"每一{self.tree('count')}得 {shown(rule.each)} 分，至多 {shown(rule.full)} 分",
                    f"{shown(rule.each)} for each of {self.tree('count')}, at most {shown(rule.full)}",
                )
            case model.Judged():
                return self.say(
                    f"考评方在 0 至 {shown(rule.full)} 分内评定", f"judged by the assessor, 0 to {shown(rule.full)}"
                )
            case model.EachYear():
                inner = RuleTexts(self.wording, self.trees, (*self.path, "points")).text(rule.points)
                return self.say(
                    f"逐年计分（{COMBINED[rule.combine][0]}）：{inner}",
                    f"each year ({COMBINED[rule.combine][1]}): {inner}",
                )
        return self._counted(rule)

    def _counted(self, rule: model.LeafRule) -> str:
        match rule:
            case model.Raters():
                trim = self.say("，去掉最高最低各一", ", without the highest and lowest") if rule.trim_above else ""
                return self.say(
                    f"评委打分取平均{trim}，满分 {shown(rule.full)}",
                    f"mean of the raters{trim}, full {shown(rule.full)}",
                )
            case model.Grades():
                grades = self._joined(
                    self.say(
                        f"{g.at_least} 项为 {g.grade}（{shown(g.points)} 分）",
                        f"{g.at_least} hold: {g.grade} ({shown(g.points)})",
                    )
                    for g in rule.grades
                )
                rest = f"{rule.otherwise.grade}（{shown(rule.otherwise.points)}）"
                return self.say(f"{grades}，其余 {rest}", f"{grades}, else {rest}")
            case model.KOfN():
                return self.say(
                    f"{len(rule.conditions)} 项中至少 {rule.k} 项成立得 {shown(rule.full)} 分",
                    f"{shown(rule.full)} when at least {rule.k} of {len(rule.conditions)} hold",
                )
            case model.Growth():
                steps = self._joined(
                    self.say(f"{k} 次未增长 {shown(p)} 分", f"{k} times not grown: {shown(p)}")
                    for k, p in rule.points.items()
                )
                return self.say(
                    f"{self.tree('of')}连续 {rule.years} 年：{steps}",
                    f"{self.tree('of')} over {rule.years} years: {steps}",
                )
            case model.AboveMean():
                sign = ">" if rule.strict else "≥"
                return self.say(
                    f"末年{self.tree('of')} {sign} 前 {rule.years} 年平均得 {shown(rule.full)} 分",
                    f"{shown(rule.full)} when last year's {self.tree('of')} {sign} the mean of the {rule.years} years before",
                )
        raise AssertionError(type(rule).__name__)

    def _bands(self, rule: model.Bands) -> str:
        bands = self._joined(
            f"{SIGNS[band.bound[0]]} {shown(band.bound[1])}：{shown(band.points)}" for band in rule.bands
        )
        return self.say(
            f"{self.tree('of')} {bands}；其余 {shown(rule.otherwise)}",
            f"{self.tree('of')} {bands}; else {shown(rule.otherwise)}",
        )

    def _linear(self, rule: model.Linear) -> str:
        of, target, per, lose = self.tree("of"), self.tree("target"), shown(rule.per), shown(rule.lose)
        unit = self.say("%（相对目标）", "% of the target") if rule.measure == "percent" else ""
        worse = self.say("每低", "below") if rule.better == "more" else self.say("每高", "above")
        said = self.say(
            f"满分 {shown(rule.full)}，{of}比 {target} {worse} {per}{unit}，扣 {lose}（{STEPS[rule.steps][0]}）",
            f"{shown(rule.full)}; for each {per}{unit} that {of} is {worse} {target}: less {lose} ({STEPS[rule.steps][1]})",
        )
        if not rule.slopes:
            return said
        passed = self.say("低于 ", "below ") if rule.better == "more" else self.say("高于 ", "above ")
        joint = self.say("另加", "on top") if rule.slopes_combine == "add" else self.say("改按", "instead")
        slopes = self._joined(
            self.say(
                f"{passed}{shown(s.beyond)}，{joint}扣 {shown(s.lose)}",
                f"{passed}{shown(s.beyond)} {joint} {shown(s.lose)}",
            )
            for s in rule.slopes
        )
        return f"{said}{self.say('；', '; ')}{slopes}"

    def _miss(self, miss: model.Miss, path: Path_) -> str:
        each = shown(miss.each)
        if miss.when is not None:
            said = f"{miss.title or self.tree(*path, 'when')} {each}"
        else:
            said = self.say(
                f"{miss.title or self.tree(*path, 'count')}每一 {each}",
                f"{each} for each of {miss.title or self.tree(*path, 'count')}",
            )
        if miss.most is None or path == ("excess",):
            return said
        return said + self.say(f"（至多 {shown(miss.most)}）", f" (at most {shown(miss.most)})")

    def _joined(self, texts: Iterable[str]) -> str:
        return self.say("；", "; ").join(texts)
