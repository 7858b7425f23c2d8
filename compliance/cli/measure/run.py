"""``compliance measure run``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click


@click.command("run")
@click.argument("name")
@click.argument("table", required=False, type=click.Path(path_type=Path))
@click.option("--arg", "given", multiple=True, metavar="NAME=VALUE", help="An argument; may be given several times.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(name: str, table: Path | None, given: tuple[str, ...], form: str) -> None:
    """Run the measure NAME on the file TABLE, and print its result field by field.

    \b
    compliance measure run agreement ratings.csv --arg scale=nominal
    compliance measure run judge ratings.parquet --arg scale=ordinal --arg order=low,medium,high --arg rater=grader
    compliance measure run sample_size_of_share --arg share=0.5 --arg half_width=0.05 --arg items=100
    """
    from compliance.files.table_formats import read_table_file
    from compliance.measures.run import find_measure, plain, run_measure

    measure = find_measure(name)
    read = None if table is None else read_table_file(table)
    result = plain(run_measure(measure, read, dict(map(_pair, given))))
    if form == "json":
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    width = max(map(len, result))
    for field, value in result.items():
        click.echo(f"{field:<{width}}  {_text(value)}")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise click.BadParameter(f"`{text}` has no `=`", param_hint="--arg")
    return name, value


def _text(value: Any) -> str:
    from compliance.files.visible_text import show

    if value is None:
        return "not known"
    if isinstance(value, str):
        return show(value)
    return show(json.dumps(value, ensure_ascii=False))
