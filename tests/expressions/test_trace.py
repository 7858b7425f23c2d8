"""The trace of an evaluation: which path was read, what was found there, and what is absent."""

from __future__ import annotations

from typing import Any

import pytest
from cel_harness import check, run

from compliance.expressions.program.events import MAX_EVENTS, Event
from compliance.expressions.program.frames import Unset
from compliance.expressions.syntax.types import DYN, INT, list_of
from compliance.expressions.trace.explanation import decide
from compliance.expressions.trace.reads import container_paths, reads

DOSSIER: dict[str, Any] = {
    "name": "A",
    "judges": [{"id": "x", "items": 3, "ok": True}, {"id": "y", "items": 9, "ok": False}, {"id": "z", "ok": True}],
    "scores": [5, 1, 7],
    "labels": {"a": 1, "b": {"c": 2}},
}
NOTHING = "nothing there"


def read_by(text: str) -> list[tuple[tuple[str | int, ...], Any]]:
    _, root = run(check(text, {"dossier": DYN, "n": INT}), {"dossier": DOSSIER, "n": 1}, trace=True)
    found = reads(root, container_paths(DOSSIER, "dossier"))
    return [(read.path[1:], NOTHING if isinstance(read.value, Unset) else read.value) for read in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("dossier.name == 'A'", [(("name",), "A")]),
        ("dossier.judges[1].items > 3", [(("judges", 1, "items"), 9)]),
        ("dossier.judges[n].items > n", [(("judges", 1, "items"), 9)]),
        ("dossier['labels']['b'].c", [(("labels", "b", "c"), 2)]),
        ("dossier.missing > 3", [(("missing",), NOTHING)]),
        ("dossier.judges[2].items > 3", [(("judges", 2, "items"), NOTHING)]),
        ("dossier.judges[9].items > 3", [(("judges", 9), NOTHING)]),
        ("has(dossier.labels.z)", [(("labels", "z"), NOTHING)]),
        ("dossier.labels.?z.orValue(3)", [(("labels", "z"), NOTHING)]),
        ("size(dossier.scores) > 3", [(("scores",), [5, 1, 7])]),
        ("'A' in dossier.labels", [(("labels",), DOSSIER["labels"])]),
        ("dossier.name == 'B' || dossier.scores[0] == 5", [(("name",), "A"), (("scores", 0), 5)]),
        ("dossier.name == 'A' || dossier.scores[0] == 5", [(("name",), "A")]),
        ("true ? dossier.name : dossier.judges[0].id", [(("name",), "A")]),
        ("dossier.judges.all(j, j.items > 5)",
         [(("judges", 0, "items"), 3)]),
        ("dossier.judges.all(j, j.items < 9)",
         [(("judges", 0, "items"), 3), (("judges", 1, "items"), 9)]),
        ("dossier.judges.exists(j, j.id == 'y')", [(("judges", 0, "id"), "x"), (("judges", 1, "id"), "y")]),
        ("dossier.scores.all(s, s > 3)", [(("scores", 0), 5), (("scores", 1), 1)]),
        ("dossier.scores.filter(s, s > 3)", [(("scores", 0), 5), (("scores", 1), 1), (("scores", 2), 7)]),
        ("dossier.scores.map(s, s > 3, s * 2)", [(("scores", 0), 5), (("scores", 1), 1), (("scores", 2), 7)]),
        ("dossier.judges.filter(j, j.ok).all(k, k.id == 'x')",
         [(("judges", 0, "ok"), True), (("judges", 1, "ok"), False), (("judges", 2, "ok"), True),
          (("judges", 0, "id"), "x"), (("judges", 2, "id"), "z")]),
        ("cel.bind(j, dossier.judges[1], j.items > 3 && !j.ok)",
         [(("judges", 1, "items"), 9), (("judges", 1, "ok"), False)]),
        ("cel.bind(unused, dossier.name, true)", []),
        ("1 + n == 2", []),
    ],
)  # fmt: skip
def test_what_was_read(text: str, wanted: list[Any]) -> None:
    assert read_by(text) == wanted


def events(event: Event) -> list[Event]:
    return [event, *(one for child in event.children for one in events(child))]


def test_each_sub_expression_has_its_value() -> None:
    value, root = run(
        check("dossier.scores[0] * 2 > 3 + n", {"dossier": DYN, "n": INT}), {"dossier": DOSSIER, "n": 1}, trace=True
    )
    functions = {getattr(one.node, "function", ""): one.value for one in events(root)}
    assert value is True
    assert (functions["_>_"], functions["_*_"], functions["_+_"]) == (True, 10, 4)


def test_a_failure_is_kept_where_it_happened_and_above() -> None:
    _, root = run(check("dossier.gone.deep == 1", {"dossier": DYN}), {"dossier": DOSSIER}, trace=True)
    failed = [getattr(one.node, "field", getattr(one.node, "function", "")) for one in events(root) if one.failure]
    assert failed == ["_==_", "deep", "gone"]


def test_a_variable_without_a_value_is_missed_where_it_was_computed_and_not_where_it_was_used_again() -> None:
    text = "cel.bind(m, dossier.missing, dossier.judges.exists(j, j.id == m.by && j.id == 'z'))"
    _, root = run(check(text, {"dossier": DYN}), {"dossier": DOSSIER}, trace=True)
    assert decide(root.children[0], container_paths(DOSSIER, "dossier")).path == ("dossier", "missing")


def test_a_long_trace_ends_and_the_value_is_right_all_the_same() -> None:
    numbers = list(range(400))
    checked = check("xs.all(x, xs.all(y, x + y >= 0))", {"xs": list_of(INT)})
    value, root = run(checked, {"xs": numbers}, trace=True)
    assert value is True
    assert len(events(root)) <= MAX_EVENTS + 1


def test_paths_of_containers() -> None:
    paths = container_paths(DOSSIER, "dossier")
    assert paths[id(DOSSIER)] == ("dossier",)
    assert paths[id(DOSSIER["judges"][1])] == ("dossier", "judges", 1)
    assert paths[id(DOSSIER["labels"]["b"])] == ("dossier", "labels", "b")
    assert container_paths(DOSSIER)[id(DOSSIER["judges"])] == ("judges",)
