"""Loops against networkx, and the cases that decide what a closed loop is."""

from __future__ import annotations

import math
from collections.abc import Callable

import networkx
import pytest
import work
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.measures.graph_cycles import circles, cycles
from compliance.measures.provenance.loops import loops
from compliance.measures.provenance.nearness import nearness
from compliance.measures.provenance_graph import BROUGHT_FORTH, LOOKING, MAX_STEPS, Actor, Step

MIN = 0.02
ACTS = ("generates", "prompts", "trains", *LOOKING)


def steps_of(text: str) -> list[Step]:
    """``a judges b 0.05; b trains c`` as steps."""
    parts = [line.split() for line in text.split(";") if line.strip()]
    return [Step(p[0], p[2], p[1], float(p[3]) if len(p) > 3 else None) for p in parts]


def actors_of(text: str) -> list[Actor]:
    """``model: a b; people: c`` as actors."""
    return [
        Actor(one, kind.strip())
        for kind, _, ids in (part.partition(":") for part in text.split(";"))
        for one in ids.split()
    ]


ACTORS = actors_of("model: model judge generator; tool: trainer; people: advisers board; organisation: firm")
TRAINED = "generator prompts model; judge judges model; judge generates trainer; trainer trains model;"

CASES = {
    "nothing": ("", [], []),
    "people only": ("board reviews advisers; advisers reviews board", [], []),
    "a judged model and its judge": ("judge judges model", [["judge", "model"]], []),
    "a model that judges itself": ("model judges model", [["model"]], []),
    "the example of the text": (TRAINED, [["judge", "model"], ["judge", "trainer", "model"]], []),
    "people look at the model": (
        TRAINED + "advisers judges model 0.05",
        [],
        [["judge", "model"], ["judge", "trainer", "model"]],
    ),
    "people look at the trainer only": (
        TRAINED + "advisers reviews trainer 0.05",
        [["judge", "model"]],
        [["judge", "trainer", "model"]],
    ),
    "people look at too little": ("judge judges model; advisers judges model 0.019", [["judge", "model"]], []),
    "people look at just enough": ("judge judges model; advisers judges model 0.02", [], [["judge", "model"]]),
    "nobody said how much": ("judge judges model; advisers judges model", [["judge", "model"]], []),
    "many who each look at too little": (
        "judge judges model; advisers judges model 0.015; board judges model 0.015",
        [["judge", "model"]],
        [],
    ),
    "making data is not looking": ("judge judges model; advisers trains judge 1", [["judge", "model"]], []),
    "people who pass on unseen": (
        "model generates board; board decides firm 0.001; firm trains model",
        [["board", "firm", "model"]],
        [],
    ),
    "people who decide on what they saw": (
        "model generates board; board decides firm 0.5; firm trains model",
        [],
        [["board", "firm", "model"]],
    ),
    "people look at people": (
        "model generates board; board trains model; advisers reviews board 1",
        [["board", "model"]],
        [],
    ),
    "a firm is not people": ("firm judges model 1; model generates firm", [["firm", "model"]], []),
    "a firm that decides is no loop by itself": ("firm decides model 1", [], []),
    "who is not declared counts as a machine": ("stranger judges model", [["model", "stranger"]], []),
    "one loop anchored, one not": (
        "judge judges model; generator judges trainer; advisers reviews judge 0.1",
        [["generator", "trainer"]],
        [["judge", "model"]],
    ),
}


@pytest.mark.parametrize(("text", "closed", "anchored"), CASES.values(), ids=CASES)
def test_what_a_closed_loop_is(text: str, closed: list[list[str]], anchored: list[list[str]]) -> None:
    found = loops(steps_of(text), ACTORS, MIN)
    assert [cycle.actors for cycle in found.cycles if cycle.closed] == closed
    assert [cycle.actors for cycle in found.cycles if not cycle.closed] == anchored
    assert (found.closed, found.anchored, found.complete) == (len(closed), len(anchored), True)


@st.composite
def provenances(draw: st.DrawFn) -> tuple[list[Step], list[Actor]]:
    """Up to seven actors of all kinds, not all of them declared, and steps between them."""
    names = [f"actor-{n}" for n in range(draw(st.integers(1, 7)))]
    kinds = st.sampled_from(["model", "model", "people", "tool", "organisation"])
    actors = [Actor(name, draw(kinds)) for name in names if draw(st.integers(0, 9))]
    one = st.sampled_from(names)
    shares = st.sampled_from([None, 0.0, 0.01, 0.02, 0.5])
    steps = draw(st.lists(st.builds(Step, one, one, st.sampled_from(ACTS), shares), max_size=14))
    return steps, actors


@settings(max_examples=300, deadline=None)
@given(provenances())
def test_loops_are_the_simple_cycles_with_a_machine(given_: tuple[list[Step], list[Actor]]) -> None:
    steps, actors = given_
    kind = {actor.id: actor.kind for actor in actors}
    machine = {one for s in steps for one in (s.source, s.target) if kind.get(one, "model") in ("model", "tool")}
    graph = networkx.DiGraph()
    for s in steps:
        graph.add_edge(s.source, s.target)
        if s.act in LOOKING and {s.source, s.target} <= machine:
            graph.add_edge(s.target, s.source)
    seen = {
        s.target
        for s in steps
        if kind.get(s.source) == "people"
        and kind.get(s.target) != "people"
        and s.act in LOOKING
        and (s.share or 0) >= MIN
    }
    every = {
        frozenset(networkx.utils.pairwise(cycle, cyclic=True))
        for cycle in networkx.simple_cycles(graph)
        if machine & set(cycle)
    }
    found = loops(steps, actors, MIN)
    ways = {frozenset(networkx.utils.pairwise(c.actors, cyclic=True)): c.closed for c in found.cycles}
    assert found.complete
    assert set(ways) == every
    assert {way for way, closed in ways.items() if closed} == {
        way for way in every if not seen & {node for edge in way for node in edge}
    }
    on_closed = {edge for way, closed in ways.items() if closed for edge in way}
    assert on_closed <= {(e.source, e.target) for e in found.edges if e.closed}


@settings(max_examples=100, deadline=None)
@given(provenances(), st.sampled_from(LOOKING))
def test_people_who_look_never_close_a_loop(given_: tuple[list[Step], list[Actor]], act: str) -> None:
    steps, actors = given_
    before = loops(steps, actors, MIN)
    watched = sorted({one for s in steps for one in (s.source, s.target)})[:1]
    more = [Step("newcomers", one, act, 1.0) for one in watched]
    after = loops([*steps, *more], [*actors, Actor("newcomers", "people")], MIN)
    assert after.closed <= before.closed


@settings(max_examples=100, deadline=None)
@given(provenances())
def test_the_order_of_steps_and_actors_does_not_matter(given_: tuple[list[Step], list[Actor]]) -> None:
    steps, actors = given_
    assert loops(steps[::-1], actors[::-1], MIN) == loops(steps, actors, MIN)


@settings(max_examples=200, deadline=None)
@given(provenances())
def test_nearness_is_the_shortest_way_back_to_people_who_looked(given_: tuple[list[Step], list[Actor]]) -> None:
    steps, actors = given_
    found = loops(steps, actors, MIN)
    kind = {node.id: node.kind for node in found.nodes}
    graph = networkx.DiGraph()
    graph.add_nodes_from(kind)
    for edge in found.edges:
        if kind[edge.source] != "people":
            graph.add_edge(edge.target, edge.source)
    for s in steps:
        if kind[s.source] == "people" != kind[s.target] and s.act in LOOKING and (s.share or 0) >= MIN:
            graph.add_edge(s.target, s.source)
    for node in found.nodes:
        lengths = networkx.single_source_shortest_path_length(graph, node.id)
        near = {one: length for one, length in lengths.items() if kind[one] == "people"}
        expected = min(near.values(), default=None)
        result = nearness(node.id, steps, actors, MIN)
        assert node.steps_to_people == result.steps == expected
        assert result.people == sorted(one for one, length in near.items() if length == expected)


def test_anchors_and_their_share_are_named() -> None:
    text = "judge judges model; advisers judges model 0.05; board reviews judge 0.3; firm judges model 1"
    cycle = loops(steps_of(text), ACTORS, MIN).cycles[0]
    assert (cycle.anchored_by, cycle.anchor_share) == (["advisers", "board"], 0.3)
    unseen = loops(steps_of("judge judges model; advisers judges model 0.01"), ACTORS, MIN).cycles[0]
    assert (unseen.anchored_by, unseen.anchor_share) == ([], 0.01)


def test_the_drawing_shows_what_goes_round() -> None:
    found = loops(steps_of("generator prompts model; judge judges model"), ACTORS[:3], MIN)
    assert {(e.source, e.act, e.target, e.closed) for e in found.edges} == {
        ("generator", "prompts", "model", False),
        ("judge", "judges", "model", True),
        ("model", BROUGHT_FORTH, "judge", True),
    }
    assert {node.id: node.closed for node in found.nodes} == {"generator": False, "judge": True, "model": True}


def test_undeclared_actors_are_named() -> None:
    assert loops(steps_of("x judges y"), [Actor("y", "model")], MIN).undeclared == ["x"]


GROWING: dict[str, Callable[[int], list[Step]]] = {
    "a ring": lambda size: [Step(f"a{n}", f"a{(n + 1) % size}", "trains") for n in range(size)],
    "a star": lambda size: [Step(f"a{n}", "hub", "judges") for n in range(size)],
    "pairs": lambda size: [Step(f"a{n}", f"b{n}", "judges") for n in range(size)],
    "everyone with everyone": lambda size: [
        Step(f"a{n}", f"a{m}", "judges") for n in range(math.isqrt(size)) for m in range(math.isqrt(size))
    ],
    "a ladder": lambda size: [
        Step(f"a{n}", f"a{(n + d) % (size // 2)}", "trains") for n in range(size // 2) for d in (1, 2)
    ],
}


@pytest.mark.parametrize("graph", GROWING)
def test_a_closed_loop_is_found_in_any_graph(graph: str) -> None:
    with work.ends():
        found = loops(GROWING[graph](MAX_STEPS), [], MIN)
    assert found.closed >= 1
    assert found.cycles[0].closed


@pytest.mark.parametrize("graph", GROWING)
def test_twice_the_steps_are_at_most_a_little_more_than_twice_the_work(graph: str) -> None:
    small, large = GROWING[graph](800), GROWING[graph](1_600)
    assert work.calls(lambda: loops(large, [], MIN)) < 2.3 * work.calls(lambda: loops(small, [], MIN))


def test_a_closed_loop_is_found_behind_many_that_are_anchored() -> None:
    crowd = [Step(f"a{n}", f"a{m}", "judges") for n in range(30) for m in range(30)]
    watched = [Step("people", f"a{n}", "reviews", 0.1) for n in range(30)]
    found = loops([*crowd, *watched, Step("y", "z", "judges")], [Actor("people", "people")], MIN)
    assert not found.complete
    assert [cycle.actors for cycle in found.cycles if cycle.closed] == [["y", "z"]]


def test_limits_and_wrong_arguments() -> None:
    with pytest.raises(EvaluationError, match="at most 10000 can be followed"):
        loops([Step("a", "b", "trains")] * (MAX_STEPS + 1), [], MIN)
    with pytest.raises(EvaluationError, match="above 0"):
        loops([], [], 0.0)
    with pytest.raises(EvaluationError, match="above 0"):
        nearness("a", [], [], 0.0)
    with pytest.raises(NotEvidenced, match="`a` is not among the actors"):
        nearness("a", [], [], MIN)


@settings(max_examples=200, deadline=None)
@given(
    edges=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20),
    wanted=st.sets(st.integers(0, 7)),
)
def test_circles_and_cycles_are_those_of_networkx(edges: list[tuple[int, int]], wanted: set[int]) -> None:
    graph = networkx.DiGraph(edges)
    found = circles(edges, wanted.__contains__)
    nodes = [sorted({node for edge in circle for node in edge}) for circle in found]
    components = sorted(map(sorted, networkx.strongly_connected_components(graph)))
    assert nodes == [part for part in components if graph.subgraph(part).edges and wanted & set(part)]
    every = [cycle for cycle in networkx.simple_cycles(graph) if wanted & set(cycle)]
    ways, complete = cycles(found, wanted.__contains__)
    if complete:
        turned = (tuple(one[one.index(min(one)) :] + one[: one.index(min(one))]) for one in every)
        assert ways == sorted(turned, key=lambda way: (len(way), way))
    assert {len(set(way)) == len(way) for way in ways} <= {True}
