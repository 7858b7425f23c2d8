"""The pictures' geometry: complete, inside the paper, tolerant of gaps, and the same each time."""

from __future__ import annotations

import json
from typing import Any

import measured
import pytest
from hypothesis import given
from hypothesis import strategies as st
from specimen import typical
from write_letters import FONTS, letters

from compliance.assess.assessment.model import Measured
from compliance.report.document.pictures import WIDTH, agreement, directions, families
from compliance.report.document.pictures.agreement import agreement_picture
from compliance.report.document.pictures.directions import directions_picture
from compliance.report.document.pictures.families import family_picture
from compliance.report.document.pictures.layers import WIDEST, lay_out
from compliance.report.document.pictures.loops import loop_picture

NAMES = st.integers(0, 11).map(lambda n: f"n{n}")


@given(st.integers(1, 12), st.lists(st.tuples(NAMES, NAMES), max_size=30))
def test_every_node_has_one_place_and_every_edge_its_way(count: int, pairs: list[tuple[str, str]]) -> None:
    nodes = [f"n{n}" for n in range(count)]
    edges = [pair for pair in pairs if pair[0] in nodes and pair[1] in nodes]
    layout = lay_out(nodes, edges)
    places = [name for layer in layout.layers for name in layer]
    assert sorted(name for name in places if name in nodes) == sorted(nodes)
    assert len(places) == len(set(places))
    assert all(sum(name in nodes for name in layer) <= WIDEST for layer in layout.layers)
    level = {name: depth for depth, layer in enumerate(layout.layers) for name in layer}
    for index, (source, target) in enumerate(edges):
        if source == target:
            assert index not in layout.routes
            continue
        route = layout.routes[index]
        assert (route[0], route[-1]) == (source, target)
        step = -1 if index in layout.upward else 1
        assert [level[name] - level[route[0]] for name in route] == [step * n for n in range(len(route))]
    assert lay_out(nodes, edges) == layout


@given(st.integers(1, 12), st.lists(st.tuples(NAMES, NAMES), max_size=30))
def test_a_graph_without_cycles_runs_downward(count: int, pairs: list[tuple[str, str]]) -> None:
    order = {f"n{n}": n for n in range(count)}
    edges = [pair for pair in pairs if pair[0] in order and pair[1] in order and order[pair[0]] < order[pair[1]]]
    assert not lay_out(list(order), edges).upward


def loops_with(**result: Any) -> Any:
    return loop_picture(typical(measures=(measured.loops(**result),)))


def test_closed_loops_are_told_in_words_too() -> None:
    picture = loop_picture(typical())
    assert picture is not None
    assert "Draft model to Answer grader to Prompt writer to Draft model" in picture.alternative
    assert [cycle.closed for cycle in picture.cycles] == [True, False]
    assert {actor.kind for actor in picture.actors} == {"people", "model", "tool"}
    assert sum(arrow.closed for arrow in picture.arrows) == 3


def test_the_drawing_stays_on_the_paper() -> None:
    picture = loops_with(
        nodes=[{"id": str(n), "name": f"Actor number {n} with a long name", "kind": "model"} for n in range(20)],
        edges=[
            {"source": str(n), "target": str((n * 7 + 1) % 20), "act": "judges", "closed": False} for n in range(20)
        ],
    )
    assert all(0 <= actor.left < actor.right <= WIDTH for actor in picture.actors)
    assert all(actor.y + 36 < picture.height for actor in picture.actors)


def test_actors_that_do_not_fit_are_counted() -> None:
    picture = loops_with(
        nodes=[{"id": str(n), "name": str(n), "kind": "model"} for n in range(100)],
        edges=[{"source": "1", "target": "2", "act": "judges", "closed": True}],
    )
    assert [actor.name for actor in picture.actors] == ["1", "2"]
    assert picture.left_out == 98


@pytest.mark.parametrize(
    ("result", "drawn"),
    [
        ({}, 0),
        ({"nodes": [{"id": "a", "name": "", "kind": ""}],
          "edges": [{"source": "a", "target": "gone", "act": "", "closed": True}],
          "cycles": [{"actors": ["gone"], "anchored_by": [], "anchor_share": 0.0, "closed": False}]}, 1),
        ({"nodes": [{"id": "a", "name": "A", "kind": "x"}],
          "edges": [{"source": "a", "target": "a", "act": "sees", "closed": False}]}, 1),
    ],
)  # fmt: skip
def test_a_graph_with_gaps_is_drawn_as_far_as_it_goes(result: dict[str, Any], drawn: int) -> None:
    picture = loops_with(**result)
    assert (len(picture.actors) if picture else 0) == drawn


@pytest.mark.parametrize("alpha", [None, -1e308, -0.4, 0.0, 1.0])
def test_an_agreement_is_on_the_axis_or_said_to_be_unknown(alpha: float | None) -> None:
    picture = agreement_picture(typical(measures=(measured.agreement(alpha=alpha, lower=alpha),)))
    assert picture is not None
    dot = picture.dots[0]
    assert (dot.middle is not None) == (alpha is not None)
    assert dot.figures == ("not known" if alpha is None else f"{alpha:.3f}")
    if dot.middle is not None:
        assert agreement.LEFT <= dot.middle <= agreement.RIGHT


@pytest.mark.parametrize("measure", ["agreement_of_tomorrow", "loops"])
def test_a_result_that_this_version_does_not_know_is_drawn_nowhere(measure: str) -> None:
    record = Measured(measure=measure, expression="e", criteria=(), result={"alpha": 0.5, "nodes": [{"id": "a"}]})
    assessment = typical(measures=(record,))
    assert loop_picture(assessment) is None
    assert agreement_picture(assessment) is None


def test_there_is_no_agreement_picture_without_agreements() -> None:
    assert agreement_picture(typical(measures=())) is None
    assert loop_picture(typical(measures=())) is None


def test_arrows_are_filled_between_their_ends() -> None:
    two = directions_picture(typical())
    assert two is not None
    assert [shaft.title for shaft in two.shafts] == ["people shape the system", "the system shapes people"]
    assert [shaft.forward for shaft in two.shafts] == [True, False]
    for shaft in two.shafts:
        assert shaft.known is not None
        assert directions.LEFT <= shaft.known[0] <= shaft.known[0] + shaft.known[1] <= directions.RIGHT
        assert all(directions.LEFT <= x <= directions.RIGHT for x in shaft.stripes)
        assert shaft.title in two.alternative
    assert directions_picture(typical(findings=())) is None


def test_bars_stay_between_their_ends() -> None:
    picture = family_picture(typical())
    assert len(picture.families) == 11
    for bar in picture.families:
        assert bar.known is not None
        assert bar.open is not None
        assert families.LEFT <= bar.known <= bar.open <= families.RIGHT
        assert all(bar.known - 1 <= stripe <= bar.open for stripe in bar.stripes)
        assert bar.title in picture.alternative


def test_the_list_of_letters_is_that_of_the_fonts() -> None:
    assert json.loads((FONTS / "letters.json").read_text()) == letters()
