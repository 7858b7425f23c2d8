"""Writes the hostile inputs into a folder, to look at them: ``python tests/hostile_inputs/write.py FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile_inputs import csv_files, evidence_files, json_files, markdown_files, pictures, signatures, yaml_files

KINDS = {
    "yaml": yaml_files.INPUTS,
    "json": json_files.INPUTS,
    "csv": csv_files.INPUTS,
    "narrative": markdown_files.INPUTS,
    "pictures": pictures.INPUTS,
    "evidence": evidence_files.INPUTS,
    "signatures": signatures.INPUTS,
}


def main(folder: Path) -> None:
    for kind, inputs in KINDS.items():
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for one in inputs:
            (folder / kind / one.name.replace("/", "-").replace(":", "-")).write_bytes(one.data)
            print(f"{kind}/{one.name}: {one.why}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
