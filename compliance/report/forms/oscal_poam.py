"""The assessment as an OSCAL plan of action and milestones: one item for each criterion that did not pass."""

from __future__ import annotations

from compliance.assess.assessment.model import Assessment, Finding
from compliance.report.forms.form import Form, Options
from compliance.report.forms.oscal import (
    Data,
    filled,
    finding_of,
    identifier,
    line,
    metadata,
    observations,
    prop,
    related,
    resources,
    risk_of,
    tool,
    written,
)
from compliance.report.wording import summary as story
from compliance.report.wording import words


def to_poam(assessment: Assessment) -> str:
    """OSCAL POA&M with a newline at the end; equal assessments give equal text.

    The steps of the cheapest plan come first, in its order, then the rest, lower levels first. OSCAL requires at least
    one item: if everything passed, one item says so.
    """
    not_passed = _ordered(assessment)
    items = [_item(assessment, finding) for finding in not_passed] or [_nothing(assessment)]
    document: Data = {
        "uuid": identifier(assessment, "poam"),
        "metadata": metadata(assessment, "Plan of action"),
        "system-id": {"id": line(assessment.title)},
        "local-definitions": {"components": [tool(assessment)]},
        "observations": observations(assessment),
        "risks": [risk_of(assessment, finding) for finding in not_passed],
        "findings": [finding_of(assessment, finding) for finding in not_passed],
        "poam-items": items,
        "back-matter": filled({"resources": resources(assessment)}),
    }
    return written({"plan-of-action-and-milestones": filled(document)})


def _ordered(assessment: Assessment) -> list[Finding]:
    planned = [step.criterion for step in assessment.plan.steps] if assessment.plan else []

    def rank(finding: Finding) -> tuple[int, int, int]:
        step = planned.index(finding.criterion) if finding.criterion in planned else len(planned)
        return step, finding.level, finding.outcome.reading

    return sorted(story.open_findings(assessment), key=rank)


def _item(assessment: Assessment, finding: Finding) -> Data:
    item: Data = {
        "uuid": identifier(assessment, "poam-item", finding.criterion),
        "title": line(f"{finding.criterion} {finding.title}"),
        "description": line(words.one_line(finding.remedy or finding.statement)),
        "props": [
            prop("outcome", finding.outcome.value),
            prop("obligation", finding.obligation),
            prop("level", finding.level),
            *([prop("effort-days", words.number(finding.effort_days))] if finding.effort_days else []),
        ],
        "related-findings": [{"finding-uuid": identifier(assessment, "finding", finding.criterion)}],
        "related-observations": related(assessment, finding),
        "related-risks": [{"risk-uuid": identifier(assessment, "risk", finding.criterion)}],
    }
    steps = assessment.plan.steps if assessment.plan else ()
    for number, step in enumerate(steps, 1):
        if step.criterion == finding.criterion:
            after = f"level {step.level_after}, score {words.span(step.score_after)} of 100"
            item["props"] += [prop("plan-step", number), prop("plan-after", after)]
    return item


def _nothing(assessment: Assessment) -> Data:
    return {
        "uuid": identifier(assessment, "poam-item", ""),
        "title": "Nothing to do",
        "description": "Every criterion that applies passed.",
    }


def _render(assessment: Assessment, _: Options) -> bytes:
    return to_poam(assessment).encode()


FORM = Form(
    "oscal-poam", (".oscal-poam.json",), "application/json", "tools for OSCAL 1.2.1: what is left to do", _render
)
