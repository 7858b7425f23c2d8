"""The base dossier of the rule tests with one case's changes, in memory."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from compliance.authoring.rule_cases import PlacedCase
from compliance.dossier.evidence import EVIDENCE, read_evidence
from compliance.dossier.load import Dossier, load_dossier, typed_data
from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.json_text import parse_json
from compliance.files.source import Source
from compliance.files.sources import MemoryFiles, Origin
from compliance.files.table_formats import first_rows

_STEP = re.compile(r"\.?([^\W\d]\w*)|\[(?:(\d+)|\"([^\"]*)\"|([^\]\"]+))\]")

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """The dossier that every case changes."""

    data: Any
    files: Mapping[str, bytes]
    schema: Mapping[str, Any]

    @classmethod
    def of(cls, origin: Origin, schema: Mapping[str, Any]) -> Base:
        """The base in a folder. Raises :class:`ComplianceError` for whatever is wrong with it."""
        loaded = load_dossier(origin, schema)
        return cls(loaded.tree.data, {item.source.name: item.source.data for item in loaded.evidence}, schema)

    def altered(self, placed: PlacedCase) -> Dossier:
        """The base with the changes of a case.

        Raises :class:`ComplianceError`: with the place of the change where the base has no such path or table, and with
        that of the case where the dossier that results would be rejected.
        """
        data = copy.deepcopy(self._kept(placed))
        for path, value in placed.case.set.items():
            _put(data, self._steps(data, placed, "set", path), value, placed, path)
        for path in placed.case.remove:
            _take(data, self._steps(data, placed, "remove", path), placed, path)
        files = MemoryFiles({**self.files, **dict(self._tables(data, placed))}, Cause.DOSSIER)
        tree = parse_json(Source("dossier.json", json.dumps(data).encode(), Cause.DOSSIER))
        try:
            typed = typed_data(tree, self.schema)
            evidence = tuple(read_evidence(files, tree))
        except ComplianceError as error:
            place = placed.tree.place(("cases", placed.index))
            raise ComplianceError(Cause.STANDARD, [_rejected(one, place) for one in error.problems]) from None
        return Dossier(typed, tree, evidence, (), "")

    def _kept(self, placed: PlacedCase) -> Any:
        """The base, or the sections of it that the case keeps."""
        only = placed.case.only
        if only is None:
            return self.data
        for name in only:
            if name not in self.data:
                raise _wrong(placed, "only", name, "the base has no section of this name")
        return {name: section for name, section in self.data.items() if name in only}

    def _steps(self, data: Any, placed: PlacedCase, part: str, text: str) -> Steps:
        """A path as steps; an id in brackets is turned into the place of the item that has it."""
        steps: list[str | int] = []
        position, here = 0, data
        while position < len(text):
            match = _STEP.match(text, position)
            if match is None:
                raise _wrong(placed, part, text, "not a path", "groups[0].stake, or groups[tenants].stake")
            name, number, quoted, identity = match.groups()
            step: str | int = name or quoted or ""
            if number is not None:
                step = int(number)
            elif identity is not None:
                step = _index_of(here, identity)
                if step < 0:
                    raise _wrong(placed, part, text, f"the base has no item `{identity}` there")
            here = _inside(here, step)
            steps.append(step)
            position = match.end()
        return tuple(steps)

    def _tables(self, data: Any, placed: PlacedCase) -> list[tuple[str, bytes]]:
        paths = {item["id"]: item["path"] for item in data.get(EVIDENCE, []) if isinstance(item, dict)}
        changed = []
        for part, given in (("tables", placed.case.tables), ("rows", placed.case.rows)):
            for identity, what in given.items():
                path = str(paths.get(identity))
                if path not in self.files:
                    raise _wrong(placed, part, identity, f"the base has no evidence `{identity}`")
                if isinstance(what, str):
                    changed.append((path, what.encode()))
                    continue
                try:
                    changed.append((path, first_rows(Source(path, self.files[path], Cause.DOSSIER), what).data))
                except ComplianceError as error:
                    raise _wrong(placed, part, identity, error.problems[0].message) from None
        return changed


def _rejected(problem: Problem, place: Place) -> Problem:
    # The changed dossier has lines that nobody wrote; its paths are what the author knows.
    where = f" at {problem.place.path}" if problem.place and problem.place.path else ""
    message = f"the changed dossier is rejected{where}: {problem.message}"
    return replace(problem, message=message, place=place)


def _index_of(items: Any, identity: str) -> int:
    for index, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict) and item.get("id") == identity:
            return index
    return -1


def _inside(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None


def _put(data: Any, steps: Steps, value: Any, placed: PlacedCase, text: str) -> None:
    *parents, last = steps
    for step in parents:
        data = _inside(data, step)
    if isinstance(last, str) and isinstance(data, dict):
        data[last] = value
    elif isinstance(last, int) and isinstance(data, list) and last <= len(data):
        data[last : last + 1] = [value]
    else:
        raise _wrong(placed, "set", text, "the base has nothing there to put it into")


def _take(data: Any, steps: Steps, placed: PlacedCase, text: str) -> None:
    *parents, last = steps
    for step in parents:
        data = _inside(data, step)
    if _inside(data, last) is None:
        raise _wrong(placed, "remove", text, "the base has nothing there")
    del data[last]


def _wrong(placed: PlacedCase, part: str, key: str, message: str, expected: str | None = None) -> ComplianceError:
    found = getattr(placed.case, part)
    inner: Steps = (key,) if isinstance(found, dict) else (found.index(key),)
    place = placed.tree.place(("cases", placed.index, part, *inner), key=True)
    return ComplianceError(Cause.STANDARD, Problem("case-change", f"`{key}`: {message}", place, expected))
