"""What an output format declares of itself, and what it may be asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.report.wording.locale import ENGLISH, Language

if TYPE_CHECKING:
    from compliance.assess.assessment.model import Assessment
    from compliance.report.document.overrides import Overrides


def _silent(_: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Options:
    """How a form looks that has pages, and who is told what is being done.

    ``language`` is that of our own words; ``overrides`` is what an organisation puts in place of our pages, None for
    nothing. The forms without pages are in English, and in one shape.
    """

    language: Language = ENGLISH
    overrides: Overrides | None = None
    progress: Callable[[str], None] = _silent


@dataclass(frozen=True, slots=True)
class Form:
    """One output format.

    name: as `--format` takes it; the file that declares it is called so too.
    endings: of file names, lower case, with the point.
    media_type: of its bytes (RFC 6838).
    meaning: what it is good for, in a few words.
    render: the bytes of a file, the same for equal assessments.
    binary: not text, and so not for a terminal.
    pages: drawn as a document with pages, in a language and with an organisation's templates.
    """

    name: str
    endings: tuple[str, ...]
    media_type: str
    meaning: str
    render: Callable[[Assessment, Options], bytes]
    binary: bool = False
    pages: bool = False
