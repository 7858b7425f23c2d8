"""YAML: bombs, tags that build objects, keys that two readers take differently, text that no output can carry."""

from __future__ import annotations

from hostile_inputs.case import Input, Read, Refused

_ANCHOR = "anchors such as"
_TAG = "tags such as"


def _alias_bomb() -> str:
    """Twelve lists of twelve of the list before: 12 ** 12 values in 700 bytes."""
    lines = ["all: &level0 [lol]"]
    lines += [f"l{n}: &level{n} [{', '.join([f'*level{n - 1}'] * 12)}]" for n in range(1, 13)]
    return "\n".join(lines)


def _merge_bomb() -> str:
    """Each mapping merges the one before twenty times: PyYAML copies the keys while it loads."""
    lines = ["base: &m0 {" + ", ".join(f"field{n}: 0" for n in range(30)) + "}"]
    lines += [f"n{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 20)}]}}" for n in range(1, 9)]
    return "\n".join(lines)


def _tagged(tag: str, content: str = "x") -> Input:
    return Input(
        f"tag {tag}.yaml",
        f"system: {tag} {content}\n",
        Refused("yaml-tag", 1, 9, f"{_TAG} '{tag}'"),
        "a tag that asks for an object",
    )


BOMBS = [
    Input(
        "aliases.yaml",
        _alias_bomb,
        Refused("yaml-anchor", 1, 6, _ANCHOR),
        "12 ** 12 values, shared: whoever walks them never ends",
    ),
    Input(
        "merges.yaml",
        _merge_bomb,
        Refused("yaml-anchor", 1, 7, _ANCHOR),
        "merge keys are copied while the file is loaded",
    ),
    Input("self.yaml", "a: &me [*me]\n", Refused("yaml-anchor", 1, 4, _ANCHOR), "a list that holds itself"),
    Input(
        "override.yaml",
        "x: &low {met: no}\ny:\n  met: yes\n  <<: *low\n",
        Refused("yaml-anchor", 1, 4, _ANCHOR),
        "readers differ",
    ),
    Input(
        "flow.yaml", lambda: "[" * 5_000 + "]" * 5_000, Refused("limit", 1, 65, "limit depth"), "deeper than any stack"
    ),
    Input(
        "block.yaml",
        lambda: "".join(" " * n + "k:\n" for n in range(200)),
        Refused("limit", 65, 65, "limit depth"),
        "the same",
    ),
    Input("open.yaml", "[" * 65, Refused("limit", 1, 65, "limit depth"), "never closed"),
    Input("maps.yaml", "{" * 65, Refused("key-not-text", 1, 2, "a key is text"), "a mapping as the key of a mapping"),
    Input(
        "nodes.yaml", lambda: "- a\n" * 200_001, Refused("limit", 200_000, 3, "limit yaml_nodes"), "many small values"
    ),
    Input("scalar.yaml", lambda: "a: " + "x" * 200_001, Refused("limit", 1, 4, "limit string_chars"), "one long value"),
    Input("key.yaml", lambda: "k" * 200_001 + ": 1", Refused("limit", 1, 1, "limit string_chars"), "one long key"),
    Input(
        "large.yaml",
        lambda: "# padding\n" * 210_000,
        Refused("limit", None, None, "limit text_file_bytes"),
        "a large file",
    ),
    Input(
        "digits.yaml",
        lambda: "n: " + "7" * 5_000,
        Refused("unusable-number", 1, 4, "too large to be read alike"),
        "int() refuses it",
    ),
    Input(
        "exact.yaml",
        "n: 9007199254740993",
        Refused("unusable-number", 1, 4, "too large to be read alike"),
        "a double has no such number",
    ),
]
TAGS = [
    _tagged("!!python/object/apply:os.system", "[touch /tmp/owned]"),
    _tagged("!!python/name:builtins.eval", "''"),
    _tagged("!!python/object/new:subprocess.Popen", "[[id]]"),
    _tagged("!include", "/etc/hostname"),
    _tagged("!secret"),
    _tagged("!!binary", "R0lGODlh"),
    _tagged("!!timestamp", "never"),
    _tagged("!!set", "{a, b}"),
    _tagged("!!float", "many"),
    Input(
        "verbatim.yaml", "a: !<tag:yaml.org,2002:python/none> x", Refused("yaml-tag", 1, 4, _TAG), "a tag spelt in full"
    ),
    Input(
        "handle.yaml",
        "%TAG !! tag:example.org,2000:\n---\na: 1\n",
        Refused("yaml-directive", 1, 1, "directives"),
        "tags renamed",
    ),
    Input(
        "version.yaml",
        "%YAML 1.1\n---\nyes: no\n",
        Refused("yaml-directive", 1, 1, "directives"),
        "another version's booleans",
    ),
]
KEYS = [
    Input(
        "twice.yaml",
        "level: 1\nname: a\nlevel: 3\n",
        Refused("duplicate-key", 3, 1, "the key 'level' appears twice"),
        "which one counts",
    ),
    Input(
        "quoted.yaml",
        '{"level": 1, level: 3}',
        Refused("duplicate-key", 1, 14, "the key 'level' appears twice"),
        "two spellings, one key",
    ),
    Input(
        "case.yaml",
        "Level: 1\nlevel: 3\n",
        Refused("duplicate-key", 2, 1, "the same but for letter case or encoding"),
        "some readers fold",
    ),
    Input(
        "nfc.yaml",
        "na\u00efve: 1\nnai\u0308ve: 2\n",
        Refused("duplicate-key", 2, 1, "the same but for"),
        "one word, two encodings",
    ),
    Input(
        "wide.yaml",
        "level: 1\n\uff4cevel: 3\n",
        Refused("duplicate-key", 2, 1, "the same but for"),
        "a full-width letter",
    ),
    Input(
        "ligature.yaml",
        "\ufb01nal: 1\nfinal: 3\n",
        Refused("duplicate-key", 2, 1, "the same but for"),
        "one sign for two letters",
    ),
    Input(
        "true.yaml",
        "true: a\n1: b\n",
        Refused("key-not-text", 1, 1, "the key 'true' is not text"),
        "True == 1 in Python",
    ),
    Input("number.yaml", "1: a\n", Refused("key-not-text", 1, 1, "the key '1' is not text"), "a number as a key"),
    Input("null.yaml", "a: 1\n~: 2\n", Refused("key-not-text", 2, 1, "the key '~' is not text"), "null as a key"),
    Input("list-key.yaml", "? [a, b]\n: 1\n", Refused("key-not-text", 1, 3, "a key"), "a list as a key"),
    Input(
        "merge-key.yaml",
        "a: {<<: {b: 1}}\n",
        Refused("yaml-merge-key", 1, 5, "merge keys (<<)"),
        "merge keys are no YAML 1.2",
    ),
]
TEXT = [
    Input("inf.yaml", "share: .inf\n", Refused("unusable-number", 1, 8, "not a finite number"), "no number of JSON"),
    Input("nan.yaml", "share: .NaN\n", Refused("unusable-number", 1, 8, "not a finite number"), "no number of JSON"),
    Input(
        "overflow.yaml",
        "share: 1e400\n",
        Refused("unusable-number", 1, 8, "too large"),
        "infinite where it is read as a double",
    ),
    Input(
        "second.yaml",
        "level: 0\n---\nlevel: 3\n",
        Refused("yaml-documents", 2, 1, "a second document"),
        "dropped by some readers",
    ),
    Input(
        "third.yaml",
        "a: 1\n...\nb: 2\n",
        Refused("not-yaml", 3, 1, "more text follows"),
        "text after the end of the document",
    ),
    Input("nul.yaml", 'name: "a\\0b"\n', Refused("forbidden-character", 1, 7, "U+0000"), "databases cut or refuse it"),
    Input("escape.yaml", 'name: "\\e[31mFAIL\\e[0m"\n', Read({"name": "\x1b[31mFAIL\x1b[0m"}), "colours of a terminal"),
    Input(
        "c1.yaml",
        b"name: \xc2\x9b31mFAIL\n",
        Refused("forbidden-character", 1, 7, "U+009B"),
        "an escape in one character",
    ),
    Input("bell.yaml", "name: a\x07\n", Refused("forbidden-character", 1, 8, "U+0007"), "a raw control character"),
    Input(
        "surrogate.yaml",
        'name: "\\ud800"\n',
        Refused("not-yaml", 1, 8, "this escape is not known"),
        "half a character has no UTF-8",
    ),
    Input(
        "latin.yaml", "name: caf\xe9\n".encode("latin-1"), Refused("not-utf8", 1, 10, "byte 0xe9"), "another encoding"
    ),
    Input("overlong.yaml", b"name: \xc0\xaf\n", Refused("not-utf8", 1, 7, "byte 0xc0"), "a slash in two bytes"),
    Input(
        "utf16.yaml",
        "name: a\n".encode("utf-16"),
        Refused("not-utf8", 1, 1, "byte order mark"),
        "two bytes a character",
    ),
    Input(
        "mark.yaml", "a: 1\nb: \ufeffx\n", Refused("forbidden-character", 2, 4, "U+FEFF"), "a byte order mark inside"
    ),
    Input("tab.yaml", "a:\n\tb: 1\n", Refused("tab", 2, 1, "tab"), "a tab for blanks"),
    Input("empty.yaml", "", Refused("empty-file", 1, 1, "holds no data"), "nothing at all"),
    Input("comment.yaml", "# level: 3\n", Refused("empty-file", 1, 1, "holds no data"), "only a comment"),
    Input(
        "norway.yaml",
        "[no, on, y, 012, 0o14, 0x1F, 1_000, 1:30, ~, 2026-11-23, +1, 0.10]",
        Read(None),
        "YAML 1.1 makes booleans, octal and sexagesimal numbers of these",
    ),
    Input(
        "separator.yaml",
        "a: x\u2028b: y\n",
        Refused("forbidden-character", 1, 5, "U+2028"),
        "a line end for some readers only",
    ),
    Input("markup.yaml", "a: '<script>{{ 7*7 }}'\n", Read({"a": "<script>{{ 7*7 }}"}), "markup and templates are text"),
]
INPUTS = [*BOMBS, *TAGS, *KEYS, *TEXT]
