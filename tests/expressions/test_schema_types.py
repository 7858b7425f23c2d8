"""Message types from a JSON Schema, and functions declared from typed Python."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import pytest
import yaml
from cel_harness import PLACE, Failure, check, run

from compliance.errors import Cause, ComplianceError
from compliance.expressions.functions import bind, declare, to_value
from compliance.expressions.program.compiler import Compiler
from compliance.expressions.program.events import Trace
from compliance.expressions.program.frames import Layout
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.types import (
    BOOL,
    DOUBLE,
    DYN,
    INT,
    STRING,
    TIMESTAMP,
    CelType,
    Messages,
    list_of,
    map_of,
    schema_messages,
)
from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.expressions.values.value_types import Value

SCHEMA = yaml.safe_load("""
type: object
properties:
  name: {type: string}
  count: {type: integer}
  score: {type: number}
  open: {type: [boolean, "null"]}
  since: {type: string, format: date}
  seen: {type: string, format: date-time}
  kind: {enum: [a, b]}
  mixed: {enum: [a, 1]}
  either: {type: [string, integer]}
  anything: {}
  labels: {type: object, additionalProperties: {type: integer}}
  free: {type: object}
  names: {type: array, items: {type: string}}
  matrix: {type: array, items: {type: array, items: {type: number}}}
  contact: {type: object, properties: {email: {type: string}}}
  activities: {type: array, items: {type: object, properties: {stage: {type: string}}}}
  judges: {type: array, items: {$ref: "#/$defs/judge"}}
  first: {allOf: [{$ref: "#/$defs/judge"}]}
$defs:
  judge: {type: object, properties: {id: {type: string}, parent: {$ref: "#/$defs/judge"}}}
""")
JUDGE = CelType("dossier.Judge")


def test_each_field_has_the_type_of_its_schema() -> None:
    messages = Messages()
    assert schema_messages(SCHEMA, "dossier", "Dossier", messages, PLACE) == CelType("dossier.Dossier")
    assert messages.fields == {
        "dossier.Dossier": {
            "name": STRING, "count": INT, "score": DOUBLE, "open": BOOL, "since": TIMESTAMP, "seen": TIMESTAMP,
            "kind": STRING, "mixed": DYN, "either": DYN, "anything": DYN, "labels": map_of(INT), "free": map_of(DYN),
            "names": list_of(STRING), "matrix": list_of(list_of(DOUBLE)), "contact": CelType("dossier.Contact"),
            "activities": list_of(CelType("dossier.Activity")), "judges": list_of(JUDGE), "first": JUDGE,
        },
        "dossier.Contact": {"email": STRING},
        "dossier.Activity": {"stage": STRING},
        "dossier.Judge": {"id": STRING, "parent": JUDGE},
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["d.judges[0].parent.parent.id == 'x'", "d.matrix[0][1] > 0.5", "d.labels.a == 1", "d.since < d.seen",
     "d.free.x == 1", "d.anything.x.y", "d.activities.all(a, a.stage == 'x')", "d.open ? 1 : 2"],
)  # fmt: skip
def test_expressions_over_the_messages_check(text: str) -> None:
    messages = Messages()
    kind = schema_messages(SCHEMA, "dossier", "Dossier", messages, PLACE)
    Frontend(messages, {}).check(text, {"d": kind}, PLACE)


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        ({"Wrong": {"type": "string"}}, "cannot be named"),
        ({"with-dash": {"type": "string"}}, "cannot be named"),
        ({"a": {"$ref": "#/$defs/none"}}, "leads nowhere"),
        ({"a": {"$ref": "https://example.org/x"}}, "leads nowhere"),
    ],
)
def test_a_schema_that_no_expression_can_use_is_refused(properties: Any, message: str) -> None:
    with pytest.raises(ComplianceError, match=message) as refused:
        schema_messages({"type": "object", "properties": properties}, "dossier", "Dossier", Messages(), PLACE)
    assert refused.value.cause is Cause.STANDARD


# -- functions


@dataclass(frozen=True)
class Part:
    id: str
    weight: float = 1.0


@dataclass(frozen=True)
class Whole:
    parts: list[Part]
    title: str | None = None


@dataclass(frozen=True)
class Weighed:
    total: float
    heaviest: Part | None
    names: list[str] = field(default_factory=list)
    unknown: float | None = None


def weigh(whole: Whole, factor: float = 1.0, *, prefix: str) -> Weighed:
    """Weighs a whole."""
    heaviest = max(whole.parts, key=lambda part: part.weight, default=None)
    total = sum(part.weight for part in whole.parts) * factor
    return Weighed(total, heaviest, [prefix + part.id for part in whole.parts])


def evaluate(text: str, thing: Value) -> Value | Failure:
    messages = Messages()
    function = declare("measure.weigh", weigh, messages)
    frontend, layout = Frontend(messages, {"measure.weigh": function}), Layout()
    slot = layout.variable("thing")
    checked = frontend.check(text, {"thing": DYN}, PLACE)
    step = Compiler(layout, {"measure.weigh"}, checked.types).step(checked.root)
    bound = bind(function, {"prefix": "p-"})
    try:
        return step(layout.frame([(slot, thing)], Trace(), {"measure.weigh": lambda *given: to_value(bound(*given))}))
    except EvaluationError as error:
        return Failure(error)


PARTS = {"parts": [{"id": "a", "weight": 2, "colour": "red"}, {"id": "b"}], "extra": 1}


def test_the_signature_is_the_declaration() -> None:
    messages = Messages()
    function = declare("measure.weigh", weigh, messages)
    assert [(one.name, one.type, one.required) for one in function.parameters] == [
        ("whole", DYN, True),
        ("factor", DOUBLE, False),
    ]
    assert list(function.arities) == [1, 2]
    assert (function.services, function.doc) == (("prefix",), "Weighs a whole.")
    assert messages.fields["measure.Weighed"] == {
        "total": DOUBLE, "heaviest": CelType("measure.Part"), "names": list_of(STRING), "unknown": DOUBLE,
    }  # fmt: skip
    assert messages.fields["measure.Part"] == {"id": STRING, "weight": DOUBLE}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("measure.weigh(thing).total", 3.0),
        ("measure.weigh(thing, 2.0).total", 6.0),
        ("measure.weigh(thing).heaviest.weight", 2.0),
        ("measure.weigh(thing).names", ["p-a", "p-b"]),
        ("has(measure.weigh(thing).unknown)", False),
        ("measure.weigh(thing).?unknown.orValue(7.0)", 7.0),
        ("measure.weigh({'parts': []}).total", 0.0),
        ("has(measure.weigh({'parts': []}).heaviest.id)", False),
    ],
)
def test_a_function_in_an_expression(text: str, wanted: Value) -> None:
    assert evaluate(text, PARTS) == wanted


def test_what_a_result_does_not_know_is_not_evidenced() -> None:
    found = evaluate("measure.weigh(thing).unknown > 0.0", PARTS)
    assert isinstance(found, Failure)
    assert isinstance(found.error, NotEvidenced)


def test_a_required_field_that_is_absent_is_not_evidenced_with_its_path() -> None:
    for thing, path in (({}, ("parts",)), ({"parts": [{"id": "a"}, {"weight": 1.0}]}, ("parts", 1, "id"))):
        found = evaluate("measure.weigh(thing).total", thing)
        assert isinstance(found, Failure)
        assert isinstance(found.error, NotEvidenced)
        assert found.error.path == path


@pytest.mark.parametrize("weight", [math.nan, math.inf])
def test_a_number_that_is_not_finite_is_an_error(weight: float) -> None:
    found = evaluate("measure.weigh(thing).total > 0.0", {"parts": [{"id": "a", "weight": weight}]})
    assert isinstance(found, Failure)
    assert not isinstance(found.error, NotEvidenced)


@pytest.mark.parametrize("thing", [None, 3, "text", [], {"parts": None}, {"parts": 3}, {"parts": [3]}, {"parts": {}}])
def test_an_argument_of_another_shape_is_a_failure_and_no_crash(thing: Value) -> None:
    found = evaluate("measure.weigh(thing).total > 0.0", thing)
    assert isinstance(found, Failure) or found is False


def test_own_functions_and_operators_share_their_types() -> None:
    assert run(check("days(2) + days(1) == duration('72h')", {}), {})[0] is True
    assert run(check("date('2026-02-28') + days(1) == date('2026-03-01')", {}), {})[0] is True
    assert isinstance(run(check("date('2026-02-30')", {}), {})[0], Failure)
    assert isinstance(run(check("days(9223372036854775807)", {}), {})[0], Failure)
