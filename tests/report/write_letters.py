"""Writes ``templates/fonts/letters.json`` from the fonts in that folder (part of ``make fonts``).

It lists the characters of the packaged fonts, so that a run need not open fonts. The key "" is for the fonts that
every report has; of them the sans serif family counts, because every other family falls back to it. Each other key is
a font file, which a report embeds if it needs one of its characters.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[2] / "templates" / "fonts"


def base_letters() -> set[int]:
    """Code points that every face of the sans serif family has."""
    return set.intersection(*(set(TTFont(path).getBestCmap()) for path in sorted(FONTS.glob("SourceSans3-*.woff2"))))


def ranges(points: Iterable[int]) -> list[list[int]]:
    """Code points as sorted [first, last] pairs."""
    found: list[list[int]] = []
    for point in sorted(points):
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


def letters() -> dict[str, list[list[int]]]:
    """Characters by font file; each is listed for the first font that has it."""
    base = base_letters()
    found, taken = {"": ranges(base)}, base | {0x200C, 0x200D}
    for path in sorted(FONTS.glob("Noto*.woff2")):
        own = set(TTFont(path).getBestCmap()) - taken
        found[path.name] = ranges(own)
        taken |= own
    return found


if __name__ == "__main__":
    text = json.dumps(letters(), separators=(",", ":")) + "\n"
    (FONTS / "letters.json").write_text(text, encoding="utf-8", newline="\n")
