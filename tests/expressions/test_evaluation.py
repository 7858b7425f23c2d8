"""Evaluation beyond what the vectors show: absent data, messages, limits, and the shapes that have their own steps."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import work
import yaml
from cel_harness import PLACE, Failure, both_ways, check, run
from hostile_inputs import rules

from compliance.expressions.program.budget import CRITERION, Budget, BudgetSpent
from compliance.expressions.program.compiler import Compiler
from compliance.expressions.program.frames import Layout
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.types import BOOL, DOUBLE, DYN, INT, STRING, CelType, Messages, list_of, map_of
from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.expressions.values.operators import MAX_LENGTH
from compliance.expressions.values.value_types import Timestamp, Value

MESSAGES = Messages()
MESSAGES.add("dossier.Contact", {"email": STRING})
MESSAGES.add("dossier.Judge", {"id": STRING, "agreement": DOUBLE, "items": INT, "contact": CelType("dossier.Contact")})
MESSAGES.add(
    "dossier.Dossier",
    {"name": STRING, "open": BOOL, "judges": list_of(CelType("dossier.Judge")), "contact": CelType("dossier.Contact"),
     "labels": map_of(INT), "free": DYN},
)  # fmt: skip
FRONTEND = Frontend(MESSAGES, {})
TYPES = {"dossier": CelType("dossier.Dossier")}
ABSENT, BROKEN = "absent", "broken"

FULL = {
    "name": "A",
    "judges": [{"id": "x", "agreement": 0.9, "items": 3}, {"id": "y", "agreement": 0.7, "contact": {"email": "a@b"}}],
    "labels": {"a": 1},
    "free": {"k": None},
}


def outcome(text: str, dossier: Any) -> Value:
    """The value, ABSENT for data that is not there, BROKEN for any other failure; plain and traced agree."""
    checked = FRONTEND.check(text, TYPES, PLACE)
    found = [run(checked, {"dossier": dossier}, trace=trace)[0] for trace in (False, True)]
    names = [
        (ABSENT if isinstance(one.error, NotEvidenced) else BROKEN) if isinstance(one, Failure) else one
        for one in found
    ]
    assert names[0] == names[1]
    return names[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("dossier.open", ABSENT),
        ("dossier.contact.email == 'x'", ABSENT),
        ("dossier.judges[0].contact.email", ABSENT),
        ("dossier.judges[1].items > 3", ABSENT),
        ("dossier.judges[7].id", ABSENT),
        ("dossier.labels.b", ABSENT),
        ("dossier.labels['b'] > 0", ABSENT),
        ("dossier.free.z.y", ABSENT),
        ("!dossier.open", ABSENT),
        ("dossier.open ? 1 : 2", ABSENT),
        ("[dossier.open].size()", ABSENT),
        ("1 / 0 == 1", BROKEN),
        ("dossier.free.k > 3", BROKEN),
        ("dossier.name.substring(9)", BROKEN),
        # Absent data absorbs in && and || as an error does.
        ("dossier.open && false", False),
        ("false && dossier.open", False),
        ("dossier.open || true", True),
        ("true || dossier.open", True),
        ("dossier.open && true", ABSENT),
        ("dossier.open || false", ABSENT),
        # Of two failures the first counts.
        ("dossier.open && 1 / 0 == 1", ABSENT),
        ("1 / 0 == 1 || dossier.open", BROKEN),
        # One element decides, whatever is absent in the others.
        ("dossier.judges.all(j, j.items > 5)", False),
        ("dossier.judges.all(j, j.items > 1)", ABSENT),
        ("dossier.judges.exists(j, j.items > 1)", True),
        ("dossier.judges.exists(j, j.items > 5)", ABSENT),
        ("dossier.judges.exists_one(j, j.items > 1)", ABSENT),
        ("dossier.judges.filter(j, j.items > 1).size()", ABSENT),
        ("dossier.judges.map(j, j.items).size()", ABSENT),
        ("dossier.judges.all(j, j.agreement >= 0.7)", True),
        ("dossier.judges.exists_one(j, j.id == 'y')", True),
        ("dossier.judges.filter(j, j.agreement > 0.8).map(j, j.id)", ["x"]),
        # has: the fields of an absent message are absent; an absent key of a map is an error.
        ("has(dossier.open)", False),
        ("has(dossier.name)", True),
        ("has(dossier.contact.email)", False),
        ("has(dossier.judges[0].contact.email)", False),
        ("has(dossier.judges[1].contact.email)", True),
        ("has(dossier.free.k)", True),
        ("has(dossier.free.z)", False),
        ("has(dossier.free.z.y)", ABSENT),
        # Optionals turn what is absent into none.
        ("dossier.?contact.email.orValue('none')", "none"),
        ("dossier.judges[1].?contact.email.orValue('none')", "a@b"),
        ("dossier.labels[?'b'].hasValue()", False),
        ("dossier.judges[?5].hasValue()", False),
        ("dossier.free.?k.hasValue()", True),
        # A bound value is computed where it is first read.
        ("cel.bind(x, dossier.open, dossier.name == 'A' || x)", True),
        ("cel.bind(x, dossier.open, x || dossier.name == 'A')", True),
        ("cel.bind(x, dossier.open, x && dossier.name == 'A')", ABSENT),
        ("dossier.judges.map(j, cel.bind(n, j.id + j.id, n + n))", ["xxxx", "yyyy"]),
    ],
)  # fmt: skip
def test_what_the_dossier_does_not_say(text: str, wanted: Value) -> None:
    assert outcome(text, FULL) == wanted


@pytest.mark.parametrize(
    "dossier", [{}, {"judges": None}, {"judges": "text"}, {"judges": {"a": 1}}, {"judges": [None]}]
)
@pytest.mark.parametrize("macro", ["all", "exists", "exists_one", "filter"])
def test_data_of_another_shape_is_a_failure_and_no_crash(macro: str, dossier: Any) -> None:
    """The loader holds dossiers to their schema; the engine does not rely on it."""
    text = f"dossier.judges.{macro}(j, j.agreement > 0.5)"
    wanted = text if macro != "filter" else f"{text}.size() > 0"
    assert outcome(wanted, dossier) in (ABSENT, BROKEN)


@pytest.mark.parametrize("op", ["<", "<=", ">", ">="])
@pytest.mark.parametrize("value", [None, "text", {}, Timestamp(0)])
def test_a_typed_relation_with_another_type_is_a_failure(op: str, value: Value) -> None:
    for text in (
        f"dossier.judges[0].agreement {op} 0.5",
        f"dossier.judges.all(j, j.agreement {op} 0.5)",
        f"dossier.judges.exists(j, j.agreement {op} dossier.judges[0].agreement)",
    ):
        assert outcome(text, {"judges": [{"agreement": value}]}) == (
            # A moment can be compared with itself.
            BROKEN if "[0].agreement)" not in text or value in (None, {}) else op in ("<=", ">=")
        )


def test_the_path_of_absent_data_is_named() -> None:
    found, _ = run(FRONTEND.check("dossier.open", TYPES, PLACE), {"dossier": {}})
    assert "open" in str(found.error)


def test_a_variable_without_value_is_a_failure() -> None:
    for trace in (False, True):
        found, _ = run(check("nothing.here", {"nothing": DYN}), {}, trace=trace)
        assert isinstance(found.error, EvaluationError)


# -- limits


@pytest.mark.parametrize(
    "text",
    [
        "xs.all(a, xs.all(b, xs.all(c, xs.all(d, xs.all(e, a + b + c + d + e > 0)))))",
        "xs.map(a, xs.map(b, xs.map(c, xs.map(d, xs.exists(e, a + b + c + d + e < 0))))).size()",
        "xs.exists(a, xs.exists(b, xs.exists(c, xs.exists(d, xs.exists(e, a + b + c + d + e < 0)))))",
        "xs.exists_one(a, xs.exists_one(b, xs.filter(c, xs.all(d, xs.all(e, a + b + c + d + e > 0))) == []))",
        "xs.all(i, a, xs.all(j, b, xs.all(k, c, xs.all(l, d, xs.all(m, e, a + b + c + d + e > 0)))))",
    ],
)
def test_macros_within_macros_end_at_a_budget(text: str) -> None:
    with pytest.raises(BudgetSpent, match="turns") as stopped:
        run(check(text, {"xs": list_of(INT)}), {"xs": list(range(1, 200))})
    assert (stopped.value.kind, stopped.value.limit) == ("turns", CRITERION.turns)


def test_a_macro_that_does_not_depend_on_those_around_it_is_evaluated_once() -> None:
    text = "xs.all(a, xs.all(b, xs.all(c, xs.all(d, xs.all(e, e > 0)))))"
    values, budget = list(range(1, 200)), Budget()
    layout = Layout()
    slot, checked = layout.variable("xs"), check(text, {"xs": list_of(INT)})
    step = Compiler(layout, (), checked.types).root(checked.root)
    assert step(layout.frame([(slot, values)], budget=budget)) is True
    assert CRITERION.turns - budget.turns == 5 * len(values)


NESTED = "cel.bind(a, [1,1,1,1,1,1,1,1,1,1], " + "".join(
    f"cel.bind({name}, [{','.join([before] * 10)}], " for before, name in itertools.pairwise("abcdefghi")
)


@pytest.mark.parametrize("last", ["i == [h,h,h,h,h,h,h,h,h,h]", "i in [i]", "i != i"])
def test_values_that_share_parts_are_compared_part_by_part(last: str) -> None:
    assert run(check(NESTED + last + ")" * 9, {}), {})[0] is (last != "i != i")


def test_values_that_share_parts_are_not_written_out_without_end() -> None:
    value, _ = run(check(NESTED + "'%s'.format([i])" + ")" * 9, {}), {})
    assert isinstance(value, Failure)
    assert "longer" in str(value.error)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("xs.map(a, xs.map(b, s + s + string(a) + string(b))).size()", "characters"),
        ("xs.map(a, xs.map(b, [a, b, a, b, a, b, a, b])).size()", "values"),
        ("xs.transformMap(i, a, xs.transformMap(j, b, a + b)).size()", "values"),
        ("xs.all(a, xs.all(b, a in xs.map(x, -x) || true))", "comparisons"),
        ("xs.all(a, xs.all(b, xs.map(x, x + a) == xs.map(x, x + a)))", "comparisons"),
        ("xs.all(a, xs.all(b, xs.map(x, x + a + b).size() > 0))", "turns"),
    ],
)
def test_what_is_built_and_compared_is_counted_too(text: str, kind: str) -> None:
    with pytest.raises(BudgetSpent) as stopped:
        run(check(text, {"xs": list_of(INT), "s": STRING}), {"xs": list(range(3_000)), "s": "x" * 1_000})
    assert stopped.value.kind == kind


def test_a_long_row_of_digits_is_no_number() -> None:
    assert isinstance(both_ways("int(s)", {"s": "1" * 5_000}), Failure)
    assert isinstance(both_ways("uint(s)", {"s": "-" + "9" * 100_000}), Failure)
    assert both_ways("int(s)", {"s": "-" + "0" * 5_000 + "7"}) == -7


@pytest.mark.parametrize("grow", ["s + s", "s.replace('a', 'aaaaaaaa')", "[s, s, s].join(s)", "s.replace('', 'ab')"])
def test_text_cannot_grow_without_end(grow: str) -> None:
    text = "size(s)"
    for _ in range(24):
        text = f"cel.bind(s, {grow}, {text})"
    found = both_ways(text, {"s": "a"}, {"s": STRING})
    assert isinstance(found, Failure)
    assert str(MAX_LENGTH) in str(found.error)


@pytest.mark.parametrize("pattern", rules.PATTERNS.values(), ids=rules.PATTERNS)
def test_no_regular_expression_hangs(pattern: str) -> None:
    for subject in rules.SUBJECTS:
        matches(pattern, subject)


def test_no_shared_regular_expression_hangs(shared: Path) -> None:
    for rule in yaml.safe_load((shared / "hostile" / "rules" / "redos.yaml").read_text("utf-8"))["rules"]:
        for subject in (rule.get("value", ""), *rules.SUBJECTS):
            matches(rule["match"], subject)


def matches(pattern: str, subject: str) -> None:
    with work.ends():
        found = both_ways("subject.matches(pattern)", {"subject": subject, "pattern": pattern})
    assert isinstance(found, bool) or "regular expression" in str(found.error)


def test_a_long_regular_expression_is_refused() -> None:
    found = both_ways("'a'.matches(rule)", {"rule": "a" * 1_001})
    assert isinstance(found, Failure)
    assert "1000" in str(found.error)
