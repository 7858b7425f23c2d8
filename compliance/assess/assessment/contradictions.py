"""What in an assessment does not follow from the findings and weights that stand in it.

An assessment holds all that its headline is made of: outcomes, points, weights, levels, the scoring model and its
floor. So level, score, counts, families and robustness can be computed again by anyone who holds the file alone. This
finds an edited figure. It can't find an assessment that was made up as a whole: for that the check is run again on the
dossier (:mod:`compliance.assess.verify`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import get_args

from compliance.assess.assessment.annexes import Robustness
from compliance.assess.assessment.finding_parts import Contradiction, interval_text, of_finding, same
from compliance.assess.assessment.model import Assessment, Counts, HeldToItself, Interval
from compliance.assess.assessment.outcome import READING_ORDER
from compliance.assess.robustness import robustness
from compliance.assess.score import family_results, overall, reached
from compliance.files.manifest import FileDigest, manifest_digest
from compliance.files.tree import DataPath
from compliance.standard.model import Scoring, ScoringModel

#: Numbers drawn to recompute the robustness, at most: draws times findings and families.
MOST_DRAWN = 10_000_000
# Robustness is rounded to six decimals where it is written.
_ROUNDED = 1.5e-6


def contradictions(assessment: Assessment) -> list[Contradiction]:
    """Each thing that does not follow, in the order of the file; none for an assessment as it was made."""
    return [
        *_whole(assessment),
        *_digests(assessment),
        *_names(assessment),
        *(one for number, finding in enumerate(assessment.findings) for one in of_finding(number, finding)),
        *_scores(assessment),
        *_own(assessment),
    ]


def _whole(assessment: Assessment) -> Iterator[Contradiction]:
    try:
        datetime.date.fromisoformat(assessment.as_of)
    except ValueError:
        yield Contradiction("the date `as_of`", assessment.as_of, "a day of the calendar", ("as_of",))
    levels = assessment.standard.levels
    numbers = [level.number for level in levels]
    if not levels or numbers != list(range(1, len(numbers) + 1)):
        path: DataPath = ("standard", "levels")
        yield Contradiction("the list of levels", _listed(map(str, numbers)), "1, 2, 3 and so on without gaps", path)
        return
    level = reached(levels, assessment.findings)
    high = reached(levels, assessment.findings, if_unassessed_passed=True)
    name = next((one.name for one in levels if one.number == level), "")
    if assessment.level != level:
        yield Contradiction("`level`", str(assessment.level), str(level), ("level",))
    if assessment.level_name != name:
        yield Contradiction("the level's name", f"`{assessment.level_name}`", f"`{name}`", ("level_name",))
    if assessment.level_high != high:
        yield Contradiction("`level_high`", str(assessment.level_high), str(high), ("level_high",))
    counts = Counts.of(finding.outcome for finding in assessment.findings)
    yield from _counted("the criteria", assessment.counts, counts, ("counts",))


def _digests(assessment: Assessment) -> Iterator[Contradiction]:
    digests = assessment.digests
    for name, digest, files in (
        ("dossier", digests.dossier, digests.dossier_files),
        ("standard", digests.standard, digests.standard_files),
    ):
        # Before version 1.1 the files were not listed.
        if files and (follows := manifest_digest(files)) != digest:
            yield Contradiction(f"the digest of the {name}", digest, follows, ("digests", name))
    if digests.dossier_files:
        listed = {file.path: file for file in digests.dossier_files}
        for number, one in enumerate(assessment.evidence):
            path: DataPath = ("evidence", number, "sha256")
            file = listed.get(one.path)
            if file != FileDigest(path=one.path, size=one.size, sha256=one.sha256):
                follows = f"{file.sha256}, {file.size} bytes" if file else "a file of the dossier"
                yield Contradiction(f"the evidence `{one.path}`", f"{one.sha256}, {one.size} bytes", follows, path)


def _names(assessment: Assessment) -> Iterator[Contradiction]:
    families = {family.id for family in assessment.families}
    levels = {level.number for level in assessment.standard.levels}
    seen: set[str] = set()
    for number, finding in enumerate(assessment.findings):
        name = f"of `{finding.criterion}`"
        if finding.criterion in seen:
            path: DataPath = ("findings", number, "criterion")
            yield Contradiction(f"the finding {name}", "there twice", "one finding a criterion", path)
        seen.add(finding.criterion)
        if finding.family not in families:
            path = ("findings", number, "family")
            yield Contradiction(f"the family {name}", f"`{finding.family}`", f"one of {_listed(families)}", path)
        if finding.level not in levels:
            path = ("findings", number, "level")
            yield Contradiction(f"the level {name}", str(finding.level), "a level of the standard", path)
    if len(families) < len(assessment.families):
        yield Contradiction("a family", "there twice", "each family once", ("families",))


def _scores(assessment: Assessment) -> Iterator[Contradiction]:
    findings = assessment.findings
    families = family_results(assessment.families, findings)
    recomputed = {family.id: family for family in families}
    for number, family in enumerate(assessment.families):
        path: DataPath = ("families", number)
        follows = recomputed.get(family.id)
        score = follows.score if follows else None
        yield from _interval(f"the score of the family `{family.id}`", family.score, score, (*path, "score"))
        counts = follows.counts if follows else Counts()
        yield from _counted(f"the criteria of the family `{family.id}`", family.counts, counts, (*path, "counts"))
    model = next((one for one in get_args(ScoringModel) if one == assessment.scoring_model), None)
    if model is None:
        known = f"one of {_listed(get_args(ScoringModel))}"
        yield Contradiction("the scoring model", f"`{assessment.scoring_model}`", known, ("scoring_model",))
        return
    scoring = Scoring(model=model, floor=assessment.scoring_floor)
    yield from _interval("the score", assessment.score, overall(scoring, families, findings), ("score",))
    stated = assessment.robustness
    if stated is None:
        return
    if stated.draws * (len(findings) + len(families)) > MOST_DRAWN:
        yield Contradiction("`draws`", str(stated.draws), "few enough to be drawn again", ("robustness", "draws"))
        return
    drawn = robustness(scoring, families, findings, draws=stated.draws, seed=stated.seed, spread=stated.spread)
    yield from _robustness(stated, drawn)


def _robustness(stated: Robustness, drawn: Robustness | None) -> Iterator[Contradiction]:
    path: DataPath = ("robustness",)
    if drawn is None:
        yield Contradiction("the robustness", "given", "none, since nothing applies", path)
        return
    for name, ours, theirs in (("low", stated.low, drawn.low), ("high", stated.high, drawn.high)):
        yield from _interval(f"the robustness of the {name} end", ours, theirs, (*path, name), _ROUNDED)
    for family in sorted({*stated.without, *drawn.without}):
        what, ours_, theirs_ = f"the score without `{family}`", stated.without.get(family), drawn.without.get(family)
        yield from _interval(what, ours_, theirs_, (*path, "without", family), _ROUNDED)


def _own(assessment: Assessment) -> Iterator[Contradiction]:
    own: HeldToItself | None = assessment.held_to_itself
    if own is None:
        return
    level = reached(assessment.standard.levels, own.results)
    if own.level != level:
        what = "the standard's level by its own criteria"
        yield Contradiction(what, str(own.level), str(level), ("held_to_itself", "level"))
    counts = Counts.of(one.outcome for one in own.results)
    yield from _counted("the criteria on the standard", own.counts, counts, ("held_to_itself", "counts"))


def _interval(
    what: str, stated: Interval | None, follows: Interval | None, path: DataPath, tolerance: float = 1e-9
) -> Iterator[Contradiction]:
    if stated is None and follows is None:
        return
    if stated is None or follows is None or not (
        same(stated.low, follows.low, tolerance) and same(stated.high, follows.high, tolerance)
    ):  # fmt: skip
        yield Contradiction(what, interval_text(stated), interval_text(follows), path)


def _counted(what: str, stated: Counts, follows: Counts, path: DataPath) -> Iterator[Contradiction]:
    if stated != follows:
        yield Contradiction(f"the count of {what}", _counts_text(stated), _counts_text(follows), path)


def _counts_text(counts: Counts) -> str:
    return ", ".join(f"{counts.number(outcome)} {outcome.label}" for outcome in READING_ORDER)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
