"""``compliance crosswalk``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli import printing
from compliance.cli.options import as_of_option, profile_option, standard_option

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
    from compliance.assess.assemble import correspondences
    from compliance.cli.options import day, find_standard, prepare
    from compliance.dossier.load import load_dossier
    from compliance.report.forms.framework_clauses import clauses, clauses_data, clauses_text

    assessment: Assessment | None = None
    if subject is not None and subject.suffix == ".json" and subject.name != "dossier.json":
        assessment = _read(subject)
    elif subject is not None:
        checker = prepare(standard, profile)
        loaded = load_dossier(subject, checker.tailored.standard.dossier_schema)
        assessment = checker.assess(loaded, day(as_of))
    crosswalk = assessment.crosswalk if assessment else correspondences(find_standard(standard))
    if framework is None:
        _list(crosswalk)
        return
    title = _title(crosswalk, framework)
    outcomes = {finding.criterion: finding.outcome for finding in assessment.findings} if assessment else {}
    found = clauses(crosswalk, framework, outcomes)
    if form == "json":
        printing.out_json(clauses_data(title, found, outcomes))
    else:
        colour = printing.coloured(sys.stdout)
        printing.out(clauses_text(title, found, outcomes, width=printing.width(), colour=colour), end="")


def _read(path: Path) -> Assessment:
    from compliance.errors import Cause
    from compliance.files.folder import Folder
    from compliance.report.forms.json import from_json

    with Folder(path.parent, Cause.SETTING) as folder:
        return from_json(folder.read(path.name))


def _list(crosswalk: Sequence[Correspondence]) -> None:
    from compliance.report.wording.log_line import spaced

    for key, title in {one.framework: one.framework_title for one in crosswalk}.items():
        own = [one for one in crosswalk if one.framework == key]
        count = f"{len({one.clause for one in own})} clauses, {len({one.criterion for one in own})} criteria"
        printing.out(spaced(f"{key:<14} {title}: {count}"))
    if not crosswalk:
        printing.out("the standard maps its criteria to no other framework")


def _title(crosswalk: Sequence[Correspondence], framework: str) -> str:
    from compliance.errors import Cause, ComplianceError, Problem
    from compliance.standard.validate import did_you_mean, nearest_of

    titles = {one.framework: one.framework_title for one in crosswalk}
    if framework not in titles:
        known = list(titles)
        message = f"there is no framework `{framework}` in the crosswalk"
        raise ComplianceError(Cause.SETTING, Problem(message, None, nearest_of(known), did_you_mean(framework, known)))
    return titles[framework]
