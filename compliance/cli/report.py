"""``compliance report``."""

from __future__ import annotations

from pathlib import Path

import click

from compliance.cli.forms_help import CommandWithForms
from compliance.cli.options import language_option, templates_option
from compliance.cli.outputs import format_option


@click.command("report", cls=CommandWithForms)
@click.argument("assessment", type=click.Path(path_type=Path))
@click.argument("output", type=click.Path(path_type=Path), required=False)
@format_option("nothing is printed where a file is written, else text")
@language_option
@templates_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing about files that were written.")
def command(
    assessment: Path, output: Path | None, formats: tuple[str, ...], language: str, templates: Path | None, quiet: bool
) -> None:
    """Print the report of ASSESSMENT, a JSON file of `compliance check`, or write it to OUTPUT.

    The ending of OUTPUT tells the form. Nothing is checked again.

    \b
    compliance check my-dossier --report result.json
    compliance report result.json audit.pdf
    compliance report result.json --format csv > findings.csv
    """
    from compliance.api import read_assessment, report_options
    from compliance.cli.outputs import asked_for, deliver, keep_inputs

    paths = () if output is None else (output,)
    writes = output is not None or any("=" in value for value in formats)
    outputs = asked_for(formats, paths, None if writes else "text")
    shown = report_options(language, templates)
    keep_inputs(outputs, [assessment], [templates] if templates else [])
    deliver(read_assessment(assessment), outputs, shown, quiet=quiet)
