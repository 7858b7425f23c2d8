"""Which way a part of a condition counts: whether the whole becomes true by it being true, or by it being false.

A polarity is True where the whole becomes true by the part being true, False where by its being false, None for both.
"""

from __future__ import annotations

from compliance.expressions.syntax.macros import recognise
from compliance.expressions.syntax.nodes import Call, Comprehension, Const, Ident, Node, children

Polarity = bool | None


def opposite(polarity: Polarity) -> Polarity:
    """The polarity of what stands under a negation."""
    return None if polarity is None else not polarity


def turns_round(node: Call) -> bool:
    """Whether a call is a negation of its first argument: ``!x``, ``x == false``, ``x != true``, ``x ? false : true``.

    Of a choice only the condition is turned round; numbers count like truth: ``x ? 0.0 : 1.0``.
    """
    if node.function == "!_":
        return True
    if node.function == "_?_:_":
        truths = [
            one.value for one in node.args[1:] if isinstance(one, Const) and type(one.value) in (bool, int, float)
        ]
        return len(truths) == 2 and bool(truths[0] < truths[1])
    if node.function in ("_==_", "_!=_"):
        wanted = [one.value for one in node.args if isinstance(one, Const) and type(one.value) is bool]
        return wanted == [node.function == "_!=_"]
    return False


def polarities(node: Node, polarity: Polarity = True) -> dict[str, Polarity]:
    """How each name that an expression reads counts in it; None also where it is read in both ways."""
    found: dict[str, Polarity] = {}
    if isinstance(node, Ident):
        found[node.name] = polarity
        return found
    if isinstance(node, Comprehension) and (loop := recognise(node)) is not None and loop.macro == "bind":
        found = polarities(node.result, polarity)
        add_polarities(found, polarities(node.init, found.pop(node.accu, True)))
        return found
    below = opposite(polarity) if isinstance(node, Call) and turns_round(node) else polarity
    for number, child in enumerate(children(node)):
        of_branch = isinstance(node, Call) and node.function == "_?_:_" and number > 0
        add_polarities(found, polarities(child, polarity if of_branch else below))
    return found


def add_polarities(found: dict[str, Polarity], more: dict[str, Polarity]) -> None:
    """Put how names count elsewhere to how they count here."""
    for name, polarity in more.items():
        found[name] = polarity if found.get(name, polarity) == polarity else None
