"""How measures read columns of evidence, and what they say when a table doesn't hold what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from compliance.errors import did_you_mean
from compliance.expressions.values.failures import NotEvidenced

if TYPE_CHECKING:
    from compliance.files.table import Table


class Tables(Protocol):
    """Evidence by its id in the dossier. Sizes, digests and paths were checked when it was read."""

    def table(self, evidence: str) -> Table:
        """The table of one piece of evidence.

        Raises :class:`~compliance.errors.ComplianceError` where the file can't be read as a table, and
        :class:`NotEvidenced` where the dossier has no such evidence.
        """
        ...


def column(table: Table, name: str) -> list[str | None]:
    """The cells of a column, an empty cell being None.

    Raises :class:`NotEvidenced` where the table has no such column; the message names the nearest one.
    """
    _check_column(table, name)
    return table.column(name)


def numbers(table: Table, name: str) -> list[float | None]:
    """The cells of a column as numbers, None where a cell is empty or holds none.

    Raises :class:`NotEvidenced` as :func:`column` does.
    """
    _check_column(table, name)
    return table.numbers(name)


def at(table: Table, row: int, name: str) -> str:
    """The place of a cell as text; rows count from 0."""
    return str(table.place(row, name))


def _check_column(table: Table, name: str) -> None:
    if name in table.names:
        return
    has = did_you_mean(name, table.names) or f"it has {_listing(table.names)}"
    raise NotEvidenced(f"the table has no column `{name}`; {has}", at=table.source.name)


def _listing(names: Sequence[str]) -> str:
    shown = [f"`{name}`" for name in names[:8]]
    return ", ".join(shown) if shown else "no columns"
