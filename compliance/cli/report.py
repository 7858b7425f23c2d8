"""``compliance report``."""

from __future__ import annotations

from pathlib import Path

import click

from compliance.cli.inputs import language_option


@click.command("report")
@click.argument("assessment", type=click.Path(path_type=Path))
@click.argument("output", type=click.Path(path_type=Path))
@language_option
@click.option("-q", "--quiet", is_flag=True, help="Print nothing.")
def command(assessment: Path, output: Path, language: str, quiet: bool) -> None:
    """Write the report of ASSESSMENT, a JSON file of `compliance check`, to OUTPUT.

    The name of OUTPUT tells the form: .pdf, .json or .md. Nothing is checked again.

    \b
    compliance check my-dossier --report result.json
    compliance report result.json audit.pdf
    """
    from compliance.cli.outputs import form_of, write_report
    from compliance.errors import Cause
    from compliance.files.folder import Folder
    from compliance.report.catalogue import load_language
    from compliance.report.json import from_json

    form_of(output)
    spoken = load_language(language)
    with Folder(assessment.parent, Cause.SETTING) as folder:
        source = folder.read(assessment.name)
    write_report(from_json(source), output, spoken, quiet=quiet)
