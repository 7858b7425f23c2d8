"""Parquet files give the tables that CSV gives; what is no flat table, or is too large, is refused unread."""

from __future__ import annotations

import datetime
import decimal
import io
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from compliance.errors import Cause, ComplianceError
from compliance.files.limits import Limits
from compliance.files.parquet import ParquetTable
from compliance.files.source import Source
from compliance.files.table_formats import read_table


def written(columns: dict[str, Any], **options: Any) -> bytes:
    """A Parquet file with these columns."""
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def table(data: bytes, limits: Limits | None = None) -> ParquetTable:
    found = read_table(Source("t.parquet", data, Cause.DOSSIER), limits or Limits())
    assert isinstance(found, ParquetTable)
    return found


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ComplianceError) as caught:
        table(data, limits)
    assert caught.value.cause is Cause.DOSSIER
    return str(caught.value)


DAY = datetime.datetime(2026, 11, 24)
UTC = datetime.UTC
CELLS = [
    (pa.array(["a", "", None, "é"]), ["a", None, None, "é"], [None] * 4),
    (pa.array(["1.5", "x", None]), ["1.5", "x", None], [1.5, None, None]),
    (pa.array(["b", "a", "b"]).dictionary_encode(), ["b", "a", "b"], [None] * 3),
    (pa.array(["u"], pa.large_string()), ["u"], [None]),
    (pa.array([1, None, -3], pa.int8()), ["1", None, "-3"], [1.0, None, -3.0]),
    (pa.array([2**63], pa.uint64()), [str(2**63)], [2.0**63]),
    (pa.array([1.0, 0.1, None]), ["1", "0.1", None], [1.0, 0.1, None]),
    (pa.array([-0.0, float("nan"), float("inf")]), ["0", "nan", "inf"], [0.0, None, None]),
    (pa.array([0.1], pa.float32()), ["0.10000000149011612"], [0.10000000149011612]),
    (pa.array([True, False, None]), ["true", "false", None], [None] * 3),
    (pa.array([decimal.Decimal("1.50")]), ["1.50"], [1.5]),
    (pa.array([datetime.date(2026, 11, 24), None]), ["2026-11-24", None], [None, None]),
    (pa.array([DAY, None], pa.timestamp("ns")), ["2026-11-24", None], [None, None]),
    (pa.array([DAY.replace(hour=9)], pa.timestamp("s", "UTC")), ["2026-11-24T09:00:00Z"], [None]),
    (pa.array([DAY.replace(hour=9)], pa.timestamp("s", "Asia/Tokyo")), ["2026-11-24T09:00:00Z"], [None]),
    (pa.nulls(2), [None, None], [None, None]),
    (pa.array([], pa.string()), [], []),
]


@pytest.mark.parametrize(("cells", "texts", "numbers"), CELLS, ids=[f"{n}-{c[0].type}" for n, c in enumerate(CELLS)])
def test_each_type_of_column_is_read_as_text_and_as_numbers(cells: Any, texts: Any, numbers: Any) -> None:
    found = table(written({"c": cells}))
    assert found.names == ("c",)
    assert found.rows == len(texts)
    assert found.column("c") == texts
    assert found.numbers("c") == numbers


def test_numbers_are_exactly_those_in_the_file() -> None:
    wanted = [5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1 / 3, 1e22, 123456789.123456789]
    found = table(written({"c": pa.array(wanted)}))
    assert found.numbers("c") == wanted
    assert [float(text) for text in found.column("c") if text] == wanted


def test_several_columns_and_groups_of_rows_are_one_table_in_the_order_of_the_file() -> None:
    found = table(written({"z.a": pa.array(list("abcdef")), "a": pa.array(range(6))}, row_group_size=2))
    assert found.names == ("z.a", "a")
    assert (found.column("z.a"), found.column("a")) == (list("abcdef"), list("012345"))


def test_a_cell_has_a_place_by_its_row() -> None:
    found = table(written({"c": pa.array([1, 2])}))
    assert str(found.place(1, "c")) == "t.parquet ([1].c)"
    with pytest.raises(IndexError):
        found.place(2, "c")
    with pytest.raises(KeyError):
        found.place(0, "d")


def test_a_table_can_be_pickled() -> None:
    found = table(written({"c": pa.array([1, 2])}))
    assert pickle.loads(pickle.dumps(found)) == found


NO_TABLES = {
    "list": pa.array([[1], [2]]),
    "struct": pa.array([{"a": 1}]),
    "map": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
    "binary": pa.array([b"a"]),
    "time": pa.array([datetime.time(1)]),
    "dictionary of numbers": pa.array([1, 2]).dictionary_encode(),
}


@pytest.mark.parametrize("kind", ["list", "struct", "map", "binary", "time"])
def test_columns_that_are_no_flat_values_are_refused_by_name(kind: str) -> None:
    said = refusal(written({"good": pa.array(["x"] * len(NO_TABLES[kind])), "odd": NO_TABLES[kind]}))
    assert said.startswith("t.parquet: the column 'odd' is of the type")
    assert said.endswith("write a flat table")
    assert "good" not in said


@pytest.mark.parametrize(
    ("limits", "word"),
    [
        (Limits(csv_rows=3), "limit csv_rows"),
        (Limits(csv_columns=1), "limit csv_columns"),
        (Limits(table_cells=7), "limit table_cells"),
        (Limits(cell_chars=2), "limit cell_chars"),
        (Limits(file_bytes=100), "limit file_bytes"),
    ],
    ids=["rows", "columns", "cells", "characters", "bytes"],
)
def test_a_table_that_is_too_large_is_refused_with_the_name_of_the_limit(limits: Limits, word: str) -> None:
    assert word in refusal(written({"a": pa.array(["long"] * 4), "b": pa.array([1] * 4)}), limits)


def test_a_small_file_that_unpacks_to_much_is_refused_from_its_metadata() -> None:
    bomb = written({"a": pa.array([0] * 5_000_000)})
    assert len(bomb) < 30_000
    assert "limit csv_rows" in refusal(bomb)
    wide = written(
        {"a": pa.array(["x" * 100_000 + str(n) for n in range(2_000)])}, compression="zstd", use_dictionary=False
    )
    assert len(wide) < 1_000_000
    assert "limit file_bytes" in refusal(wide)


@pytest.mark.parametrize("names", [["a", "A"], ["a", ""], ["a", " b"]], ids=["twice", "empty", "blank"])
def test_column_names_are_checked_as_in_csv(names: list[str]) -> None:
    out = io.BytesIO()
    pq.write_table(pa.table([pa.array([1]), pa.array([2])], names=names), out)
    assert refusal(out.getvalue()).startswith("t.parquet: ")


def test_text_that_no_output_could_hold_is_refused() -> None:
    assert "control character" in refusal(written({"a": pa.array(["x\0y"])}))
    out = io.BytesIO()
    broken = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff")])
    pq.write_table(pa.table({"a": broken}), out)
    assert "cannot be read" in refusal(out.getvalue())


GOOD = written({"item": pa.array(["a", "b"] * 50), "value": pa.array([1.5, 2.5] * 50)})


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1PAR1", b"a,b\n1,2\n", GOOD[:-1], GOOD[4:]], ids=range(6))
def test_what_is_no_parquet_is_refused(data: bytes) -> None:
    assert "cannot be read" in refusal(data)


def test_a_damaged_file_is_refused_or_read_and_nothing_else() -> None:
    refused = 0
    for index in range(0, len(GOOD), 3):
        data = bytearray(GOOD)
        data[index] ^= 0xFF
        try:
            table(bytes(data))
        except ComplianceError:
            refused += 1
    assert refused > len(GOOD) // 20


def test_without_the_extra_a_parquet_file_is_refused_with_the_command_that_installs_it(tmp_path: Path) -> None:
    (tmp_path / "t.parquet").write_bytes(GOOD)
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from pathlib import Path\n"
        "from compliance.errors import Cause, ComplianceError\n"
        "from compliance.files.source import Source\n"
        "from compliance.files.table_formats import read_table\n"
        "try:\n    read_table(Source('t.parquet', Path(sys.argv[1]).read_bytes(), Cause.DOSSIER))\n"
        "except ComplianceError as error:\n    print(error.cause, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "t.parquet")], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("Cause.SETTING")
    assert "pip install 'mutual-shaping[tables]'" in done.stdout


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("not_parquet", "cannot be read"),
        ("bad_metadata", "cannot be read"),
        ("dict_bomb", "limit csv_rows"),
    ],
)
def test_the_hostile_parquet_files_are_refused(shared: Path, name: str, words: str) -> None:
    assert words in refusal((shared / "hostile" / "parquet" / f"{name}.parquet").read_bytes())
