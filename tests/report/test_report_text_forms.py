"""JSON, Markdown and terminal forms of an assessment."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hostile_text import TRICKS, with_text
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from specimen import typical
from write_golden import FORMS, GOLDEN

from compliance.assess.assessment.model import Counts, Interval
from compliance.assess.assessment.read import parse_assessment, read_assessment
from compliance.errors import Cause, ComplianceError
from compliance.files.source import Source
from compliance.report.forms.json import to_json
from compliance.report.forms.markdown import code, escape, to_markdown
from compliance.report.forms.text import to_terminal
from compliance.report.wording import words
from compliance.report.wording.log_line import plain

ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("name", FORMS)
def test_a_form_reads_as_it_did(name: str) -> None:
    assert FORMS[name]() == (GOLDEN / name).read_text(encoding="utf-8")


def test_json_comes_back_as_the_same_assessment() -> None:
    text = to_json(typical())
    again = read_assessment(text.encode())
    assert again == typical()
    assert to_json(again) == text


def test_json_has_the_published_names() -> None:
    data = json.loads(to_json(typical()))
    assert {"standard", "as_of", "level", "score", "digests", "families", "findings"} <= data.keys()
    assert set(data["score"]) == {"low", "high"}
    reason = next(f for f in data["findings"] if f["criterion"] == "PX-3")["reasons"][0]
    assert set(reason["at"]) == {"file", "line", "column", "path"}
    assert {"clause", "message", "at", "found", "wanted", "would_pass"} <= reason.keys()


def test_equal_assessments_have_equal_json_whatever_the_order_of_free_maps() -> None:
    base = typical()
    turned = replace(base, params=dict(reversed(base.params.items())))
    assert to_json(turned) == to_json(base)


@given(st.floats(min_value=0, max_value=1))
def test_json_rounds_no_number(value: float) -> None:
    low = replace(typical(), score=Interval(low=value, high=1.0))
    assert parse_assessment(to_json(low).encode()).score.low == value


def test_a_number_that_is_not_finite_is_not_written() -> None:
    base = typical()
    broken = replace(base.measures[0], result={"alpha": float("nan")})
    with pytest.raises(ValueError, match="not finite"):
        to_json(replace(base, measures=(broken,)))


def _changed(**changes: Any) -> bytes:
    return json.dumps(json.loads(to_json(typical())) | changes).encode()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"{", "line 1"),
        (b'{"a": 1, "a": 2}', "a"),
        (_changed(schema_version="2.0"), "schema version 2.0"),
        (_changed(level="three"), "level"),
        (b'{"schema_version": "1.0"}', "is missing"),
        (b"[]", "not an assessment"),
    ],
    ids=["not-json", "duplicate-key", "other-version", "wrong-type", "missing-keys", "not-an-object"],
)
def test_json_that_is_no_assessment_is_refused(data: bytes, expected: str) -> None:
    with pytest.raises(ComplianceError) as refusal:
        read_assessment(Source("given.json", data, Cause.DOSSIER))
    assert refusal.value.cause is Cause.DOSSIER
    assert "given.json" in str(refusal.value)
    assert expected in str(refusal.value) or expected == "line 1"


@pytest.mark.parametrize("trick", TRICKS, ids=range(len(TRICKS)))
def test_hostile_text_does_nothing_on_a_terminal(trick: str) -> None:
    text = to_terminal(with_text(trick), colour=False, width=80, verbose=True)
    assert not ACTING.search(text)
    assert "##vso[" not in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert len(text) < 150_000


def test_only_the_program_sets_colours() -> None:
    coloured = to_terminal(with_text(TRICKS[0]), colour=True, width=80, verbose=True)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert not ACTING.search(bare)
    assert bare == to_terminal(with_text(TRICKS[0]), colour=False, width=80, verbose=True)


@pytest.mark.parametrize("trick", TRICKS, ids=range(len(TRICKS)))
def test_hostile_text_does_nothing_in_markdown(trick: str) -> None:
    text = to_markdown(with_text(trick))
    assert not ACTING.search(text)
    assert len(text) < 65_536
    html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    assert (
        re.findall(r"<(?!/|h[123]>|p>|table>|t[rdh]|thead>|tbody>|strong>|ul>|li>|code>|hr ?/?>|br|!-- -->)", html)
        == []
    )
    assert "COMPLIANT</h" not in html


INLINE = st.text(alphabet=st.sampled_from("ab1.-+=:)(*_`~#<>[]!|&;\\$@/ \nhtps:w"), max_size=40)


@given(INLINE)
def test_escaped_text_shows_exactly_the_text(text: str) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(f"- {escape(text)}")
    bare = re.sub(r"<[^>]*>", "", html.replace("<!-- -->", ""))
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        bare = bare.replace(entity, character)
    assert bare.strip() == plain(text).strip()


@given(INLINE)
def test_a_code_span_shows_exactly_the_text(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parseInline(f"x {code(text)} y")[0].children or []
    spans = [token.content for token in tokens if token.type == "code_inline"]
    assert [span.strip() for span in spans] == [plain(text).replace("|", "‹U+007C›").strip()]


@given(st.floats(min_value=0, max_value=1), st.floats(min_value=0, max_value=1))
def test_a_printed_score_holds_the_true_interval(a: float, b: float) -> None:
    interval = Interval(low=min(a, b), high=max(a, b))
    assert float(words.low(interval)) <= interval.low * 100 + 1e-9
    assert float(words.high(interval)) >= interval.high * 100 - 1e-9


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.29, "29.0"), (0.9996, "99.9"), (1.0, "100.0"), (0.0, "0.0")],
)
def test_a_lower_end_is_rounded_down(value: float, shown: str) -> None:
    assert words.low(Interval(low=value, high=1)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.6111111111, "0.611111"), (8, "8"), (8.0, "8"), (True, "true"), (None, "nothing"), (1e-9, "1e-09"), ("x", "x")],
)
def test_a_found_value_is_readable(value: Any, shown: str) -> None:
    assert words.scalar(value) == shown


def test_an_assessment_without_findings_has_every_form() -> None:
    empty = typical(
        findings=(), families=(), counts=Counts(), score=Interval(low=0.0, high=0.0), measures=(), evidence=(),
        narrative=(), references={}, facts=(),
    )  # fmt: skip
    assert "none" in to_terminal(empty, colour=False, width=80)
    assert read_assessment(to_json(empty).encode()) == empty
    assert to_markdown(empty).startswith("# Halden")
