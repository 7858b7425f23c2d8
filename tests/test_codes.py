"""Every refusal has a code, every code has a page, and no page is of a code that nothing raises."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.cli.main import run
from compliance.codes import all_codes, explain_code
from compliance.errors import ComplianceError

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "compliance").rglob("*.py"))
CODE = "code"


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def functions_with_a_code() -> set[str]:
    """Problem itself, and names of functions that pass their first parameter on to one of these as the code."""
    taking: list[tuple[str, set[str]]] = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = [one.arg for one in node.args.args if one.arg != "self"]
                calls = [one for one in ast.walk(node) if isinstance(one, ast.Call) and one.args]
                passed = {called(one) for one in calls if isinstance(one.args[0], ast.Name) and one.args[0].id == CODE}
                if names[:1] == [CODE]:
                    taking.append((node.name, passed))
    found = {"Problem"}
    while more := {name for name, passed in taking if passed & found} - found:
        found |= more
    return found


def codes_given() -> Iterator[tuple[str, ast.expr | None]]:
    functions = functions_with_a_code()
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # A file may have a function of the same name that fills in the code by itself.
        own = {
            node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and CODE not in [one.arg for one in node.args.args]
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = called(node)
            if name in functions and not (name in own and name != "Problem"):
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                given = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == CODE), None)
                yield where, given


GIVEN = list(codes_given())


def test_refusals_are_found() -> None:
    assert len(GIVEN) > 150
    assert {"Problem", "refusal"} < functions_with_a_code()


@pytest.mark.parametrize(("where", "given"), GIVEN, ids=[where for where, _ in GIVEN])
def test_a_refusal_has_a_code_of_the_table(where: str, given: ast.expr | None) -> None:
    passed_on = isinstance(given, ast.Name) and given.id == CODE
    assert passed_on or (isinstance(given, ast.Constant) and given.value in all_codes()), where


def test_every_code_of_the_table_is_used() -> None:
    used = {given.value for _, given in GIVEN if isinstance(given, ast.Constant)}
    assert set(all_codes()) - used == set()


@pytest.mark.parametrize("name", all_codes())
def test_a_code_is_explained(name: str) -> None:
    page = explain_code(name)
    assert name == name.lower()
    assert name.replace("-", "").isalnum()
    assert all((page.meaning.endswith("."), page.why.endswith("."), page.wrong, page.right))
    assert page.wrong != page.right


def test_codes_are_declared_once() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "compliance" / "codes").glob("*.py"))
    assert sources.count("    Code(\n") == len(all_codes())


def test_a_code_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(ComplianceError, match="did you mean `unknown-key`"):
        explain_code("unknown-kye")


def test_the_command_line_prints_the_page_of_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "yaml-tag"]) == 0
    said = capsys.readouterr().out
    assert "!has(item.end)" in said
    assert '"!has(item.end)"' in said


def test_what_is_neither_a_code_nor_a_criterion_gets_the_nearest_of_both(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "yaml-tagg"]) == 2
    assert "did you mean `yaml-tag`?" in capsys.readouterr().err
    assert run(["explain", "PX-33"]) == 2
    assert "did you mean `PX-3`?" in capsys.readouterr().err
