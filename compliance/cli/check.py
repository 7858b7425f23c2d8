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
    quiet: bool,
    verbose: bool,
) -> None:
    """Check the dossier in the folder DOSSIER against a standard.

    Prints the level reached, the score and what stands in the way, each with its place in the dossier. Exits with 0
    where the dossier conforms to the level asked for, with 1 where it does not; see `compliance --help` for the rest.

    \b
    compliance check samples/benefits-navigator --report audit.pdf
    compliance check my-dossier --format json --fail-level 2 > result.json
    compliance check my-dossier --format sarif=result.sarif --format junit=result.xml
    """
    from compliance.assess.verdict import Verdict, verdict
    from compliance.cli.options import day, find_level, look, prepare
    from compliance.cli.outputs import asked_for, deliver, progress
    from compliance.dossier.load import load_dossier

    outputs = asked_for(formats, reports, "text")
    shown = look(language, templates)
    checker = prepare(standard, profile)
    tailored = checker.tailored
    asked = (tailored.profile.level if tailored.profile else None) or 1
    if fail_level is not None:
        asked = find_level(tailored.standard, fail_level)
    loaded = load_dossier(dossier, tailored.standard.dossier_schema)
    with progress("check", quiet=quiet) as step:
        assessment = checker.assess(loaded, day(as_of), step)
    deliver(assessment, outputs, shown, quiet=quiet, verbose=verbose)
    codes = {Verdict.CONFORMS: 0, Verdict.DOES_NOT: 1, Verdict.UNDECIDED: 4}
    ctx.exit(codes[verdict(assessment, asked)])
