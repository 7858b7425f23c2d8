"""The assessment as JUnit XML, for the test page of a build: a suite for each family, a case for each criterion.

Which element an outcome gives is in the table of outcomes: failure, error, skipped, or none.
JUnit can't express ``should``: the message of a failure names the obligation, and the exit code of the check is the
verdict. GitLab and CircleCI read the attributes ``file`` and ``line``; other schemas do not define them.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET  # written, never read

from compliance.assess.assessment.model import Assessment, FamilyResult, Finding, Item, Reason
from compliance.report.forms.form import Form, Options
from compliance.report.wording import summary as story
from compliance.report.wording import words
from compliance.report.wording.log_line import plain


def to_junit(assessment: Assessment) -> str:
    """An XML document with a newline at the end. Characters that XML does not allow are written as code points."""
    root = ET.Element("testsuites", {"name": plain(assessment.title, 300)})
    suites = [_suite(assessment, family, own) for family, own in story.by_family(assessment)]
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    root.set("time", "0")
    root.extend(suites)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(assessment: Assessment, family: FamilyResult, own: list[Finding]) -> ET.Element:
    elements = [finding.outcome.junit for finding in own]
    suite = ET.Element(
        "testsuite",
        {
            "name": plain(f"{family.id} {family.title}", 300),
            "tests": str(len(own)),
            "failures": str(elements.count("failure")),
            "errors": str(elements.count("error")),
            "skipped": str(elements.count("skipped")),
            "time": "0",
            "timestamp": f"{plain(assessment.as_of, 20)}T00:00:00",
        },
    )
    properties = ET.SubElement(suite, "properties")
    weaker = [("weaker than the standard", plain(change)) for change in story.weakened(assessment)]
    for name, value in (("score", words.span(family.score)), ("level", str(assessment.level)), *weaker):
        ET.SubElement(properties, "property", {"name": name, "value": value})
    suite.extend(_case(assessment, finding) for finding in own)
    return suite


def _case(assessment: Assessment, finding: Finding) -> ET.Element:
    case = ET.Element(
        "testcase",
        {
            "name": plain(f"{finding.criterion} {finding.title}", 300),
            "classname": plain(f"{assessment.standard.id}.{finding.family}", 300),
            "time": "0",
        },
    )
    first = finding.reasons[0].at if finding.reasons else None
    if first is not None:
        case.set("file", plain(first.file))
        if first.line is not None:
            case.set("line", str(first.line))
    element = finding.outcome.junit
    if not element:
        return case
    said = finding.condition or (finding.reasons[0].message if finding.reasons else finding.question)
    head = f"{finding.obligation}, level {finding.level}: {finding.outcome.label}"
    outcome = ET.SubElement(case, element, {"type": finding.outcome.value, "message": plain(f"{head}: {said}")})
    outcome.text = _told(finding)
    return case


def _told(finding: Finding) -> str:
    owners = story.owners(finding)
    lines = [line for reason in finding.reasons for line in _reason(reason, owners.get(reason))]
    if finding.remedy and not finding.outcome.quiet:
        days = f" ({words.plural(finding.effort_days, 'day')})" if finding.effort_days else ""
        lines.append(f"to do: {words.first_line(finding.remedy)}{days}")
    return "\n".join(["", *(plain(line) for line in lines), ""])


def _reason(reason: Reason, item: Item | None) -> list[str]:
    who = f"{item.name or item.path}: " if item else ""
    path = f" ({reason.at.path})" if reason.at.path else ""
    facts = "; ".join(f"{label} {value}" for label, value in words.facts(reason))
    return [
        f"{words.spot(reason.at)}{path}: {who}{reason.message}",
        *([facts] if facts else []),
        f"clause: {reason.clause}",
    ]


def _render(assessment: Assessment, _: Options) -> bytes:
    return to_junit(assessment).encode()


FORM = Form("junit", (".xml",), "application/xml", "the test page of a build", _render)
