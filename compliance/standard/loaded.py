"""A standard as its files say it, each part with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from compliance.errors import Place
from compliance.files.manifest import FileDigest
from compliance.files.sources import Origin, subfolder_of
from compliance.files.tree import Tree
from compliance.standard.crosswalk import CrosswalkFile
from compliance.standard.model import Criterion, Family, ProfileFile, StandardFile


@dataclass(frozen=True, slots=True)
class PlacedCriterion:
    """A criterion with its family and its place."""

    criterion: Criterion
    family: str
    tree: Tree
    path: tuple[str | int, ...]

    def place(self, *parts: str | int, key: bool = False) -> Place:
        """The place of a part of the criterion in its file."""
        return self.tree.place((*self.path, *parts), key=key)


@dataclass(frozen=True, slots=True)
class LoadedProfile:
    """A profile as its file says it; ``tree`` knows the place of everything in it."""

    file: ProfileFile
    tree: Tree


@dataclass(frozen=True)
class Standard:
    """A standard as loaded: what its files say, not yet compiled. ``origin`` is where its files are.

    ``known_profiles`` are those of its profiles that were read already, by their path.
    """

    file: StandardFile
    tree: Tree
    criteria: tuple[PlacedCriterion, ...]
    dossier_schema: dict[str, Any]
    schema_tree: Tree
    profiles: tuple[str, ...]
    crosswalk: CrosswalkFile | None
    origin: Origin
    digest: str
    files: tuple[FileDigest, ...] = ()
    known_profiles: Mapping[str, LoadedProfile] = field(default_factory=dict)

    @property
    def families(self) -> Mapping[str, Family]:
        """Families by id, in the standard's order."""
        return {family.id: family for family in self.file.families}

    def profile_names(self) -> list[str]:
        """The profiles that come with the standard, by name."""
        return [PurePosixPath(name).stem for name in self.profiles]

    @cached_property
    def level_numbers(self) -> list[int]:
        """The standard's levels, lowest first."""
        return [level.number for level in self.file.levels]

    def part(self, folder: str) -> Origin:
        """A folder of the standard, such as ``tests/base``, where more is read from than the rules."""
        return subfolder_of(self.origin, folder)
