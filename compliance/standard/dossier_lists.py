"""Recognises lists of the dossier in expressions; an empty one is nothing to check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from compliance.expressions.syntax.decoding import Checked
from compliance.expressions.syntax.nodes import Ident, Node, Select
from compliance.expressions.syntax.types import Messages


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
        return lambda node: self._is_list(node, checked)

    def _is_list(self, node: Node, checked: Checked) -> bool:
        if isinstance(node, Ident) and node.name in self.lets:
            return self._is_list(self.lets[node.name].root, self.lets[node.name])
        if not isinstance(node, Select) or node.test:
            return False
        owner = checked.types.get(node.operand.id)
        if owner is None or not owner.name.startswith("dossier."):
            return False
        return (owner.name, node.field) not in self.messages.empty_means
