"""What to know before relying on the result: everything that makes it less sure or less strict than it looks."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.assess.assessment.model import Assessment
from compliance.report.wording import summary as story
from compliance.report.wording import words
from compliance.report.wording.locale import Language


@dataclass(frozen=True, slots=True)
class Caution:
    """One sentence and the key of the section that says more, empty where none does."""

    text: str
    section: str = ""


def cautions(assessment: Assessment, language: Language) -> tuple[Caution, ...]:
    """In the order of weight: a weaker profile, the standard's self-assessment, evidence, what could not be decided."""
    found = [
        _weakened(assessment, language),
        _standing(assessment, language),
        _own(assessment, language),
        _statements(assessment, language),
        _waived(assessment, language),
    ]
    return tuple(one for one in found if one)


def robust(assessment: Assessment, language: Language) -> str:
    """One sentence on the weights, empty where there was nothing to weigh."""
    found = assessment.robustness
    if found is None or found.low.low == found.low.high:
        return ""
    return language.gettext(
        "With weights up to %(spread)s higher or lower the first number would lie between %(low)s and %(high)s;"
        " the level depends on no weight.",
        spread=language.gettext("%(figure)s %%", figure=language.figure(words.number(round(found.spread * 100, 1)))),
        low=words.low(found.low, 1, language),
        high=words.high(found.low, 1, language),
    )


def _weakened(assessment: Assessment, language: Language) -> Caution | None:
    profile = assessment.profile
    if profile is None or not profile.weakens:
        return None
    return Caution(
        language.ngettext(
            "The profile %(profile)s asks for less than the standard: it weakens a must in %(num)s way.",
            "The profile %(profile)s asks for less than the standard: it weakens a must in %(num)s ways.",
            len(profile.weakens),
            profile=profile.title,
        ),
        "standard",
    )


def _standing(assessment: Assessment, language: Language) -> Caution | None:
    if "draft" in assessment.standard.status:
        return Caution(
            language.gettext("The standard is a draft: its criteria and thresholds may still change."), "standard"
        )
    if assessment.standard.status == "withdrawn":
        return Caution(language.gettext("The standard has been withdrawn."), "standard")
    return None


def _own(assessment: Assessment, language: Language) -> Caution | None:
    own = assessment.held_to_itself
    if own is None or own.level >= max((level.number for level in assessment.standard.levels), default=0):
        return None
    level = story.level_title(assessment, own.level, language)
    return Caution(language.gettext("Held to its own criteria the standard reaches level %(level)s.", level=level),
                   "standard")  # fmt: skip


def _statements(assessment: Assessment, language: Language) -> Caution | None:
    read = {criterion for file in assessment.evidence for criterion in file.used_by}
    passed = [finding for finding in assessment.findings if finding.outcome.passes]
    stated = sum(finding.criterion not in read for finding in passed)
    if not stated:
        return None
    return Caution(
        language.ngettext(
            "%(stated)s of %(num)s pass rests on what the dossier states; no file of evidence was read for it.",
            "%(stated)s of %(num)s passes rest on what the dossier states; no file of evidence was read for them.",
            len(passed),
            stated=stated,
        ),
        "evidence" if assessment.evidence else "",
    )


def _waived(assessment: Assessment, language: Language) -> Caution | None:
    number = sum(waiver.in_force for waiver in assessment.waivers)
    if not number:
        return None
    return Caution(
        language.ngettext(
            "%(num)s waiver is in force; it changes no outcome in this report.",
            "%(num)s waivers are in force; they change no outcome in this report.",
            number,
        ),
        "decisions",
    )
