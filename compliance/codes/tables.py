"""Codes of tables: CSV, JSON Lines, Parquet; and of measures that are run on one."""

from __future__ import annotations

from compliance.codes.code import Code

CODES = (
    Code(
        "column-name",
        "A column has no name, a name with blanks around it, a very long one, or the name of another column.",
        "Measures find columns by their names.",
        "item, rater,,label",
        "item,rater,label",
    ),
    Code(
        "column-type",
        "A column of a Parquet file holds lists, objects, bytes or another type that is no cell of a table.",
        "Measures read flat tables: text, numbers, true or false, dates and times.",
        "label: list<string>",
        "label: string",
    ),
    Code(
        "csv-quote",
        "A quote in a CSV file is not closed, or text follows the closing quote.",
        "Everything up to the next quote would be one cell.",
        'a,"b "c" d"',
        'a,"b ""c"" d"',
    ),
    Code(
        "csv-separator",
        "The cells are separated by something else than commas.",
        "No separator is guessed: a wrong guess reads another table.",
        "item;rater;label",
        "item,rater,label",
    ),
    Code(
        "measure-argument",
        "An argument of a measure is unknown, missing or can't be read, or a table is missing or not wanted.",
        "A measure computes from all its arguments; none of them is guessed.",
        "compliance measure run agreement ratings.csv",
        "compliance measure run agreement ratings.csv --arg scale=nominal",
    ),
    Code(
        "not-in-table",
        "A table doesn't hold what a measure asks of it: a column, a rater, one row for one thing.",
        "A measure of something else would be taken for the one that was asked for.",
        "compliance measure run agreement ratings.csv --arg scale=nominal --arg item=question",
        "compliance measure run agreement ratings.csv --arg scale=nominal --arg item=item",
    ),
    Code(
        "not-parquet",
        "The file is no Parquet file, or it is damaged.",
        "What can't be read whole is not read in part.",
        "(a file that ends before its last block)",
        "(the file, written again)",
    ),
    Code(
        "row-shape",
        "A line of a JSON Lines file is no object, or a value in it is a list or an object.",
        "Each line is a row of a table: its values are text, numbers, true, false or null.",
        '["a", 1]',
        '{"item": "a", "label": 1}',
    ),
    Code(
        "table-empty",
        "A table has no header, or a JSON Lines file no rows.",
        "Evidence that says nothing is none.",
        "(an empty file)",
        "item,rater,label\n1,anna,safe",
    ),
    Code(
        "table-row",
        "A row is blank, has more or fewer cells than the header, or can't be taken apart.",
        "In a shifted row, each value is under another column's name.",
        "item,rater,label\n1,anna",
        "item,rater,label\n1,anna,safe",
    ),
)
