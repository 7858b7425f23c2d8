"""The assessment as OSCAL assessment results, for tools of auditors and regulators."""

from __future__ import annotations

from compliance.assess.assessment.model import Assessment
from compliance.report.forms.form import Form, Options
from compliance.report.forms.oscal import (
    Data,
    finding_of,
    identifier,
    line,
    metadata,
    moment,
    observations,
    prop,
    resources,
    risk_of,
    token,
    tool,
    written,
)
from compliance.report.wording import summary as story
from compliance.report.wording import words


def to_assessment_results(assessment: Assessment) -> str:
    """OSCAL assessment results with a newline at the end; equal assessments give equal text."""
    document = {
        "uuid": identifier(assessment, "assessment-results"),
        "metadata": metadata(assessment, "Assessment results"),
        # There is no assessment plan in OSCAL's sense: the standard says what is assessed and how.
        "import-ap": {"href": f"#{identifier(assessment, 'standard')}", "remarks": "The standard is the plan."},
        "results": [_result(assessment)],
        "back-matter": {"resources": [_standard(assessment), *resources(assessment)]},
    }
    return written({"assessment-results": document})


def _standard(assessment: Assessment) -> Data:
    return {
        "uuid": identifier(assessment, "standard"),
        "title": line(f"{assessment.standard.title} {assessment.standard.version}"),
        "props": [prop("sha256", assessment.digests.standard)],
    }


def _result(assessment: Assessment) -> Data:
    determined = [
        {
            "uuid": identifier(assessment, "determination", str(number)),
            "title": line(f"Determination on {one.criterion}: {one.outcome.label}"),
            "description": line(f"{one.by}: {one.reason}"),
            "methods": ["EXAMINE"],
            "types": ["finding"],
            "collected": moment(one.on),
        }
        for number, one in enumerate(assessment.determinations)
    ]
    result: Data = {
        "uuid": identifier(assessment, "result"),
        "title": line(f"{assessment.title} against {assessment.standard.title}"),
        "description": line(
            f"Level {story.level_title(assessment, assessment.level)}, score {words.span(assessment.score)} of 100."
        ),
        "start": moment(assessment.as_of),
        "end": moment(assessment.as_of),
        "props": [
            prop("level", assessment.level),
            prop("level-high", assessment.level_high),
            prop("score-low", words.number(assessment.score.low)),
            prop("score-high", words.number(assessment.score.high)),
        ],
        "local-definitions": {"components": [tool(assessment)]},
        "reviewed-controls": _reviewed(assessment),
        "observations": [*observations(assessment), *determined],
    }
    risks = [risk_of(assessment, finding) for finding in story.open_findings(assessment)]
    findings = [finding_of(assessment, finding) for finding in assessment.findings]
    return result | ({"risks": risks} if risks else {}) | ({"findings": findings} if findings else {})


def _reviewed(assessment: Assessment) -> Data:
    names = [token(finding.criterion) for finding in assessment.findings]
    selected: Data = {"include-controls": [{"control-id": name} for name in names]} if names else {"include-all": {}}
    return {"control-selections": [selected]}


def _render(assessment: Assessment, _: Options) -> bytes:
    return to_assessment_results(assessment).encode()


FORM = Form("oscal-ar", (".oscal-ar.json",), "application/json", "tools for OSCAL 1.2.1: assessment results", _render)
