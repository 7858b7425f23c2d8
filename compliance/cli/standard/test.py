"""``compliance standard test``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from compliance.cli import printing
from compliance.cli.options import DEFAULT_STANDARD
from compliance.exit_codes import ExitCode

if TYPE_CHECKING:
    from compliance.authoring.rule_tests import CaseResult
    from compliance.authoring.untested import Gap


@click.command("test")
@click.argument("standard", default=DEFAULT_STANDARD, metavar="[FOLDER|NAME]")
@click.option(
    "--criterion", "wanted", multiple=True, metavar="ID", help="Only this criterion. May be given several times."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong, and the last line.")
@click.pass_context
def command(ctx: click.Context, standard: str, wanted: tuple[str, ...], form: str, quiet: bool) -> None:
    """Run the rule tests of a standard: tests/*.yaml, small changes of the dossier in tests/base/.

    Each case says what one criterion must find on the changed dossier. A case with `edge` must be at that threshold:
    one step of the parameter must change what is found. What no case tests is listed as a gap.

    Exits with 0 where all cases hold and nothing is untested, with 1 otherwise.

    \b
    compliance standard test
    compliance standard test my-standard --criterion VO-2
    """
    from compliance.api import load_standard, test_standard
    from compliance.cli.outputs import progress

    with progress("test", quiet=quiet or form == "json") as step:
        found = test_standard(load_standard(standard), wanted, progress=step)
    if form == "json":
        printing.out_json(_data(found.cases, found.untested))
    else:
        _print(found.cases, found.untested, quiet=quiet)
    ctx.exit(ExitCode.CONFORMS if found.passed else ExitCode.DOES_NOT_CONFORM)


def _print(results: Sequence[CaseResult], missing: Sequence[Gap], *, quiet: bool) -> None:
    from compliance.cli.error_output import problem_text
    from compliance.report.wording.log_line import plain
    from compliance.report.wording.words import plural

    criterion = ""
    for one in results:
        case = one.placed.case
        if case.criterion != criterion and not quiet:
            criterion = case.criterion
            printing.out(printing.bold(criterion))
        if one.passed and not quiet:
            printing.out(f"  {_mark(True)} {plain(case.name)}")
        elif not one.passed:
            printing.out(f"  {_mark(False)} {case.criterion} {plain(case.name)}")
            for problem in one.problems:
                printing.out(problem_text(problem, sys.stdout))
    if missing:
        printing.out(printing.bold("Untested"))
    for gap in missing:
        printing.out(f"  {gap.criterion}: {plain(gap.missing)}")
    failed = sum(not one.passed for one in results)
    printing.out(f"{plural(len(results), 'case')}, {failed} failed, {plural(len(missing), 'gap')}")


def _mark(passed: bool) -> str:
    return printing.style("ok  " if passed else "FAIL", fg="green" if passed else "red")


def _data(results: Sequence[CaseResult], missing: Sequence[Gap]) -> dict[str, Any]:
    from compliance.authoring.rule_tests import place_of

    cases = []
    for one in results:
        place = place_of(one.placed)
        cases.append(
            {
                "criterion": one.placed.case.criterion,
                "name": one.placed.case.name,
                "passed": one.passed,
                "at": {"file": place.file, "line": place.line, "column": place.column},
                "problems": [str(problem) for problem in one.problems],
                "edge": one.placed.case.edge,
                "side": one.side or None,
            }
        )
    return {"cases": cases, "gaps": [{"criterion": gap.criterion, "missing": gap.missing} for gap in missing]}
