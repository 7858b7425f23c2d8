"""Writes subsets of the Noto fonts for other scripts: ``make fonts NOTO=FOLDER``, which then runs write_letters.py.

FOLDER is where the Debian packages ``fonts-noto-core`` and ``fonts-noto-cjk`` are unpacked; README.md beside the fonts
names their versions. Hints are removed, since nothing is drawn for a screen, and features for vertical text.
"""

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from fontTools import subset
from write_letters import FONTS, base_letters

#: Unicode blocks of each script; characters that the report's base fonts have are left out.
BLOCKS = {
    "Arabic": [(0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)],
    "Armenian": [(0x530, 0x58F), (0xFB13, 0xFB17)],
    "Bengali": [(0x980, 0x9FF)],
    "Devanagari": [(0x900, 0x97F), (0xA8E0, 0xA8FF), (0x1CD0, 0x1CFF)],
    "Ethiopic": [(0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)],
    "Georgian": [(0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)],
    "Hebrew": [(0x590, 0x5FF), (0xFB1D, 0xFB4F)],
    "Tamil": [(0xB80, 0xBFF)],
    "Telugu": [(0xC00, 0xC7F)],
    "Thai": [(0xE00, 0xE7F)],
}
KANA_AND_SIGNS = [(0x3000, 0x312F), (0x3190, 0x319F), (0x31F0, 0x33FF), (0xFF01, 0xFFEE)]
HANGUL = [(0x3131, 0x318E), (0xAC00, 0xD7A3)]
#: Characters that texts of every script use: spaces, joiners, and the circle that carries a mark without a letter.
SHAPING = {0x20, 0xA0, 0x200C, 0x200D, 0x25CC}
_HIGH = range(0xA1, 0xFF)


def han() -> set[int]:
    """Han letters of everyday use: those of GB 2312, Big5 level 1, JIS X 0208 and KS X 1001 together."""
    rows = {"gb2312": _HIGH, "big5": range(0xA1, 0xC7), "euc_jp": _HIGH, "euc_kr": _HIGH}
    pairs = chain.from_iterable(
        (bytes([first, second]).decode(name, "ignore") for first in firsts for second in (*range(0x40, 0x7F), *_HIGH))
        for name, firsts in rows.items()
    )
    return {ord(text) for text in pairs if len(text) == 1 and 0x4E00 <= ord(text) <= 0x9FFF}


def points(blocks: Iterable[tuple[int, int]]) -> set[int]:
    return {point for first, last in blocks for point in range(first, last + 1)}


def cut(source: Path, target: Path, letters: set[int], features: list[str], number: int = -1) -> None:
    options = subset.Options(layout_features=features, flavor="woff2", font_number=number, hinting=False)
    options.drop_tables += ["vmtx", "vhea", "VORG"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def main(folder: Path) -> None:
    for name, blocks in BLOCKS.items():
        source = next(folder.rglob(f"NotoSans{name}-Regular.ttf"))
        letters = points(blocks) - set(base_letters()) | SHAPING
        cut(source, FONTS / f"NotoSans{name}-Regular.woff2", letters, ["*"])
    # The members of the collection draw the same letters; 2 prefers the forms of the mainland, 1 those of Korea.
    cjk = next(folder.rglob("NotoSansCJK-Regular.ttc"))
    letters = han() | points(KANA_AND_SIGNS) | SHAPING
    cut(cjk, FONTS / "NotoSansCJKsc-Regular.otf.woff2", letters, ["ccmp", "locl", "calt", "liga"], 2)
    cut(cjk, FONTS / "NotoSansCJKkr-Hangul.otf.woff2", points(HANGUL) | SHAPING, ["ccmp"], 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
