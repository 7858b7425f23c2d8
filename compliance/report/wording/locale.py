"""The language of a report: its fixed texts, its numbers and its dates; one object that is passed along.

English is what the program is written in, so English needs no catalogue. A message is text, never markup; values are
set into it by name, ``%(count)s``, and a percent sign is doubled.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def mark(text: str) -> str:
    """``text`` itself; tells the extractor of messages that a constant is one."""
    return text


def message_of(text: str) -> str:
    """The message id of a declared text in a catalogue, where percent signs are doubled."""
    return text.replace("%", "%%")


@dataclass(frozen=True, eq=False, slots=True)
class Language:
    """A language by its code, such as ``de``.

    ``messages`` holds the translation of each message, by its English text, a message with a number by its English
    singular, as one text for each plural form; ``plural`` gives the form for a number. ``decimal`` is the sign between
    whole and broken part, ``group`` the one between thousands. ``locale`` is Babel's locale, None for English.
    """

    code: str
    direction: Literal["ltr", "rtl"] = "ltr"
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plural: Callable[[int], int] | None = None
    decimal: str = "."
    group: str = ","
    locale: Any = None

    def find(self, text: str) -> str:
        """The translation of ``text`` without values set in; ``text`` itself where there is none."""
        return self.messages.get(text, (text,))[0] if text else ""

    def find_plural(self, one: str, many: str, number: float) -> str:
        """The translation for ``number`` of a message with a singular and a plural."""
        forms = self.messages.get(one)
        if forms is None or self.plural is None:
            return one if number == 1 else many
        # Plural rules are rules on whole numbers; a broken number takes the form of many.
        index = self.plural(int(number) if number == int(number) else 2)
        return forms[index] if index < len(forms) else forms[-1]

    def gettext(self, text: str, **values: object) -> str:
        """``text`` in this language with ``values`` set in."""
        return self.find(text) % values

    def declared(self, text: str) -> str:
        """A text that stands in a declaration, such as that of a measure: nothing is set in, a percent sign is one."""
        return self.gettext(message_of(text))

    def ngettext(self, one: str, many: str, number: float, **values: object) -> str:
        """The form for ``number``, which is set in as ``%(num)s``, with ``values``."""
        return self.find_plural(one, many, number) % {"num": number, **values}

    def figure(self, text: str) -> str:
        """A number written with a point, ``0.667``, as this language writes it."""
        return text.replace(".", self.decimal)

    def whole(self, number: int) -> str:
        """A whole number with its thousands apart: ``42,000``."""
        return f"{number:,}".replace(",", self.group)

    def date(self, iso: str) -> str:
        """``2026-11-23`` as ``23 November 2026``; anything else as it is."""
        try:
            day = datetime.date.fromisoformat(iso)
        except ValueError:
            return iso
        if self.locale is None:
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        from babel.dates import format_date

        return format_date(day, "long", locale=self.locale)

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return self.code.replace("_", "-")

    def listed(self, names: Iterable[str]) -> str:
        """Names one after another."""
        return self.gettext(", ").join(names)


#: What the messages are written in.
ENGLISH = Language("en")
