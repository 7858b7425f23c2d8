"""`compliance standard test` through the real program, on the playground standard with one thing changed at a time."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from compliance.cli.main import run

PLAYGROUND = Path(__file__).resolve().parents[1] / "standards" / "playground"


@pytest.fixture
def standard(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PLAYGROUND, tmp_path / "playground"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_cases_that_hold_and_leave_nothing_untested_conform(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["standard", "test", str(PLAYGROUND)]) == 0
    assert capsys.readouterr().out.endswith("21 cases, 0 failed, 0 gaps\n")


def test_a_case_may_keep_a_few_sections_of_the_base(standard: Path) -> None:
    change(standard / "tests" / "GR.yaml", "    remove: [swings]\n", "    only: [place, pieces, fenced]\n")
    assert run(["standard", "test", str(standard)]) == 0


def test_a_clause_that_asks_whether_something_is_said_needs_a_case_that_does_not_say_it(
    standard: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asks = "      - {that: dossier.keeper != '', say: no keeper}\n      - that: dossier.answers.all"
    change(standard / "criteria" / "CH.yaml", "      - that: dossier.answers.all", asks)
    assert run(["standard", "test", str(standard)]) == 1
    assert "  CH-1: no case in which requirement 2 is false" in capsys.readouterr().out.split("\n")
    change(standard / "tests" / "CH.yaml", "remove: [answers]", "only: [place]")
    assert run(["standard", "test", str(standard)]) == 0


def test_the_same_as_data_for_a_job(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["standard", "test", str(PLAYGROUND), "--criterion", "GR-1", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["gaps"] == []
    assert [(one["passed"], one["edge"], one["side"]) for one in said["cases"]] == [
        (True, None, None), (True, "max_fall", "at"), (True, "max_fall", "below"), (True, None, None),
    ]  # fmt: skip


#: What is changed in a file of the standard, and a line that the program must then print.
BROKEN = {
    "a rule on the wrong side of its threshold": (
        "criteria/GR.yaml", "piece.fall <= params.max_fall", "piece.fall < params.max_fall",
        "  tests/GR.yaml:9:13 (cases[1].expect): the outcome is fail (Tower lets one fall 1.5 m; 1.5 m is the most)"
        " [case-differs]",
    ),
    "another message": (
        "criteria/CH.yaml", "children answered", "kids answered",
        "  tests/CH.yaml:13:11 (cases[1].says): the messages are 2 kids answered [case-differs]",
    ),
    "another place": (
        "tests/GR.yaml", 'at: ["pieces[0].fall"]', 'at: ["pieces[1].fall"]',
        "  tests/GR.yaml:20:9 (cases[2].at): the places are pieces[0].fall [case-differs]",
    ),
    "other points": (
        "tests/GR.yaml", "points: 0.5\n  - criterion: GR-1", "points: 0.6\n  - criterion: GR-1",
        "  tests/GR.yaml:21:13 (cases[2].points): the points are 0.5 [case-differs]",
    ),
    "a case that is not at the threshold it names": (
        "tests/GR.yaml", "pieces[tower].fall: 1.5\n", "pieces[tower].fall: 1.4\n",
        "  tests/GR.yaml:10:11 (cases[1].edge): the case is not at the threshold `max_fall`"
        " [case-not-at-threshold]",
    ),
    "a threshold that moved away from its cases": (
        "standard.yaml", "value: 90, unit: days", "value: 120, unit: days",
        "  tests/GR.yaml:32:11 (cases[5].edge): the case is not at the threshold `check_days`"
        " [case-not-at-threshold]",
    ),
    "an item that the base does not have": (
        "tests/GR.yaml", "pieces[tower].fall: 1.5\n", "pieces[castle].fall: 1.5\n",
        "  tests/GR.yaml:12:7 (cases[1].set[\"pieces[castle].fall\"]): `pieces[castle].fall`: the base has no item"
        " `castle` there [case-change]",
    ),
    "a section that the base does not have": (
        "tests/GR.yaml", "    remove: [swings]\n", "    only: [pieces, swing]\n",
        "  tests/GR.yaml:60:20 (cases[11].only[1]): `swing`: the base has no section of this name [case-change]",
    ),
    "a value that the schema refuses": (
        "tests/GR.yaml", "pieces[tower].fall: 1.5\n", "pieces[tower].fall: high\n",
        "  tests/GR.yaml:7:5 (cases[1]): the changed dossier is rejected at pieces[0].fall: this is text"
        " [wrong-type]",
    ),
    "a clause that no case makes false": (
        "criteria/CH.yaml", "      - that: dossier.answers.all(a, a != '')", "      - {that: 1 < 2, say: no}\n"
        "      - that: dossier.answers.all(a, a != '')",
        "  CH-1: no case in which requirement 2 is false",
    ),
    "a failing case without its message": (
        "tests/GR.yaml", "    says: [there are 1 swings]\n", "",
        "  GR-3: the case \"one swing\" does not say the messages",
    ),
    "an outcome that no case has": (
        "tests/GR.yaml", "  - criterion: GR-3\n    name: no fence\n    expect: not-applicable\n"
        "    set: {fenced: false}\n", "", "  GR-3: no case whose outcome is not-applicable",
    ),
    "a threshold with one side": (
        "tests/CH.yaml", "    name: three children answered\n    expect: pass\n    edge: min_answers\n",
        "    name: three children answered\n    expect: pass\n",
        "  CH-1: no case just at the threshold min_answers",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_said_with_its_place(what: str, standard: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, old, new, line = BROKEN[what]
    change(standard / file, old, new)
    assert run(["standard", "test", str(standard)]) == 1
    assert line in capsys.readouterr().out.split("\n")


#: What is changed in a file of tests, and what the refusal says.
REFUSED = {
    "an unknown criterion": ("criterion: GR-1\n    name: both", "criterion: GR-9\n    name: both", "one of GR-1, GR-2"),
    "an unknown parameter": ("edge: check_days", "edge: check_day", "did you mean `check_days`"),
    "an unknown key": ("expect: pass\n", "expects: pass\n", "did you mean `expect`"),
    "an unknown outcome": ("expect: pass\n", "expect: passes\n", "one of pass, fail"),
    "a parameter of another type": ("remove: [swings]", "params: {max_fall: 2}", "write 2.0"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_of_tests_that_is_wrong_is_refused(
    what: str, standard: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, words = REFUSED[what]
    change(standard / "tests" / "GR.yaml", old, new)
    assert run(["standard", "test", str(standard)]) == 2
    said = capsys.readouterr().err
    assert "tests/GR.yaml:" in said
    assert words in said


def test_a_criterion_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["standard", "test", str(PLAYGROUND), "--criterion", "GR-11"]) == 2
    assert "did you mean `GR-1`?" in capsys.readouterr().err


def test_a_standard_without_tests_is_all_gaps(standard: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(standard / "tests")
    assert run(["standard", "test", str(standard), "-q"]) == 1
    assert "  GR-2: no case whose outcome is pass" in capsys.readouterr().out
