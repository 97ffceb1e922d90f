"""How many findings there are of each severity, and in how many files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from genesys_deploy.source.finding import Finding

__all__ = ["Tally", "tally"]

_WORDS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("note", "notes"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    errors: int
    warnings: int
    infos: int
    files: int

    def __str__(self) -> str:
        """For instance `2 errors, 1 warning in 2 files`."""
        counts = zip(_WORDS.values(), (self.errors, self.warnings, self.infos), strict=True)
        parts = [_counted(count, *words) for words, count in counts if count]
        if not parts:
            return "no findings"
        place = f" in {_counted(self.files, 'file', 'files')}" if self.files else ""
        return ", ".join(parts) + place


def tally(findings: Iterable[Finding]) -> Tally:
    found = tuple(findings)
    by_severity = Counter(finding.severity for finding in found)
    files = {finding.span.file for finding in found if finding.span}
    errors, warnings, infos = (by_severity[severity] for severity in _WORDS)
    return Tally(errors, warnings, infos, len(files))


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
