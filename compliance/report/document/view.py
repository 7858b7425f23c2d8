"""The view model of the document: everything that a template prints, worked out beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from compliance.assess.assessment.model import Assessment, FamilyResult, Level, Outcome
from compliance.assess.assessment.outcome import READING_ORDER
from compliance.measures.declaration import Formula
from compliance.report.document.parts.cautions import Caution, cautions, robust
from compliance.report.document.parts.crosswalk import Framework, frameworks
from compliance.report.document.parts.evidence import Computed, EvidenceView, computed, evidence_views, read_by
from compliance.report.document.parts.findings import FindingView, finding_views
from compliance.report.document.parts.glossary import glossary, measures_used
from compliance.report.document.parts.index import Index, index
from compliance.report.document.parts.method import ParameterView, formulas, parameters
from compliance.report.document.parts.missing import Missing, missing
from compliance.report.document.parts.sections import Section, sections
from compliance.report.document.parts.weights import WeightsView, weights
from compliance.report.document.pictures.agreement import AgreementPicture, agreement_picture
from compliance.report.document.pictures.directions import DirectionsPicture, directions_picture
from compliance.report.document.pictures.families import FamilyPicture, family_picture
from compliance.report.document.pictures.loops import LoopPicture, loop_picture
from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.wording import sentences, words
from compliance.report.wording import summary as story
from compliance.report.wording.locale import ENGLISH, Language
from compliance.report.wording.prose import prose
from compliance.report.wording.visible import visible


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the list of references."""

    anchor: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """One narrative file as HTML."""

    path: str
    html: Markup


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole document; ``hindering`` and ``passed`` divide the findings, each in the order in which it is listed.

    ``decisions`` holds the criteria on which a person decided, or for which a waiver was given.
    """

    assessment: Assessment
    sections: dict[str, Section]
    date: str
    page_words: tuple[str, str, str]
    score_low: str
    score_high: str
    bar: tuple[float, float]
    target: Level | None
    blockers: tuple[FindingView, ...]
    decided: str
    robust: str
    cautions: tuple[Caution, ...]
    effort: str
    tally: tuple[tuple[Outcome, int, str], ...]
    families: tuple[tuple[FamilyResult, tuple[FindingView, ...]], ...]
    findings: dict[str, FindingView]
    hindering: tuple[FindingView, ...]
    passed: tuple[FindingView, ...]
    findings_left: int
    bare: bool
    decisions: frozenset[str]
    directions: DirectionsPicture | None
    family_picture: FamilyPicture
    loops: LoopPicture | None
    agreement: AgreementPicture | None
    missing: tuple[Missing, ...]
    missing_left: int
    evidence: tuple[EvidenceView, ...]
    computed: tuple[Computed, ...]
    computed_left: int
    frameworks: tuple[Framework, ...]
    challenge: Markup
    shaped_by: tuple[tuple[str, str, Markup], ...]
    formulas: tuple[Formula, ...]
    parameters: tuple[ParameterView, ...]
    weights: WeightsView | None
    scoring: str
    submitted: tuple[Submitted, ...]
    submitted_left: tuple[str, ...]
    references: tuple[Reference, ...]
    glossary: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]
    index: Index | None


def build_view(assessment: Assessment, limits: ReportLimits = DEFAULT, language: Language = ENGLISH) -> ReportView:
    """The view of an assessment in a language; pure, and the same for equal assessments.

    ``page_words`` are the texts before, between and after the number of a page and that of all pages.
    """
    cited = sorted(assessment.references.items(), key=_by_text)[: limits.rows]
    references = tuple(Reference(f"ref-{number}", number, text) for number, (_, text) in enumerate(cited, 1))
    numbers = {key: number for number, (key, _) in enumerate(cited, 1)}
    files = evidence_views(assessment, limits)
    views = finding_views(assessment, numbers, read_by(files), limits, language)
    hindering = tuple(sorted((one for one in views.values() if not one.brief), key=_by_urgency))
    blockers = story.blockers(assessment)
    days = story.effort(blockers)
    gaps, gaps_left = missing(assessment, views, limits)
    submitted, submitted_left = _submitted(assessment, limits, language)
    frameworks_met = frameworks(assessment, views, limits, language)
    loops = loop_picture(assessment, limits, language)
    agreement = agreement_picture(assessment, limits, language)
    weighed = weights(assessment, language)
    entries = index(assessment, views, files, limits)
    families = _by_family(assessment, views)
    present = {
        "families": families,
        "loops": loops,
        "agreement": agreement,
        "plan": assessment.plan,
        "criteria": assessment.findings,
        "findings": assessment.findings,
        "decisions": assessment.determinations or assessment.waivers,
        "missing": gaps,
        "evidence": files,
        "computed": assessment.measures,
        "crosswalk": frameworks_met,
        "standard": True,
        "method": True,
        "weights": weighed,
        "narrative": assessment.narrative,
        "references": references,
        "glossary": True,
        "index": entries,
    }
    return ReportView(
        assessment=assessment,
        sections=sections({key for key, there in present.items() if there}, language),
        date=language.date(assessment.as_of),
        page_words=sentences.page_words(language),
        score_low=words.low(assessment.score, 1, language),
        score_high=words.high(assessment.score, 1, language),
        bar=(round(assessment.score.low * 100, 2), round(assessment.score.high * 100, 2)),
        target=story.next_level(assessment),
        blockers=tuple(views[one.criterion] for one in blockers if one.criterion in views),
        decided=sentences.decided(assessment.counts, language),
        robust=robust(assessment, language),
        cautions=cautions(assessment, language),
        effort=sentences.person_days(round(days, 1), language) if days else "",
        tally=tuple(
            (outcome, assessment.counts.number(outcome), language.find(outcome.meaning)) for outcome in READING_ORDER
        ),
        families=families,
        findings=views,
        hindering=hindering,
        passed=tuple(one for one in views.values() if one.brief),
        bare=any(one.bare for one in views.values()),
        findings_left=max(0, len(assessment.findings) - limits.findings),
        decisions=frozenset(one.criterion for one in assessment.determinations)
        | {one.criterion for one in assessment.waivers},
        directions=directions_picture(assessment, language),
        family_picture=family_picture(assessment, language),
        loops=loops,
        agreement=agreement,
        missing=gaps,
        missing_left=gaps_left,
        evidence=files,
        computed=tuple(computed(record, language) for record in assessment.measures[: limits.rows]),
        computed_left=max(0, len(assessment.measures) - limits.rows),
        frameworks=frameworks_met,
        challenge=prose(assessment.standard.challenge, limits, language),
        shaped_by=tuple((one.who, one.when, prose(one.how, limits, language)) for one in assessment.standard.shaped_by),
        formulas=formulas(assessment, language),
        parameters=parameters(assessment, numbers, language),
        weights=weighed,
        scoring=sentences.scoring(assessment.scoring_model, language),
        submitted=submitted,
        submitted_left=submitted_left,
        references=references,
        glossary=glossary(language),
        measures=measures_used(assessment, language),
        index=entries,
    )


def _by_text(entry: tuple[str, str]) -> tuple[str, str]:
    return (entry[1].casefold(), entry[0])


def _by_urgency(view: FindingView) -> tuple[int, int]:
    """Failures first, and of the same outcome what must before what should; else the standard's order."""
    obligations = ("must", "should", "may")
    return view.finding.outcome.reading, obligations.index(view.finding.obligation)


def _by_family(
    assessment: Assessment, views: dict[str, FindingView]
) -> tuple[tuple[FamilyResult, tuple[FindingView, ...]], ...]:
    grouped = story.by_family(assessment)
    shown = ((family, tuple(views[one.criterion] for one in own if one.criterion in views)) for family, own in grouped)
    return tuple((family, own) for family, own in shown if own)


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
