"""What the front end refuses: the words, the line and column, the excerpt with its caret, the nearest name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cel_harness import run

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.expressions.functions import declare
from compliance.expressions.syntax.frontend import MAX_CHARACTERS, Frontend
from compliance.expressions.syntax.frontend_errors import MAX_DEPTH
from compliance.expressions.syntax.types import BOOL, DOUBLE, DYN, INT, STRING, TIMESTAMP, CelType, Messages, list_of
from compliance.expressions.values.failures import EvaluationError
from compliance.files.source import Source
from compliance.files.yaml_text import parse_yaml

PLACE = Place("standard.yaml", 10, 5, "criteria[0].require[0].that")


def greeting(name: str, times: int = 1) -> str:
    """Says hello."""
    return f"hello {name} " * times


@pytest.fixture(scope="module")
def frontend() -> Frontend:
    messages = Messages()
    messages.add("dossier.Judge", {"id": STRING, "agreement": DOUBLE, "since": TIMESTAMP})
    messages.add("dossier.Dossier", {"name": STRING, "judges": list_of(CelType("dossier.Judge")), "people": INT})
    return Frontend(messages, {"measure.greeting": declare("measure.greeting", greeting, messages)})


VARIABLES = {"dossier": CelType("dossier.Dossier"), "a": INT, "b": BOOL, "x": DYN}

# expression, message, line, column of the caret in its own line, hint
DAY = "write a day as date('2026-01-31')"
GREETING = "`measure.greeting` takes 1 to 2 arguments, and"
ENDS = "the expression ends too early; in YAML, # begins a comment, so a rule that holds one needs quotes"
REFUSALS = [
    ("dossier.jugdes.size() > 0", "dossier.Dossier has no field `jugdes`", 10, 9, "did you mean `judges`?"),
    ("dossier.judges[0].agrement > 0.8", "dossier.Judge has no field `agrement`", 10, 19, "did you mean `agreement`?"),
    ("dosier.name == ''", "nothing is called `dosier` here", 10, 1, "did you mean `dossier`?"),
    ("1 + dosier.a.b", "nothing is called `dosier` here", 10, 5, "did you mean `dossier`?"),
    ("dossier.name.startswith('a')", "nothing is called `startswith` here", 10, 14, "did you mean `startsWith`?"),
    ("nothing_like_it(3)", "nothing is called `nothing_like_it` here", 10, 1, None),
    ("measure.greting('a')", "nothing is called `measure.greting` here", 10, 1, "did you mean `measure.greeting`?"),
    ("dossier.people > 1.0", "`>` does not take (int, double)", 10, 16, "write 1.0 for 1, or use double(x)"),
    ("dossier.judges.all(j,\n  j.id > 3)", "`>` does not take (string, int)", 11, 8, None),
    ("dossier.judges[0].since < '2026'", "`<` does not take (Timestamp, string)", 10, 25, DAY),
    ("measure.greeting(3)", "`measure.greeting` does not take (int)", 10, 17, None),
    ("dossier.name >", "syntax error: mismatched input '<EOF>'", 10, 15, ENDS),
    ("", "syntax error: mismatched input '<EOF>'", 10, 1, ENDS),
    ("measure.greeting()", f"{GREETING} 0 are given", 10, 1, "`name` is missing"),
    ("b &&\n measure.greeting('a,(', a, [1, 2])", f"{GREETING} 3 are given", 11, 2, None),
    ("dossier.name.startsWith()", "`startsWith` does not take this number of arguments: 0 are given", 10, 14, None),
    ("a = 1", "there is a single = here", 10, 3, "`==` compares"),
    ("b and b", "`and` is no operator here", 10, 3, "write `&&`"),
    ("not b", "`not` is no operator here", 10, 1, "write `!` before what is denied"),
    ("‘a’ == 'a'", "there is a typographic quote here", 10, 1, "write straight quotes: ' or \""),
    ("a\u00a0== 1", "there is a space here that is not a plain one", 10, 2, "type it again"),
    ("b ?: a", "syntax error: extraneous input ':'", 10, 4, None),
    ("'é😀' + 3", "`+` does not take (string, int)", 10, 6, None),
    ("b &&\n dossier.name.matches('(')", "not a regular expression: missing ): (", 11, 23, None),
]  # fmt: skip


def refusal(frontend: Frontend, text: str) -> Problem:
    with pytest.raises(ComplianceError) as refused:
        frontend.check(text, VARIABLES, PLACE)
    assert refused.value.cause is Cause.STANDARD
    return refused.value.problems[0]


@pytest.mark.parametrize(("text", "message", "line", "caret", "hint"), REFUSALS)
def test_a_refusal_says_what_and_where(
    frontend: Frontend, text: str, message: str, line: int, caret: int, hint: str | None
) -> None:
    problem = refusal(frontend, text)
    assert problem.message == message
    assert problem.hint == hint
    # In the first line of the expression, columns go on from where the expression begins in its file.
    assert problem.place == Place("standard.yaml", line, caret + 4 if line == 10 else caret, PLACE.path)
    assert problem.excerpt == f"{text.split(chr(10))[line - 10]}\n{' ' * (caret - 1)}^"


def test_every_refusal_of_an_expression_is_reported(frontend: Frontend) -> None:
    with pytest.raises(ComplianceError) as refused:
        frontend.check("dossier.nam == '' && dossier.peple > 3 && nope", VARIABLES, PLACE)
    assert [problem.place.column for problem in refused.value.problems if problem.place] == [13, 34, 47]


def test_fields_of_the_message_are_offered(frontend: Frontend) -> None:
    assert refusal(frontend, "dossier.zzz").expected == "one of judges, name, people"


def test_a_place_without_line_keeps_none(frontend: Frontend) -> None:
    with pytest.raises(ComplianceError) as refused:
        frontend.check("nope", VARIABLES, Place("standard.yaml"))
    assert refused.value.problems[0].place == Place("standard.yaml")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("dossier.people", INT),
        ("dossier.judges.map(j, j.agreement)", list_of(DOUBLE)),
        ("dossier.judges[0].since < timestamp('2026-01-01T00:00:00Z')", BOOL),
        ("measure.greeting('a', 2)", STRING),
        ("days(2)", CelType("google.protobuf.Duration")),
        ("x.y", DYN),
    ],
)
def test_the_type_of_the_whole(frontend: Frontend, text: str, kind: CelType) -> None:
    assert frontend.check(text, VARIABLES, PLACE).result == kind


NESTED: dict[str, Callable[[int], str]] = {
    "parentheses": lambda n: "(" * n + "a" + ")" * n,
    "lists": lambda n: "[" * n + "a" + "]" * n,
    "maps": lambda n: "{1:" * n + "a" + "}" * n,
    "ternaries": lambda n: "b?a:" * n + "a",
    "sums": lambda n: "+".join("a" * n),
    "fields": lambda n: "x" + ".f" * n,
    "indices": lambda n: "x" + "[0]" * n,
    "calls": lambda n: "int(" * n + "a" + ")" * n,
    "methods": lambda n: "'a'" + ".trim()" * n,
    "macros": lambda n: "[b].all(y," * n + "y" + ")" * n,
    "two-variable macros": lambda n: "[b].all(i,y," * n + "y" + ")" * n,
    "bindings": lambda n: "cel.bind(y,a," * n + "y" + ")" * n,
    "optionals": lambda n: "optional.of(" * n + "a" + ")" * n,
}


@pytest.mark.parametrize("shape", NESTED)
def test_deep_expressions_are_refused_with_the_limit(frontend: Frontend, shape: str) -> None:
    deepest = 0
    for depth in (1, 5, 10, 20, 25, 28, 30, 31, 32, 33, 40, 100, 700):
        text = NESTED[shape](depth)
        try:
            checked = frontend.check(text, VARIABLES, PLACE)
        except ComplianceError as error:
            messages = [problem.message for problem in error.problems]
            assert messages == [f"the expression is nested more than {MAX_DEPTH} deep"]  # either may be
            continue
        assert depth < MAX_DEPTH + 2
        deepest = max(deepest, depth)
        for trace in (False, True):
            run(checked, {"dossier": {}, "a": 1, "b": True, "x": {}}, trace=trace)
    assert deepest >= 20, "what people write is far from the limit"


WIDE: dict[str, tuple[Callable[[int], str], Any]] = {
    "and": (lambda n: "&&".join("b" * n), True),
    "or": (lambda n: "||".join(["!b"] * (n // 2)), False),
    "not": (lambda n: "!" * n + "b", True),
    "minus": (lambda n: "-" * n + "a", 1),
    "list": (lambda n: "size([" + ",".join("a" * n) + "])", 3_000),
    "map": (lambda n: "size({" + ",".join(f"{k}:a" for k in range(n // 4)) + "})", 750),
}


@pytest.mark.parametrize("shape", WIDE)
def test_long_expressions_evaluate(frontend: Frontend, shape: str) -> None:
    make, wanted = WIDE[shape]
    checked = frontend.check(make(3_000), VARIABLES, PLACE)
    for trace in (False, True):
        assert run(checked, {"dossier": {}, "a": 1, "b": True, "x": {}}, trace=trace)[0] == wanted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a" * (MAX_CHARACTERS + 1), f"longer than {MAX_CHARACTERS} characters"),
        ("'\ud800'", "half a character"),
        ("'a'\0", "syntax error"),
        ("{" * 5_000, "deep"),
        ("'" + "\\" * 9_000, "syntax error"),
    ],
)
def test_hostile_text_is_refused(frontend: Frontend, text: str, message: str) -> None:
    assert message in refusal(frontend, text).message


def test_a_pattern_known_only_at_run_time_fails_there(frontend: Frontend) -> None:
    outcome, _ = run(frontend.check("'a'.matches('(' + dossier.name)", VARIABLES, PLACE), {"dossier": {"name": ""}})
    assert isinstance(outcome.error, EvaluationError)
    assert "not a regular expression" in outcome.error.message


def test_a_comparison_with_a_parameter_says_what_the_parameter_is() -> None:
    messages = Messages()
    variables = {"params": messages.add("standard.Params", {"most": INT, "least": DOUBLE})}
    with pytest.raises(ComplianceError) as refused:
        Frontend(messages, {}).check("0.5 <= params.most", variables, PLACE)
    assert refused.value.problems[0].hint == "the parameter `most` is a whole number; write 1.0 for 1, or use double(x)"


FIXES = [
    # the file's text between colon and line end, and what it becomes
    ("dossier.jugdes.size() > 0", "dossier.judges.size() > 0"),
    ('"dossier.jugdes.size() > 0"', '"dossier.judges.size() > 0"'),
    ("dosier.people > 1", "dossier.people > 1"),
    ("dossier.name.startswith('a')", "dossier.name.startsWith('a')"),
    ("dossier.people = 1", "dossier.people == 1"),
    ("b and b", "b && b"),
]


@pytest.mark.parametrize(("written", "right"), FIXES)
def test_a_fix_goes_where_the_file_writes_the_name(frontend: Frontend, written: str, right: str) -> None:
    tree = parse_yaml(Source("f.yaml", f"that: {written}\n".encode(), Cause.STANDARD))
    with pytest.raises(ComplianceError) as refused:
        frontend.check(tree.data["that"], VARIABLES, tree.place(("that",)))
    problem = refused.value.problems[0]
    assert problem.place
    line = f"that: {written}"
    assert problem.fix
    assert problem.place.column
    assert problem.place.end_column
    assert line[: problem.place.column - 1] + problem.fix + line[problem.place.end_column - 1 :] == f"that: {right}"


@pytest.mark.parametrize(
    "written", [">\n  b &&\n  dosier.people > 1", "|\n  dosier.people > 1", '"dosier.name == \\"\\""']
)
def test_where_the_file_writes_it_otherwise_there_is_no_fix(frontend: Frontend, written: str) -> None:
    tree = parse_yaml(Source("f.yaml", f"that: {written}\n".encode(), Cause.STANDARD))
    with pytest.raises(ComplianceError) as refused:
        frontend.check(tree.data["that"], VARIABLES, tree.place(("that",)))
    assert refused.value.problems[0].fix is None
    assert refused.value.problems[0].hint == "did you mean `dossier`?"
