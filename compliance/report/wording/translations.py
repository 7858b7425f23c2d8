"""Reads a language from its gettext catalogue; what is wrong in one is said with its line."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.folder import Folder
from compliance.files.shipped import shipped
from compliance.files.source import Source
from compliance.files.visible_text import quote, show
from compliance.report.wording.locale import ENGLISH, Language

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages.catalog import Catalog, Message

#: Catalogues beside ours, by the code of their language.
_NONE: Mapping[str, Source] = {}
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|%)|(%)")


def languages(catalogues: Mapping[str, Source] = _NONE) -> list[str]:
    """The codes of the languages there are, with the program and in ``catalogues``; English first."""
    folder = shipped("templates") / "languages"
    found = {path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/messages.po")} | set(catalogues)
    return [ENGLISH.code, *sorted(found - {ENGLISH.code})]


def load_language(code: str, catalogues: Mapping[str, Source] = _NONE) -> Language:
    """The language ``code``; a text in ``catalogues``, which are by language, takes the place of ours.

    Raises
    ------
    ComplianceError
        ``SETTING``: there is no such language, or its catalogue can't be used.
    """
    if code not in languages(catalogues):
        message = f"there is no language {quote(code)}"
        expected = f"one of {', '.join(languages(catalogues))}"
        raise ComplianceError(Cause.SETTING, Problem("unknown-language", message, expected=expected))
    path = f"languages/{code}/LC_MESSAGES/messages.po"
    with Folder(shipped("templates"), Cause.SETTING) as folder:
        ours = [folder.read(path)] if folder.exists(path) else []
    theirs = [catalogues[code]] if code in catalogues else []
    return read_language(code, [*ours, *theirs]) if ours or theirs else ENGLISH


def placeholders(text: str) -> set[str]:
    """The names of the values that a message takes; a percent sign that is neither doubled nor one is named ``%``."""
    return {match[1] or match[2] for match in _PLACEHOLDER.finditer(text) if match[1] or match[2]}


def read_language(code: str, sources: Sequence[Source]) -> Language:
    """The language whose catalogues are ``sources``; a later one takes the place of an earlier. Raises as above."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        message = f"{quote(code)} is not a language that the Unicode locale data know"
        raise ComplianceError(
            Cause.SETTING, Problem("unknown-language", message, expected="a code such as de or pt_BR")
        ) from None
    messages: dict[str, tuple[str, ...]] = {}
    plural: PluralRule | None = None
    for source in sources:
        catalogue = _catalogue(source, locale)
        plural = _plural(catalogue, source)
        messages |= _messages(catalogue, source)
    return Language(
        code=code,
        direction="rtl" if locale.text_direction == "rtl" else "ltr",
        messages=messages,
        plural=plural,
        group=locale.number_symbols["latn"]["group"],
        decimal=locale.number_symbols["latn"]["decimal"],
        # English writes its dates as the messages are written, in British order.
        locale=None if code == ENGLISH.code else locale,
    )


def _catalogue(source: Source, locale: Locale) -> Catalog:
    from babel.messages.pofile import PoFileError, read_po

    try:
        lines = source.data.decode("utf-8-sig").splitlines(keepends=True)
        return read_po(lines, locale=locale, abort_invalid=True)
    except UnicodeDecodeError:
        raise _refusal(source, None, "the catalogue is not UTF-8", "save it as UTF-8") from None
    except PoFileError as error:
        raise _refusal(source, error.lineno + 1, f"not a catalogue: {show(str(error), 200)}") from None
    except (ValueError, LookupError) as error:
        raise _refusal(source, None, f"not a catalogue: {show(str(error), 200)}") from None


@dataclass(frozen=True, slots=True)
class PluralRule:
    """Which form of a message a number takes: gettext's expression, called with the number."""

    expression: str

    def __call__(self, number: int) -> int:
        return _compiled(self.expression)(number)


@cache
def _compiled(expression: str) -> Callable[[int], int]:
    return gettext.c2py(expression)


def _plural(catalogue: Catalog, source: Source) -> PluralRule:
    rule = PluralRule(catalogue.plural_expr)
    try:
        rule(1)
        return rule
    except ValueError as error:
        raise _refusal(source, None, f"the header Plural-Forms can't be read: {error}") from None


def _messages(catalogue: Catalog, source: Source) -> dict[str, tuple[str, ...]]:
    """Every message that is translated and not marked fuzzy; both have the same placeholders."""
    found, problems = {}, []
    for message in catalogue:
        said = message.string if isinstance(message.string, tuple | list) else (message.string,)
        forms = tuple(form for form in said if form)
        if not message.id or message.fuzzy or len(forms) < len(said):
            continue
        wanted = set().union(*(placeholders(text) for text in _ids(message)))
        for form in forms:
            wrong = placeholders(form) ^ wanted
            # A form for one number alone may leave the number out.
            if wrong - ({"num"} if len(forms) > 1 else set()):
                names = ", ".join(sorted(f"%({name})s" if name != "%" else "a single %" for name in wrong))
                problems.append(_problem(source, message.lineno, f"the translation {quote(form)} differs in {names}"))
        found[_ids(message)[0]] = forms
    if problems:
        raise ComplianceError(source.cause, problems)
    return found


def _ids(message: Message) -> tuple[str, ...]:
    """A message's English text, or its singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _problem(source: Source, line: int | None, message: str, hint: str | None = None) -> Problem:
    return Problem("catalogue", message, Place(show(source.name, 200), line), None, hint)


def _refusal(source: Source, line: int | None, message: str, hint: str | None = None) -> ComplianceError:
    return ComplianceError(source.cause, _problem(source, line, message, hint))
