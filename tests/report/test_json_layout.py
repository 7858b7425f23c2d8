"""JSON that we write reads back as what was written, whatever it is, and is laid out in one way."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.report.forms.json_layout import LINE, laid_out

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
DATA = st.recursive(PLAIN, lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(), part, max_size=4))


@given(DATA)
def test_what_is_written_reads_back(data: object) -> None:
    assert json.loads(laid_out(data)) == data


def test_groups_of_plain_values_stand_on_one_line_and_others_are_indented() -> None:
    data = {"at": {"file": "a.yaml", "line": 1}, "read": [], "of": [{"x": [1, 2.5, True, None, "é\n"]}]}
    assert laid_out(data) == (
        '{\n  "at": {"file": "a.yaml", "line": 1},\n  "read": [],\n  "of": [\n    {\n'
        '      "x": [1, 2.5, true, null, "é\\n"]\n    }\n  ]\n}\n'
    )


def test_a_group_that_is_longer_than_a_line_is_indented() -> None:
    assert laid_out({"text": "x" * LINE}).count("\n") == 3


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_a_number_that_is_not_finite_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not finite"):
        laid_out([number])
