"""The formats in which tables are read. Another format is one file and one line here."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from compliance.errors import Cause, ComplianceError, Problem
from compliance.files.limits import DEFAULT, Limits
from compliance.files.source import Source
from compliance.files.table import Table
from compliance.files.visible_text import quote


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format: its name, the ending of its files, and the module that reads it, loaded when it is needed.

    The module has ``read_table(source, limits) -> Table``. A format of text has also ``first_rows(source, rows) ->
    bytes``: the file cut after so many rows; ``is_text`` says so.
    """

    name: str
    ending: str
    module: str
    is_text: bool


FORMATS = (
    TableFormat("CSV", ".csv", "compliance.files.csv_text", is_text=True),
    TableFormat("JSON Lines", ".jsonl", "compliance.files.jsonl_text", is_text=True),
    TableFormat("Parquet", ".parquet", "compliance.files.parquet", is_text=False),
)


def table_endings() -> tuple[str, ...]:
    """The endings of files that are read as tables."""
    return tuple(one.ending for one in FORMATS)


def format_of(name: str) -> TableFormat | None:
    """The format of a file by the ending of its name; None where it is no table."""
    ending = PurePosixPath(name).suffix.lower()
    return next((one for one in FORMATS if one.ending == ending), None)


def read_table(source: Source, limits: Limits = DEFAULT) -> Table:
    """The table in ``source``, in the format that the ending of its name tells.

    Raises :class:`ComplianceError` for an ending that is none of a table, and for whatever the format refuses.
    """
    found = format_of(source.name)
    if found is None:
        raise source.refusal(
            "evidence-kind", "this is not a table", expected=f"a file that ends in {', '.join(table_endings())}"
        )
    table: Table = importlib.import_module(found.module).read_table(source, limits)
    return table


def read_table_file(path: Path, limits: Limits = DEFAULT) -> Table:
    """The table in the file at ``path``, which may be anywhere.

    Raises :class:`ComplianceError` where there is no such file, and as :func:`read_table` does.
    """
    from compliance.files.folder import Folder

    if not path.is_file():
        problem = Problem("file-missing", f"there is no file {quote(str(path), 200)}", hint="check the path")
        raise ComplianceError(Cause.SETTING, problem)
    with Folder(path.parent, Cause.DOSSIER, limits) as folder:
        return read_table(folder.read(path.name), limits)


def first_rows(source: Source, rows: int) -> Source:
    """The same table with its first ``rows`` rows alone.

    Raises :class:`ComplianceError` where it is not a table of text, which alone can be cut without being written anew.
    """
    found = format_of(source.name)
    if found is None or not found.is_text:
        kinds = ", ".join(one.ending for one in FORMATS if one.is_text)
        raise ComplianceError(
            Cause.STANDARD, Problem("evidence-kind", f"`{source.name}` cannot be cut to {rows} rows", expected=kinds)
        )
    data: bytes = importlib.import_module(found.module).first_rows(source, rows)
    return Source(source.name, data, source.cause)
