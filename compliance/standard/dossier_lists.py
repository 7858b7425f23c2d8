"""Recognises lists of the dossier in expressions; an empty one is nothing to check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from compliance.expressions.syntax.decoding import Checked
from compliance.expressions.syntax.macros import recognise
from compliance.expressions.syntax.nodes import Call, Comprehension, Ident, Node, Select, walk
from compliance.expressions.syntax.types import Messages

# Calls whose value is that of their first argument, or stands for it.
_HANDED_ON = ("dyn", "optional.of", "value", "or", "orValue")


@dataclass(frozen=True, slots=True)
class DossierLists:
    """Tells lists of the dossier from lists that were computed. ``lets`` are the named expressions of a criterion.

    A list for which the schema says what an empty one means (``x-empty-means``) is none of them.
    """

    messages: Messages
    lets: Mapping[str, Checked] = field(default_factory=dict)

    def within(self, lets: Mapping[str, Checked]) -> DossierLists:
        """The same for a criterion with these names."""
        return DossierLists(self.messages, lets)

    def holds(self, checked: Checked) -> Callable[[Node], bool]:
        """Whether a node of ``checked`` is such a list."""
        sources: dict[str, list[Node]] = {}
        for node in walk(checked.root):
            if isinstance(node, Comprehension):
                loop = recognise(node)
                bound = loop is not None and loop.macro == "bind"
                name, source = (node.accu, node.init) if bound else (node.var2 or node.var, node.range)
                sources.setdefault(name, []).append(source)
        return lambda node: self._is_list(node, checked, sources, ())

    def _is_list(self, node: Node, checked: Checked, sources: Mapping[str, list[Node]], seen: tuple[str, ...]) -> bool:
        if isinstance(node, Ident):
            return self._named(node.name, checked, sources, seen)
        if isinstance(node, Call):
            branches = node.args[1:] if node.function == "_?_:_" else node.args[:1]
            if node.function == "_?._" and len(node.args) == 2:
                return self._is_field(node.args[0], str(getattr(node.args[1], "value", "")), checked)
            handed_on = node.function in (*_HANDED_ON, "_?_:_")
            return handed_on and any(self._is_list(one, checked, sources, seen) for one in branches)
        return isinstance(node, Select) and not node.test and self._is_field(node.operand, node.field, checked)

    def _named(self, name: str, checked: Checked, sources: Mapping[str, list[Node]], seen: tuple[str, ...]) -> bool:
        """A name of `cel.bind` or of a macro, whose elements may be lists; else a name of `let`."""
        if name in seen:
            return False
        if name in sources:
            return any(self._is_list(one, checked, sources, (*seen, name)) for one in sources[name])
        let = self.lets.get(name)
        return let is not None and self.holds(let)(let.root)

    def _is_field(self, owner: Node, name: str, checked: Checked) -> bool:
        kind = checked.types.get(owner.id)
        if kind is None or not kind.name.startswith("dossier."):
            return False
        return (kind.name, name) not in self.messages.empty_means
