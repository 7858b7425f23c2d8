"""A day's work with the public interface alone: every import here is from ``compliance`` itself."""

from __future__ import annotations

import doctest
import importlib
import json
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import compliance

ROOT = Path(__file__).resolve().parents[1]
PLAYGROUND = ROOT / "tests" / "standards" / "playground"
SAMPLES = ROOT / "samples"
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def standard() -> compliance.Standard:
    return compliance.load_standard("mutual-shaping")


@pytest.fixture(scope="module")
def dossier(standard: compliance.Standard) -> compliance.Dossier:
    return compliance.load_dossier(SAMPLES / "story-coach", standard)


@pytest.fixture(scope="module")
def assessment(standard: compliance.Standard, dossier: compliance.Dossier) -> compliance.Assessment:
    return compliance.check(standard, dossier, as_of=DAY)


def test_every_promised_name_is_there_and_documented() -> None:
    for name in compliance.__all__:
        value = getattr(compliance, name)
        assert name.startswith("__") or value.__doc__, name
    assert set(compliance.__all__) <= set(dir(compliance))
    with pytest.raises(AttributeError, match="no_such_name"):
        compliance.no_such_name  # noqa: B018


@pytest.mark.parametrize("name", ["compliance", "compliance.api"])
def test_the_examples_in_the_documentation_run(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert (found.failed, found.attempted > 3) == (0, True)


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = "import sys, compliance; print(*sorted(sys.modules))"
    loaded = set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {"pydantic", "numpy", "yaml", "click", "cel_expr_python", "compliance.api"}


def test_a_check_gives_level_score_and_findings(
    standard: compliance.Standard, assessment: compliance.Assessment
) -> None:
    assert standard.levels[assessment.level] == assessment.level_name
    assert 0 <= assessment.score.low <= assessment.score.high <= 1
    failed = [one.criterion for one in assessment.findings if one.outcome is compliance.Outcome.FAIL]
    assert failed
    assert set(failed) <= set(standard.criteria)


def test_a_dossier_may_come_from_memory(standard: compliance.Standard, assessment: compliance.Assessment) -> None:
    folder = SAMPLES / "story-coach"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    held = compliance.load_dossier(files, standard)
    assert compliance.check(standard, held, as_of=DAY) == assessment


def test_a_standard_may_come_from_memory() -> None:
    files = {
        path.relative_to(PLAYGROUND).as_posix(): path.read_bytes() for path in PLAYGROUND.rglob("*") if path.is_file()
    }
    held, folder = compliance.load_standard(files), compliance.load_standard(PLAYGROUND)
    assert (held.id, held.digest, held.criteria) == (folder.id, folder.digest, folder.criteria)
    assert compliance.test_standard(held).passed == compliance.test_standard(folder).passed


def test_a_criterion_is_explained_with_what_it_reads_and_what_decides_it(
    standard: compliance.Standard, dossier: compliance.Dossier
) -> None:
    page = compliance.explain(standard, "px-3", dossier, as_of=DAY)
    assert page.criterion == "PX-3"
    assert [one.name for one in page.parameters][:1] == ["min_alpha"]
    assert "dossier.actors[].proxy.validation.ratings" in page.paths
    assert any(one.param == "min_alpha" and one.operator == ">=" for one in page.comparisons)
    assert any(line.place for part in page.parts for line in part.lines)
    assert compliance.explain(standard, "PX-3").parts == ()


@pytest.mark.parametrize("name", ["json", "html", "markdown", "sarif", "junit", "csv", "text", "oscal-ar"])
def test_an_assessment_is_rendered_in_every_format(assessment: compliance.Assessment, name: str) -> None:
    assert compliance.render(assessment, name) == compliance.render(assessment, name)


def test_what_is_refused_says_what_and_where(standard: compliance.Standard) -> None:
    with pytest.raises(compliance.ComplianceError) as refused:
        compliance.load_dossier({"dossier.yaml": b"identity: {system: X}\nacters: []\n"}, standard)
    (problem,) = refused.value.problems
    assert refused.value.cause is compliance.Cause.DOSSIER
    assert (problem.code, problem.place and problem.place.line, problem.fix) == ("unknown-key", 2, "actors")
    for call in (
        lambda: compliance.load_standard("no-such-standard"),
        lambda: compliance.load_standard(profile="no-such-profile"),
        lambda: compliance.explain(standard, "no-such-criterion"),
        lambda: standard.level("no such level"),
    ):
        with pytest.raises(compliance.ComplianceError) as wrong:
            call()
        assert wrong.value.cause is compliance.Cause.SETTING


def check_again(work: tuple[compliance.Standard, compliance.Dossier]) -> compliance.Assessment:
    """What a worker process does with what it was sent."""
    return compliance.check(work[0], work[1], as_of=DAY)


def test_results_and_standards_travel_to_other_processes_and_back(
    standard: compliance.Standard, dossier: compliance.Dossier, assessment: compliance.Assessment
) -> None:
    assert pickle.loads(pickle.dumps(assessment)) == assessment
    with ProcessPoolExecutor(1) as workers:
        assert workers.submit(check_again, (standard, dossier)).result() == assessment


def test_one_standard_serves_several_dossiers_in_several_threads(standard: compliance.Standard) -> None:
    names = ["story-coach", "meeting-minutes", "support-assistant"] * 2
    dossiers = [compliance.load_dossier(SAMPLES / name, standard) for name in names]
    alone = [compliance.check(standard, one, as_of=DAY) for one in dossiers[:3]]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda one: compliance.check(standard, one, as_of=DAY), dossiers))
    assert together == alone * 2


def test_the_same_inputs_give_the_same_bytes(standard: compliance.Standard, dossier: compliance.Dossier) -> None:
    again = compliance.check(compliance.load_standard("mutual-shaping"), dossier, as_of=DAY)
    data = compliance.render(again, "json")
    assert data == compliance.render(compliance.check(standard, dossier, as_of=DAY), "json")
    assert json.loads(data)["as_of"] == DAY.isoformat()


def test_an_error_travels_with_its_problems(standard: compliance.Standard) -> None:
    with pytest.raises(compliance.ComplianceError) as caught:
        compliance.load_dossier({"dossier.yaml": b"identity: {sytem: X}"}, standard)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.problems == caught.value.problems
    assert again.cause is compliance.Cause.DOSSIER
    assert str(again) == str(caught.value)


def test_an_argument_of_a_wrong_type_is_named(standard: compliance.Standard, dossier: compliance.Dossier) -> None:
    c: Any = compliance
    wrong = {
        "`source`": lambda: c.load_standard(None),
        "files in memory are bytes": lambda: c.load_dossier({"dossier.yaml": "identity: {system: X}"}, standard),
        "`standard`": lambda: c.load_dossier({"dossier.yaml": b""}, "mutual-shaping"),
        "`dossier`": lambda: c.check(standard, "samples/story-coach"),
        "`as_of`": lambda: c.check(standard, dossier, as_of="2026-11-24"),
        "expected a datetime.date": lambda: c.check(standard, dossier, as_of=datetime(2026, 11, 24, tzinfo=UTC)),
        "`criterion`": lambda: c.explain(standard, ["VO-2"]),
        "`assessment`": lambda: c.render(None, "json"),
        "`path`": lambda: c.verify(None),
    }
    for words, call in wrong.items():
        with pytest.raises(TypeError, match=words):
            call()


def test_an_empty_name_is_no_folder(standard: compliance.Standard) -> None:
    for call in (lambda: compliance.load_standard(""), lambda: compliance.load_dossier("", standard)):
        with pytest.raises(compliance.ComplianceError, match="empty"):
            call()


def test_one_criterion_may_be_named_by_itself(standard: compliance.Standard) -> None:
    alone = compliance.test_standard(standard, "VO-2")
    assert {case.placed.case.criterion for case in alone.cases} == {"VO-2"}
    assert repr(standard).startswith("<Standard mutual-shaping ")
