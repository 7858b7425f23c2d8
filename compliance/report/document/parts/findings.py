"""One finding as it is printed: in full where it did not pass, in brief where it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from compliance.assess.assessment.model import Assessment, Finding, Item, Outcome, Reason
from compliance.report.limits import ReportLimits
from compliance.report.wording import sentences, words
from compliance.report.wording import summary as story
from compliance.report.wording.locale import Language
from compliance.report.wording.prose import inline, prose

#: A finding with one reason and less text than this is kept on one page; it takes about a third of one.
SHORT_CHARS = 1_200
#: Headings of submitted text in a finding rank below the finding's own.
_TOP = 5
#: Reasons of a finding that is kept short because the dossier says nothing on it.
_FEW = 3

Cited = tuple[tuple[str, str], ...]
"""What is cited, each with its mark, such as ``E3``, and its anchor, which is empty where the document has none."""


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One reason: whose, the message, what was found and wanted, and where; ``rules`` are clauses with their places."""

    outcome: Outcome
    item: str
    message: str
    facts: tuple[tuple[str, str], ...]
    place: str
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding with its anchor in the document; counts say how much was left out.

    ``brief`` findings passed or don't apply, and say in a few lines what was looked at. ``bare`` ones found nothing in
    the dossier to look at, and say in a few lines what is missing. ``first`` is the reason that decided, in one line.
    """

    finding: Finding
    anchor: str
    points: str
    meta: str
    statement: Markup
    rationale: Markup
    question: Markup
    condition: str
    remedy: Markup
    effort: str
    first: str
    reasons: tuple[ReasonView, ...]
    reasons_left: int
    items: tuple[tuple[Outcome, tuple[str, ...], int], ...]
    sources: Cited
    evidence: Cited
    brief: bool
    bare: bool
    short: bool


def finding_views(
    assessment: Assessment,
    sources: Mapping[str, int],
    evidence: Mapping[str, Cited],
    limits: ReportLimits,
    language: Language,
) -> dict[str, FindingView]:
    """By criterion, in the standard's order, as many as the limit allows.

    ``sources`` gives the number of each reference by its key, ``evidence`` what each criterion read.
    """
    views = {}
    for index, finding in enumerate(assessment.findings[: limits.findings]):
        owners = story.owners(finding)
        grouped = story.grouped(finding.reasons)
        reasons = tuple(_reason(group, owners.get(group[0]), language) for group in grouped[: limits.reasons])
        brief = finding.outcome.quiet
        days = finding.effort_days
        length = len(finding.statement) + len(finding.rationale) + len(finding.remedy)
        views[finding.criterion] = FindingView(
            finding=finding,
            anchor=f"finding-{index + 1}",
            points=words.points(finding, language),
            meta=sentences.meta(assessment, finding, language),
            statement=prose(finding.statement, limits, language, _TOP),
            rationale=prose(finding.rationale, limits, language, _TOP) if finding.rationale and not brief else Markup(),
            question=inline(finding.question, limits, language) if finding.question and not brief else Markup(),
            condition=finding.condition,
            remedy=prose(finding.remedy, limits, language, _TOP + 1) if finding.remedy and not brief else Markup(),
            effort=sentences.person_days(days, language) if days and not brief else "",
            first=_first(finding),
            reasons=reasons,
            reasons_left=len(grouped) - len(reasons),
            items=_items(finding, limits),
            sources=_cited(finding.sources, sources),
            evidence=evidence.get(finding.criterion, ()),
            brief=brief,
            bare=_is_bare(finding),
            short=brief or (not _is_bare(finding) and len(reasons) <= 1 and length < SHORT_CHARS),
        )
    return views


def _is_bare(finding: Finding) -> bool:
    """Whether the finding rests on a few things of which the dossier says none."""
    if finding.outcome is not Outcome.NOT_EVIDENCED or finding.question or not finding.reasons:
        return False
    missing = all(reason.outcome is Outcome.NOT_EVIDENCED for reason in finding.reasons)
    return missing and len(finding.items) <= 1 and len(story.grouped(finding.reasons)) <= _FEW


def _first(finding: Finding) -> str:
    """The first reason that made the outcome what it is; a failure may come after something that is not there."""
    deciding = [reason for reason in finding.reasons if reason.outcome is finding.outcome]
    return words.one_line((deciding or finding.reasons)[0].message) if finding.reasons else ""


def _items(finding: Finding, limits: ReportLimits) -> tuple[tuple[Outcome, tuple[str, ...], int], ...]:
    items = []
    for outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        names = [item.name or item.path for item in finding.items if item.outcome is outcome]
        if names:
            items.append((outcome, tuple(names[: limits.items]), max(0, len(names) - limits.items)))
    return tuple(items)


def _cited(keys: Sequence[str], numbers: Mapping[str, int]) -> Cited:
    known = sorted(numbers[key] for key in keys if key in numbers)
    return (*((str(n), f"ref-{n}") for n in known), *((key, "") for key in sorted(keys) if key not in numbers))


def _reason(group: Sequence[Reason], item: Item | None, language: Language) -> ReasonView:
    first = group[0]
    facts = tuple((label.capitalize(), value) for label, value in words.facts(first, language))
    rules = tuple((reason.clause, words.spot(reason.rule)) for reason in group)
    return ReasonView(
        first.outcome, item.name or item.path if item else "", first.message, facts, words.place(first.at), rules
    )
