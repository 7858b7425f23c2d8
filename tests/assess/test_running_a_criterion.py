"""A criterion is run in one place: check and explain agree on constants, items that are nothing, budgets, decimals."""

from __future__ import annotations

from typing import Any

import pytest
from one_criterion import assess, explained, require, standard

from compliance import ComplianceError, Outcome

CONSTANT: list[tuple[str, dict[str, Any], Outcome, str]] = [
    ("a clause", require("false", "not written yet"), Outcome.FAIL, "not written yet (the condition is always false)"),
    ("a clause that holds", require("true"), Outcome.PASS, ""),
    ("a condition", require("true", when="false"), Outcome.NOT_APPLICABLE, ""),
    ("a choice of items", require("i != 'b'", each="i in dossier.items", where="true"), Outcome.FAIL, "no"),
    ("points beyond one", require("true", points="5.0"), Outcome.ERROR, "a number from 0 to 1 is needed"),
    ("points below nothing", require("true", points="-1.0"), Outcome.ERROR, "a number from 0 to 1 is needed"),
    ("points that are no number", require("true", points="0.0 / 0.0"), Outcome.ERROR, "is not a number"),
    ("a list", require("i > 1", each="i in [1, 2]"), Outcome.FAIL, "no"),
]


@pytest.mark.parametrize(("rule", "outcome", "words"), [row[1:] for row in CONSTANT], ids=[row[0] for row in CONSTANT])
def test_what_is_constant_is_evaluated_and_explained(rule: dict[str, Any], outcome: Outcome, words: str) -> None:
    (finding,) = assess(rule, {"items": ["a", "b"]}).findings
    assert finding.outcome is outcome
    assert words in " ".join(reason.message for reason in finding.reasons)
    assert explained(rule, {"items": ["a", "b"]}).parts


def test_an_item_that_is_nothing_is_an_item_to_check_and_to_explain() -> None:
    rule = require("dyn(a) != null", "an answer is nothing", each="a in dossier.answers")
    dossier = {"answers": ["high", None, "wet"]}
    (finding,) = assess(rule, dossier).findings
    assert [(item.name, item.outcome) for item in finding.items] == [
        ("high", Outcome.PASS), ("nothing", Outcome.FAIL), ("wet", Outcome.PASS),
    ]  # fmt: skip
    values = [part.lines[0].value for part in explained(rule, dossier).parts if part.part == "require 1"]
    assert values == ["true", "false", "true"]


def test_a_fact_of_the_cover_may_call_a_measure_and_says_what_could_not_be_computed() -> None:
    facts = [
        {"label": "Within", "value": "string(measure.claimed(1.0, 1.0, 0.1).within)"},
        {"label": "Absent", "value": "dossier.name"},
        {"label": "Broken", "value": "string(1 / (dossier.numbers.size() - 1))"},
    ]
    assessment = assess(require("true"), {"numbers": [1]}, facts=facts)
    assert {one.label: one.value for one in assessment.facts} == {
        "Within": "true",
        "Broken": "could not be computed: divide by zero",
    }


def test_an_explanation_ends_where_the_check_does() -> None:
    rule = require("true", when="dossier.fall > 2.0", each="i in dossier.items")
    assert [part.part for part in explained(rule, {"fall": 1, "items": ["a"]}).parts] == ["when"]
    assert [part.part for part in explained(rule, {"fall": 3, "items": ["a"]}).parts] == ["when", "each", "require 1"]


# -- what the budgets do

NESTED = {"a": "[1,1,1,1,1,1,1,1,1,1]"} | {
    name: "[" + ",".join([before] * 10) + "]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
}


@pytest.mark.parametrize(
    ("that", "outcome", "words"),
    [
        ("i == [h,h,h,h,h,h,h,h,h,h]", Outcome.PASS, ""),
        ("i in [i]", Outcome.PASS, ""),
        ("'%s'.format([i]) == ''", Outcome.ERROR, "longer than"),
        ("i != i", Outcome.FAIL, "no: 1, 1"),
        ("{'a': i} != {'a': i}", Outcome.FAIL, "no: 1, 1"),
        ("!(i in [i])", Outcome.FAIL, "no: 1, 1"),
        ("!({'a': i} in [{'a': i}])", Outcome.FAIL, "no: 1, 1"),
        ("1 in [dyn(i)]", Outcome.FAIL, "no: 1, 1"),
    ],
)
def test_values_that_share_parts_are_not_walked_as_trees(that: str, outcome: Outcome, words: str) -> None:
    (finding,) = assess(require(that, "no: {i}", let=NESTED), {}).findings
    assert finding.outcome is outcome
    assert words in "".join(reason.message for reason in finding.reasons)
    assert all(len(reason.message) + len(reason.wanted) < 100_000 for reason in finding.reasons)


HEAVY = {
    "turns": "dossier.items.all(a, dossier.items.all(b, dossier.items.all(c, a + b + c != '')))",
    "characters": "dossier.items.map(a, dossier.items.map(b, dossier.name + a + b)).size() > 0",
    "values": "dossier.numbers.transformMap(i, a, dossier.numbers.transformMap(j, b, a + b)).size() > 0",
}


@pytest.mark.parametrize("kind", HEAVY)
def test_a_budget_that_is_spent_is_an_error_of_that_criterion_alone(kind: str) -> None:
    dossier = {"name": "x" * 1_000, "items": [f"i{n}" for n in range(1_400)], "numbers": list(range(3_000))}
    first, second = assess(require(HEAVY[kind]), dossier, others=(require("true"),)).findings
    assert first.outcome is Outcome.ERROR
    assert f"{kind} (budget {kind})" in first.reasons[0].message
    assert second.outcome is Outcome.PASS


def test_criteria_share_the_budget_of_the_assessment() -> None:
    # Each takes 1,960,000 turns, which a criterion may; the assessment may take 5,000,000.
    heavy = require("dossier.items.all(a, dossier.items.all(b, a + b != ''))")
    findings = assess(heavy, {"items": [f"i{n}" for n in range(1_399)]}, others=(heavy,) * 3).findings
    assert [one.outcome for one in findings] == [Outcome.PASS, Outcome.PASS, Outcome.ERROR, Outcome.ERROR]


def test_twenty_items_are_explained_in_full_and_the_others_in_brief() -> None:
    rule = require("p.fall <= params.max_fall", "{p.id} lets one fall", each="p in dossier.pieces")
    (finding,) = assess(rule, {"pieces": [{"id": f"p{n}", "fall": 3} for n in range(30)]}).findings
    said = [item.reasons[0] for item in finding.items]
    assert [reason.message for reason in said[18:22]] == [
        "p18 lets one fall", "p19 lets one fall", "the condition is false", "the condition is false",
    ]  # fmt: skip
    assert all(reason.rule.line and reason.at.path == f"pieces[{n}]" for n, reason in enumerate(said) if n >= 20)
    assert len(finding.reasons) == 20


# -- the three differences from CEL


@pytest.mark.parametrize(
    ("that", "outcome"),
    [
        ("0.27 - 0.25 <= 0.02", Outcome.PASS),
        ("0.1 + 0.2 <= 0.3", Outcome.PASS),
        ("0.1 + 0.2 > 0.3", Outcome.FAIL),
        ("0.1 + 0.2 == 0.3", Outcome.FAIL),
        ("dossier.fall * 3.0 <= 0.3", Outcome.PASS),
        ("[0.1, 0.2].exists(x, x + 0.2 <= 0.3)", Outcome.PASS),
        ("dyn(0.1) + dyn(0.2) <= dyn(0.3)", Outcome.PASS),
        ("1.000000001 < 1.000000002", Outcome.FAIL),
        ("1.00000001 < 1.00000002", Outcome.PASS),
        ("0.0 / dossier.fall < 1.0", Outcome.PASS),
        ("0.0 / 0.0 < 1.0", Outcome.ERROR),
        ("1e308 * 10.0 > 1.0", Outcome.ERROR),
        ("math.sqrt(-1.0) < 1.0", Outcome.ERROR),
        ("double('NaN') < 1.0", Outcome.ERROR),
    ],
)
def test_decimals_are_compared_as_they_are_printed_and_have_no_infinity(that: str, outcome: Outcome) -> None:
    (finding,) = assess(require(that), {"fall": 0.1}).findings
    assert finding.outcome is outcome


EMPTY = "there is nothing to check: `dossier.items` is empty"


@pytest.mark.parametrize(
    ("that", "lets", "outcome", "words"),
    [
        ("dossier.items.all(i, i != '')", {}, Outcome.NOT_EVIDENCED, EMPTY),
        ("!dossier.items.exists(i, i == '')", {}, Outcome.NOT_EVIDENCED, EMPTY),
        ("!(dossier.items.exists(i, i == '') || false)", {}, Outcome.NOT_EVIDENCED, EMPTY),
        ("!dossier.items.exists_one(i, i == '')", {}, Outcome.NOT_EVIDENCED, EMPTY),
        ("x.all(i, i != '')", {"x": "dossier.items"}, Outcome.NOT_EVIDENCED, "`x` is empty"),
        ("dossier.items.exists(i, i == '')", {}, Outcome.FAIL, "no"),
        ("!dossier.items.all(i, i == '')", {}, Outcome.FAIL, "no"),
        ("dossier.items.size() == 0 || dossier.items.all(i, i != '')", {}, Outcome.PASS, ""),
        ("dossier.incidents.all(i, !i.serious)", {}, Outcome.PASS, ""),
        ("!dossier.incidents.exists(i, i.serious)", {}, Outcome.PASS, ""),
        ("dossier.items.filter(i, i != 'a').all(i, i != '')", {}, Outcome.PASS, ""),
        ("[].all(i, i != '')", {}, Outcome.PASS, ""),
    ],
)
def test_an_empty_list_of_the_dossier_passes_nothing(
    that: str, lets: dict[str, str], outcome: Outcome, words: str
) -> None:
    (finding,) = assess(require(that, let=lets), {"items": [], "incidents": []}).findings
    assert finding.outcome is outcome
    assert words in "".join(reason.message for reason in finding.reasons)


def test_a_number_gets_digits_until_it_differs_from_the_bound_that_it_missed() -> None:
    rule = require("dossier.fall <= params.max_fall", "{dossier.fall} is more than {params.max_fall}")
    (finding,) = assess(rule, {"fall": 1.50001}).findings
    assert finding.reasons[0].message == "1.50001 is more than 1.5"
    assert finding.reasons[0].wanted == "<= 1.5"
    (strict,) = assess(require("dossier.fall < params.max_fall"), {"fall": 1.5}).findings
    nearest = strict.reasons[0].would_pass
    assert isinstance(nearest, float)
    assert assess(require("dossier.fall < params.max_fall"), {"fall": nearest}).findings[0].outcome is Outcome.PASS


def test_only_what_a_dossier_says_would_pass() -> None:
    """Where the rule sets both sides, no value of the dossier helps; a list is not put right by telling its length."""
    for that in ("1 > 2", "params.max_fall > 2.0", "'a' in ['b']", "dossier.items == []"):
        (reason,) = assess(require(that), {"items": ["a"]}).findings[0].reasons
        assert reason.would_pass is None, that
    assert assess(require("dossier.fall > 2.0"), {"fall": 1.0}).findings[0].reasons[0].would_pass == 2.00000001


def test_what_an_explanation_says_of_points_is_what_the_check_says() -> None:
    (points,) = [part for part in explained(require("true", points="5.0"), {}).parts if part.part == "points"]
    assert points.lines[0].failed
    assert points.lines[0].value == "points are 5.0, a number from 0 to 1 is needed"


def test_an_item_of_a_plain_list_has_its_own_place() -> None:
    rule = require("n > 2", each="n in dossier.numbers")
    (finding,) = assess(rule, {"numbers": [5, 1]}).findings
    assert [item.path for item in finding.items] == ["numbers[0]", "numbers[1]"]
    assert [reason.at.path for reason in finding.reasons] == ["numbers[1]"]
    (nothing,) = assess(require("dyn(a) != null", each="a in dossier.answers"), {"answers": ["a", None]}).findings
    assert nothing.reasons[0].at.path == "answers[1]"


def test_a_long_text_is_told_in_part_wherever_it_is_read() -> None:
    rule = require("dossier.name == i", "{dossier.name}", each="i in dossier.items")
    (finding,) = assess(rule, {"name": "n" * 100_000, "items": ["m" * 100_000] * 20}).findings
    for reason in finding.reasons:
        assert len(reason.message) < 5_000
        assert all(len(str(value)) < 5_000 for value in (reason.found, reason.wanted))
        assert all(len(str(read.value)) < 5_000 for read in reason.read)
        assert reason.would_pass is None


# -- facts from the checked tree

WEAK = {"params": [{"param": "max_fall", "value": 99.0, "why": "Falls are fun."}]}


@pytest.mark.parametrize(
    ("that", "lets"),
    [
        ("p.fall <= params.max_fall", {}),
        ("p.fall <= params .max_fall", {}),
        ("p.fall\n  <= params\n.max_fall", {}),
        ("p.fall <= limits.max_fall", {"limits": "params"}),
        ("p.fall <= most", {"most": "params.max_fall"}),
        ("cel.bind(q, params, p.fall <= q.max_fall)", {}),
        ("[params].all(q, p.fall <= q.max_fall)", {}),
        ("p.fall <= dyn(params)['max_fall']", {}),
        ("p.fall <= dyn(params)['max' + '_fall']", {}),
        ("dyn(params).exists(name, bound, name == 'max_fall' && p.fall <= double(bound))", {}),
    ],
)
def test_a_profile_that_asks_for_less_is_named_however_the_rule_writes_it(that: str, lets: dict[str, str]) -> None:
    rule = require(that, each="p in dossier.pieces", let=lets)
    assessment = assess(rule, {"pieces": [{"id": "a", "fall": 3}]}, profile=WEAK)
    assert assessment.profile is not None
    assert assessment.profile.weakens == ("max_fall is 99.0 instead of 1.5 in CH-1: Falls are fun.",)
    assert "max_fall" in [one.name for one in assessment.parameters]


def test_a_parameter_that_only_a_message_prints_decides_nothing() -> None:
    rule = require("dossier.fall <= 1.0", "{params.max_fall} is the most")
    assessment = assess(rule, {"fall": 3}, profile=WEAK)
    assert assessment.profile is not None
    assert assessment.profile.weakens == ()
    assert assessment.parameters == ()


def test_facts_say_what_is_read_compared_and_called() -> None:
    rule = require(
        "p.fall <= params.max_fall && p.parts.exists(x, x == 'rail')"
        " && !(1.0 > measure.claimed(p.fall, 1.0, 0.1).difference)",
        each="p in dossier.pieces",
        where="p.id != ''",
    )
    page = explained(rule, {"pieces": [{"id": "a"}]})
    assert page.paths == ("dossier.pieces", "dossier.pieces[].id", "dossier.pieces[].fall", "dossier.pieces[].parts[]")
    assert page.measures == ("measure.claimed",)
    assert [one.name for one in page.parameters] == ["max_fall"]
    compared = {(one.operator, one.param, one.literal, one.holds_when) for one in page.comparisons}
    assert compared == {
        ("!=", None, "", True), ("<=", "max_fall", None, True), ("==", None, "rail", True), ("<", None, 1.0, False),
    }  # fmt: skip


def test_a_standard_with_a_wrong_expression_is_refused_with_its_place() -> None:
    with pytest.raises(ComplianceError) as refused:
        standard(require("dossier.fal <= 1.0"))
    (problem,) = refused.value.problems
    assert problem.code == "no-such-field"
    assert problem.place is not None
    assert problem.place.file == "criteria/CH.yaml"


@pytest.mark.parametrize("value", ["optional.of(1)", "[optional.of(1)]", "{'a': optional.none()}", "type(1)"])
def test_a_value_without_a_text_is_shown_all_the_same(value: str) -> None:
    rule = require(f"dyn('q') == dyn({value})", f"{{{value}}}")
    assert assess(rule, {}).findings[0].outcome is Outcome.FAIL
    assert explained(rule, {}).parts


def test_the_turns_of_a_long_body_count_more() -> None:
    body = " && ".join(["a + b >= 0"] * 150)
    rule = require(f"dossier.numbers.all(a, dossier.numbers.all(b, {body}))")
    (finding,) = assess(rule, {"numbers": list(range(1400))}).findings
    assert finding.outcome is Outcome.ERROR
    assert "budget turns" in finding.reasons[0].message


def test_explaining_takes_no_more_than_a_budget_of_its_own() -> None:
    heavy = "dossier.numbers.all(a, dossier.numbers.all(b, a + b >= 0))"
    clauses = [{"that": f"heavy && n < -{number}", "say": "no"} for number in range(3)]
    rule = {"each": "n in dossier.numbers", "let": {"heavy": heavy}, "require": clauses}
    (finding,) = assess(rule, {"numbers": list(range(900))}).findings
    assert finding.outcome is Outcome.FAIL
    messages = [reason.message for reason in finding.reasons]
    assert messages[:2] == ["no", "no"]
    assert set(messages[3:]) == {"the condition is false"}
    parts = explained(rule, {"numbers": list(range(900))}).parts
    assert "budget turns" in parts[-1].lines[0].value
