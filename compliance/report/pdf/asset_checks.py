"""Whether the fonts, pictures and styles of an organisation can be used; run in the drawing process, in its limits.

The drawing library leaves out what it can't read and says nothing. Who sends a logo wants to know that it is broken.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from compliance.errors import Cause, ComplianceError, Place, Problem
from compliance.files.visible_text import show


def check_assets(assets: Mapping[str, bytes]) -> frozenset[str]:
    """The letters that the fonts among ``assets`` have.

    Raises
    ------
    ComplianceError
        ``SETTING``: every font, picture and style that can't be used, with its file, and its line where it has lines.
    """
    problems: list[Problem] = []
    letters: set[str] = set()
    for name, data in sorted(assets.items()):
        if name.endswith(".png"):
            problems += _picture(name, data)
        elif name.endswith(".css"):
            problems += _style(name, data)
        elif name.endswith(".woff2"):
            try:
                letters |= _letters(data)
            except MemoryError:
                raise
            except Exception as error:  # the library fails in many ways on bytes that are no font
                problems.append(_problem("font", name, "the font can't be read", error, "export it again as WOFF2"))
    if problems:
        raise ComplianceError(Cause.SETTING, problems)
    return frozenset(letters)


def _picture(name: str, data: bytes) -> Iterator[Problem]:
    from PIL import Image, ImageFile

    # WeasyPrint asks for half a picture where there is no whole one.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            picture.load()
    except MemoryError:
        raise
    except Exception as error:  # as above
        yield _problem("picture", name, "the picture can't be read", error, "export it again as PNG")
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _letters(data: bytes) -> set[str]:
    from fontTools.ttLib import TTFont

    if data[:4] != b"wOF2":
        raise ValueError("it does not begin as WOFF2 does")
    with TTFont(io.BytesIO(data)) as font:
        # What drawing needs: the tables are unpacked and read.
        for table in ("head", "hhea", "maxp", "hmtx", "OS/2", "name"):
            _ = font[table]
        _ = font["glyf" if "glyf" in font else "CFF2" if "CFF2" in font else "CFF "]
        return {chr(point) for point in font.getBestCmap() or {}}


def _style(name: str, data: bytes) -> Iterator[Problem]:
    import tinycss2

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield Problem("template", "the style is not UTF-8", Place(name, line), hint="save it as UTF-8")
        return
    for node in _errors(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)):
        place = Place(name, node.source_line, node.source_column)
        yield Problem("template", f"the style can't be read: {show(node.message, 200)}", place)


def _errors(nodes: Iterable[Any]) -> Iterator[Any]:
    """The errors among parsed rules, and in the blocks of those rules."""
    import tinycss2

    for node in nodes:
        if node.type == "error":
            yield node
        elif node.type in ("qualified-rule", "at-rule"):
            yield from (token for token in node.prelude if token.type == "error")
            if node.content is not None:
                yield from _errors(tinycss2.parse_blocks_contents(node.content, skip_comments=True))
        elif node.type == "declaration":
            yield from (token for token in node.value if token.type == "error")


def _problem(code: str, name: str, what: str, error: Exception, hint: str) -> Problem:
    return Problem(code, f"{what}: {show(str(error) or type(error).__name__, 200)}", Place(name), hint=hint)
