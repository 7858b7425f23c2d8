"""``compliance explain``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli import printing
from compliance.cli.options import as_of_option, profile_option, standard_option
from compliance.report.wording.log_line import plain

if TYPE_CHECKING:
    from compliance.assess.tracing import TracedPart
    from compliance.standard.load import PlacedCriterion
    from compliance.standard.profile import Tailored


@click.command("explain")
@click.argument("criterion")
@click.argument("dossier", required=False, type=click.Path(path_type=Path))
@standard_option
@profile_option
@as_of_option
def command(criterion: str, dossier: Path | None, standard: str, profile: str | None, as_of: datetime | None) -> None:
    """Explain CRITERION; with a DOSSIER, show what decides it there.

    The page has the statement, its reasons and sources, the rule, its parameters, and examples. With a dossier, every
    expression of the criterion is laid open too: each part of it, its value, and the file, line and column it was read
    from.

    \b
    compliance explain PX-3
    compliance explain PX-3 samples/support-assistant
    """
    from compliance.assess.tracing import trace_criterion
    from compliance.cli.options import day, prepare, unknown_criterion
    from compliance.dossier.load import load_dossier

    checker = prepare(standard, profile)
    known = {placed.criterion.id: placed for placed in checker.tailored.criteria}
    placed = known.get(criterion) or known.get(criterion.upper())
    if placed is None:
        raise unknown_criterion(criterion, list(known))
    _print_criterion(placed, checker.prepared.facts[placed.criterion.id].params, checker.tailored)
    if dossier is not None:
        loaded = load_dossier(dossier, checker.tailored.standard.dossier_schema)
        for part in trace_criterion(checker, loaded, placed.criterion.id, day(as_of)):
            _print_part(part)


def _print_criterion(placed: PlacedCriterion, used: Sequence[str], tailored: Tailored) -> None:
    criterion, standard = placed.criterion, tailored.standard.file
    level = next(one for one in standard.levels if one.number == criterion.level)
    family = tailored.standard.families[placed.family]
    printing.out(printing.bold(plain(f"{criterion.id}  {criterion.title}")))
    printing.out(
        f"{criterion.obligation}, level {level.number} ({level.name}), {family.title}, weight {criterion.weight:g}"
    )
    _print_text("", criterion.statement)
    _print_text("Why", criterion.rationale)
    if criterion.source:
        _print_text("Sources", "; ".join(standard.references[key].text for key in criterion.source))
    rule = [("when", criterion.when), ("each", criterion.each), ("where", criterion.where)]
    rule += [(f"let {name}", text) for name, text in criterion.let.items()]
    rule += [("require", clause.that) for clause in criterion.require]
    rule += [("points", criterion.points), ("review", criterion.review)]
    printing.out(printing.bold("\nThe rule") + f"  {placed.place()}")
    for key, text in rule:
        if text:
            printing.wrapped(plain(text), f"  {key}: ", " " * 6)
    _print_params(used, tailored)
    _print_examples(placed, tailored)
    _print_text("What to do", criterion.remedy)


def _print_params(used: Sequence[str], tailored: Tailored) -> None:
    standard = tailored.standard.file
    if used:
        printing.out(printing.bold("\nParameters"))
    for name in used:
        param = standard.params[name]
        origin = "proposed by this standard" if param.proposed else standard.references[param.source or ""].text
        text = f"{name} = {tailored.params[name]}{' ' + param.unit if param.unit else ''}: {param.why} ({origin})"
        printing.wrapped(plain(text), "  ", " " * 6)


def _print_examples(placed: PlacedCriterion, tailored: Tailored) -> None:
    from compliance.authoring.examples import examples

    found = examples(tailored.standard, placed.criterion.id)
    if found:
        printing.out(
            printing.bold("\nExamples")
            + "  from the standard's rule tests: what is changed in a dossier that passes everything"
        )
    for example in found:
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
