"""Rule evaluation against its alternatives, in one run: ``python tests/benchmarks/bench_rules.py``.

One dossier of 50 KB; 40 and 400 rules. Compared are our plain evaluation (compiled once, tracing off) with
cel-expr-python (one activation for all), common-expression-language and cel-python (data converted once),
jsonschema (the rules that have an equivalent; its ratio is to ours on those rules), and hand-written Python.
All must agree on every rule before anything is timed. Times are the best of several rounds.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rule_set import Data, Rule, dossier, rules

from compliance.errors import Place
from compliance.expressions.program.compiler import Compiler
from compliance.expressions.program.frames import Layout
from compliance.expressions.syntax.descriptors import descriptor_pool
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.types import BOOL, DOUBLE, INT, STRING, CelType, Messages, list_of

Run = Callable[[], list[Any]]
OURS, PYTHON = "compliance", "hand-written Python"
ROUNDS, SECONDS = 15, 4.0


def ours(data: Data, set_of_rules: list[Rule]) -> Run:
    """Checked against message types of the dossier, compiled into one layout, evaluated over plain data."""
    messages = Messages()
    kind = message_of("Dossier", data, messages)
    frontend, layout = Frontend(messages, {}), Layout()
    slot = layout.variable("dossier")
    checked = [frontend.check(rule.cel, {"dossier": kind}, Place("rules")) for rule in set_of_rules]
    steps = [Compiler(layout, (), one.types).step(one.root) for one in checked]

    def run() -> list[Any]:
        frame = layout.frame([(slot, data)])
        return [step(frame) for step in steps]

    return run


def cel_expr_python(data: Data, set_of_rules: list[Rule]) -> Run:
    """The reference over plain data: ``dyn`` maps, because it takes dictionaries for nothing else."""
    from cel_expr_python import cel
    from cel_expr_python.ext import ext_strings

    kinds = {"dossier": cel.Type.Map(cel.Type.STRING, cel.Type.DYN)}
    environment = cel.NewEnv(variables=kinds, extensions=[ext_strings.ExtStrings()])
    programs = [environment.compile(rule.cel) for rule in set_of_rules]
    activation = environment.Activation({"dossier": data})
    return lambda: [program.eval(activation).value() for program in programs]


def cel_expr_python_messages(data: Data, set_of_rules: list[Rule]) -> Run:
    """The reference over a protobuf message, into which the dossier was converted beforehand."""
    from cel_expr_python import cel
    from cel_expr_python.ext import ext_strings
    from google.protobuf import json_format, message_factory

    messages = Messages()
    kind = message_of("Dossier", data, messages)
    pool = descriptor_pool(messages)
    record = message_factory.GetMessageClass(pool.FindMessageTypeByName(kind.name))()
    json_format.ParseDict(data, record)
    environment = cel.NewEnv(pool, variables={"dossier": cel.Type(kind.name)}, extensions=[ext_strings.ExtStrings()])
    programs = [environment.compile(rule.cel) for rule in set_of_rules]
    activation = environment.Activation({"dossier": record})
    return lambda: [program.eval(activation).value() for program in programs]


def common_expression_language(data: Data, set_of_rules: list[Rule]) -> Run:
    """The Rust implementation, its context made once."""
    import cel

    context = cel.Context({"dossier": data})
    programs = [cel.compile(rule.cel) for rule in set_of_rules]
    return lambda: [program.execute(context) for program in programs]


def cel_python(data: Data, set_of_rules: list[Rule]) -> Run:
    """The pure Python implementation with its faster runner, data converted once."""
    import celpy

    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    programs = [environment.program(environment.compile(rule.cel)) for rule in set_of_rules]
    activation = {"dossier": celpy.adapter.json_to_cel(data)}
    return lambda: [bool(program.evaluate(activation)) for program in programs]


def jsonschema_rules(data: Data, set_of_rules: list[Rule]) -> Run:
    """One validator a rule."""
    from jsonschema import Draft202012Validator

    validators = [Draft202012Validator(rule.schema) for rule in set_of_rules if rule.schema]
    return lambda: [validator.is_valid(data) for validator in validators]


def hand_written(data: Data, set_of_rules: list[Rule]) -> Run:
    """A function for each rule."""
    functions = [rule.python for rule in set_of_rules]
    return lambda: [function(data) for function in functions]


def message_of(name: str, value: Any, messages: Messages) -> CelType:
    """The message type of some data, as a standard's schema would describe it."""
    if isinstance(value, dict):
        return messages.add(f"bench.{name}", {key: message_of(name + key, one, messages) for key, one in value.items()})
    if isinstance(value, list):
        fullest = max(value, key=lambda one: len(json.dumps(one)), default="")
        return list_of(message_of(name, fullest, messages))
    return {bool: BOOL, int: INT, float: DOUBLE, str: STRING}[type(value)]


RUNNERS: dict[str, Callable[[Data, list[Rule]], Run]] = {
    OURS: ours,
    "cel-expr-python": cel_expr_python,
    "cel-expr-python, protobuf": cel_expr_python_messages,
    "common-expression-language": common_expression_language,
    "cel-python": cel_python,
    "jsonschema": jsonschema_rules,
    PYTHON: hand_written,
}


def best_together(runs: dict[str, Run]) -> dict[str, float]:
    """The shortest time of each in seconds; they take turns, so that a slow moment of the machine meets all alike."""
    found: dict[str, float] = {}
    spent = dict.fromkeys(runs, 0.0)
    for turn in range(ROUNDS):
        for name, run in runs.items():
            if turn and spent[name] > SECONDS:
                continue
            start = time.perf_counter()
            run()
            took = time.perf_counter() - start
            spent[name] += took
            found[name] = min(took, found.get(name, took))
    return found


def compare(count: int) -> None:
    """Print one table."""
    data, set_of_rules = dossier(), rules(count)
    expressible = [rule for rule in set_of_rules if rule.schema]
    wanted = [bool(rule.python(data)) for rule in set_of_rules]
    runs: dict[str, Run] = {}
    compiling: dict[str, float] = {}
    for name, make in RUNNERS.items():
        # Imports are none of what is measured.
        make(data, set_of_rules[:1])
        start = time.perf_counter()
        runs[name] = make(data, set_of_rules)
        compiling[name] = time.perf_counter() - start
        asked = expressible if name == "jsonschema" else set_of_rules
        answers = zip(asked, runs[name](), strict=True)
        wrong = [rule.cel for rule, answer in answers if answer is not bool(rule.python(data))]
        if wrong:
            sys.exit(f"{name} gives another answer on: {wrong}")
    runs["ours as jsonschema"] = ours(data, expressible)
    took = best_together(runs)
    like = took.pop("ours as jsonschema")
    size = len(json.dumps(data)) / 1000
    print(f"\n{count} rules, dossier of {size:.0f} KB, {sum(wanted)} true, {len(expressible)} with a JSON Schema")
    print(f"{'':28}{'evaluate':>12}{'ratio':>8}{'compile and convert':>22}{'ratio':>8}")
    for name, seconds in took.items():
        ratio = seconds / (like if name == "jsonschema" else took[OURS])
        made = compiling[name]
        print(f"{name:28}{seconds * 1e3:9.2f} ms{ratio:8.2f}{made * 1e3:19.1f} ms{made / compiling[OURS]:8.2f}")


if __name__ == "__main__":
    for number_of_rules in (40, 400):
        compare(number_of_rules)
