"""The types of the public interface that are not results: a standard that is ready, and what its rule tests came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.assess.checker import Checker
from compliance.errors import Cause, ComplianceError, Problem, one_of

if TYPE_CHECKING:
    from compliance.authoring.rule_tests import CaseResult
    from compliance.authoring.untested import Gap

Progress = Callable[[int, int, str], None]
"""Told what is being done: steps done, steps in all (0 where they are not known), and the step in words."""

Source = str | Path | Mapping[str, bytes]
"""What can be loaded: a folder, or the bytes of its files by their paths in it; for a standard also a name."""

DEFAULT_STANDARD = "mutual-shaping"


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard, tailored by a profile if one was named, checked and ready.

    It is immutable and may serve any number of dossiers and threads. It can be pickled for another process.
    """

    _checker: Checker

    def __repr__(self) -> str:
        return f"<Standard {self.id} {self.version}, profile {self.profile}>"

    @property
    def id(self) -> str:
        """The identifier that dossiers, profiles and assessments name."""
        return self._checker.tailored.standard.file.id

    @property
    def title(self) -> str:
        """The standard's title."""
        return self._checker.tailored.standard.file.title

    @property
    def version(self) -> str:
        """The standard's version."""
        return self._checker.tailored.standard.file.version

    @property
    def digest(self) -> str:
        """sha256 over the manifest of all files of the standard, in hexadecimal."""
        return self._checker.tailored.standard.digest

    @property
    def levels(self) -> dict[int, str]:
        """Names of the levels by number, from 1."""
        return {level.number: level.name for level in self._checker.tailored.standard.file.levels}

    @property
    def criteria(self) -> tuple[str, ...]:
        """Ids of the criteria that are checked, in the standard's order."""
        return tuple(placed.criterion.id for placed in self._checker.tailored.criteria)

    @property
    def profiles(self) -> tuple[str, ...]:
        """Names of the profiles that come with the standard."""
        return tuple(self._checker.tailored.standard.profile_names())

    @property
    def profile(self) -> str | None:
        """The id of the profile that is applied, if one is."""
        profile = self._checker.tailored.profile
        return profile.id if profile else None

    @property
    def asked_level(self) -> int:
        """The level that a check asks for unless told otherwise: the profile's, else 1."""
        profile = self._checker.tailored.profile
        return (profile.level if profile else None) or 1

    @property
    def dossier_schema(self) -> dict[str, Any]:
        """The JSON Schema of its dossiers."""
        return self._checker.tailored.standard.dossier_schema

    @property
    def folder(self) -> Path | None:
        """The folder it was loaded from; None where it came from memory."""
        origin = self._checker.tailored.standard.origin
        return origin if isinstance(origin, Path) else None

    def level(self, name: str | int) -> int:
        """A level's number, by number or name. Raises :class:`ComplianceError` where there is none."""
        for number, title in self.levels.items():
            if str(name).lower() in (str(number), title.lower()):
                return number
        known = one_of([f"{number} ({title})" for number, title in self.levels.items()])
        raise ComplianceError(
            Cause.SETTING, Problem("unknown-name", f"the standard has no level `{name}`", None, known)
        )


@dataclass(frozen=True, slots=True)
class StandardTest:
    """What the rule tests of a standard came to: each case, and what no case tries."""

    cases: tuple[CaseResult, ...]
    untested: tuple[Gap, ...]

    @property
    def passed(self) -> bool:
        """Whether all cases hold and nothing is untested."""
        return not self.untested and all(case.passed for case in self.cases)
