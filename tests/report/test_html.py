"""The page: one file that fetches nothing, the whole story, in order for every reader, and nothing in it acts."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hostile_text import TRICKS
from specimen import crowded, typical
from subjects import NAMES, hostile, subject
from test_report_prose import TAGS

from compliance.assess.assessment.model import Assessment, Narrative, Outcome
from compliance.errors import Cause, ComplianceError
from compliance.files.shipped import shipped
from compliance.report.document.pages import to_html
from compliance.report.forms.html import to_page
from compliance.report.forms.json import to_json
from compliance.report.limits import ReportLimits
from compliance.report.wording import words

EVERYTHING = [*NAMES, *range(len(TRICKS))]
SHEET = (shipped("templates") / "web" / "style.css").read_text("utf-8")


class Page(HTMLParser):
    """A page taken apart: elements with their attributes in order, text, and the content of styles and scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.raw: dict[str, str] = {}
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in ("style", "script"):
            self.raw[self.inside] = self.raw.get(self.inside, "") + data
        else:
            self.text += data

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.elements if attribute in attributes]

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]


def assessment_of(name: str | int) -> Assessment:
    return hostile(name) if isinstance(name, int) else subject(name)


def squeezed(text: str) -> str:
    return re.sub(r"[\s`]+", "", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_is_explained_and_every_file_and_reference_listed(name: str) -> None:
    assessment = subject(name)
    text = squeezed(Page(to_page(assessment)).text)
    for finding in assessment.findings:
        assert squeezed(finding.criterion + finding.title) in text
        for reason in finding.reasons[:40]:
            said = (reason.message, words.spot(reason.at), reason.clause, words.spot(reason.rule))
            assert all(squeezed(part) in text for part in said)
            assert all(squeezed(value) in text for _, value in words.facts(reason))
    assert all(file.sha256 in text and squeezed(file.path) in text for file in assessment.evidence)
    assert all(squeezed(reference) in text for reference in assessment.references.values())
    assert assessment.digests.dossier in text


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_policy_allows_our_style_and_script_and_nothing_else(name: str | int) -> None:
    page = Page(to_page(assessment_of(name)))
    policy = next(a["content"] or "" for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.raw[kind].encode()).digest()).decode()
        assert rules.pop(f"{kind}-src") == f"'sha256-{digest}'"
        assert page.tags().count(kind) == 1
    assert rules == dict.fromkeys(("default-src", "base-uri", "form-action"), "'none'")
    # The policy comes before anything that it has to forbid.
    assert [tag for tag, _ in page.elements[:4]] == ["html", "head", "meta", "meta"]


@pytest.mark.parametrize("name", EVERYTHING)
def test_nothing_is_fetched_and_links_show_where_they_lead(name: str | int) -> None:
    page = Page(to_page(assessment_of(name)))
    assert not {"link", "img", "iframe", "object", "embed", "video", "audio", "base", "image", "use"} & set(page.tags())
    named = {attribute for _, attributes in page.elements for attribute in attributes}
    assert not {"src", "srcset", "style", "action", "formaction", "ping", "xlink:href"} & named
    assert not [attribute for attribute in named if attribute.startswith("on")]
    links = page.values("href")
    assert sum(link.startswith("data:") for link in links) == 1
    for link in links:
        if re.match(r"https?://[^/]|mailto:", link):
            assert link in page.text
        else:
            assert link.startswith(("#", "data:application/json;base64,"))
    assert "url(" not in page.raw["style"]
    assert "@import" not in page.raw["style"]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|fetch|XMLHttp", page.raw["script"])


@pytest.mark.parametrize("trick", range(len(TRICKS)))
def test_no_text_adds_an_element_to_the_page(trick: int) -> None:
    usual, found = Page(to_page(typical())), Page(to_page(hostile(trick)))
    assert set(found.tags()) <= set(usual.tags()) | TAGS
    known = {name for _, attributes in usual.elements for name in attributes}
    assert {name for _, attributes in found.elements for name in attributes} <= known | {"start"}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", found.text)


def test_the_attached_assessment_is_the_assessment() -> None:
    link = next(link for link in Page(to_page(typical())).values("href") if link.startswith("data:"))
    assert base64.b64decode(link.partition(",")[2]).decode() == to_json(typical())


@pytest.mark.parametrize("name", EVERYTHING)
def test_headings_run_in_order_and_links_within_the_page_arrive(name: str | int) -> None:
    page = Page(to_page(assessment_of(name)))
    ranks = [int(tag[1]) for tag in page.tags() if re.fullmatch(r"h[1-6]", tag)]
    assert ranks[0] == 1
    assert ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    ids = page.values("id")
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in page.values("href") if link.startswith("#")} <= set(ids)


def test_the_page_has_its_landmarks_language_and_named_headers() -> None:
    page = Page(to_page(subject("support-assistant")))
    tags = page.tags()
    assert all(tags.count(tag) == 1 for tag in ("header", "nav", "main", "footer", "h1"))
    assert dict(page.elements)["html"] == {"lang": "en", "dir": "ltr"}
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in page.elements if tag == "th")
    first = next(attributes for tag, attributes in page.elements if tag == "a")
    assert first == {"class": "skip", "href": "#main"}


def test_without_the_script_everything_is_shown_and_nothing_is_offered_that_would_not_work() -> None:
    page = Page(to_page(typical()))
    hidden = [(tag, attributes.get("id")) for tag, attributes in page.elements if "hidden" in attributes]
    assert hidden == [("form", "filter")]


def test_each_finding_says_what_it_can_be_filtered_by() -> None:
    page = Page(to_page(typical()))
    told = [attributes for tag, attributes in page.elements if attributes.get("class") == "entry"]
    keys = ("data-outcome", "data-family", "data-level", "data-obligation", "data-direction")
    assert [tuple(attributes[key] for key in keys) for attributes in told] == [
        (f.outcome.value, f.family, str(f.level), f.obligation, f.direction) for f in typical().findings
    ]
    offered = {
        attributes["value"] for tag, attributes in page.elements if tag in ("option", "input") if "value" in attributes
    }
    assert offered >= {value for f in typical().findings for value in (f.outcome.value, f.family, str(f.level))}


def test_letters_of_every_writing_are_letters_and_what_hides_is_written_out() -> None:
    base = typical(title="安全 مراجعة", narrative=(Narrative(path="a.md", text="評価 🙂 \u202eabc"),))
    page = Page(to_page(base))
    assert "安全 مراجعة" in page.text
    assert "評価 🙂 ‹U+202E›abc" in page.text
    assert "‹U+1F642›" in to_html(base)  # the document with packaged fonts still writes it out


def test_a_page_that_is_too_long_is_refused() -> None:
    with pytest.raises(ComplianceError) as refusal:
        to_page(crowded(3), ReportLimits(document_chars=10_000))
    assert refusal.value.cause is Cause.UNDECIDED


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


LIGHT, DARK, PRINT = (colours(block) for block in re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL))
INKS = ("ink", "soft", "muted", "blue", "red", "green", "ochre", "violet")


@pytest.mark.parametrize("mode", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_text_stands_out_from_its_ground(mode: dict[str, str]) -> None:
    pairs = [(ink, ground) for ink in INKS for ground in ("paper", "box")]
    pairs += [("ink", shape) for shape in ("people", "model", "organisation")]
    low = {pair: contrast(mode[pair[0]], mode[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}
    assert contrast(mode["edge"], mode["paper"]) >= 3  # the edge of a field or a bar
    assert contrast(mode["arrow"], mode["paper"]) >= 3


def test_every_colour_of_the_pictures_is_named_in_the_sheet() -> None:
    pictures = "".join(path.read_text("utf-8") for path in (shipped("templates") / "pictures").glob("*.j2"))
    drawn = set(re.findall(r"#[0-9a-f]{6}", pictures))
    assert drawn <= set(LIGHT.values())
    assert {colour for colour in drawn if f'"{colour}"]' not in SHEET} == set()


def test_reduced_motion_dark_and_paper_are_thought_of() -> None:
    for query in ("prefers-color-scheme: dark", "prefers-reduced-motion: no-preference", "@media print"):
        assert query in SHEET
    assert {outcome.look for outcome in Outcome} - set(re.findall(r"\.chip\.([a-z-]+)", SHEET)) == set()


def test_the_page_tells_all_that_the_document_tells() -> None:
    templates = shipped("templates")
    document, page = (
        set(re.findall(r'include "pages/([a-z-]+)\.html', (templates / name).read_text("utf-8")))
        for name in ("report.html.j2", "web/report.html.j2")
    )
    own = {"cover", "contents", "criteria", "findings"}  # which the page has in its own way, without page numbers
    assert document - own == page
