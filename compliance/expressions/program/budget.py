"""Limits on the work of evaluating rules. Work is counted and not timed, so the result is the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

TURN_SIZE: Final = 40
"""Nodes of a macro's body that one turn pays for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Work that an evaluation may take. All figures are *proposed*; the shipped samples take at most 4,000 turns.

    turns: elements that macros go through. A turn takes up to 15 microseconds, so two million take about half a minute;
        a body of more than :data:`TURN_SIZE` nodes counts again for each further so many.
    comparisons: pairs of elements that ``==``, ``!=`` and ``in`` look at.
    values: elements and entries of lists and maps that are built.
    characters: characters of texts that are built or searched.
    """

    turns: int = 2_000_000
    comparisons: int = 20_000_000
    values: int = 5_000_000
    characters: int = 100_000_000


CRITERION = Limits()
"""What one criterion may take on one dossier."""

ASSESSMENT = Limits(turns=5_000_000, comparisons=50_000_000, values=12_000_000, characters=250_000_000)
"""What all criteria of one assessment may take together."""


class BudgetSpent(Exception):
    """The budget is used up.

    It is not an :class:`EvaluationError`: enclosing macros would absorb that and go on.
    """

    def __init__(self, kind: str, limit: int) -> None:
        self.kind = kind
        self.limit = limit
        super().__init__(f"the rule takes more than {limit:,} {kind} (budget {kind})")


class Budget:
    """The rest of a budget. Each method takes from it, and raises :class:`BudgetSpent` when it is used up."""

    __slots__ = ("_limits", "characters", "comparisons", "turns", "values")

    def __init__(self, limits: Limits = CRITERION) -> None:
        self._limits = limits
        self.turns = limits.turns
        self.comparisons = limits.comparisons
        self.values = limits.values
        self.characters = limits.characters

    def take_turns(self, count: int) -> None:
        """Count the turns that a macro is about to take."""
        self.turns -= count
        if self.turns < 0:
            raise BudgetSpent("turns", self._limits.turns)

    def take_comparisons(self, count: int) -> None:
        """Count pairs of elements that are compared."""
        self.comparisons -= count
        if self.comparisons < 0:
            raise BudgetSpent("comparisons", self._limits.comparisons)

    def take_values(self, count: int) -> None:
        """Count elements of a list or map that is built."""
        self.values -= count
        if self.values < 0:
            raise BudgetSpent("values", self._limits.values)

    def take_characters(self, count: int) -> None:
        """Count characters of a text that is built or searched."""
        self.characters -= count
        if self.characters < 0:
            raise BudgetSpent("characters", self._limits.characters)

    def share(self, limits: Limits = CRITERION) -> Budget:
        """A budget within ``limits`` and within what is left here; :meth:`settle` takes what was used of it."""
        return Budget(Limits(*(min(getattr(limits, one.name), getattr(self, one.name)) for one in fields(Limits))))

    def settle(self, shared: Budget) -> None:
        """Take what was used of a shared budget. It never goes below zero."""
        for one in fields(Limits):
            used = getattr(shared._limits, one.name) - getattr(shared, one.name)
            setattr(self, one.name, max(0, getattr(self, one.name) - used))
