"""The rule tests of the shipped standard, through the real program."""

from __future__ import annotations

import pytest

from compliance.cli.main import run


def test_every_case_holds_and_nothing_is_untested(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["standard", "test", "mutual-shaping", "--quiet"])
    said = capsys.readouterr().out
    assert said.endswith(" cases, 0 failed, 0 gaps\n"), said
    assert code == 0
