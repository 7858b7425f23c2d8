"""Texts of other scripts are drawn with their own fonts and direction; a report without them embeds no such font."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from drawn import drawn
from hostile_text import with_text
from measured import loops
from pypdf import PdfReader
from specimen import typical
from test_report_overrides import folder

from compliance.assess.assessment.model import Narrative
from compliance.files.source import Source
from compliance.report.document.overrides import load_overrides
from compliance.report.document.pages import to_html
from compliance.report.document.pictures import WIDTH
from compliance.report.document.pictures.loops import loop_picture
from compliance.report.forms.pdf import to_pdf
from compliance.report.wording.direction import direction, isolated
from compliance.report.wording.glyphs import drawable, fonts_for
from compliance.report.wording.prose import inline, prose
from compliance.report.wording.translations import load_language
from compliance.report.wording.visible import visible
from compliance.report.wording.width import columns, cut

ROOT = Path(__file__).parents[2]
#: A text of each script, and the font that it needs beside those that every report has.
TEXTS = {
    "arabic": ("تقييم السلامة", "NotoSansArabic-Regular.woff2"),
    "armenian": ("անվտանգություն", "NotoSansArmenian-Regular.woff2"),
    "bengali": ("নিরাপত্তা মূল্যায়ন", "NotoSansBengali-Regular.woff2"),
    "chinese": ("安全评估报告", "NotoSansCJKsc-Regular.otf.woff2"),
    "chinese-traditional": ("安全評估報告，測試", "NotoSansCJKsc-Regular.otf.woff2"),
    "ethiopic": ("ደህንነት", "NotoSansEthiopic-Regular.woff2"),
    "georgian": ("უსაფრთხოება", "NotoSansGeorgian-Regular.woff2"),
    "hebrew": ("הערכת בטיחות", "NotoSansHebrew-Regular.woff2"),
    "hindi": ("सुरक्षा मूल्यांकन", "NotoSansDevanagari-Regular.woff2"),
    "japanese": ("安全性評価のレポート", "NotoSansCJKsc-Regular.otf.woff2"),
    "korean": ("안전성 평가", "NotoSansCJKkr-Hangul.otf.woff2"),
    "tamil": ("பாதுகாப்பு", "NotoSansTamil-Regular.woff2"),
    "telugu": ("భద్రత", "NotoSansTelugu-Regular.woff2"),
    "thai": ("ความปลอดภัย", "NotoSansThai-Regular.woff2"),
    "cyrillic": ("Оценка безопасности", ""),
    "greek": ("Ασφάλεια", ""),
    "polish": ("zażółć gęślą jaźń", ""),
    "vietnamese": ("Đánh giá an toàn", ""),
}
ARABIC, HEBREW = TEXTS["arabic"][0], TEXTS["hebrew"][0]
EVERY = " ".join(text for text, _ in TEXTS.values())


def words_of(data: bytes) -> str:
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", pages))


def fonts_of(data: bytes) -> set[str]:
    reader = PdfReader(io.BytesIO(data))
    fonts = (font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values())
    return {str(font["/BaseFont"]).partition("+")[2] for font in fonts}


@pytest.mark.parametrize("script", TEXTS)
def test_a_script_has_its_letters_and_needs_one_font(script: str) -> None:
    text, font = TEXTS[script]
    assert drawable(visible(text)) == text
    assert fonts_for(text) == ((font,) if font else ())


def test_all_scripts_together_are_drawn_and_read_back() -> None:
    titles = [text for text, _ in TEXTS.values()]
    narrative = Narrative(path="narrative/about.md", text="\n\n".join(titles))
    data = to_pdf(replace(typical(), title=EVERY, narrative=(narrative,)))
    said = words_of(data)
    for text in titles:
        for word in unicodedata.normalize("NFC", text).split():
            assert word in said
    assert "‹U+" not in said
    assert sum(font.startswith("NotoSans") for font in fonts_of(data)) == len({font for _, font in TEXTS.values()}) - 1


def test_text_of_every_script_in_every_field_is_drawn_the_same_each_time() -> None:
    subject = with_text(f"{EVERY} 🙂")
    data = to_pdf(subject)
    assert data == to_pdf(subject)
    said = words_of(data)
    assert "‹U+1F642›" in said
    assert "安全评估报告" in said


def test_a_report_without_other_scripts_has_no_font_for_them() -> None:
    assert fonts_for(to_html(typical())) == ()
    assert not [font for font in fonts_of(drawn(typical())) if font.startswith("Noto")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("a\u200cb", "a‹U+200C›b"),
        ("می\u200c", "می‹U+200C›"),
        ("می\u202eخواهم", "می‹U+202E›خواهم"),
        ("👩\u200d🔬", "‹U+1F469›‹U+200D›‹U+1F52C›"),
    ],
    ids=["persian", "hindi", "latin", "at-the-end", "override", "emoji"],
)
def test_a_joiner_stays_where_spelling_needs_it_and_shows_elsewhere(text: str, shown: str) -> None:
    assert drawable(visible(text)) == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [(ARABIC, "rtl"), (f"1. {HEBREW} x", "rtl"), (f"x {ARABIC}", "ltr"), ("安全", "ltr"), ("1.", "")],
)
def test_a_text_runs_the_way_of_its_first_letter(text: str, expected: str) -> None:
    assert direction(text) == expected


def test_a_name_from_right_to_left_does_not_turn_the_sentence_around_it() -> None:
    html = to_html(replace(typical(), title=f"{ARABIC} 2.3"))
    assert f"<title>\u2068{ARABIC} 2.3\u2069: assessment against" in html
    assert isolated("安全") == "安全"
    assert "\u2068" not in to_html(typical())


def test_text_of_a_dossier_cannot_open_or_close_an_isolate() -> None:
    html = to_html(replace(typical(), title=f"{ARABIC}\u2069\u2066\u202e"))
    assert f"\u2068{ARABIC}‹U+2069›‹U+2066›‹U+202E›\u2069" in html


def test_blocks_of_submitted_text_have_their_own_direction(tmp_path: Path) -> None:
    html = prose(
        f"# {ARABIC}\n\n{HEBREW}: x\n\nx {HEBREW}\n\n- {ARABIC}\n\n| a | {HEBREW} |\n|---|---|\n| {ARABIC} | b |\n"
    )
    assert re.findall(r'<(\w+) dir="rtl">', html) == ["h4", "p", "ul", "th", "td"]
    assert inline(f"**{ARABIC}**") == f"\u2068<strong>{ARABIC}</strong>\u2069"
    turned = load_language("ar", arabic(tmp_path))
    assert prose(f"x\n\n{ARABIC}\n", language=turned) == f'<p dir="ltr">x</p>\n<p>{ARABIC}</p>\n'


def arabic(at: Path) -> dict[str, Source]:
    head = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    said = {
        "Audit report": "تقرير تدقيق",
        "Findings": "النتائج",
        "Level reached": "المستوى المحقق",
        "Contents": "المحتويات",
    }
    body = "".join(f'msgid "{text}"\nmsgstr "{other}"\n\n' for text, other in said.items())
    return dict(load_overrides(folder(at, {"languages/ar/LC_MESSAGES/messages.po": head + body})).catalogues)


def test_a_language_from_right_to_left_turns_the_page(tmp_path: Path) -> None:
    language = load_language("ar", arabic(tmp_path))
    assert '<html lang="ar" dir="rtl">' in to_html(typical(), language=language)
    data = to_pdf(typical(), language=language)
    places: list[tuple[str, float]] = []
    page = PdfReader(io.BytesIO(data)).pages[0]
    page.extract_text(visitor_text=lambda text, _, matrix, *__: places.append((text, float(matrix[4]))))
    score = next(x for text, x in places if "Score of 100" in text)
    level = next(x for text, x in places if "100" not in text and "المحقق" in text)
    assert level > score
    assert "النتائج" in words_of(data)


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("安全", 4), ("한글", 4), ("ｱ", 1), ("Ａ", 2)])
def test_letters_of_east_asia_count_double(text: str, width: int) -> None:
    assert columns(text) == width
    assert columns(cut(text * 9, 7)) in (6, 7)
    assert cut("abc", 3) == "abc"


def test_wide_names_stay_within_their_shapes() -> None:
    nodes = [{"id": str(n), "name": TEXTS["chinese"][0] * 6, "kind": "model"} for n in range(5)]
    record = loops(nodes=nodes)
    picture = loop_picture(typical(measures=(record,)))
    assert picture is not None
    for actor in picture.actors:
        assert 0 <= actor.left < actor.right <= WIDTH
        assert all(columns(line) * actor.font * 0.52 <= actor.width for line in actor.lines)


def test_a_text_of_a_picture_is_drawn_in_one_piece() -> None:
    """Letter by letter, Arabic would fall apart and run backwards."""
    program = (
        "import sys, weasyprint; from compliance.report.pdf.svg_text import draw_whole_texts; draw_whole_texts();"
        'svg = \'<svg xmlns="http://www.w3.org/2000/svg"><text x="9" y="9" text-anchor="end">%s</text></svg>\';'
        "sys.stdout.buffer.write(weasyprint.HTML(string=svg % sys.argv[1]).write_pdf(uncompressed_pdf=True))"
    )
    data = subprocess.run([sys.executable, "-c", program, ARABIC], capture_output=True, check=True, cwd=ROOT).stdout
    assert len(re.findall(rb"\bTm\b", data)) == 1
    said = words_of(drawn(typical()))
    assert all(text in said for text in ("known to hold", "closed loop", "is judged by"))
