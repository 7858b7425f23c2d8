"""Languages of the report: every text comes from the catalogue, and German is complete."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from markupsafe import Markup
from pypdf import PdfReader
from specimen import typical
from test_report_prose import Elements
from write_messages import LANGUAGES, extracted

from compliance.errors import Cause, ComplianceError
from compliance.files.source import Source
from compliance.report.document.engine import environment
from compliance.report.document.pages import to_html
from compliance.report.forms.json import to_json
from compliance.report.forms.pdf import to_pdf
from compliance.report.wording.locale import ENGLISH, Language
from compliance.report.wording.translations import languages, load_language, placeholders, read_language

OTHERS = [code for code in languages() if code != ENGLISH.code]


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def ids(of: Catalog) -> set[object]:
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in of if message.id}


def test_every_text_is_extracted() -> None:
    assert ids(catalogue(LANGUAGES / "messages.pot")) == ids(extracted())


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_that_comes_with_the_program_is_complete(code: str) -> None:
    own = catalogue(LANGUAGES / code / "LC_MESSAGES" / "messages.po")
    assert ids(own) == ids(extracted())
    assert [message.id for message in own if message.id and message.fuzzy] == []
    assert not own.obsolete
    assert set(load_language(code).messages) == {key if isinstance(key, str) else key[0] for key in ids(own)}


def test_every_text_can_be_filled() -> None:
    for message in extracted():
        for text in (message.id,) if isinstance(message.id, str) else message.id:
            assert "%" not in placeholders(text)
            assert text % dict.fromkeys(placeholders(text), "x") is not None


class Shouting(Language):
    """A language that says every text in capitals, so that a text which is not of the catalogue shows."""

    def find(self, text: str) -> str:
        return re.sub(r"%\(\w+\)s|(\w+)", lambda match: match[0].upper() if match[1] else match[0], text)

    def find_plural(self, one: str, many: str, number: float) -> str:
        return self.find(one if number == 1 else many)


def test_no_fixed_text_passes_by_the_catalogue() -> None:
    """What is said in small letters comes from the standard, the dossier or a measure, and is in the assessment."""
    shouted = to_html(typical(), language=Shouting("en"))
    given = to_json(typical())
    body = re.sub(r"<(style|script)[^>]*>.*?</\1>", "", shouted, flags=re.DOTALL)
    spoken = re.findall(r'>([^<>]+)<|(?:content|data-\w+|alt)="([^"]*)"', body)
    said = Markup(" ").join(Markup(part) for pair in spoken for part in pair).unescape()
    known = re.sub(r"[^a-z]+", " ", given.lower())
    small = set(re.findall(r"\b[a-z]{4,}\b", said))
    assert {word for word in small if word not in known} <= {"assessment", "json"}


def test_a_report_in_german(tmp_path: Path) -> None:
    german = load_language("de")
    data = to_pdf(typical(), language=german)
    assert data == to_pdf(typical(), language=load_language("de"))
    reader = PdfReader(io.BytesIO(data))
    assert reader.trailer["/Root"]["/Lang"] == "de"  # type: ignore[index]
    page = re.sub(r"\s+", " ", reader.pages[0].extract_text())
    for text in (
        "PRÜFBERICHT", "von 3 Stufen, keine erreicht", "67,9 bis 87,1", "23. November 2026", "1 ist nicht belegt",
        "Was Stufe 1 Heard im Weg steht", "Halden Assist 2.3",
    ):  # fmt: skip
        assert text in page
    assert "1 von " in page
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[:3] == ["Ergebnis", "Inhalt", "1 Ergebnis nach Familien"]


def test_what_the_standard_says_stays_and_is_marked() -> None:
    html = to_html(typical(), language=load_language("de"))
    assert '<html lang="de" dir="ltr">' in html
    finding = typical().findings[0]
    assert f'<span lang="en">{finding.title}</span>' in html
    assert 'lang="en"' not in to_html(typical()).replace('<html lang="en"', "")


def test_a_language_adds_no_element() -> None:
    usual, german = Elements(to_html(typical())), Elements(to_html(typical(), language=load_language("de")))
    assert set(german.tags) == set(usual.tags)


def po(body: str, head: str = "nplurals=2; plural=(n != 1);") -> Source:
    text = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {head}\\n"\n\n{body}'
    return Source("languages/fr/LC_MESSAGES/messages.po", text.encode(), Cause.SETTING)


def test_a_catalogue_is_text_and_never_markup() -> None:
    french = read_language("fr", [po('msgid "page"\nmsgstr "<img src=x> & \\u202e%%"\n'.replace("\\u202e", "\u202e"))])
    shown = environment(french).from_string('{{ _("page") }}').render()
    assert shown == "&lt;img src=x&gt; &amp; \u202e%"


def test_values_in_a_text_are_shown_as_they_are_elsewhere() -> None:
    template = environment(ENGLISH).from_string("{% trans effort=value %}about {{ effort }}{% endtrans %}")
    assert template.render(value="<b>\u202e") == "about &lt;b&gt;‹U+202E›"


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        (po('msgid "about %(effort)s"\nmsgstr "environ %(efort)s"\n'), 6, "%(effort)s, %(efort)s"),
        (po('msgid "page"\nmsgstr "100 %"\n'), 6, "a single %"),
        (po('msgid "%(num)s item"\nmsgid_plural "%(num)s items"\nmsgstr[0] "un"\nmsgstr[1] "%(n)s"\n'), 6, "%(n)s"),
        (po("msgid x\n"), 6, "not a catalogue"),
        (po("", "nplurals=2; plural=__import__('os');"), None, "Plural-Forms"),
        (po("", "nplurals=2; plural=(n**n**n);"), None, "Plural-Forms"),
        (Source("x.po", b"\xff\xfe", Cause.SETTING), None, "UTF-8"),
    ],
    ids=["placeholder", "percent", "plural", "no-string", "code", "power", "encoding"],
)
def test_a_catalogue_that_is_wrong_is_refused_with_its_line(source: Source, line: int | None, said: str) -> None:
    with pytest.raises(ComplianceError) as refusal:
        read_language("fr", [source])
    assert refusal.value.cause is Cause.SETTING
    place = refusal.value.problems[0].place
    assert place is not None
    assert place.line == line
    assert said in str(refusal.value)


def test_a_text_without_a_translation_is_english() -> None:
    french = read_language("fr", [po('msgid "page"\nmsgstr "page"\n\n#, fuzzy\nmsgid "Points"\nmsgstr "Pointes"\n')])
    assert french.gettext("Points") == "Points"
    assert french.ngettext("%(num)s item", "%(num)s items", 2) == "2 items"
    assert (french.decimal, french.date("2026-11-23")) == (",", "23 novembre 2026")


@pytest.mark.parametrize("code", ["xx", "../en", "", "DE"])
def test_a_language_that_is_not_there_is_named_with_those_that_are(code: str) -> None:
    with pytest.raises(ComplianceError) as refusal:
        load_language(code)
    assert "one of en, de" in str(refusal.value)
