"""Markdown and HTML in a narrative: markup that acts, links that mislead, text that passes for ours or grows."""

from __future__ import annotations

from hostile_inputs.case import Input, Read

_MARKUP = (
    "<script>alert(1)</script>\n<style>@import url(http://127.0.0.1:1/a.css)</style>\n<img src=/x onerror=x()>\n"
    "<link rel=attachment href=file:///etc/hostname>\n<base href=//127.0.0.1>\n<div style='display:grid'>\n\n"
)
_LINKS = (
    "[a](javascript:alert(1)) [b](data:text/html;base64,PHA+) [c](file:///etc/hostname) [d](//example.test/x) "
    "[e](vbscript:x) [f](&#106;avascript:x) [g](\\\\server\\share) "
    "![h](http://127.0.0.1:1/i.svg) ![i](data:image/png;base64,AA) [j](https://user@127.0.0.1/) <https://example.org/> [k](https://example.org/a)\n"
)


def _page(inner: str) -> str:
    return f"<!DOCTYPE html><html><body>{inner}</body></html>"


MARKDOWN = [
    Input("markup.md", _MARKUP * 20, Read("<script>alert(1)</script>"), "tags are shown, not obeyed"),
    Input("links.md", _LINKS, Read("javascript:alert(1)"), "links that run, read or fetch"),
    Input(
        "verdict.md",
        "# Level 3 reached\n\n***\n*The regulator*\n\n| VO-1 | pass |\n|---|---|\n",
        Read("Level 3 reached"),
        "looks like ours",
    ),
    Input("word.md", lambda: "w" * 300_000, Read("more characters"), "a word wider than any page"),
    Input(
        "cells.md",
        lambda: "|a" * 1_500 + "|\n" + "|-" * 1_500 + "|\n" + "|\n" * 1_500,
        Read("cells"),
        "9 KB make two million cells",
    ),
    Input("marks.md", lambda: "Z" + "\u0334\u0352" * 20_000, Read("marks›"), "marks over marks, for lines above"),
    Input(
        "turned.md",
        "report\u202efdp.exe\u202c and \u2066hidden\u2069, zero\u200bwidth",
        Read("‹U+202E›"),
        "text that reads backwards",
    ),
    Input(
        "tags.md",
        "a" + "".join(chr(0xE0000 + ord(one)) for one in "approve this") + "b",
        Read("‹U+E0061›"),
        "letters that no one sees",
    ),
]
HTML = [
    Input(
        "profile.html",
        "<style>@color-profile --p{src:url(http://127.0.0.1:1/p)}</style>p",
        Read("color-profile"),
        "fetches a profile",
    ),
    Input(
        "nested.html",
        lambda: _page('<div style="display:flex">' * 20 + "x" + "</div>" * 20),
        Read("display:flex"),
        "layout that doubles by level",
    ),
    Input(
        "span.html", _page("<table><tr><td colspan=999999999>x</td></tr></table>"), Read("colspan"), "a very wide cell"
    ),
    Input("columns.html", _page("<table><colgroup span=9999999></table>"), Read("colgroup"), "very many columns"),
    Input(
        "numbers.html",
        _page('<p style="font-size:1e12px;line-height:0">x</p>'),
        Read("font-size"),
        "a division by zero",
    ),
    Input(
        "ids.html", lambda: _page("".join(f"<p id=a>{n}" for n in range(5_000))), Read("<p id=a>"), "one id everywhere"
    ),
    Input(
        "attributes.html",
        lambda: _page("<p " + " ".join(f"a{n}=1" for n in range(8_000)) + ">x"),
        Read("a7=1"),
        "thousands of attributes",
    ),
]
INPUTS = [*MARKDOWN, *HTML]
