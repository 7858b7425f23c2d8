"""Writes ``templates/languages/messages.pot`` and updates the translations beside it (``make messages``).

A new text is empty in a translation until it is translated; the report shows it in English.
"""

import datetime
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from compliance.assess.assessment.outcome import Outcome
from compliance.measures.registry import measures
from compliance.report.wording.locale import message_of

ROOT = Path(__file__).parents[2]
LANGUAGES = ROOT / "templates" / "languages"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "mark": None}
HEADER = """\
# Texts of the audit report. A text is never markup. Names of values stay as they are, %(count)s;
# a percent sign is doubled. What is marked fuzzy or left empty is shown in English."""
# The header of a catalogue names a day. A fixed one keeps the file the same until a text changes.
DAY = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)


def extracted() -> Catalog:
    """Every message that the report's Python and templates use or measures declare, with the files that say it."""
    catalogue = Catalog(
        project="compliance",
        version="1",
        copyright_holder="the compliance contributors",
        header_comment=HEADER,
        charset="utf-8",
        creation_date=DAY,
        fuzzy=False,
    )
    for folder, method, options in (
        ("compliance/report", [("**.py", "python")], {}),
        ("templates", [("**.j2", "jinja2.ext:babel_extract")], {"**.j2": {"newstyle_gettext": "true"}}),
    ):
        for name, _, message, comments, _ in extract_from_dir(
            ROOT / folder, method, options, keywords=KEYWORDS, strip_comment_tags=True
        ):
            catalogue.add(message, None, [(f"{folder}/{name}", 0)], auto_comments=comments)
    for outcome in Outcome:
        for message in (outcome.label, outcome.meaning, *([outcome.waiting] if outcome.open else [])):
            catalogue.add(message, None, [("compliance/assess/assessment/outcome.py", 0)])
    for measure in measures().values():
        file = f"{measure.function.__module__.replace('.', '/')}.py"
        for text in (measure.summary, *(text for one in measure.formulas for text in (one.title, one.meaning))):
            catalogue.add(message_of(text), None, [(file, 0)])
    return catalogue


def write(path: Path, catalogue: Catalog) -> None:
    with path.open("wb") as file:
        write_po(file, catalogue, width=116, include_lineno=False, sort_by_file=True)


if __name__ == "__main__":
    template = extracted()
    write(LANGUAGES / "messages.pot", template)
    for path in sorted(LANGUAGES.glob("*/LC_MESSAGES/messages.po")):
        with path.open("rb") as file:
            own = read_po(file, locale=path.parent.parent.name)
        own.update(template, no_fuzzy_matching=True)
        own.obsolete.clear()
        write(path, own)
        empty = [message.id for message in own if message.id and not all(message.string or ("",))]
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(empty)} to translate\n")
