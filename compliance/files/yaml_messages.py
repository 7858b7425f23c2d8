"""Says what is wrong with text that is not YAML, in the same words for both of PyYAML's parsers."""

from __future__ import annotations

import re

import yaml

from compliance.files.source import Source
from compliance.files.text import Lines
from compliance.files.visible_text import quote

_QUOTE = "put quotes around the whole text"
_INDENT = "keys of one mapping start in the same column, and so do the dashes of one list"
UNKNOWN_ESCAPE = (
    "this escape is not known",
    "write a backslash as \\\\, and a character beyond U+FFFF as itself; in single quotes nothing is an escape",
)
QUESTION_IN_BRACKETS = "text with a question mark inside [ ] or { } needs quotes", _QUOTE
BLOCK_HEADER = "only + or - or a digit may follow | or >", "begin the text on the next line"

# Parts of the parsers' messages (the one in C first, then the one in Python), our message, and what to do.
_MESSAGES = (
    (
        "mapping (values|keys) are not allowed",
        "a key is not expected here",
        f"{_INDENT}; the line above may lack a colon",
    ),
    ("expected key|<block end>|'-' indicator", "this does not fit what is above it", _INDENT),
    ("cannot start any token", "plain text cannot start with {here}", _QUOTE),
    ("expected ':'|simple key", "a colon is missing after what begins here", f"write 'key: value', or {_QUOTE}"),
    (r"expected ',' or '\]'", "the list in [ ] is not closed, or lacks a comma", f"close it; if it is text, {_QUOTE}"),
    (
        r"expected ',' or '\}'",
        "the mapping in { } is not closed, or lacks a comma",
        f"close it; if it is text, {_QUOTE}",
    ),
    ("entries are not allowed", "a list cannot begin here", f"put the dash on its own line; if it is text, {_QUOTE}"),
    ("escape|hexadecimal|hexdecimal", *UNKNOWN_ESCAPE),
    ("unexpected end of stream", "the quote that begins here is never closed", "close it with the same quote"),
    ("unexpected document", "a line with --- or ... is inside quotes", "close the quotes before it, or indent it"),
    ("block scalar", *BLOCK_HEADER),
    ("expected (the )?node content", "a value is expected here, not {here}", f"if it is text, {_QUOTE}"),
    ("document start", "more text follows the end of the data", _INDENT),
    ("an alias|an anchor", "plain text cannot start with {here}", _QUOTE),
    ("undefined tag", "YAML tags are not read", f"if it is text, {_QUOTE}"),
    ("a tag", "plain text cannot start with {here}", _QUOTE),
    ("directive", "a line cannot start with % here", f"indent it; {_QUOTE}"),
)

# Parsers differ on these: a tab after a colon, the line ends of YAML 1.1, byte order marks inside a file. Control
# characters are allowed in YAML only as escapes.
_NOT_HERE = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff]")
_DIRECTIVE = re.compile(r"(?:[ ]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*%")
_SECOND_COLON = re.compile(r"^[ \-]*(?:\"[^\"]*\"|'[^']*'|[^\s:'\"][^:]*): +[^ ]")
_AFTER_CLOSING = re.compile(r"[}\]\"'] *$")


def refuse_characters(source: Source, text: str) -> None:
    """Raise ComplianceError for a character that is not accepted in YAML, and for a directive."""
    found = _NOT_HERE.search(text)
    if found:
        line, column = Lines(text).at(found.start())
        if found[0] == "\t":
            raise source.refusal(
                "tab", "there is a tab here", line, column, hint='use spaces; inside double quotes, write "\\t"'
            )
        code = ord(found[0])
        hint = f'delete it, or write it inside double quotes as "\\u{code:04X}"'
        raise source.refusal(
            "forbidden-character", f"the character U+{code:04X} is here as itself", line, column, hint=hint
        )
    directive = _DIRECTIVE.match(text)
    if directive:
        line, column = Lines(text).at(directive.end() - 1)
        hint = "delete the line; the file is read as YAML 1.2 without it"
        raise source.refusal(
            "yaml-directive", "directives (lines that start with %) are not read", line, column, hint=hint
        )


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[str, int, str]:
    """Message, index into ``text`` and hint for what PyYAML reports."""
    words = f"{error.context or ''}: {error.problem or ''}"
    where = error.problem_mark or error.context_mark
    begins = error.context_mark or error.problem_mark
    index = where.index if where else 0
    if begins and "escape" in words:
        index = max(text.rfind("\\", begins.index, index + 1), begins.index)
    elif begins and (
        index >= len(text.rstrip()) or re.search("an alias|an anchor|a tag|directive|a simple key", words)
    ):
        # At the end of the file, the place where something was left open helps more than the end.
        index = begins.index
    before = text[max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1 : index]
    if "a flow" in words and text[index : index + 1] == "?":
        return QUESTION_IN_BRACKETS[0], index, QUESTION_IN_BRACKETS[1]
    if "mapping values" in words and _SECOND_COLON.match(before):
        return "there is a second colon here, inside the text of a value", index, f"{_QUOTE} after the first colon"
    if "flow" not in words and "expected" in words and _AFTER_CLOSING.search(before):
        closing = quote(before.rstrip()[-1])
        return f"more text follows {closing}, which ends the value", index, f"if it is one text, {_QUOTE}"
    known = ((ours, hint) for pattern, ours, hint in _MESSAGES if re.search(pattern, words))
    message, hint = next(known, (f"this is not YAML ({error.problem})", _INDENT))
    here = quote(text[index]) if index < len(text) else "the end of the file"
    return message.replace("{here}", here), index, hint
