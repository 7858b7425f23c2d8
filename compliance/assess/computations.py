"""The computations of measures on one dossier: each is done once and keeps what it read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from compliance.dossier.evidence import Evidence
from compliance.dossier.load import Dossier
from compliance.expressions.functions import Function, bind, to_value
from compliance.expressions.values.failures import EvaluationError


@dataclass(slots=True)
class Computation:
    """One computation of a measure: its arguments, what came of it, the evidence that it opened, and who asked for it.

    ``result`` is the measure's own, ``value`` the same as expressions read it. ``evidence`` are ids.
    """

    measure: str
    arguments: tuple[Any, ...]
    result: Any = None
    value: Any = None
    failure: EvaluationError | None = None
    evidence: tuple[str, ...] = ()
    criteria: list[str] = field(default_factory=list)
    subject: str = ""


class _Bound(dict[str, Callable[..., Any]]):
    """Functions by name; each is bound when it is looked up."""

    def __init__(self, bound: Callable[[str], Callable[..., Any]]) -> None:
        super().__init__()
        self._bound = bound

    def __missing__(self, name: str) -> Callable[..., Any]:
        return self.setdefault(name, self._bound(name))


@dataclass(slots=True)
class Computations:
    """The computations of one assessment. The same measure of the same arguments is computed once."""

    evidence: Evidence
    criterion: str = ""
    subject: str = ""
    known: dict[tuple[Any, ...], Computation] = field(default_factory=dict)

    @classmethod
    def of(cls, dossier: Dossier) -> Computations:
        """For one dossier, with nothing computed yet."""
        return cls(Evidence({item.id: item for item in dossier.evidence}))

    def functions(self, declared: Mapping[str, Function]) -> dict[str, Callable[..., Any]]:
        """The standard's functions as expressions call them, bound to this dossier when one is first called."""
        services = {"tables": self.evidence}
        return _Bound(lambda name: self._remembering(name, bind(declared[name], services)))

    def begin(self, criterion: str, subject: str = "") -> None:
        """Say for whom computations are from now on."""
        self.criterion, self.subject = criterion, subject

    def used_by(self) -> dict[str, set[str]]:
        """By the id of each piece of evidence that was opened, the criteria that asked for it."""
        found: dict[str, set[str]] = {}
        for one in self.known.values():
            for evidence in one.evidence:
                found.setdefault(evidence, set()).update(one.criteria)
        return found

    def _remembering(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            key = (name, *(_key(argument) for argument in arguments))
            computed = self.known.get(key)
            if computed is None:
                # The computation keeps its arguments alive, so that an identity stays that of one object.
                computed = self.known[key] = Computation(name, arguments, subject=self.subject)
                self._compute(computed, function)
            if self.criterion not in computed.criteria:
                computed.criteria.append(self.criterion)
            if computed.failure is not None:
                raise computed.failure.with_traceback(None)
            return computed.value

        return call

    def _compute(self, computed: Computation, function: Callable[..., Any]) -> None:
        self.evidence.opened = []
        try:
            computed.result = function(*computed.arguments)
            computed.value = to_value(computed.result)
        except EvaluationError as failure:
            computed.failure = failure
        computed.evidence = tuple(dict.fromkeys(self.evidence.opened))


def _key(argument: Any) -> Any:
    return id(argument) if isinstance(argument, (dict, list)) else (type(argument), argument)
