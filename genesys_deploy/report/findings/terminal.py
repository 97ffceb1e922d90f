"""Findings for people: the place, the sentence, the line with a mark under it, what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.report.findings.excerpt import excerpt, printable
from genesys_deploy.report.findings.tally import tally
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from genesys_deploy.source.finding import Finding

__all__ = ["Terminal"]

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True)
class Terminal:
    """Plain text; `texts` holds the sources by the file names of the spans, `colour` is for a terminal only."""

    texts: Mapping[str, str] = field(default_factory=dict)
    colour: bool = False

    def render(self, findings: Sequence[Finding]) -> str:
        blocks = ["\n".join(self._block(finding)) for finding in findings]
        blocks.append(self._paint(str(tally(findings)), "bold"))
        return "\n\n".join(blocks) + "\n"

    def _block(self, finding: Finding) -> Iterator[str]:
        place = f"{printable(str(finding.span))}: " if finding.span else ""
        word = self._paint(_WORDS[finding.severity], _STYLES[finding.severity])
        rule = self._paint(f"[{finding.rule}]", "dim")
        sentence, *more = (printable(line) for line in finding.message.splitlines() or [""])
        yield f"{self._paint(place, 'bold')}{word}: {sentence} {rule}"
        yield from (f"    {line}" for line in more)
        yield from self._excerpt(finding)
        if finding.hint:
            yield f"    = {_lines(finding.hint, '      ')}"

    def _excerpt(self, finding: Finding) -> Iterator[str]:
        shown = excerpt(finding.span, self.texts) if finding.span else None
        if finding.span is None or shown is None:
            return
        number = str(finding.span.start.line)
        line, mark = shown
        yield f"    {self._paint(number + ' |', 'dim')} {line}"
        yield f"    {self._paint(' ' * len(number) + ' |', 'dim')} {self._paint(mark, _STYLES[finding.severity])}"

    def _paint(self, text: str, style: str) -> str:
        if not self.colour or not text:
            return text
        from rich.style import Style

        return Style.parse(style).render(text)


def _lines(text: str, indent: str) -> str:
    return f"\n{indent}".join(printable(line) for line in text.splitlines())
