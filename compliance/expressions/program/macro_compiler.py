"""Compiles macros: selects the loop, fuses frequent ones, caches constant ones, and records the trace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from compliance.expressions.program import fused, loops
from compliance.expressions.program.budget import TURN_SIZE
from compliance.expressions.program.events import traced, turn
from compliance.expressions.program.frames import Step
from compliance.expressions.program.memory import remembered
from compliance.expressions.program.steps import heavy, not_empty
from compliance.expressions.syntax.macros import EVERY, Loop, is_filter, recognise
from compliance.expressions.syntax.nodes import Comprehension, Node, free_names, size
from compliance.expressions.syntax.polarity import polarities
from compliance.expressions.syntax.unparse import unparse

if TYPE_CHECKING:
    from compliance.expressions.program.compiler import Compiler

_QUANTIFIERS = ("all", "exists", "exists_one")


def compile_macro(compiler: Compiler, node: Comprehension) -> Step:
    """The closure of a macro; in a traced evaluation it leaves an event."""
    outer = dict(compiler.scope)
    inputs = _inputs(compiler, node) if compiler.remember else None
    try:
        step = _macro(compiler, node)
    finally:
        compiler.scope = outer
    if compiler.trace:
        step = traced(node, step)
    if inputs is None:
        return step
    memory = compiler.layout.hidden()
    of_item = compiler.layout.of_item
    if inputs & of_item:
        # Slots that depend on the item are cleared with it, so the key need not contain the item.
        of_item.add(memory)
    return remembered(step, memory, tuple(sorted(inputs - of_item)), trace=compiler.trace)


def _inputs(compiler: Compiler, node: Comprehension) -> frozenset[int] | None:
    """The changing slots that a macro reads, where it does not read all those that change around it; else None."""
    layout, scope = compiler.layout, compiler.scope
    around = set(scope.values()) - set(layout.lazy)
    item = {slot for slot in layout.of_item if slot in layout.slots.values()}
    slots = {scope.get(name, layout.slots.get(name)) for name in free_names(node, compiler.free_names)}
    if slots & (set(scope.values()) & set(layout.lazy)):
        return None  # a name of `cel.bind`: it is computed again wherever the bind is
    read = frozenset(slot for slot in slots if slot is not None and (slot in around or slot in item))
    depends_on_item = bool(read & item)
    if read >= around and (depends_on_item or not item):
        return None
    return read


def _macro(compiler: Compiler, node: Comprehension) -> Step:
    layout = compiler.layout
    loop = recognise(node)
    if loop is not None and loop.macro == "bind":
        slot = layout.hidden()
        outer = compiler.polarity
        compiler.polarity = polarities(node.result, outer).get(node.accu, True)
        layout.lazy[slot] = compiler.step(node.init)
        compiler.polarity = outer
        compiler.scope[node.accu] = slot
        return loops.run_bind(compiler.step(node.result), slot)
    source = compiler.step(node.range)
    if loop is not None and _empty_would_pass(compiler, node, loop):
        source = not_empty(source, unparse(node.range))
    slot, slot2 = layout.hidden(), layout.hidden() if node.var2 else None
    init = compiler.step(node.init) if loop is None else None
    compiler.scope[node.var] = slot
    if slot2 is not None:
        compiler.scope[node.var2] = slot2
    if loop is None or init is not None:
        return _any_loop(compiler, node, source, init or compiler.step(node.init), slot, slot2)
    plain = _known_loop(compiler, node, loop, source, slot, slot2)
    return _by_field(compiler, node, loop, source, slot, plain) or plain


def _empty_would_pass(compiler: Compiler, node: Comprehension, loop: Loop) -> bool:
    """Whether an empty list of the dossier would make a condition true: ``all``, and ``exists`` under a negation.

    What counts both ways, such as a name that is read with and without a negation, may always be what makes it true.
    """
    if compiler.dialect.empty_lists_decide or loop.macro not in _QUANTIFIERS:
        return False
    counts = compiler.polarity is None or (loop.macro == "all") is compiler.polarity
    return counts and compiler.dossier_lists(node.range)


def _body(compiler: Compiler, node: Node, decisive: bool | None = None, *, begins: bool = True) -> Step:
    """The step of an expression that is evaluated in each turn of a macro."""
    weight = size(node) // TURN_SIZE
    step = compiler.step(node)
    if not compiler.trace:
        return heavy(step, weight) if weight else step
    plain = replace(compiler, trace=False, scope=dict(compiler.scope)).step(node)
    if weight:
        step, plain = heavy(step, weight), heavy(plain, weight)
    return turn(step, plain, decisive, begins=begins)


def _known_loop(
    compiler: Compiler, node: Comprehension, loop: Loop, source: Step, slot: int, slot2: int | None
) -> Step:
    if loop.collected is not None:
        every = loop.predicate is EVERY
        wanted = None if every else _body(compiler, loop.predicate)
        if slot2 is None and is_filter(node, loop):
            return loops.run_map(source, wanted, None, slot)
        collected = _body(compiler, loop.collected, begins=every)
        if slot2 is None:
            return loops.run_map(source, wanted, collected, slot)
        return loops.run_map_two(source, wanted, collected, slot, slot2)
    if loop.macro == "exists_one":
        return loops.run_exists_one(source, _body(compiler, loop.predicate), slot, slot2)
    decisive = loop.macro == "exists"
    predicate = _body(compiler, loop.predicate, decisive)
    if slot2 is None:
        return loops.run_quantifier(source, predicate, slot, decisive=decisive)
    return loops.run_decided(loops.verdicts(source, predicate, slot, slot2), decisive=decisive)


def _by_field(compiler: Compiler, node: Comprehension, loop: Loop, source: Step, slot: int, plain: Step) -> Step | None:
    """A macro over a path, with one variable, that asks of each element one field against a literal."""
    against = compiler.against_constant(loop.predicate)
    if against is None or node.var2 or compiler.path(node.range)[0] is None:
        return None
    of, names, holds, wanted = against
    if of != slot or len(names) != 1:
        return None
    if loop.macro in ("all", "exists"):
        decisive = loop.macro == "exists"
        return fused.decided_by_field(source, holds, names[0], wanted, plain, decisive=decisive)
    if loop.macro == "exists_one":
        return fused.one_by_field(source, holds, names[0], wanted, plain)
    if is_filter(node, loop):
        return fused.filtered_by_field(source, holds, names[0], wanted, plain)
    return None


def _any_loop(compiler: Compiler, node: Comprehension, source: Step, init: Step, slot: int, slot2: int | None) -> Step:
    accu = compiler.layout.hidden()
    compiler.scope[node.accu] = accu
    condition, step = _body(compiler, node.condition), _body(compiler, node.step, begins=False)
    result = compiler.step(node.result)
    return loops.run_loop(loops.LoopSteps(source, init, condition, step, result, slot, slot2, accu))
