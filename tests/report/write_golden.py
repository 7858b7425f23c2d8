"""Writes the golden files again (``make golden``). Read the difference before you commit it."""

import json
from pathlib import Path

from outline import outline
from specimen import typical

from compliance.report.forms.json import to_json
from compliance.report.forms.markdown import to_markdown
from compliance.report.forms.text import to_terminal

GOLDEN = Path(__file__).parent / "golden"
FORMS = {
    "typical.json.outline.txt": lambda: outline(json.loads(to_json(typical()))),
    "typical.md": lambda: to_markdown(typical()),
    "typical.txt": lambda: to_terminal(typical(), colour=False, width=100),
    "typical-verbose-ascii.txt": lambda: to_terminal(typical(), colour=False, width=72, verbose=True, unicode=False),
    "typical-colour.txt": lambda: to_terminal(typical(), colour=True, width=80),
}

if __name__ == "__main__":
    for name, form in FORMS.items():
        (GOLDEN / name).write_text(form(), encoding="utf-8", newline="\n")
