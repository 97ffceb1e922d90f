"""Write the compact Unicode tables of `irp_stub.identity` from the files of the Unicode Consortium.

    python scripts/generate_confusables.py FOLDER        (with confusables.txt and Scripts.txt)

Out come `confusables.txt` (code point, then its prototype, in hexadecimal) and `scripts.txt` (first and last
code point of a range, then its script; Common and Inherited left out).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "irp_stub" / "identity" / "unicode"
_SHARED_BY_ALL = frozenset({"Common", "Inherited", "Unknown"})


def confusables(text: str) -> list[str]:
    lines = []
    for line in text.lstrip("\ufeff").splitlines():
        source, _, rest = line.partition(" ;\t")
        if rest and not line.startswith("#"):
            prototype = rest.split(";")[0].split()
            lines.append(" ".join([source.strip(), *prototype]))
    return sorted(lines, key=lambda line: int(line.split()[0], 16))


def scripts(text: str) -> list[str]:
    found = re.findall(r"^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*; (\w+)", text, re.MULTILINE)
    ranges = sorted((int(first, 16), int(last or first, 16), script) for first, last, script in found)
    merged: list[tuple[int, int, str]] = []
    for first, last, script in ranges:
        if script in _SHARED_BY_ALL:
            continue
        if merged and merged[-1][1] == first - 1 and merged[-1][2] == script:
            merged[-1] = (merged[-1][0], last, script)
        else:
            merged.append((first, last, script))
    return [f"{first:04X} {last:04X} {script}" for first, last, script in merged]


def main() -> None:
    folder = Path(sys.argv[1])
    for name, compact, source in (
        ("confusables.txt", confusables, "confusables.txt"),
        ("scripts.txt", scripts, "Scripts.txt"),
    ):
        lines = compact((folder / source).read_text(encoding="utf-8"))
        (TARGET / name).write_text("\n".join(lines) + "\n", encoding="ascii")
        print(f"{name}: {len(lines)} lines")


if __name__ == "__main__":
    main()
