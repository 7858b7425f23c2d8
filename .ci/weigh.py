"""Print what each distribution in an environment weighs, for docs/dependencies.md: ``python .ci/weigh.py .venv``.

The size is that of the files that the distribution's record lists, with the byte code that Python wrote for them, in
megabytes of 1,000,000 bytes.
"""

from __future__ import annotations

import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path


def size(distribution: Distribution) -> int:
    """Bytes of the installed files; byte code that was compiled after the installation counts too."""
    listed = [Path(str(distribution.locate_file(file))) for file in distribution.files or ()]
    compiled = [
        code
        for path in listed
        if path.suffix == ".py" and (path.parent / "__pycache__").is_dir()
        for code in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc")
    ]
    return sum(path.stat().st_size for path in {*listed, *compiled} if path.is_file())


def main(environment: Path) -> None:
    folder = next(environment.glob("lib/python*/site-packages"))
    sizes = {found.metadata["Name"]: size(found) for found in distributions(path=[str(folder)])}
    for name, weight in sorted(sizes.items(), key=lambda item: -item[1]):
        sys.stdout.write(f"{weight / 1e6:7.1f}  {name}\n")
    sys.stdout.write(f"{sum(sizes.values()) / 1e6:7.1f}  all {len(sizes)} distributions\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
