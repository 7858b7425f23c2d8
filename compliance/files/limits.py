"""Named limits on what is read; every refusal for size names the one that was hit."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on input. All are *proposed* unless a measurement is given; a caller may pass its own.

    file_bytes: bytes of one evidence file.
    text_file_bytes: bytes of one YAML or Markdown file (750 KB of YAML take about a second).
    json_file_bytes: bytes of one JSON file (5 MB take about half a second).
    yaml_nodes: scalars, lists and mappings in one YAML file.
    json_nodes: scalars, lists and objects in one JSON file.
    depth: nesting of lists and mappings, in YAML and JSON.
    string_chars: characters (code points) of one string or key in YAML or JSON.
    path_chars: characters of a path inside a folder (Windows stops at 260 with the folder itself).
    path_parts: folders of such a path, its file included.
    csv_rows: rows of a table, its header not counted; CSV and JSON Lines.
    csv_columns: columns of a table.
    cell_chars: characters of one cell; at most 131,072 counts, where Python's ``csv`` module stops by itself.
    table_cells: rows times columns of a table.
    folder_files: entries listed in one folder, and files read from one folder.
    folder_bytes: bytes read from one folder, all files together.
    """

    file_bytes: int = 128 * MIB
    text_file_bytes: int = 2 * MIB
    json_file_bytes: int = 8 * MIB
    yaml_nodes: int = 200_000
    json_nodes: int = 2_000_000
    depth: int = 64
    string_chars: int = 200_000
    path_chars: int = 200
    path_parts: int = 16
    csv_rows: int = 2_000_000
    csv_columns: int = 1_000
    cell_chars: int = 100_000
    table_cells: int = 10_000_000
    folder_files: int = 5_000
    folder_bytes: int = 512 * MIB


DEFAULT = Limits()


def sizes(found: int, most: int) -> tuple[str, str]:
    """A number of bytes and its limit for people, ``2.0 MiB``, with as many digits as tell one from the other."""
    for places in (1, 2, 3):
        texts = _size(found, places), _size(most, places)
        if texts[0] != texts[1] or found == most:
            return texts
    return f"{found:,} bytes", f"{most:,} bytes"


def _size(number: int, places: int) -> str:
    return f"{number:,} bytes" if number < MIB // 10 else f"{number / MIB:,.{places}f} MiB"
