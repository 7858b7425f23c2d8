"""``compliance schema``."""

from __future__ import annotations

import click

from compliance.cli import printing
from compliance.cli.options import standard_option


@click.command("schema")
@click.argument("kind", type=click.Choice(["standard", "criteria", "profile", "tests", "dossier", "assessment"]))
@standard_option
def command(kind: str, standard: str) -> None:
    """Print the JSON Schema of a kind of file.

    `dossier` prints what the standard's dossiers may say; the others are the same for every standard. In an editor
    with a YAML language server, name the schema in a file's first line to have its keys completed:

    \b
    # yaml-language-server: $schema=PATH
    """
    from compliance.api import load_standard
    from compliance.authoring.file_schemas import file_schema

    schema = load_standard(standard).dossier_schema if kind == "dossier" else file_schema(kind)
    printing.out_json(schema)
