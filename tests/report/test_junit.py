"""JUnit XML: read by a library that reads it, valid by Jenkins' schema, and unbreakable by any text."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hostile_text import TRICKS
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from specimen import typical
from subjects import NAMES, hostile, subject

from compliance.assess.assessment.model import Assessment, Outcome
from compliance.report.forms.junit import to_junit
from compliance.report.wording import words

TestCase.__test__ = TestSuite.__test__ = False  # the library's names look like tests
ELEMENT = {
    Outcome.FAIL: Failure,
    Outcome.NOT_EVIDENCED: Failure,
    Outcome.ERROR: Error,
    Outcome.NEEDS_REVIEW: Skipped,
    Outcome.NOT_APPLICABLE: Skipped,
}
TAGS = {"testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "skipped"}


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(Path(__file__).parent / "schemas" / "junit-10.xsd")


@pytest.mark.parametrize("name", NAMES)
def test_each_criterion_is_a_case_with_its_outcome_and_place(name: str) -> None:
    assessment = subject(name)
    cases = {case.name: case for suite in JUnitXml.fromstring(to_junit(assessment).encode()) for case in suite}
    assert len(cases) == len(assessment.findings)
    for finding in assessment.findings:
        case = cases[words.one_line(f"{finding.criterion} {finding.title}")]
        wanted = ELEMENT.get(finding.outcome)
        assert [type(result) for result in case.result] == ([wanted] if wanted else [])
        for reason in finding.reasons:
            assert words.one_line(reason.message) in case.result[0].text
            assert words.spot(reason.at) in case.result[0].text
            assert words.one_line(reason.clause) in case.result[0].text


def test_counts_are_those_of_the_assessment() -> None:
    read = JUnitXml.fromstring(to_junit(typical()).encode())
    counts = typical().counts
    assert (read.tests, read.failures, read.errors) == (17, counts.failed + counts.not_evidenced, counts.error)
    assert sum(suite.skipped for suite in read) == counts.not_applicable + counts.needs_review


@pytest.mark.parametrize("name", [*NAMES, *range(len(TRICKS))])
def test_it_is_valid_by_jenkins_schema(name: str | int) -> None:
    root = ET.fromstring(to_junit(hostile(name) if isinstance(name, int) else subject(name)))
    for case in root.iter("testcase"):  # other readers know these two, Jenkins ignores them
        case.attrib.pop("file", None)
        case.attrib.pop("line", None)
    schema().validate(root)
    assert {element.tag for element in root.iter()} <= TAGS


def with_message(text: str) -> Assessment:
    base = typical()
    finding = next(f for f in base.findings if f.criterion == "PW-3")
    reason = replace(finding.reasons[0], message=text)
    return replace(base, findings=(replace(finding, reasons=(reason,)),))


@given(st.text(alphabet=st.characters(codec=None, categories=None), max_size=60))
def test_no_text_breaks_the_document(text: str) -> None:
    root = ET.fromstring(to_junit(with_message(text)).encode())
    assert [element.tag for element in root.iter("failure")] == ["failure"]
    assert len(list(root.iter())) == len(
        ["testsuites", "testsuite", "properties", "score", "level", "testcase", "failure"]
    )
