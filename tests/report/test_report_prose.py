"""Markdown of others in the report: text, lists and tables, and nothing that acts."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import work
from hostile_inputs import Read, markdown_files
from hypothesis import given
from hypothesis import strategies as st

from compliance.report.limits import DEFAULT
from compliance.report.wording.glyphs import drawable
from compliance.report.wording.prose import inline, prose

TAGS = {"p", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "hr", "br", "a"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


class Elements(HTMLParser):
    """What an HTML text holds: tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(str(html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


MARKDOWN = {one.name: one.data.decode() for one in markdown_files.INPUTS}
SHOWN = {one.name: one.end.value for one in markdown_files.INPUTS if isinstance(one.end, Read)}


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# One\n\n## Two\n\n### Three", "<h4>One</h4>\n<h5>Two</h5>\n<h6>Three</h6>\n"),
        ("## One\n\n# Two\n\n#### Three", "<h4>One</h4>\n<h4>Two</h4>\n<h5>Three</h5>\n"),
        ("a **b** *c* `d`", "<p>a <strong>b</strong> <em>c</em> <code>d</code></p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("[x](https://a.test/b)", '<p><a href="https://a.test/b">x</a> (https://a.test/b)</p>\n'),
        ("<https://a.test>", '<p><a href="https://a.test">https://a.test</a></p>\n'),
        ("[x](mailto:a@b.test)", '<p><a href="mailto:a@b.test">x</a> (mailto:a@b.test)</p>\n'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](//a.test)", "<p>[x](//a.test)</p>\n"),
        ("[x](http:///etc)", "<p>[x](http:///etc)</p>\n"),
        ("![x](/etc/passwd)", "<p>![x](/etc/passwd)</p>\n"),
        ("```python\nx\n```", "<pre><code>x\n</code></pre>\n"),
        ("&#x202e;a", "<p>‹U+202E›a</p>\n"),
        ('[x](https://a.test "title")', '<p><a href="https://a.test">x</a> (https://a.test)</p>\n'),
        ("中 🙂", "<p>中 ‹U+1F642›</p>\n"),
        ("سلامة", '<p dir="rtl">سلامة</p>\n'),
        ("α ≥ 0.8 → да", "<p>α ≥ 0.8 → да</p>\n"),
    ],
)
def test_markdown_becomes(markdown: str, html: str) -> None:
    assert drawable(prose(markdown)) == html


@pytest.mark.parametrize("name", MARKDOWN)
def test_hostile_markdown_and_html_are_text(name: str) -> None:
    assert SHOWN[name] in acts_in_nothing(MARKDOWN[name]).text


def test_the_shared_hostile_markdown_is_text(shared: Path) -> None:
    for path in sorted((shared / "hostile" / "md").iterdir()):
        acts_in_nothing(path.read_text(encoding="utf-8"))


def acts_in_nothing(markdown: str) -> Elements:
    """The elements that the Markdown of somebody else becomes: text and lists, links that show where they lead."""
    with work.ends():
        html = prose(markdown)
    found = Elements(html)
    assert set(found.tags) <= TAGS
    assert found.attributes <= {"href", "class", "start"}
    assert all(re.match(r"https?://[^/]|mailto:", link) for link in found.links)
    assert all(link in found.text for link in found.links)
    assert len(html) < DEFAULT.html_chars
    return found


def test_a_table_that_would_grow_is_shown_as_text() -> None:
    html = prose(MARKDOWN["cells.md"])
    assert "<table" not in html
    assert f"more than {DEFAULT.table_cells:,} cells" in html


def test_a_long_word_is_cut_and_counted() -> None:
    html = prose("a" * 5_000)
    assert "4,000 more characters" in html
    assert len(html) < 1_200


def test_combining_marks_are_counted() -> None:
    assert "marks›" in prose(MARKDOWN["marks.md"])


BOMBS = {
    "brackets": "[" * 60_000,
    "emphasis": "*a " * 20_000,
    "strong": "**a" * 20_000,
    "backquotes": "`a" * 30_000,
    "quotations": ">" * 60_000 + "a",
    "lists": "\n".join("  " * n + "- a" for n in range(300)),
    "references": "[a]: https://a.test/" + "x" * 800 + "\n\n" + "[a]" * 19_000,
    "tables": "|a|b|\n|-|-|\n" * 4_000,
    "entities": "&amp;" * 12_000,
    "angles": "<" * 60_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_markdown_grows_or_hangs(name: str) -> None:
    with work.ends():
        html = prose(BOMBS[name])
    assert len(html) <= DEFAULT.html_chars + 1_000


@given(st.text(alphabet=st.sampled_from("ab*_`[]()<>!#|-:\n &;/.htps\\\"'=+~"), max_size=120))
def test_no_text_becomes_another_element(text: str) -> None:
    for html in (prose(text), inline(text)):
        found = Elements(html)
        assert set(found.tags) <= TAGS
        assert found.attributes <= {"href", "class", "start"}
        assert all(re.match(r"https?://[^/]|mailto:", link) for link in found.links)
