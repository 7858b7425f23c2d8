"""``compliance verify``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.cli import printing
from compliance.cli.options import profile_option

if TYPE_CHECKING:
    from compliance.assess.verification import Verification

#: Differences that are printed as text.
SHOWN = 40

_CHECKED = {
    "file": "recomputed: level, score, counts, families and robustness, from the findings in the file",
    "dossier": "compared: the files of the dossier",
    "standard": "compared: the files of the standard, and the profile",
    "check": "checked again: every finding, measure and figure",
}


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--dossier",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The dossier: its files are compared, and it is checked again.",
)
@click.option(
    "--standard",
    metavar="FOLDER|NAME",
    help="The standard. Default with a dossier: the one that comes with the program, if the assessment names it.",
)
@profile_option
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day to check again as of. Default: the day of the assessment.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    dossier: Path | None,
    standard: str | None,
    profile: str | None,
    as_of: datetime | None,
    form: str,
) -> None:
    """Verify FILE, an assessment of `compliance check` as JSON or a PDF report, which carries its assessment.

    Level, score and counts are recomputed from the findings. With a DOSSIER its files are compared with the digests in
    the assessment, and it is checked again. Prints what differs, what was not checked, and last the verdict. Exits with
    0 where nothing differs, with 5 where something does.

    \b
    compliance verify audit.pdf
    compliance verify result.json --dossier my-dossier
    """
    from compliance.api import verify
    from compliance.exit_codes import ExitCode

    found = verify(file, dossier=dossier, standard=standard, profile=profile, as_of=as_of.date() if as_of else None)
    if form == "json":
        printing.out_json(_data(file, found))
    else:
        _print(file, found)
    ctx.exit(ExitCode.CONFORMS if found.verified else ExitCode.VERIFICATION)


def _data(file: Path, found: Verification) -> dict[str, Any]:
    """The result as JSON has it; docs/assessment.md describes it."""
    from compliance.assess.assessment.data import to_data

    assessment = found.assessment
    return {
        "verified": found.verified,
        "file": str(file),
        "assessment": {
            "title": assessment.title,
            "as_of": assessment.as_of,
            "standard": f"{assessment.standard.id} {assessment.standard.version}",
            "engine": assessment.engine.version,
            "level": assessment.level,
            "score": to_data(assessment.score),
        },
        "checked": list(found.checked),
        "not_checked": to_data(found.not_checked),
        "differences": to_data(found.differences),
    }


def _print(file: Path, found: Verification) -> None:
    from compliance.report.wording.log_line import plain

    assessment = found.assessment
    standard, engine = assessment.standard, assessment.engine
    made = f"as of {assessment.as_of}, by {engine.name} {engine.version}"
    printing.out(printing.bold(plain(f"{file}: {assessment.title}")))
    printing.out(plain(f"{standard.title} {standard.version}, {made}"))
    printing.out()
    for part in found.checked:
        number = sum(one.part == part for one in found.differences)
        said = f"{number} {'difference' if number == 1 else 'differences'}" if number else "no difference"
        printing.out(f"  {_CHECKED[part]}: {said}")
    for one in found.differences[:SHOWN]:
        printing.out()
        printing.out(f"  - {plain(one.what, 300)}")
        printing.out(f"    the assessment says  {plain(one.stated, 300)}")
        printing.out(f"    it is                {plain(one.found, 300)}")
    if len(found.differences) > SHOWN:
        printing.out(f"\n  and {len(found.differences) - SHOWN} more; --format json has them all")
    printing.out()
    printing.out(printing.bold("Not checked"))
    for open_ in found.not_checked:
        printing.out(f"  - {plain(open_.why)}")
    printing.out()
    count = len(found.differences)
    differs = f"Differs: {count} {'thing does' if count == 1 else 'things do'} not hold"
    printing.out(printing.bold("Verified: nothing that was checked differs" if found.verified else differs))
