"""``compliance check``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from compliance.cli.options import as_of_option, language_option, profile_option, standard_option, templates_option
from compliance.cli.outputs import format_option


@click.command("check")
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
    type=click.FloatRange(min=0),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="End with exit code 4 where checking takes longer; 0 is no limit. Drawing a PDF has limits of its own.",
)
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
    quiet: bool,
    verbose: bool,
) -> None:
    """Check the dossier in the folder DOSSIER against a standard.

    Prints what stands in the way, each with its place in the dossier, and last the verdict. Exits with 0
    where the dossier conforms to the level asked for, with 1 where it does not; see `compliance --help` for the rest.

    \b
    compliance check samples/benefits-navigator --report audit.pdf
    compliance check my-dossier --format json --fail-level 2 > result.json
    compliance check my-dossier --format sarif=result.sarif --format junit=result.xml
    """
    from compliance.assess.time_limit import time_limit as limited_to
    from compliance.assess.verdict import exit_code
    from compliance.cli.options import day, find_level, look, prepare
    from compliance.cli.outputs import asked_for, deliver, files_of, keep_inputs, progress
    from compliance.cli.verdict_line import verdict_line
    from compliance.dossier.load import load_dossier

    outputs = asked_for(formats, reports, "text")
    shown = look(language, templates)
    with limited_to(time_limit) as limit, progress("check", quiet=quiet) as step:
        checker = prepare(standard, profile)
        tailored = checker.tailored
        read = [tailored.standard.folder, dossier / "narrative", *([templates] if templates else [])]
        keep_inputs(outputs, [Path(profile)] if profile else [], read)
        asked = (tailored.profile.level if tailored.profile else None) or 1
        if fail_level is not None:
            asked = find_level(tailored.standard, fail_level)
        limit.doing = "reading the dossier"
        loaded = load_dossier(dossier, tailored.standard.dossier_schema)
        keep_inputs(outputs, files_of(loaded, dossier))
        assessment = checker.assess(loaded, day(as_of), limit.watching(step))
    code = exit_code(assessment, asked)
    verdict = verdict_line(assessment, asked, code)
    deliver(assessment, outputs, shown, quiet=quiet, verbose=verbose, verdict=verdict)
    ctx.exit(code)
