"""``compliance check``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from compliance.cli.forms_help import CommandWithForms
from compliance.cli.options import (
    as_of_option,
    cache_option,
    language_option,
    profile_option,
    standard_option,
    templates_option,
)
from compliance.cli.outputs import format_option

LONGEST = 10_000_000
"""Seconds that a time limit may be: about four months. Timers of some systems take no more than 2**31."""


class _Seconds(click.FloatRange):
    """A number of seconds. "nan" is a float that every range lets through."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        seconds = super().convert(value, param, ctx)
        return seconds if seconds == seconds else self.fail(f"{value} is not a number of seconds", param, ctx)


@click.command("check", cls=CommandWithForms)
@click.argument("dossier", type=click.Path(path_type=Path))
@standard_option
@profile_option
@as_of_option
@click.option(
    "--fail-level", metavar="LEVEL", help="The level asked for, by number or name. Default: the profile's, else 1."
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report; the name tells the form: .pdf, .html, .json, ... May be given several times.",
)
@language_option
@templates_option
@format_option("print text")
@click.option(
    "--time-limit",
    type=_Seconds(0, LONGEST),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="End with exit code 4 where checking takes longer; 0 is no limit. Drawing a PDF has limits of its own.",
)
@cache_option
@click.option("-q", "--quiet", is_flag=True, help="Print only the verdict, in one line.")
@click.option("-v", "--verbose", is_flag=True, help="Print every reason, with the values read and the rule's place.")
@click.pass_context
def command(
    ctx: click.Context,
    dossier: Path,
    standard: str,
    profile: str | None,
    as_of: datetime | None,
    fail_level: str | None,
    reports: tuple[Path, ...],
    language: str,
    templates: Path | None,
    formats: tuple[str, ...],
    time_limit: float,
    cache: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check the dossier in the folder DOSSIER against a standard.

    Prints what did not pass, each with its place in the dossier, and last the verdict. Exits with 0
    where the dossier conforms to the level asked for, with 1 where it does not; see `compliance --help` for the rest.

    \b
    compliance check samples/benefits-navigator --report audit.pdf
    compliance check my-dossier --format json --fail-level 2 > result.json
    compliance check my-dossier --format sarif=result.sarif --format junit=result.xml
    """
    from compliance.api import check, load_dossier, load_standard, report_options
    from compliance.assess.time_limit import time_limit as limited_to
    from compliance.assess.verdict import Verdict, verdict
    from compliance.cli.options import day, may_cache
    from compliance.cli.outputs import asked_for, deliver, files_of, keep_inputs, progress
    from compliance.cli.verdict_line import verdict_line
    from compliance.exit_codes import ExitCode

    outputs = asked_for(formats, reports, "text")
    shown = report_options(language, templates)
    with limited_to(time_limit) as limit, progress("check", quiet=quiet) as step:
        prepared = load_standard(standard, profile=profile, cache=may_cache(cache))
        folders = [one for one in (prepared.folder, dossier / "narrative", templates) if one is not None]
        keep_inputs(outputs, [Path(profile)] if profile else [], folders)
        asked = prepared.asked_level if fail_level is None else prepared.level(fail_level)
        limit.doing = "reading the dossier"
        loaded = load_dossier(dossier, prepared)
        keep_inputs(outputs, files_of(loaded, dossier))
        assessment = check(prepared, loaded, as_of=day(as_of), progress=limit.watching(step))
    told = verdict(assessment, asked)
    line = verdict_line(assessment, asked, told)
    deliver(assessment, outputs, shown, quiet=quiet, verbose=verbose, verdict=line)
    codes = {
        Verdict.CONFORMS: ExitCode.CONFORMS,
        Verdict.DOES_NOT: ExitCode.DOES_NOT_CONFORM,
        Verdict.UNDECIDED: ExitCode.UNDECIDED,
    }
    ctx.exit(codes[told])
