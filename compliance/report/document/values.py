"""How templates word values: the functions and filters that they are given, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup, escape

from compliance.assess.assessment.model import Interval
from compliance.report.document.typesetting import formula, ticked
from compliance.report.wording import sentences, words
from compliance.report.wording.direction import isolated
from compliance.report.wording.locale import Language
from compliance.report.wording.visible import visible
from compliance.report.wording.width import columns, cut

if TYPE_CHECKING:
    from jinja2 import Environment


def shown(value: Any, around: Literal["ltr", "rtl"] = "ltr") -> Any:
    """Every printed value passes here: text is made visible before it is escaped, markup of ours is left alone.

    Text from right to left is set apart from what is around it, wherever it is printed; in a sentence of a language
    that runs so itself, text from left to right is.
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return isolated(visible(value), around)


def give_values(made: Environment, language: Language) -> None:
    """Gives the templates of ``made`` a language: ``_``, ``ngettext``, ``{% trans %}`` and filters that word values."""

    def gettext(text: str, **values: Any) -> Markup:
        return _filled(language.find(text), values, language)

    def ngettext(one: str, many: str, number: int, **values: Any) -> Markup:
        return _filled(language.find_plural(one, many, number), {"num": number, **values}, language)

    def listed(names: Iterable[str]) -> Markup:
        return escape(language.gettext(", ")).join(shown(name, language.direction) for name in names)

    def span(interval: Interval | None, places: int = 1) -> str:
        return words.span(interval, places, language)

    made.globals.update({"_": gettext, "gettext": gettext, "ngettext": ngettext})
    # The engine then hands the values of a text to the function with it, instead of setting them in itself, which
    # would let them past `shown`.
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.filters.update(
        ticked=ticked,
        formula=formula,
        first_line=words.first_line,
        columns=columns,
        cut=cut,
        label=lambda outcome: language.find(outcome.label),
        obligation=_named(words.OBLIGATION, language),
        method=_named(words.METHOD, language),
        scalar=lambda value: words.scalar(value, language),
        percent=lambda share: language.gettext("%(figure)s %%", figure=language.figure(words.number(share * 100))),
        days=lambda days: sentences.person_days(days, language),
        date=language.date,
        size=lambda count: _size(count, language),
        listed=listed,
        span=span,
    )


def _filled(text: str, values: dict[str, Any], language: Language) -> Markup:
    """A text of the catalogue, which is never markup, with values set in as they would be printed."""
    return escape(text) % {name: shown(value, language.direction) for name, value in values.items()}


def _named(table: Mapping[str, str], language: Language) -> Callable[[str], str]:
    return lambda key: language.find(table.get(key, key))


def _size(count: int, language: Language) -> str:
    """Bytes for people: ``18.2 kB``."""
    for unit, step in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= step:
            return f"{language.figure(f'{count / step:.1f}')} {unit}"
    return f"{count} B"
