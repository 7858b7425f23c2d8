"""`compliance explain` shows each criterion of the shipped standard on an example that passes and one that fails."""

from __future__ import annotations

import pytest
import shipped

from compliance.authoring.examples import examples
from compliance.cli.main import run


def test_each_criterion_has_an_example_that_passes_and_one_that_does_not_with_its_words() -> None:
    standard = shipped.standard()
    for placed in standard.criteria:
        found = examples(standard, placed.criterion.id)
        assert [one.expect for one in found] in (["pass", "fail"], ["pass", "not-evidenced"]), placed.criterion.id
        assert found[1].changes, placed.criterion.id
        assert found[1].says or found[1].expect != "fail", placed.criterion.id


def test_the_page_shows_what_is_changed_and_what_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "VO-2"]) == 0
    page = capsys.readouterr().out
    example = page[page.index("\nExamples") : page.index("\nWhat to do")]
    assert "  fail: a group with seven people" in example
    assert ".count: 7" in example
    assert "-> Families did not take part" in example
