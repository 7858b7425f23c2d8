"""``compliance crosswalk``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli import printing
from compliance.cli.options import as_of_option, day, profile_option, standard_option

if TYPE_CHECKING:
    from compliance.assess.assessment.model import Assessment, Correspondence


@click.command("crosswalk")
@click.argument("framework", required=False)
@click.argument("subject", required=False, metavar="[DOSSIER|ASSESSMENT]", type=click.Path(path_type=Path))
@standard_option
@profile_option
@as_of_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    framework: str | None,
    subject: Path | None,
    standard: str,
    profile: str | None,
    as_of: datetime | None,
    form: str,
) -> None:
    """Print of which clauses of another FRAMEWORK an assessment gives evidence.

    With a DOSSIER it is checked first; an ASSESSMENT is a JSON file of `compliance check`. Without either, the
    standard's mapping is printed; without FRAMEWORK, the frameworks there are. It never says that a law or another
    framework is met.

    \b
    compliance crosswalk
    compliance crosswalk eu-ai-act
    compliance crosswalk eu-ai-act samples/benefits-navigator
    """
    from compliance.api import check, crosswalk, load_dossier, load_standard, read_assessment
    from compliance.report.forms.framework_clauses import clauses_data, clauses_text, mapped_clauses

    assessment: Assessment | None = None
    if subject is not None and subject.suffix == ".json" and subject.name != "dossier.json":
        assessment = read_assessment(subject)
    elif subject is not None:
        prepared = load_standard(standard, profile=profile)
        assessment = check(prepared, load_dossier(subject, prepared), as_of=day(as_of))
    mapping = assessment.crosswalk if assessment else crosswalk(load_standard(standard))
    if framework is None:
        _list(mapping)
        return
    found = mapped_clauses(mapping, framework, assessment.findings if assessment else ())
    if form == "json":
        printing.out_json(clauses_data(found))
    else:
        colour = printing.coloured(sys.stdout)
        printing.out(clauses_text(found, width=printing.width(), colour=colour), end="")


def _list(crosswalk: Sequence[Correspondence]) -> None:
    from compliance.report.wording.log_line import spaced

    for key, title in {one.framework: one.framework_title for one in crosswalk}.items():
        own = [one for one in crosswalk if one.framework == key]
        count = f"{len({one.clause for one in own})} clauses, {len({one.criterion for one in own})} criteria"
        printing.out(spaced(f"{key:<14} {title}: {count}"))
    if not crosswalk:
        printing.out("the standard maps its criteria to no other framework")
