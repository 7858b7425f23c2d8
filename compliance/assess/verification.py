"""Verifying an assessment: what in it does not hold, and what could not be checked.

Up to four things are checked, as far as what they need was given:

========  ==============================================================================================
file      level, score, counts, families and robustness are recomputed from the findings in the file
dossier   the digest of each file of the dossier is compared with the one in the assessment
standard  the same for the files of the standard, and for the profile
check     the dossier is checked again, and everything in the assessment is compared with what comes out
========  ==============================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance import __version__
from compliance.assess.assessment.contradictions import contradictions
from compliance.assess.assessment.model import Assessment, FileDigest
from compliance.assess.checker import Checker
from compliance.assess.comparison import Difference, Part, differences
from compliance.dossier.load import Dossier

NotChecked = Literal["signature", "pages", "dossier", "standard", "check", "engine", "day"]


@dataclass(frozen=True, slots=True)
class Open:
    """Something that was not checked, or makes a check say less: what, and why in a sentence."""

    what: NotChecked
    why: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of verifying an assessment. ``checked`` are the parts that were, in order."""

    assessment: Assessment
    checked: tuple[Part, ...]
    differences: tuple[Difference, ...]
    not_checked: tuple[Open, ...]

    @property
    def verified(self) -> bool:
        """Whether nothing that was checked differs."""
        return not self.differences


def verify(
    assessment: Assessment,
    *,
    dossier: Dossier | None = None,
    checker: Checker | None = None,
    as_of: date | None = None,
    pages: bool = False,
) -> Verification:
    """Check an assessment as it was read from a file, and not yet recomputed.

    ``dossier`` and ``checker``, a standard with its profile, are what it is compared with. It is checked again as of
    its own day unless ``as_of`` names another. ``pages`` says that it came with pages, as a PDF has them.
    """
    checked: list[Part] = ["file"]
    found = [Difference("file", one.what, one.stated, one.follows) for one in contradictions(assessment)]
    if dossier is not None:
        checked.append("dossier")
        found += _dossier(assessment, dossier)
    if checker is not None:
        checked.append("standard")
        found += _standard(assessment, checker)
    if dossier is not None and checker is not None:
        checked.append("check")
        day = as_of or _day(assessment)
        if day is not None:
            found += differences(assessment, checker.assess(dossier, day))
    return Verification(assessment, tuple(checked), tuple(found), tuple(_open(assessment, checked, as_of, pages)))


def _day(assessment: Assessment) -> date | None:
    try:
        return date.fromisoformat(assessment.as_of)
    except ValueError:
        # It is among the contradictions already.
        return None


def _dossier(assessment: Assessment, dossier: Dossier) -> Iterator[Difference]:
    stated: Sequence[FileDigest] = assessment.digests.dossier_files
    if stated:
        yield from _files("dossier", stated, dossier.files)
    else:
        # Before version 1.1 only the files of evidence were listed.
        read = {file.path: file.sha256 for file in dossier.files}
        for one in assessment.evidence:
            if read.get(one.path) != one.sha256:
                yield Difference("dossier", f"the file {one.path}", one.sha256, read.get(one.path, "not there"))
    if assessment.digests.dossier != dossier.digest:
        yield Difference("dossier", "the digest of the dossier", assessment.digests.dossier, dossier.digest)


def _standard(assessment: Assessment, checker: Checker) -> Iterator[Difference]:
    standard, digests = checker.tailored.standard, assessment.digests
    if assessment.standard.id != standard.file.id:
        yield Difference("standard", "the standard", assessment.standard.id, standard.file.id)
    if digests.standard_files:
        yield from _files("standard", digests.standard_files, standard.files)
    if digests.standard != standard.digest:
        yield Difference("standard", "the digest of the standard", digests.standard, standard.digest)
    if digests.profile != checker.tailored.digest:
        profile = checker.tailored.digest or "no profile"
        yield Difference("standard", "the digest of the profile", digests.profile or "no profile", profile)


def _files(part: Part, stated: Iterable[FileDigest], read: Iterable[FileDigest]) -> Iterator[Difference]:
    before, now = ({file.path: file.sha256 for file in files} for files in (stated, read))
    for path in sorted({*before, *now}):
        if before.get(path) != now.get(path):
            told = (files.get(path, "not there") for files in (before, now))
            yield Difference(part, f"the file {path}", *told)


def _open(assessment: Assessment, checked: Sequence[Part], as_of: date | None, pages: bool) -> Iterator[Open]:
    yield Open("signature", "assessments carry no signature: who made this one is not known")
    if pages:
        yield Open("pages", "the assessment that the PDF carries was checked; that its pages say the same was not")
    if "dossier" not in checked:
        yield Open("dossier", "no dossier was given: its files were not compared")
    if "standard" not in checked:
        yield Open("standard", "no standard was given: its files were not compared")
    if "check" not in checked:
        yield Open("check", "the check was not run again: findings and measures are taken as the file says them")
        return
    if assessment.engine.version != __version__:
        why = f"it was made by version {assessment.engine.version} and checked again by {__version__}, which may differ"
        yield Open("engine", why)
    if as_of is not None and as_of.isoformat() != assessment.as_of:
        why = f"it speaks of {assessment.as_of} and was checked again as of {as_of}: time makes a difference"
        yield Open("day", why)
