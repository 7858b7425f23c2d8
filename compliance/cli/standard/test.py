"""``compliance standard test``."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.options import DEFAULT_STANDARD

if TYPE_CHECKING:
    from compliance.authoring.rule_tests import CaseResult
    from compliance.authoring.untested import Gap

OK, NOT_OK = 0, 1


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

    Each case says what one criterion must find on the changed dossier. A case with `edge` is held to it: one step of
    that parameter has to change what is found. What no case tries is listed as a gap.

    Exits with 0 where all cases hold and nothing is untested, with 1 otherwise.

    \b
    compliance standard test
    compliance standard test my-standard --criterion VO-2
    """
    from compliance.authoring.rule_cases import load_cases
    from compliance.authoring.rule_tests import Runner
    from compliance.authoring.untested import gaps
    from compliance.cli.options import prepare, unknown_criterion
    from compliance.cli.outputs import progress

    checker = prepare(standard, None)
    found = checker.tailored.standard
    criteria = [one.criterion.id for one in found.criteria if not wanted or one.criterion.id in wanted]
    known = [one.criterion.id for one in found.criteria]
    for name in wanted:
        if name not in known:
            raise unknown_criterion(name, known)
    cases = [one for one in load_cases(found) if not wanted or one.case.criterion in wanted]
    results: list[CaseResult] = []
    if cases:
        with progress("test", quiet=quiet or form == "json") as step:
            results = Runner(checker).run(cases, step)
    missing = gaps(checker.prepared, criteria, results)
    if form == "json":
        click.echo(json.dumps(_data(results, missing), ensure_ascii=False, indent=2))
    else:
        _print(results, missing, quiet=quiet)
    ctx.exit(OK if not missing and all(one.passed for one in results) else NOT_OK)


def _print(results: list[CaseResult], missing: list[Gap], *, quiet: bool) -> None:
    from compliance.cli.error_output import coloured, tell_problem
    from compliance.files.visible_text import show
    from compliance.report.wording.words import plural

    colour = coloured(sys.stdout)
    criterion = ""
    for one in results:
        case = one.placed.case
        if case.criterion != criterion and not quiet:
            criterion = case.criterion
            click.echo(click.style(criterion, bold=True) if colour else criterion)
        if one.passed and not quiet:
            click.echo(f"  {_mark(True, colour)} {show(case.name)}")
        elif not one.passed:
            click.echo(f"  {_mark(False, colour)} {case.criterion} {show(case.name)}")
            for problem in one.problems:
                tell_problem(problem, colour, err=False)
    if missing:
        click.echo(click.style("Untested", bold=True) if colour else "Untested")
    for gap in missing:
        click.echo(f"  {gap.criterion}: {show(gap.missing)}")
    failed = sum(not one.passed for one in results)
    click.echo(f"{plural(len(results), 'case')}, {failed} failed, {plural(len(missing), 'gap')}")


def _mark(passed: bool, colour: bool) -> str:
    text = "ok  " if passed else "FAIL"
    return click.style(text, fg="green" if passed else "red") if colour else text


def _data(results: list[CaseResult], missing: list[Gap]) -> dict[str, Any]:
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
