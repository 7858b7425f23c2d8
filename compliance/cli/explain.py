"""``compliance explain``."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.cli import printing
from compliance.cli.options import as_of_option, day, profile_option, standard_option
from compliance.report.wording.log_line import plain

if TYPE_CHECKING:
    from compliance.assess.tracing import TracedPart
    from compliance.authoring.examples import Example
    from compliance.authoring.explanation import Explanation


@click.command("explain")
@click.argument("criterion")
@click.argument("dossier", required=False, type=click.Path(path_type=Path))
@standard_option
@profile_option
@as_of_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    criterion: str,
    dossier: Path | None,
    standard: str,
    profile: str | None,
    as_of: datetime | None,
    form: str,
) -> None:
    """Explain CRITERION, or the code of a problem; with a DOSSIER, show what decides the criterion there.

    `functions` in place of a criterion: all that expressions may call.

    The page has the statement, its reasons and sources, the rule, its parameters, and examples. With a dossier, every
    expression of the criterion is shown too: each part of it, its value, and the file, line and column it was read
    from.

    \b
    compliance explain PX-3
    compliance explain PX-3 samples/support-assistant
    compliance explain unknown-key
    compliance explain functions
    """
    from compliance.codes import all_codes

    if criterion in all_codes():
        _print_code(criterion)
        return
    if criterion == "functions" and dossier is None:
        from compliance.cli.measure.functions import print_functions

        print_functions()
        return
    from compliance.api import explain, load_dossier, load_standard

    prepared = load_standard(standard, profile=profile)
    loaded = load_dossier(dossier, prepared) if dossier is not None else None
    page = explain(prepared, criterion, loaded, as_of=day(as_of), also_known=all_codes())
    if form == "json":
        printing.out_json(_data(page))
    else:
        _print_criterion(page)
        for part in page.parts:
            _print_part(part)


def _data(page: Explanation) -> dict[str, Any]:
    """The page as JSON has it: places as text, everything else by the names of its fields."""
    data = dataclasses.asdict(dataclasses.replace(page, parts=()))
    parts = [
        {
            "part": part.part,
            "item": part.item,
            "lines": [
                dataclasses.asdict(line) | {"place": str(line.place) if line.place else None} for line in part.lines
            ],
        }
        for part in page.parts
    ]
    return data | {"place": str(page.place), "parts": parts}


def _print_code(name: str) -> None:
    from compliance.codes import explain_code

    page = explain_code(name)
    printing.out(printing.bold(page.name))
    _print_text("", page.meaning)
    _print_text("Why it is refused", page.why)
    for head, example in (("Wrong", page.wrong), ("Right", page.right)):
        printing.out(printing.bold(f"\n{head}"))
        printing.out(textwrap.indent(example, "  "))


def _print_criterion(page: Explanation) -> None:
    printing.out(printing.bold(plain(f"{page.criterion}  {page.title}")))
    where = f"level {page.level} ({page.level_name}), {page.family}"
    printing.out(plain(f"{page.obligation}, {where}, weight {page.weight:g}"))
    _print_text("", page.statement)
    _print_text("Why", page.rationale)
    _print_text("Sources", "; ".join(page.sources))
    printing.out(printing.bold("\nThe rule") + f"  {page.place}")
    for key, text in page.rule:
        printing.wrapped(plain(text), f"  {key}: ", " " * 6)
    if page.parameters:
        printing.out(printing.bold("\nParameters"))
    for one in page.parameters:
        value = f"{one.name} = {one.value}{' ' + one.unit if one.unit else ''}"
        printing.wrapped(plain(f"{value}: {one.why} ({one.source})"), "  ", " " * 6)
    _print_text("Reads", ", ".join((*page.paths, *page.measures)))
    _print_examples(page.examples)
    _print_text("What to do", page.remedy)


def _print_examples(examples: Sequence[Example]) -> None:
    if examples:
        printing.out(
            printing.bold("\nExamples")
            + "  from the standard's rule tests: what is changed in a dossier that passes everything"
        )
    for example in examples:
        printing.wrapped(plain(f"{example.expect}: {example.name}"), "  ", " " * 6)
        for change in example.changes or ("nothing is changed",):
            printing.out(f"      {plain(change, 200)}")
        for message in example.says:
            printing.wrapped(plain(f"-> {message}"), " " * 6)


def _print_text(head: str, text: str | None) -> None:
    if text:
        printing.out(printing.bold(f"\n{head}") if head else "")
        printing.wrapped(plain(text))


def _print_part(part: TracedPart) -> None:
    printing.out(printing.bold(f"\n{part.part}" + (f"  {plain(part.item, 80)}" if part.item else "")))
    for line in part.lines:
        indent = "  " * (line.depth + 1)
        value = f"! {line.value}" if line.failed else line.value
        place = f"   <- {line.place}" if line.place else ""
        printing.out(f"{indent}{plain(line.text, 160)} = {plain(value, 200)}{plain(place)}")
