"""Markdown from a standard or a dossier as HTML that is text, lists and tables and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from compliance.report.limits import DEFAULT, ReportLimits
from compliance.report.wording.direction import direction, isolated
from compliance.report.wording.locale import ENGLISH, Language
from compliance.report.wording.visible import visible

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_ADDRESS = re.compile(r"(?:https?://[^/]|mailto:.)[\x21-\x7e]*", re.IGNORECASE)
_DELIMITER = re.compile(r"^[ \t>*+\-\d.]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$")
_LOWEST_HEADING = 6
_BLOCKS = frozenset(
    f"{name}_open"
    for name in ("paragraph", "heading", "bullet_list", "ordered_list", "blockquote", "table", "th", "td")
)


def prose(text: str, limits: ReportLimits = DEFAULT, language: Language = ENGLISH, top: int = 4) -> Markup:
    """``text`` as HTML blocks.

    Raw HTML is shown as text, there are no images, headings rank from ``top`` down in unbroken order, links are
    http, https or mail and show their address. Size is bounded before and after: by characters, cells of tables,
    nesting, length of words and characters of the result.
    """
    source = visible(text, limits.prose_chars, multiline=True)
    tables = _cells(source) <= limits.table_cells
    tokens = _reader(tables, limits.nesting).parse(source)
    _rank_headings(tokens, top)
    _make_safe(tokens, limits, language)
    _set_directions(tokens, language)
    html: str = _reader(tables, limits.nesting).renderer.render(tokens, _reader(tables, limits.nesting).options, {})
    note = ""
    if not tables:
        note = language.gettext(
            "Tables of more than %(count)s cells are shown as text.", count=language.whole(limits.table_cells)
        )
    if len(html) > limits.html_chars:
        kept = _short_words(source[: limits.html_chars // 10], limits.word_chars, language)
        note = language.gettext("Too large to lay out; the beginning is shown as written.")
        html = f"<pre>{escape(kept)}</pre>"
    # Everything in html was escaped by the renderer or by escape(): raw HTML is off and no rule writes markup.
    return (Markup('<p class="note">{}</p>').format(note) if note else Markup()) + Markup(html)  # noqa: S704


def inline(text: str, limits: ReportLimits = DEFAULT, language: Language = ENGLISH) -> Markup:
    """The first paragraph of ``text`` without a block around it; for titles, questions and table cells."""
    source = " ".join(visible(text, limits.text_chars, multiline=True).split("\n\n")[0].split())
    reader = _reader(False, limits.nesting)
    tokens = reader.parseInline(source)
    _make_safe(tokens, limits, language)
    return Markup(isolated(reader.renderer.render(tokens, reader.options, {}), language.direction))  # noqa: S704 - as above


@cache
def _reader(tables: bool, nesting: int) -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "maxNesting": nesting})
    reader.disable(["image", "html_block", "html_inline"])
    if not tables:
        reader.disable("table")
    reader.validateLink = _is_address  # type: ignore[method-assign]  # how the library is told which links to allow
    return reader


def _is_address(url: str) -> bool:
    return _ADDRESS.fullmatch(url) is not None


def _cells(source: str) -> int:
    """The most cells that the tables of ``source`` can have.

    A short row is filled up to the width of its header, so that 20 KB can ask for a million cells; the count is made
    before the text is read.
    """
    total, columns = 0, 0
    for line in source.split("\n"):
        if not line.strip():
            columns = 0
        elif _DELIMITER.match(line) and ("|" in line or ":" in line):
            columns = max(columns, line.count("|") + 1)
        total += columns
    return total


def _rank_headings(tokens: Sequence[Token], top: int) -> None:
    """Headings rank below those of the document, and none skips a rank, whatever ranks the text begins with."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    last = top - 1
    for token in tokens:
        if token.type == "heading_open":
            last = min(top + used.index(token.tag), last + 1, _LOWEST_HEADING)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{last}"


def _make_safe(tokens: Sequence[Token], limits: ReportLimits, language: Language) -> None:
    """Shows addresses, and makes visible what entities brought in after the first pass."""
    for token in tokens:
        if token.content:
            token.content = _short_words(visible(token.content, None, multiline=True), limits.word_chars, language)
        token.info = ""
        token.attrs = dict(_kept(token))
        if token.children:
            token.children = list(_with_addresses(token.children))
            _make_safe(token.children, limits, language)


def _kept(token: Token) -> Iterator[tuple[str, Any]]:
    """The attributes that reach the HTML: a link's address, a list's first number, a column's alignment as a class."""
    for name, value in token.attrs.items():
        kind = (token.type, name)
        if (kind == ("link_open", "href") and _is_address(str(value))) or kind == ("ordered_list_open", "start"):
            yield name, value
        elif kind in (("th_open", "style"), ("td_open", "style")):
            side = str(value).removeprefix("text-align:")
            if side in ("right", "center"):
                yield "class", side


def _with_addresses(children: Sequence[Token]) -> Iterator[Token]:
    """The tokens, with the address of each link after its text unless the text is the address."""
    from markdown_it.token import Token

    href, said = "", ""
    for token in children:
        if token.type == "link_open":
            href, said = str(token.attrs.get("href", "")), ""
        elif token.type == "text":
            said += token.content
        yield token
        if token.type == "link_close" and said not in (href, href.removeprefix("mailto:")):
            yield Token("text", "", 0, content=f" ({href})")


def _set_directions(tokens: Sequence[Token], language: Language) -> None:
    """Each block runs the way its first letter does, where that is not the way of the report."""
    for place, token in enumerate(tokens):
        if token.type in _BLOCKS:
            words = next((later.content for later in tokens[place:] if later.type == "inline"), "")
            if direction(words) not in ("", language.direction):
                token.attrs["dir"] = direction(words)


def _short_words(text: str, longest: int, language: Language) -> str:
    """Text whose words have at most ``longest`` characters, with how many were left out of each longer one."""

    def cut(match: re.Match[str]) -> str:
        word = match.group()
        count = len(word) - longest
        left = language.ngettext("%(num)s more character", "%(num)s more characters", count, num=language.whole(count))
        return f"{word[:longest]}… ({left})"

    return re.sub(rf"\S{{{longest + 1},}}", cut, text)
