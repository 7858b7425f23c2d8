"""OSCAL: read by compliance-trestle's own models, whole in its references, and the same for the same assessment."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hostile_text import TRICKS
from specimen import typical
from subjects import NAMES, decided, hostile, strings, subject
from trestle.oscal import OSCAL_VERSION
from trestle.oscal.assessment_results import Model as Results
from trestle.oscal.poam import Model as Poam

from compliance.assess.assessment.model import Assessment, Outcome
from compliance.report.forms import oscal
from compliance.report.forms.oscal_ar import to_assessment_results
from compliance.report.forms.oscal_poam import to_poam
from compliance.report.wording import summary as story

EVERYTHING = [*NAMES, *range(len(TRICKS))]
FORMS: list[tuple[Callable[[Assessment], str], type[Results] | type[Poam]]] = [
    (to_assessment_results, Results),
    (to_poam, Poam),
]
METHODS = {"examine": "EXAMINE", "interview": "INTERVIEW", "test": "TEST"}


def body(text: str) -> dict[str, Any]:
    document: dict[str, Any] = next(iter(json.loads(text).values()))
    return document


def named(data: Any, names: tuple[str, ...]) -> Iterator[str]:
    """The values of all keys of those names, however deep."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in names:
                yield value
            yield from named(value, names)
    elif isinstance(data, list):
        for value in data:
            yield from named(value, names)


@pytest.mark.parametrize("name", EVERYTHING)
@pytest.mark.parametrize(("form", "model"), FORMS, ids=["results", "poam"])
def test_trestle_reads_it(name: str | int, form: Callable[[Assessment], str], model: Any) -> None:
    text = form(hostile(name) if isinstance(name, int) else subject(name))
    read = model.model_validate_json(text)
    assert json.loads(read.model_dump_json(by_alias=True, exclude_none=True)).keys() == json.loads(text).keys()
    assert body(text)["metadata"]["oscal-version"] == oscal.VERSION == OSCAL_VERSION


@pytest.mark.parametrize("name", EVERYTHING)
@pytest.mark.parametrize("form", [to_assessment_results, to_poam])
def test_identifiers_are_unique_and_every_reference_arrives(name: str | int, form: Callable[[Assessment], str]) -> None:
    document = body(form(hostile(name) if isinstance(name, int) else subject(name)))
    own = list(named(document, ("uuid",)))
    assert len(set(own)) == len(own)
    meant = {*named(document, ("observation-uuid", "risk-uuid", "finding-uuid", "actor-uuid"))}
    meant |= {href[1:] for href in named(document, ("href",)) if href.startswith("#")}
    assert meant <= set(own)


@pytest.mark.parametrize("name", NAMES)
def test_each_criterion_is_a_finding_satisfied_or_not(name: str) -> None:
    assessment = subject(name)
    result = body(to_assessment_results(assessment))["results"][0]
    selected = result["reviewed-controls"]["control-selections"][0]["include-controls"]
    assert [one["control-id"] for one in selected] == [finding.criterion for finding in assessment.findings]
    for told, finding in zip(result["findings"], assessment.findings, strict=True):
        target = told["target"]
        assert target["target-id"] == finding.criterion
        good = finding.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE)
        assert target["status"]["state"] == ("satisfied" if good else "not-satisfied")
        reason = {Outcome.PASS: "pass", Outcome.FAIL: "fail"}.get(finding.outcome, "other")
        assert target["status"]["reason"] == reason
        assert ("related-risks" in told) == (not good)
        assert len(told["related-observations"]) == 1 + sum(finding.criterion in f.used_by for f in assessment.evidence)


@pytest.mark.parametrize("name", NAMES)
def test_evidence_is_observed_by_its_method_and_kept_with_its_digest(name: str) -> None:
    assessment = subject(name)
    document = body(to_assessment_results(assessment))
    observed = document["results"][0]["observations"][1 : 1 + len(assessment.evidence)]
    kept = document["back-matter"]["resources"][1:]
    for observation, resource, file in zip(observed, kept, assessment.evidence, strict=True):
        assert observation["methods"] == [METHODS[file.method]]
        assert observation["collected"][:10] == (file.collected_on or assessment.as_of)
        assert observation.get("expires", "")[:10] == file.valid_until
        assert observation["relevant-evidence"][0]["href"] == f"#{resource['uuid']}"
        assert resource["rlinks"][0]["hashes"] == [{"algorithm": "SHA-256", "value": file.sha256}]


@pytest.mark.parametrize("name", NAMES)
def test_what_did_not_pass_has_an_item_with_its_remedy(name: str) -> None:
    assessment = subject(name)
    document = body(to_poam(assessment))
    items = {item["title"].split()[0]: item for item in document["poam-items"]}
    assert set(items) == {finding.criterion for finding in story.open_findings(assessment)}
    risks = {risk["uuid"]: risk for risk in document["risks"]}
    for finding in story.open_findings(assessment):
        risk = risks[items[finding.criterion]["related-risks"][0]["risk-uuid"]]
        assert ("remediations" in risk) == bool(finding.remedy)


def test_an_assessment_in_which_all_passed_has_nothing_to_do() -> None:
    base = typical()
    passed = tuple(finding for finding in base.findings if finding.outcome is Outcome.PASS)
    document = body(to_poam(replace(base, findings=passed, evidence=())))
    assert [item["title"] for item in document["poam-items"]] == ["Nothing to do"]
    assert not {"risks", "findings", "back-matter"} & document.keys()


def test_a_waiver_in_force_is_an_approved_deviation_until_its_day_and_never_a_pass() -> None:
    document = body(to_poam(decided("approved for the pilot")))
    risks = {risk["title"].split()[0]: risk for risk in document["risks"]}
    assert risks["PX-3"]["status"] == "deviation-approved"
    assert risks["PX-3"]["deadline"] == "2027-02-01T00:00:00Z"
    assert risks["LO-2"]["status"] == "open"
    waived = next(finding for finding in document["findings"] if finding["target"]["target-id"] == "PX-3")
    assert waived["target"]["status"]["state"] == "not-satisfied"


def test_the_plan_comes_first_and_a_determination_is_an_observation() -> None:
    document = body(to_poam(decided("do it")))
    first = document["poam-items"][0]
    assert first["title"].startswith("LO-2 ")
    assert {"name": "plan-step", "ns": oscal.NAMESPACE, "value": "1"} in first["props"]
    observations = body(to_assessment_results(decided("Ana Ruiz")))["results"][0]["observations"]
    assert observations[-1]["title"] == "Determination on LE-2: pass"
    assert "Ana Ruiz" in observations[-1]["description"]


def test_another_assessment_has_other_identifiers() -> None:
    one, other = (set(named(body(to_poam(typical(as_of=day))), ("uuid",))) for day in ("2026-11-23", "2026-11-24"))
    assert not one & other


@pytest.mark.parametrize("form", [to_assessment_results, to_poam])
def test_the_only_times_are_those_of_the_assessment_and_its_evidence(form: Callable[[Assessment], str]) -> None:
    assessment = typical()
    known = {assessment.as_of} | {day for f in assessment.evidence for day in (f.collected_on, f.valid_until) if day}
    times = {text for text in strings(json.loads(form(assessment))) if re.fullmatch(r"\d{4}-\d\d-\d\dT.*", text)}
    assert {time[10:] for time in times} == {"T00:00:00Z"}
    assert {time[:10] for time in times} <= known


@pytest.mark.parametrize("trick", range(len(TRICKS)))
@pytest.mark.parametrize("form", [to_assessment_results, to_poam])
def test_no_text_becomes_markup_or_an_outward_address(trick: int, form: Callable[[Assessment], str]) -> None:
    document = body(form(hostile(trick)))
    for text in named(document, ("title", "description", "statement", "remarks")):
        assert not re.search(r"(?<!\\)[\[\]<>`*!]", text.replace("\\\\", ""))
    assert not [href for href in named(document, ("href",)) if ":" in href or href.startswith("/")]
