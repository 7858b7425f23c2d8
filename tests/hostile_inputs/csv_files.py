"""CSV: formulas, other dialects, ragged rows, numbers that only Python reads."""

from __future__ import annotations

from hostile_inputs.case import Input, Read, Refused

FORMULAS = [
    '=WEBSERVICE("http://127.0.0.1/"&A2)',
    "+2+5+cmd|' /C notepad'!A0",
    "-1+1",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1",
    "＝1+1",
]
NUMBERS = [
    "0.25",
    "-0",
    "1_000",
    "０.5",
    "٤",
    "½",
    " 7",
    "7 ",
    "1e309",
    "inf",
    "nan",
    "0x1F",
    ".5",
    "5.",
    "+1",
    "−1",
    "1e3",
]
"""Of these only 0.25, -0 and 1e3 are numbers."""


def _quoted(cells: list[str]) -> str:
    return "cell,n\n" + "".join('"' + cell.replace('"', '""') + f'",{n}\n' for n, cell in enumerate(cells))


INPUTS = [
    Input("formulas.csv", _quoted(FORMULAS), Read({"cell": FORMULAS, "n": list("0123456")}), "formulas are data"),
    Input(
        "numbers.csv",
        _quoted(NUMBERS),
        Read({"cell": NUMBERS, "n": [str(n) for n in range(len(NUMBERS))]}),
        "digits and words that float() takes",
    ),
    Input(
        "ends.csv",
        'a,b\r\n1,2\n3,4\r\n"x\ry",5\n',
        Read({"a": ["1", "3", "x\ry"], "b": ["2", "4", "5"]}),
        "mixed line ends",
    ),
    Input(
        "header.csv",
        "id,score,id\n1,2,3\n",
        Refused("column-name", 1, None, "columns 1 and 3 are both called 'id'"),
        "which one counts",
    ),
    Input("fold.csv", "Score,score\n1,2\n", Refused("column-name", 1, None, "letter case"), "which one counts"),
    Input(
        "nameless.csv",
        "a,,c\n1,2,3\n",
        Refused("column-name", 1, None, "column 2 has no name"),
        "a column that no one can ask for",
    ),
    Input(
        "short.csv",
        "a,b,c\n1,2,3\n4,5\n",
        Refused("table-row", 3, None, "this row has 2 cells, the header has 3"),
        "cells shift",
    ),
    Input(
        "long.csv",
        "a,b\n1,2,3\n",
        Refused("table-row", 2, None, "this row has 3 cells, the header has 2"),
        "cells shift",
    ),
    Input("comma.csv", "a,b\n0,5,x\n", Refused("table-row", 2, None, "this row has 3 cells"), "a decimal comma"),
    Input(
        "quote.csv",
        'a,b\n1,"x\n2,y\n3,z\n',
        Refused("csv-quote", 2, 3, "the quote that opens here is never closed"),
        "swallows the rest",
    ),
    Input(
        "after.csv", 'a,b\n"x" y,2\n', Refused("csv-quote", 2, 1, "text follows the closing quote"), "readers differ"
    ),
    Input("semicolon.csv", "a;b\n1;2\n", Refused("csv-separator", 1, 1, "holds semicolons"), "another dialect"),
    Input("tabs.csv", "a\tb\n1\t2\n", Refused("csv-separator", 1, 1, "holds tabs"), "another dialect"),
    Input("sep.csv", "sep=|\na|b\n1|2\n", Refused("csv-separator", 1, 1, "names a separator"), "only Excel reads it"),
    Input("nul.csv", "a\nx\0y\n", Refused("forbidden-character", 2, 2, "U+0000"), "cuts the cell in C"),
    Input("latin.csv", "a\ncaf\xe9\n".encode("latin-1"), Refused("not-utf8", 2, 4, "byte 0xe9"), "another encoding"),
    Input(
        "utf16.csv",
        "a,b\n1,2\n".encode("utf-16"),
        Refused("not-utf8", 1, 1, "byte order mark"),
        "two bytes a character",
    ),
    Input("inner-blank.csv", "a\n1\n\n2\n", Refused("table-row", 3, None, "blank"), "a row or none"),
    Input(
        "cell.csv",
        lambda: "a\n" + "x" * 100_001 + "\n",
        Refused("table-row", 2, None, "limit cell_chars"),
        "a cell that fills a page",
    ),
    Input(
        "field.csv",
        lambda: "a\n" + "x" * 140_000 + "\n",
        Refused("limit", 2, 1, "limit cell_chars"),
        "above the csv module's own limit",
    ),
    Input(
        "columns.csv",
        lambda: ",".join(f"c{n}" for n in range(1_001)) + "\n",
        Refused("limit", None, None, "limit csv_columns"),
        "very wide",
    ),
    Input("empty.csv", "", Refused("table-empty", 1, 1, "no header"), "nothing at all"),
    Input(
        "controls.csv", 'a\n"\x1b[2J\x1b[31mFAIL"\n', Read({"a": ["\x1b[2J\x1b[31mFAIL"]}), "a terminal would act on it"
    ),
    Input("c1.csv", "a\n\x9b31m\n", Refused("forbidden-character", 2, 1, "U+009B"), "an escape in one character"),
]
