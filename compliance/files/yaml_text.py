"""Strict YAML: the part of YAML 1.2 that every reader understands in the same way, read from the parser's events.

The YAML library only splits the text into events; this file builds dict, list and scalars from them. So a tag can't
name a class, an alias can't multiply data, and a merge key can't change what was written.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn, Protocol, cast

import yaml

from compliance.errors import ComplianceError
from compliance.files.folding import duplicate, folded
from compliance.files.limits import DEFAULT, Limits
from compliance.files.numerals import NumeralError
from compliance.files.source import Source
from compliance.files.text import FORBIDDEN, Lines, decode, forbidden_in
from compliance.files.tree import DataPath, Spot, Tree, path_text
from compliance.files.visible_text import quote
from compliance.files.yaml_messages import (
    BLOCK_HEADER,
    QUESTION_IN_BRACKETS,
    UNKNOWN_ESCAPE,
    explain,
    refuse_characters,
)
from compliance.files.yaml_scalar import Scalar, resolve


class EventReader(Protocol):
    """The methods that we use of either of PyYAML's parsers."""

    def get_event(self) -> Any: ...

    def dispose(self) -> None: ...


def parse_yaml(source: Source, limits: Limits = DEFAULT, *, pure: bool = False) -> Tree:
    """The tree in the YAML text ``source``. Plain scalars mean what :mod:`yaml_scalar` says.

    Raises ComplianceError, with line and column, for: aliases, anchors, tags, directives, ``<<``, several documents,
    keys that are not text or that are equal (also after NFKC and case folding), numbers that are not finite or not
    exact, characters that are not allowed, tabs, limits, and text that is not YAML. ``pure`` takes the parser written
    in Python where the one in C would be taken; both give the same result.
    """
    text = decode(source, limits.text_file_bytes, "text_file_bytes")
    refuse_characters(source, text)
    data, _ = _Builder(source, text, limits, spots=False).read(_reader(text, pure=pure))
    return Tree(data, source, text, limits, _locate_with_python if pure else _locate, plain_text=True)


def _locate(source: Source, text: str, limits: Limits) -> Spot:
    return _Builder(source, text, limits, spots=True).read(_reader(text, pure=False))[1]


def _locate_with_python(source: Source, text: str, limits: Limits) -> Spot:
    return _Builder(source, text, limits, spots=True).read(_reader(text, pure=True))[1]


def _reader(text: str, *, pure: bool) -> EventReader:
    if yaml.__with_libyaml__ and not pure:
        return yaml.CSafeLoader(text)
    return yaml.SafeLoader(text)


class _Open:
    """A mapping or list that is not closed yet; ``key`` is what is being read in a mapping, or was last."""

    __slots__ = ("flow", "has_key", "items", "key", "key_end", "key_index", "keys", "spot")

    def __init__(self, items: Any, spot: Spot | None, *, flow: bool) -> None:
        self.items: Any = items
        self.flow = flow
        self.spot = spot
        self.key = ""
        self.key_index = 0
        self.key_end = 0
        self.has_key = False
        self.keys: dict[str, tuple[str, int]] = {}


class _Builder:
    def __init__(self, source: Source, text: str, limits: Limits, *, spots: bool) -> None:
        self._source = source
        self._text = text
        self._limits = limits
        self._spots = spots
        self._open: list[_Open] = []
        self._nodes = 0
        self._flow = 0
        self._root: Any = None
        self._root_spot = Spot(0)
        self._documents = 0

    def read(self, reader: EventReader) -> tuple[Any, Spot]:
        """Data, and its spots if they were asked for."""
        try:
            while (event := reader.get_event()) is not None:
                kind = type(event)
                if kind is yaml.ScalarEvent:
                    self._scalar(event)
                elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                    self._begin(event, {} if kind is yaml.MappingStartEvent else [])
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    self._end(event)
                elif kind is yaml.AliasEvent:
                    self._refuse_mark("yaml-alias", event, "*", event.anchor)
                elif kind is yaml.DocumentStartEvent:
                    self._document(event)
        except yaml.MarkedYAMLError as error:
            message, index, hint = explain(error, self._text)
            raise self._refusal("not-yaml", index, message, hint) from None
        except (ValueError, OverflowError):
            # The parser in Python stumbles over an escape for a character that does not exist.
            index = self._text.rfind("\\", 0, cast(yaml.SafeLoader, reader).get_mark().index)
            raise self._refusal("bad-escape", index, *UNKNOWN_ESCAPE) from None
        finally:
            reader.dispose()
        if not self._documents:
            raise self._source.refusal(
                "empty-file", "the file holds no data", 1, 1, hint="write 'key: value' lines into it"
            )
        return self._root, self._root_spot

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(
                "yaml-documents",
                event,
                "a second document begins here",
                "a file holds one document; delete the line with ---",
            )

    def _scalar(self, event: Any) -> None:
        value: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if len(value) > self._limits.string_chars:
            message = f"the text that begins here has {len(value):,} characters"
            self._refuse(
                "limit", event, message, f"at most {self._limits.string_chars:,} are read (limit string_chars)"
            )
        if event.style == '"':
            forbidden = FORBIDDEN.search(value)
            if forbidden and "\ud800" <= forbidden[0] <= "\udfff":
                # Only the parser in Python lets it through; the one in C says so itself.
                raise self._refusal("bad-escape", _half_character(self._text, event.start_mark.index), *UNKNOWN_ESCAPE)
            if forbidden:
                self._refuse("forbidden-character", event, *forbidden_in(forbidden[0]))
        elif event.style in ("|", ">"):
            header = _COMMENT_IN_HEADER.match(self._text, event.start_mark.index)
            if header:
                raise self._refusal("not-yaml", header.end() - 1, *BLOCK_HEADER)
        resolved: Scalar = value
        if not event.style:
            if "?" in value and self._flow:
                raise self._refusal("not-yaml", self._text.index("?", event.start_mark.index), *QUESTION_IN_BRACKETS)
            try:
                resolved = resolve(value)
            except NumeralError as error:
                self._refuse("unusable-number", event, error.message, error.hint)
        here = self._open[-1] if self._open else None
        if here is not None and type(here.items) is dict and not here.has_key:
            self._key(event, here, value, resolved)
        else:
            self._put(event, here, resolved)

    def _key(self, event: Any, here: _Open, text: str, resolved: Scalar) -> None:
        if type(resolved) is not str:
            what = "an empty key" if text == "" else f"the key {quote(text)} is not text but {_kind(resolved)}"
            self._refuse(
                "key-not-text", event, what, f'put it in quotes: "{text}"' if text else "write a key before the colon"
            )
        if text == "<<":
            self._refuse(
                "yaml-merge-key", event, "merge keys (<<) are not read", "write the keys out where they belong"
            )
        here.key = text
        here.key_index, here.key_end = event.start_mark.index, event.end_mark.index
        here.has_key = True
        form = folded(text)
        if form in here.keys:
            self._refuse("duplicate-key", event, *duplicate(text, *here.keys[form]))
        here.keys[form] = (text, event.start_mark.line + 1)

    def _begin(self, event: Any, items: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        here = self._open[-1] if self._open else None
        if here is not None and type(here.items) is dict and not here.has_key:
            self._refuse(
                "key-not-text",
                event,
                "a key is text, not a list or a mapping",
                "text that starts with [ or { needs quotes",
            )
        if len(self._open) >= self._limits.depth:
            message = f"more than {self._limits.depth} lists and mappings are inside one another (limit depth)"
            self._open.clear()
            self._refuse("limit", event, message, "write the data flatter")
        self._open.append(_Open(items, self._put(event, here, items), flow=bool(event.flow_style)))
        self._flow += bool(event.flow_style)

    def _end(self, event: Any) -> None:
        ended = self._open.pop()
        self._flow -= ended.flow
        if ended.spot is not None:
            # A block has no closing bracket: it ends where the last thing in it ends.
            last = next(reversed(ended.spot.children.values()), None)
            ended.spot.end = event.end_mark.index if ended.flow or last is None else last.end

    def _put(self, event: Any, here: _Open | None, value: Any) -> Spot | None:
        """Put ``value`` where it belongs; its spot, if spots are asked for."""
        self._nodes += 1
        if self._nodes > self._limits.yaml_nodes:
            message = f"more than {self._limits.yaml_nodes:,} values (limit yaml_nodes)"
            self._refuse("limit", event, message, "move bulk data into a CSV or JSON Lines file")
        spot = Spot(event.start_mark.index, end=event.end_mark.index) if self._spots else None
        if here is None:
            self._root = value
            if spot is not None:
                self._root_spot = spot
            return spot
        if not here.has_key:
            if spot is not None and here.spot is not None:
                here.spot.children[len(here.items)] = spot
            here.items.append(value)
            return spot
        if spot is not None and here.spot is not None:
            spot.key_index, spot.key_end = here.key_index, here.key_end
            here.spot.children[here.key] = spot
        here.items[here.key] = value
        here.has_key = False
        return spot

    def _refuse_properties(self, event: Any) -> NoReturn:
        if event.anchor is not None:
            self._refuse_mark("yaml-anchor", event, "&", event.anchor)
        self._refuse_mark("yaml-tag", event, "!", event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _refuse_mark(self, code: str, event: Any, sign: str, name: str) -> NoReturn:
        """Refuse an alias, an anchor or a tag. Often it was no such thing: an expression may start with ! or *."""
        kind = {"*": "aliases", "&": "anchors", "!": "tags"}[sign]
        shown = quote(name if name.startswith(sign) else sign + name)
        hint = f"write the value out; if this is text, put quotes around it, since plain text cannot start with {sign}"
        self._refuse(code, event, f"YAML {kind} such as {shown} are not read", hint)

    def _refuse(self, code: str, event: Any, message: str, hint: str) -> NoReturn:
        raise self._refusal(code, event.start_mark.index, message, hint)

    def _refusal(self, code: str, index: int, message: str, hint: str) -> ComplianceError:
        line, column = Lines(self._text).at(index)
        return self._source.refusal(code, message, line, column, path=path_text(self._path()) or None, hint=hint)

    def _path(self) -> DataPath:
        parts: list[str | int] = []
        for below, here in enumerate(self._open, 1):
            inside = below < len(self._open)
            if type(here.items) is list:
                parts.append(len(here.items) - inside)
            elif inside or here.has_key:
                parts.append(here.key)
        return tuple(parts)


# Where PyYAML's two parsers differ, the stricter one is followed: it stops at "|#" (the one in C takes a comment), and
# at a question mark in plain text inside brackets.
_COMMENT_IN_HEADER = re.compile(r"[|>][-+0-9]*#")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.)", re.DOTALL)


def _half_character(text: str, start: int) -> int:
    """Index of the first escape at or after ``start`` that writes half of a character."""
    for escape in _ESCAPE.finditer(text, start):
        if 0xD800 <= int(escape[1] or escape[2] or "0", 16) <= 0xDFFF:
            return escape.start()
    return start


def _kind(value: Scalar) -> str:
    if value is None:
        return "nothing (null)"
    return "true or false" if isinstance(value, bool) else "a number"
