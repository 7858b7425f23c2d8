"""The one door through which measures read evidence, and the words they use when a table doesn't hold what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from compliance.errors import did_you_mean
from compliance.expressions.values.failures import NotEvidenced

if TYPE_CHECKING:
    from compliance.files.table import Table


class Tables(Protocol):
    """Evidence by its id in the dossier. Sizes, digests and paths are checked behind the door."""

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
    if name in table.columns:
        return table.columns[name]
    has = did_you_mean(name, table.columns) or f"it has {_listing(table.columns)}"
    raise NotEvidenced(f"the table has no column `{name}`; {has}", at=table.source.name)


def at(table: Table, row: int, name: str) -> str:
    """The place of a cell as text; rows count from 0."""
    return str(table.place(row, name))


def _listing(names: object) -> str:
    shown = [f"`{name}`" for name in list(names)[:8]]  # type: ignore[call-overload]
    return ", ".join(shown) if shown else "no columns"
