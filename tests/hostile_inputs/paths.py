"""Paths of evidence that leave the dossier, hide where they lead, or are one file on some systems and two on others."""

from __future__ import annotations

OUTSIDE = [
    "../outside.csv", "../../etc/hostname", "evidence/../../outside.csv", "/etc/hostname", "~/outside.csv", "~root/x",
    "$HOME/outside.csv", "%USERPROFILE%/x.csv", "C:\\outside.csv", "C:outside.csv", "\\\\server\\share\\x.csv",
    "..\\outside.csv", "file:///etc/hostname", "http://127.0.0.1:1/x.csv", "//127.0.0.1/x.csv", "..%2foutside.csv",
    "%2e%2e/outside.csv", ".\u2024/outside.csv", "\uff0e\uff0e/outside.csv", "..\u2215outside.csv",
]  # fmt: skip
MISLEADING = [
    "", ".", "a//b.csv", "a/./b.csv", "./plain.csv", "a/", "CON", "aux.csv", "nul", "LPT1.txt", "x.csv:stream", "dot.",
    "blank ", " x.csv", "a\nb.csv", "a\tb.csv", "a\x7fb.csv", "a\u202efsc.csv", "a\u200bb.csv", "cafe\u0301.csv",
    "w" * 300 + ".csv",
    "a/" * 40 + "x.csv", "what?.csv", "a*.csv", "<x>.csv", 'a"b.csv', "a|b.csv",
]  # fmt: skip
ALIKE = [
    ("plain.csv", "PLAIN.csv"),
    ("stra\u00dfe.csv", "strasse.csv"),
    ("\u00e9.csv", "\u00c9.csv"),
    ("a/x.csv", "A/x.csv"),
]
"""Pairs that are one file where letter case or encoding is folded: each may stand alone, never both."""
