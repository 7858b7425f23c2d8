"""The view model of the document: everything that a template prints, worked out beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from compliance.assess.model import Assessment, FamilyResult, Finding, Item, Level, Measured, Outcome, Reason
from compliance.report import sentences, story, words
from compliance.report.glyphs import visible
from compliance.report.language import ENGLISH, Language
from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.pictures.agreement import AgreementPicture, agreement_picture
from compliance.report.pictures.families import FamilyPicture, family_picture
from compliance.report.pictures.loops import LoopPicture, loop_picture
from compliance.report.prose import inline, prose

_PLAIN = (bool, int, float, str)

#: A finding with one reason and less text than this is kept on one page; it takes about a third of one.
SHORT_CHARS = 1_200


@dataclass(frozen=True, slots=True)
class Row:
    """A label and a value; ``code`` says whether the value is an expression, a place or a digest."""

    label: str
    value: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One reason: whose, the message, and its rows."""

    outcome: Outcome
    item: str
    message: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding with its anchor in the document; counts say how much was left out."""

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
    reasons: tuple[ReasonView, ...]
    reasons_left: int
    items: tuple[tuple[Outcome, tuple[str, ...], int], ...]
    sources: tuple[tuple[str, str], ...]
    short: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the list of references."""

    anchor: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Computed:
    """One result of a measure: its plain values by name."""

    measure: str
    subject: str
    expression: str
    criteria: tuple[str, ...]
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Submitted:
    """One narrative file as HTML."""

    path: str
    html: Markup


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole document."""

    assessment: Assessment
    date: str
    page_words: tuple[str, str, str]
    score_low: str
    score_high: str
    bar: tuple[float, float]
    target: Level | None
    blockers: tuple[FindingView, ...]
    families: tuple[tuple[FamilyResult, tuple[FindingView, ...]], ...]
    findings_left: int
    tally: tuple[tuple[Outcome, int, str], ...]
    decided: str
    effort: str
    family_picture: FamilyPicture
    loops: LoopPicture | None
    agreement: AgreementPicture | None
    computed: tuple[Computed, ...]
    computed_left: int
    submitted: tuple[Submitted, ...]
    submitted_left: tuple[str, ...]
    references: tuple[Reference, ...]
    scoring: str


def build_view(assessment: Assessment, limits: ReportLimits = DEFAULT, language: Language = ENGLISH) -> ReportView:
    """The view of an assessment in a language; pure, and the same for equal assessments.

    ``page_words`` are what stands before, between and after the number of a page and that of all pages.
    """
    references = tuple(
        Reference(f"ref-{number}", number, text)
        for number, (_, text) in enumerate(sorted(assessment.references.items(), key=_by_text)[: limits.rows], 1)
    )
    numbers = {
        key: n for n, (key, _) in enumerate(sorted(assessment.references.items(), key=_by_text)[: limits.rows], 1)
    }
    views: dict[int, FindingView] = {}
    for index, finding in enumerate(assessment.findings[: limits.findings]):
        views[id(finding)] = _finding(assessment, finding, index, numbers, limits, language)
    families = tuple(
        (family, tuple(views[id(finding)] for finding in own if id(finding) in views))
        for family, own in story.by_family(assessment)
    )
    counts = assessment.counts
    tally = tuple(
        (outcome, words.count(counts, outcome), language.find(words.MEANING[outcome])) for outcome in words.ORDER
    )
    hindering = story.blockers(assessment)
    days = story.effort(hindering)
    submitted, left = _submitted(assessment, limits, language)
    return ReportView(
        assessment=assessment,
        date=language.date(assessment.as_of),
        page_words=sentences.page_words(language),
        score_low=words.low(assessment.score, 1, language),
        score_high=words.high(assessment.score, 1, language),
        bar=(round(assessment.score.low * 100, 2), round(assessment.score.high * 100, 2)),
        target=story.next_level(assessment),
        blockers=tuple(views[id(finding)] for finding in hindering if id(finding) in views),
        families=tuple((family, own) for family, own in families if own),
        findings_left=max(0, len(assessment.findings) - limits.findings),
        tally=tally,
        decided=sentences.decided(counts, language),
        effort=sentences.person_days(round(days, 1), language) if days else "",
        family_picture=family_picture(assessment, language),
        loops=loop_picture(assessment, limits, language),
        agreement=agreement_picture(assessment, limits, language),
        computed=tuple(_computed(record, language) for record in assessment.measures[: limits.rows]),
        computed_left=max(0, len(assessment.measures) - limits.rows),
        submitted=submitted,
        submitted_left=left,
        references=references,
        scoring=sentences.scoring(assessment.scoring_model, language),
    )


def _by_text(entry: tuple[str, str]) -> tuple[str, str]:
    return (entry[1].casefold(), entry[0])


def _finding(
    assessment: Assessment,
    finding: Finding,
    index: int,
    numbers: dict[str, int],
    limits: ReportLimits,
    language: Language,
) -> FindingView:
    owners = story.owners(finding)
    grouped = _grouped(finding.reasons)
    reasons = tuple(_reason(group, owners.get(group[0]), language) for group in grouped[: limits.reasons])
    items = []
    for outcome in words.ORDER:
        names = [item.name or item.path for item in finding.items if item.outcome is outcome]
        if names:
            items.append((outcome, tuple(names[: limits.items]), max(0, len(names) - limits.items)))
    days = finding.effort_days
    cited = sorted(finding.sources, key=lambda key: (numbers.get(key, len(numbers) + 1), key))
    return FindingView(
        finding=finding,
        anchor=f"finding-{index + 1}",
        points=words.points(finding, language),
        meta=sentences.meta(assessment, finding, language),
        statement=prose(finding.statement, limits, language),
        rationale=prose(finding.rationale, limits, language) if finding.rationale else Markup(),
        question=inline(finding.question, limits, language) if finding.question else Markup(),
        condition=finding.condition,
        remedy=prose(finding.remedy, limits, language) if finding.remedy else Markup(),
        effort=sentences.person_days(days, language) if days and finding.outcome not in story.QUIET else "",
        reasons=reasons,
        reasons_left=len(grouped) - len(reasons),
        items=tuple(items),
        sources=tuple((str(numbers.get(key, key)), f"ref-{numbers[key]}" if key in numbers else "") for key in cited),
        short=len(reasons) <= 1 and len(finding.statement) + len(finding.rationale) + len(finding.remedy) < SHORT_CHARS,
    )


def _grouped(reasons: Sequence[Reason]) -> list[list[Reason]]:
    """Neighbouring reasons that differ in their clause alone, together: one missing field can stop many clauses."""
    groups: list[list[Reason]] = []
    for reason in reasons:
        if groups and _but_for_clause(groups[-1][0]) == _but_for_clause(reason):
            groups[-1].append(reason)
        else:
            groups.append([reason])
    return groups


def _but_for_clause(reason: Reason) -> tuple[object, ...]:
    return (reason.outcome, reason.message, reason.at, reason.found, reason.wanted, reason.would_pass)


def _reason(group: Sequence[Reason], item: Item | None, language: Language) -> ReasonView:
    first = group[0]
    rows = [Row(label.capitalize(), value) for label, value in words.facts(first, language)]
    where = words.spot(first.at)
    rows.append(Row(language.gettext("Place"), f"{where}  {first.at.path}" if first.at.path else where, code=True))
    for reason in group:
        rows.append(Row(language.gettext("Clause"), reason.clause, code=True))
        rows.append(Row(language.gettext("Rule"), words.spot(reason.rule), code=True))
    return ReasonView(first.outcome, item.name or item.path if item else "", first.message, tuple(rows))


def _computed(record: Measured, language: Language) -> Computed:
    plain = {name: value for name, value in record.result.items() if value is None or isinstance(value, _PLAIN)}
    values = tuple(
        (name, language.gettext("not known") if value is None else words.scalar(value, language))
        for name, value in sorted(plain.items(), key=lambda entry: (isinstance(entry[1], str), entry[0]))
        if value != ""
    )
    return Computed(record.measure, record.subject, record.expression, record.criteria, values)


def _submitted(
    assessment: Assessment, limits: ReportLimits, language: Language
) -> tuple[tuple[Submitted, ...], tuple[str, ...]]:
    room, shown, left = limits.narrative_chars, [], []
    for narrative in assessment.narrative:
        room -= min(len(narrative.text), limits.prose_chars)
        if room < 0:
            left.append(visible(narrative.path, 300))
        else:
            shown.append(Submitted(narrative.path, prose(narrative.text, limits, language)))
    return tuple(shown), tuple(left)
