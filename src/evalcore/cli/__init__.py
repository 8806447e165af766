"""The command line: `evalcore --help`.

Results go to stdout, problems to stderr. The exit code is 0 for a result, 1 with `--exit-code` when the place does not
(or not yet) meet the standard and when cases of a standard fail, 2 for input that cannot be used, and 3 when two
engines disagree. One module a command; what is slow to import is imported by the command that needs it.
"""

from __future__ import annotations

from typing import Any

import click

from evalcore import __version__
from evalcore.cli.audit import audit
from evalcore.cli.batch import batch
from evalcore.cli.check import check
from evalcore.cli.language import either, language_of
from evalcore.cli.merge import merge
from evalcore.cli.schema import schema
from evalcore.cli.score import score
from evalcore.cli.show import show
from evalcore.cli.standards import standards
from evalcore.cli.streams import report_problems, use_utf8
from evalcore.cli.test import test
from evalcore.errors import EngineDisagreement, InputError, Problem

BAD_INPUT, NO_ANSWER = 2, 3


class Commands(click.Group):
    """The commands; whatever is wrong with an input is reported here, in the reader's language."""

    def main(self, *args: Any, **extra: Any) -> Any:
        use_utf8()
        return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InputError as error:
            report_problems(error.problems, language_of(ctx))
            ctx.exit(BAD_INPUT)
        except EngineDisagreement as error:
            report_problems([_disagreement(error)], language_of(ctx))
            ctx.exit(NO_ANSWER)


def _disagreement(error: EngineDisagreement) -> Problem:
    differences = "; ".join(f"{what}: {one!r} / {other!r}" for what, one, other in error.differences[:5])
    params = {"first": error.first, "second": error.second, "differences": differences}
    return Problem("engines-disagree", params=params)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=either(
        "按创建标准（考核标准、评分细则）测算一个单位的得分和达标情况。", "Score places against creation standards."
    ),
)
@click.version_option(__version__, prog_name="evalcore", message="%(prog)s %(version)s")
def main() -> None:
    """The group of all commands."""


for command in (standards, show, check, test, score, audit, merge, batch, schema):
    main.add_command(command)
