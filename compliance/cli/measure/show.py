"""``compliance measure show``."""

from __future__ import annotations

import dataclasses
import json
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from compliance.measures.description import Description, Entry

WIDTH = 100


@click.command("show")
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(name: str, form: str) -> None:
    """Show the measure NAME: how it is called and computed, what it reads and gives, and when it misleads.

    \b
    compliance measure show agreement
    """
    from compliance.measures.description import describe
    from compliance.measures.run import find_measure

    described = describe(find_measure(name))
    if form == "json":
        click.echo(json.dumps(dataclasses.asdict(described), ensure_ascii=False, indent=2))
    else:
        _print(described)


def _print(described: Description) -> None:
    click.echo(described.signature)
    _wrapped(described.summary)
    click.echo(f"\n{described.explanation}")
    _entries("Arguments", (one for one in described.arguments if not one.column))
    _entries("Columns of the table", (one for one in described.arguments if one.column))
    _entries("Result", described.result)
    for formula in described.formulas:
        click.echo(f"\n{formula.title}")
        for line in formula.lines:
            click.echo(f"    {line}")
        _wrapped(formula.meaning)
    _listed("Sources", described.sources)
    _listed("When it misleads", described.failure_modes)


def _entries(head: str, entries: Iterable[Entry]) -> None:
    found = list(entries)
    if found:
        click.echo(f"\n{head}")
    for one in found:
        notes = [one.type, f"in {one.unit}" if one.unit and one.type in ("int", "double") else ""]
        notes += ["may be unknown" if one.may_be_unknown and one.default is None else ""]
        notes += [] if one.default is None else [f"default {one.default}" if one.default else "optional"]
        text = f"{one.name} ({', '.join(note for note in notes if note)}): {one.meaning}"
        click.echo(textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="      "))


def _listed(head: str, texts: Iterable[str]) -> None:
    found = list(texts)
    if found:
        click.echo(f"\n{head}")
    for text in found:
        click.echo(textwrap.fill(text, WIDTH, initial_indent="  - ", subsequent_indent="    "))


def _wrapped(text: str) -> None:
    click.echo(textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  "))
