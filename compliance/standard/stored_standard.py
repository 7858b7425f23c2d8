"""A prepared standard as plain data and back; what is read back is checked part by part (:mod:`prepared_cache`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from compliance.errors import Place
from compliance.expressions.late_functions import LateFunctions
from compliance.expressions.syntax.frontend import Frontend
from compliance.expressions.syntax.storing import Malformed, Store, Stored
from compliance.expressions.syntax.types import Messages
from compliance.files.manifest import file_digests, manifest_digest
from compliance.files.source import Source
from compliance.files.tree import DataPath
from compliance.standard.check_files import CRITERIA, OWN, PROFILES, SCHEMA_FILE, STANDARD_FILE
from compliance.standard.compiled import REVIEW, CompiledCriterion, Expression, PartPath
from compliance.standard.cover import Cover
from compliance.standard.crosswalk import CrosswalkFile
from compliance.standard.dossier_lists import DossierLists
from compliance.standard.facts import facts_by_criterion
from compliance.standard.late_tree import LateTree
from compliance.standard.load_profile import OWN_PROFILE, load_own_profile
from compliance.standard.loaded import LoadedProfile, PlacedCriterion, Standard
from compliance.standard.model import Criterion, ProfileFile, StandardFile
from compliance.standard.prepared import PreparedStandard
from compliance.standard.records import from_plain, to_plain


def store(prepared: PreparedStandard) -> dict[str, Any]:
    """The prepared standard as plain data. Raises ComplianceError where what it says of itself is wrong."""
    standard, expressions = prepared.standard, Store()
    messages = prepared.frontend.messages
    profiles = dict(standard.known_profiles)
    if any(one.path == OWN_PROFILE for one in standard.files):
        profiles[OWN_PROFILE] = load_own_profile(standard)
    return {
        "file": to_plain(standard.file),
        "crosswalk": to_plain(standard.crosswalk) if standard.crosswalk else None,
        "schema": standard.dossier_schema,
        "profiles": {path: to_plain(one.file) for path, one in profiles.items()},
        "criteria": [_plain_criterion(one, expressions) for one in prepared.criteria],
        "cover": [[label, expressions.expression(one)] for label, one in prepared.cover.entries],
        "variables": list(prepared.cover.names),
        "messages": {
            name: {field: expressions.type(kind) for field, kind in fields.items()}
            for name, fields in messages.fields.items()
        },
        "empty_means": [list(pair) for pair in sorted(messages.empty_means)],
        "types": expressions.types,
        "expressions": expressions.expressions,
    }


def restore(
    plain: Any,
    origin: Path,
    sources: Mapping[str, Source],
    names: tuple[str, ...],
    find: Callable[[str], Callable[..., Any]],
) -> PreparedStandard:
    """The standard again. ``sources`` are its files; they are parsed only where a place is asked for that is not kept.

    Raises ValueError, TypeError, LookupError or AttributeError where ``plain`` is not what :func:`store` makes.
    """
    stored = Stored(plain["types"], plain["expressions"])
    fields = {
        _text(name): {_text(field): stored.type(kind) for field, kind in inner.items()}
        for name, inner in plain["messages"].items()
    }
    messages = Messages(fields, {(_text(message), _text(field)) for message, field in plain["empty_means"]})
    file = from_plain(StandardFile, plain["file"])
    lists, functions = DossierLists(messages), frozenset(names)
    places = _all_places(plain["criteria"])
    trees = {name: LateTree(source, places.get(name, {})) for name, source in sources.items()}
    criteria = tuple(_criterion(one, stored, lists, functions, trees) for one in plain["criteria"])
    schema = plain["schema"]
    if type(schema) is not dict:
        raise Malformed("the schema is wanted")
    profiles = {path: from_plain(ProfileFile, one) for path, one in plain["profiles"].items()}
    digests = file_digests(one for name, one in sources.items() if not name.startswith(f"{PROFILES}/"))
    standard = Standard(
        file=file,
        tree=trees[STANDARD_FILE],
        criteria=tuple(one.placed for one in criteria),
        dossier_schema=schema,
        schema_tree=trees[SCHEMA_FILE],
        profiles=tuple(sorted(name for name in sources if name.startswith(f"{PROFILES}/"))),
        crosswalk=from_plain(CrosswalkFile, plain["crosswalk"]) if plain["crosswalk"] is not None else None,
        origin=origin,
        digest=manifest_digest(digests),
        files=digests,
        known_profiles={path: LoadedProfile(one, _profile_tree(path, sources)) for path, one in profiles.items()},
    )
    cover = tuple((_text(label), stored.expression(one)) for label, one in plain["cover"])
    return PreparedStandard(
        standard,
        Frontend(messages, LateFunctions(names, find)),
        criteria,
        Cover(cover, tuple(map(_text, plain["variables"])), functions),
        facts_by_criterion(criteria, file.params),
    )


def _profile_tree(path: str, sources: Mapping[str, Source]) -> LateTree:
    source = sources[path]
    # The standard's account of itself is a folder of its own, from whose top its files are named.
    return LateTree(replace(source, name=path.removeprefix(f"{OWN}/")), {})


def _plain_criterion(one: CompiledCriterion, expressions: Store) -> dict[str, Any]:
    def plain(expression: Expression) -> list[Any]:
        return [list(expression.part), expression.text, expressions.expression(expression.checked)]

    placed = one.placed
    asked: list[PartPath] = [*one.parts, *([REVIEW] if placed.criterion.review else [])]
    places = [placed.place(*part) for part in asked]
    return {
        "criterion": to_plain(placed.criterion),
        "family": placed.family,
        "file": placed.tree.source.name,
        "path": list(placed.path),
        "places": [
            [list(part), place.path, place.line, place.column, place.end_line, place.end_column]
            for part, place in zip(asked, places, strict=True)
        ],
        "names": list(one.names),
        "variable": one.variable,
        "parts": [[list(part), plain(expression)] for part, expression in one.parts.items()],
        "lets": [[name, plain(expression)] for name, expression in one.lets.items()],
        "says": [[part if isinstance(part, str) else plain(part) for part in say] for say in one.says],
    }


def _criterion(
    plain: Any, stored: Stored, lists: DossierLists, functions: frozenset[str], trees: Mapping[str, LateTree]
) -> CompiledCriterion:
    def expression(stands: Any) -> Expression:
        part, text, number = stands
        return Expression(_text(text), stored.expression(number), _path(part))

    criterion = from_plain(Criterion, plain["criterion"])
    placed = PlacedCriterion(criterion, _text(plain["family"]), trees[plain["file"]], _path(plain["path"]))
    return CompiledCriterion(
        placed,
        tuple(map(_text, plain["names"])),
        _text(plain["variable"]),
        {_path(part): expression(one) for part, one in plain["parts"]},
        {_text(name): expression(one) for name, one in plain["lets"]},
        tuple(tuple(one if type(one) is str else expression(one) for one in say) for say in plain["says"]),
        functions,
        lists,
    )


def _all_places(criteria: Any) -> dict[str, dict[DataPath, Place]]:
    """By file, the places of the parts of its criteria."""
    found: dict[str, dict[DataPath, Place]] = {}
    for one in criteria:
        file, above = _text(one["file"]), _path(one["path"])
        if not file.startswith(f"{CRITERIA}/"):
            raise Malformed("a file of criteria is wanted")
        for part, text, line, column, end_line, end_column in one["places"]:
            if not all(number is None or type(number) is int for number in (line, column, end_line, end_column)):
                raise Malformed("a place is wanted")
            place = Place(file, line, column, _text(text), end_line, end_column)
            found.setdefault(file, {})[(*above, *_path(part))] = place
    return found


def _path(plain: Any) -> tuple[str | int, ...]:
    if type(plain) is not list or not all(type(part) in (str, int) for part in plain):
        raise Malformed("a path is wanted")
    return tuple(plain)


def _text(plain: Any) -> str:
    if type(plain) is not str:
        raise Malformed("text is wanted")
    return plain
