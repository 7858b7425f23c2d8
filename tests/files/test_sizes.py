"""Files that are too large: refused without being read, in numbers that differ from the limit's."""

from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from compliance.errors import Cause, ComplianceError
from compliance.files.folder import Folder
from compliance.files.limits import DEFAULT, MIB, sizes


@pytest.mark.parametrize(
    ("found", "most", "texts"),
    [
        (3 * MIB, 2 * MIB, ("3.0 MiB", "2.0 MiB")),
        (2_100_006, 2 * MIB, ("2.003 MiB", "2.000 MiB")),
        (2 * MIB + 1, 2 * MIB, ("2,097,153 bytes", "2,097,152 bytes")),
        (812, 100, ("812 bytes", "100 bytes")),
    ],
)
def test_a_size_and_its_limit_never_read_alike(found: int, most: int, texts: tuple[str, str]) -> None:
    assert sizes(found, most) == texts


def test_a_sparse_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    with (tmp_path / "big.pdf").open("wb") as file:
        file.truncate(10 * 1024 * MIB)
    tracemalloc.start()
    try:
        with Folder(tmp_path, Cause.DOSSIER) as folder, pytest.raises(ComplianceError) as caught:
            folder.read("big.pdf")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "10,240.0 MiB" in str(caught.value)
    assert peak < MIB


def test_the_file_that_is_too_much_for_a_folder_is_named_with_both_numbers(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_bytes(b"x" * 600)
    with Folder(tmp_path, Cause.DOSSIER, replace(DEFAULT, folder_bytes=1_500)) as folder:
        folder.read("a")
        folder.read("b")
        folder.read("b")
        with pytest.raises(ComplianceError) as caught:
            folder.read("c")
    assert re.search(r"'c'.* 1,800 bytes .*1,500 bytes in all files \(limit folder_bytes\)", str(caught.value))
