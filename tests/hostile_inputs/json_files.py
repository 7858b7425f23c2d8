"""JSON and JSON Lines: keys that stand twice, numbers that are none, lines that some readers split otherwise."""

from __future__ import annotations

import json

from hostile_inputs.case import Input, Read, Refused

_VALUE = "is not a JSON value"

KEYS = [
    Input(
        "twice.json",
        '{"met": false, "met": true}',
        Refused("duplicate-key", 1, 16, "the key 'met' appears twice"),
        "the last one wins",
    ),
    Input(
        "escaped.json",
        '{"met": 0, "m\\u0065t": 1}',
        Refused("duplicate-key", 1, 12, "the key 'met' appears twice"),
        "hidden by an escape",
    ),
    Input(
        "case.json",
        '{"met": 0,\n "Met": 1}',
        Refused("duplicate-key", 2, 2, "the same but for letter case"),
        "some readers fold",
    ),
    Input(
        "nfc.json",
        '{"\u00e5": 0, "a\u030a": 1}',
        Refused("duplicate-key", 1, 10, "the same but for"),
        "one letter, two encodings",
    ),
    Input(
        "inner.json",
        '{"a": [{"b": 1, "b": 2}]}',
        Refused("duplicate-key", 1, 17, "the key 'b' appears twice"),
        "far inside",
    ),
    Input(
        "proto.json",
        '{"__proto__": {"met": true}, "constructor": 1}',
        Read({"__proto__": {"met": True}, "constructor": 1}),
        "keys that act elsewhere",
    ),
    Input(
        "many.json",
        lambda: json.dumps({f"field_{n}": n for n in range(20_000)}),
        Read({f"field_{n}": n for n in range(20_000)}),
        "keys by the thousand, for readers that search them one by one",
    ),
]
NUMBERS = [
    Input("nan.json", '{"share": NaN}', Refused("not-json", 1, 11, f"'NaN' {_VALUE}"), "no number"),
    Input("infinity.json", "[Infinity]", Refused("not-json", 1, 2, f"'Infinity' {_VALUE}"), "no number"),
    Input("minus.json", "[1, -Infinity]", Refused("not-json", 1, 5, f"'-Infinity' {_VALUE}"), "no number"),
    Input(
        "overflow.json",
        '{"share": 1e400}',
        Refused("unusable-number", 1, 11, "the number 1e400 is too large"),
        "infinite where it is read as a double",
    ),
    Input(
        "digits.json",
        lambda: '{"n": ' + "9" * 5_000 + "}",
        Refused("unusable-number", 1, 7, "too large to be read alike"),
        "int() refuses it",
    ),
    Input(
        "exact.json",
        '{"n": 9007199254740993}',
        Refused("unusable-number", 1, 7, "too large to be read alike"),
        "a double has no such number",
    ),
    Input("zeros.json", "[007]", Refused("not-json", 1, 2, f"'007' {_VALUE}"), "octal for some"),
    Input("plus.json", "[+1]", Refused("not-json", 1, 2, _VALUE), "no JSON number"),
    Input("hex.json", "[0x10]", Refused("not-json", 1, 2, f"'0x10' {_VALUE}"), "no JSON number"),
]
TEXT = [
    Input("trailing.json", '{"a": 1}\n{"a": 2}', Refused("not-json", 2, 1, "more text follows"), "two documents"),
    Input("comma.json", '{"a": 1,}', Refused("not-json", 1, 8, "there is a comma after the last item"), "JSON5"),
    Input("comment.json", '{"a": 1 /* 2 */}', Refused("not-json", 1, 9, "a comma or } is expected"), "JSON5"),
    Input("single.json", "{'a': 1}", Refused("not-json", 1, 2, "not a single quote"), "Python"),
    Input(
        "high.json",
        '{"a": "\\ud83d"}',
        Refused("forbidden-character", 1, 7, "half of a character (U+D83D)"),
        "no UTF-8 for it",
    ),
    Input(
        "low.json",
        '["\\udc00x"]',
        Refused("forbidden-character", 1, 2, "half of a character (U+DC00)"),
        "no UTF-8 for it",
    ),
    Input("key.json", '{"\\udfff": 1}', Refused("forbidden-character", 1, 2, "half of a character"), "in a key"),
    Input("nul.json", '["a\\u0000b"]', Refused("forbidden-character", 1, 2, "U+0000"), "databases cut or refuse it"),
    Input("raw.json", '["a\nb"]', Refused("not-json", 1, 4, "a line end is inside a text"), "a raw line end in text"),
    Input(
        "latin.json", '{"a": "caf\xe9"}'.encode("latin-1"), Refused("not-utf8", 1, 11, "byte 0xe9"), "another encoding"
    ),
    Input("utf16.json", "[1]".encode("utf-16"), Refused("not-utf8", 1, 1, "byte order mark"), "two bytes a character"),
    Input("empty.json", "", Refused("not-json", 1, 1, "not the end of the file"), "nothing at all"),
    Input("deep.json", lambda: "[" * 100_000, Refused("limit", 1, 65, "limit depth"), "deeper than any stack"),
    Input(
        "objects.json",
        lambda: '{"a":' * 70 + "1" + "}" * 70,
        Refused("limit", 1, 321, "limit depth"),
        "the same with objects",
    ),
    Input(
        "string.json", lambda: json.dumps("x" * 200_001), Refused("limit", 1, 1, "limit string_chars"), "one long text"
    ),
    Input(
        "large.json",
        lambda: " " * (8 * 1024 * 1024) + "1",
        Refused("limit", None, None, "limit json_file_bytes"),
        "blanks by the megabyte",
    ),
]
LINES = [
    Input("blank.jsonl", '{"id": 1}\n\n{"id": 2}\n', Refused("table-row", 2, 1, "blank"), "an empty line"),
    Input(
        "cut.jsonl", '{"id": 1}\n{"id": 2, "ok": tru', Refused("not-json", 2, 17, f"'tru' {_VALUE}"), "a file cut off"
    ),
    Input(
        "nan.jsonl", '{"id": 1}\n{"id": 2, "score": NaN}\n', Refused("not-json", 2, 20, f"'NaN' {_VALUE}"), "no number"
    ),
    Input(
        "return.jsonl",
        '{"id": 1}\n{"id": 2}\r{"id": 3}\n',
        Refused("not-json", 2, 11, "more text follows"),
        "a line end for some",
    ),
    Input(
        "separator.jsonl",
        '{"id": 1}\n{"id": 2}\u2028{"id": 3}\n',
        Refused("not-json", 2, 10, "more text follows"),
        "a line end for some",
    ),
    Input(
        "vertical.jsonl",
        '{"id": 1}\n{"id": 2}\x0b{"id": 3}\n',
        Refused("not-json", 2, 10, "more text follows"),
        "a line end for str.splitlines",
    ),
    Input("list.jsonl", '{"id": 1}\n[2]\n', Refused("row-shape", 2, 1, "this line is not an object"), "no row"),
    Input(
        "twice.jsonl",
        '{"id": 1}\n{"id": 2, "id": 3}\n',
        Refused("duplicate-key", 2, 11, "the key 'id' appears twice"),
        "the last one wins",
    ),
    Input(
        "hidden.jsonl",
        '{"id": 1, "t": "a\\u2028b"}\n',
        Read({"id": ["1"], "t": ["a\u2028b"]}),
        "an escaped line end stays in its cell",
    ),
    Input(
        "array.jsonl",
        '[{"id": 1}, {"id": 2}]\n',
        Refused("row-shape", 1, 1, "this line is not an object"),
        "a JSON file under another name",
    ),
]
INPUTS = [*KEYS, *NUMBERS, *TEXT, *LINES]
