"""Runs one measure on a table that is given directly, with its arguments as text: a trial without a dossier."""

from __future__ import annotations

import dataclasses
import inspect
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compliance.errors import Cause, ComplianceError, Problem, did_you_mean, one_of
from compliance.expressions.functions import element_of, is_shape, shape_fields, to_shape, without_none
from compliance.expressions.values.failures import EvaluationError, NotEvidenced
from compliance.expressions.values.value_types import Timestamp
from compliance.files.json_text import parse_json
from compliance.files.source import Source
from compliance.files.table import Table, parse_number
from compliance.measures import registry
from compliance.measures.calendar_days import day_of, moment_of, parse_day
from compliance.measures.declaration import Measure

EVIDENCE = "evidence"
"""The argument that names the table; it is filled in."""


@dataclass(frozen=True, slots=True)
class _OneTable:
    """The table that was given, whatever id is asked for."""

    given: Table

    def table(self, evidence: str) -> Table:
        return self.given


def find_measure(name: str) -> Measure:
    """The measure of that name. Raises :class:`ComplianceError` where there is none."""
    if name not in registry.names():
        hint = did_you_mean(name, registry.names())
        problem = Problem("unknown-name", f"there is no measure `{name}`", expected=one_of(registry.names()), hint=hint)
        raise ComplianceError(Cause.SETTING, problem)
    return registry.measure(name)


def run_measure(measure: Measure, table: Table | None, arguments: Mapping[str, str]) -> Any:
    """What ``measure`` gives for ``table``: its result, a frozen dataclass.

    ``arguments`` are texts by name. A field of an argument may be named by its path (``ratings.scale``) or by itself
    where no other has that name (``scale``). Numbers, true and false are written as in JSON, days as YYYY-MM-DD, a list
    of texts with commas, everything else as JSON.

    Raises :class:`ComplianceError`: SETTING for arguments that are unknown, missing or can't be read, and for a table
    that is missing or not wanted; DOSSIER where the table does not hold what is asked of it.
    """
    parameters = inspect.signature(measure.function).parameters
    hints = typing.get_type_hints(measure.function)
    services = [one.name for one in parameters.values() if one.kind is one.KEYWORD_ONLY]
    annotations = {name: hints[name] for name in parameters if name not in services}
    if bool(services) is not (table is not None):
        wanted = "needs a table" if services else "reads no table"
        raise _wrong(f"the measure `{measure.name}` {wanted}", "compliance measure show " + measure.name)
    texts = _by_path(arguments, annotations)
    try:
        values = [_argument(name, annotation, texts) for name, annotation in annotations.items()]
        return measure.function(*values, **({"tables": _OneTable(table)} if table is not None else {}))
    except NotEvidenced as error:
        place = f"{error.at}: " if error.at else ""
        raise ComplianceError(Cause.DOSSIER, Problem("not-in-table", f"{place}{error.message}")) from None
    except EvaluationError as error:
        raise _wrong(error.message) from None


def plain(value: Any) -> Any:
    """A result as plain data: objects, lists, texts, numbers; times are days where they are midnight."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type | Timestamp):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Timestamp):
        moment = value.moment()
        return moment.date().isoformat() if value == moment_of(day_of(value)) else moment.isoformat()
    return value


def _by_path(arguments: Mapping[str, str], annotations: Mapping[str, Any]) -> dict[str, str]:
    """The texts by the path of their argument. Raises for names that are unknown, or that several have."""
    paths: list[str] = []
    for name, annotation in annotations.items():
        shape = without_none(annotation)
        paths += [f"{name}.{field}" for field in shape_fields(shape)] if is_shape(shape) else [name]
    found = {}
    for name, text in arguments.items():
        # A whole path means itself, also where another argument has a field of that name.
        meant = [name] if name in paths else [path for path in paths if name == path.rpartition(".")[2]]
        if len(meant) > 1:
            raise _wrong(f"`{name}` may mean {' or '.join(f'`{one}`' for one in meant)}", "name the whole path")
        if not meant:
            hint = did_you_mean(name, [*paths, *(path.rpartition(".")[2] for path in paths)])
            problem = Problem("measure-argument", f"there is no argument `{name}`", expected=one_of(paths), hint=hint)
            raise ComplianceError(Cause.SETTING, problem)
        found[meant[0]] = text
    return found


def _argument(name: str, annotation: Any, texts: Mapping[str, str]) -> Any:
    shape = without_none(annotation)
    if not is_shape(shape):
        return EVIDENCE if name == EVIDENCE else _value(name, annotation, texts)
    values = {}
    for field, (kind, required) in shape_fields(shape).items():
        path = f"{name}.{field}"
        if field == EVIDENCE and path not in texts:
            values[field] = EVIDENCE
        elif required or path in texts:
            values[field] = _value(path, kind, texts)
    return shape(**values)


def _value(path: str, annotation: Any, texts: Mapping[str, str]) -> Any:
    if path not in texts:
        raise _wrong(f"the argument `{path}` is missing", f"--arg {path.rpartition('.')[2]}=...")
    text, kind = texts[path], without_none(annotation)
    try:
        if element_of(kind) is str and not text.startswith("["):
            return text.split(",") if text else []
        if kind in _READERS:
            return _READERS[kind](text)
        data = parse_json(Source(f"--arg {path}", text.encode(), Cause.SETTING)).data
        return to_shape(_moments(data, annotation), annotation, ())
    except (ValueError, EvaluationError) as error:
        raise _wrong(f"`{path}` cannot be read from `{text}`: {error}") from None


def _whole(text: str) -> int:
    number = parse_number(text)
    if number is None or not number.is_integer():
        raise ValueError("a whole number is wanted")
    return int(number)


def _number(text: str) -> float:
    number = parse_number(text)
    if number is None:
        raise ValueError("a number is wanted")
    return number


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError("true or false is wanted")
    return text == "true"


def _day(text: str) -> Timestamp:
    day = parse_day(text)
    if day is None:
        raise ValueError("a day is wanted, as YYYY-MM-DD")
    return moment_of(day)


_READERS: dict[Any, Any] = {str: str, int: _whole, float: _number, bool: _flag, Timestamp: _day}


def _moments(data: Any, annotation: Any) -> Any:
    """JSON data with days, which JSON has as texts, as moments."""
    kind = without_none(annotation)
    element = element_of(kind)
    if element is not None and isinstance(data, list):
        return [_moments(one, element) for one in data]
    if is_shape(kind) and isinstance(data, dict):
        fields = shape_fields(kind)
        return {name: _moments(one, fields[name][0]) if name in fields else one for name, one in data.items()}
    return _day(data) if kind is Timestamp and isinstance(data, str) else data


def _wrong(message: str, hint: str | None = None) -> ComplianceError:
    return ComplianceError(Cause.SETTING, Problem("measure-argument", message, hint=hint))
