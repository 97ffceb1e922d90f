"""`# noqa: rule-id reason`: somebody who knows better, and says why.

The comment stands at the end of the line, or alone on the line above; in a template also as
`{# noqa: rule-id reason #}`. It counts for every line of a value that goes over several. Several rules
are parted by commas. One without a reason has no effect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.architect.rules.description import Description
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.span import Span
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["INVALID_SUPPRESSION", "UNUSED_SUPPRESSION", "Suppression", "read_suppressions", "suppress"]

INVALID_SUPPRESSION = Description(
    "invalid-suppression", Severity.WARNING, "A noqa comment names no known rule or gives no reason"
)
UNUSED_SUPPRESSION = Description("unused-suppression", Severity.WARNING, "A noqa comment suppresses nothing")

_COMMENT = re.compile(
    r"(?P<before>.*?)(?:\{#-?\s*noqa\b(?P<jinja>.*?)-?#\}|(?<!\{)#\s*noqa\b(?P<yaml>.*))", re.DOTALL
)
_BODY = re.compile(r":\s*(?P<rules>[\w-]+(?:\s*,\s*[\w-]+)*)(?P<reason>.*)")
_ONLY_COMMENT = re.compile(r"\s*(#|\{#.*#\}\s*$|$)")


@dataclass(frozen=True, slots=True)
class Suppression:
    """`line` is the one that it counts for; `span` is the comment's own place."""

    rules: tuple[str, ...]
    reason: str
    line: int
    span: Span


def read_suppressions(file: str, text: str) -> tuple[Suppression, ...]:
    """Every noqa comment of a text, well formed or not."""
    lines = text.split("\n") if "noqa" in text else []
    return tuple(
        found
        for number, line in enumerate(lines, 1)
        if "noqa" in line and (found := _suppression(file, number, lines)) is not None
    )


def suppress(
    findings: Iterable[Finding],
    texts: Mapping[str, str],
    known_rules: Iterable[str],
    values: Iterable[Span] = (),
    used_lines: Iterable[tuple[str, int]] | None = None,
) -> tuple[Finding, ...]:
    """The findings that nobody suppressed, and what is wrong with the suppressions.

    Args:
        findings: what was found.
        texts: the files by name, in which the comments stand.
        known_rules: the ids that a comment may name.
        values: places of values that may go over several lines: a comment at any of them counts for all.
        used_lines: lines by file that were looked at (default: all). A comment of a line that was not, in a macro
            that these settings do not use, is not called superfluous.
    """
    known = frozenset(known_rules)
    suppressions = [found for file, text in texts.items() for found in read_suppressions(file, text)]
    by_place = {
        (found.span.file, found.line, rule): found
        for found in suppressions
        if found.reason
        for rule in found.rules
        if rule in known
    }
    if not suppressions:
        return tuple(findings)
    reach = _reach(values)
    kept, used = [], set()
    for finding in findings:
        keys = [key for key in _keys(finding, reach) if key in by_place]
        used.update(keys)
        kept += [] if keys else [finding]
    unused = by_place.keys() - used
    if used_lines is not None:
        seen = frozenset(used_lines)
        unused = {key for key in unused if key[:2] in seen}
    complaints = (_complaints(found, known, unused) for found in suppressions)
    return (*kept, *(complaint for group in complaints for complaint in group))


def _suppression(file: str, number: int, lines: list[str]) -> Suppression | None:
    match = _COMMENT.match(lines[number - 1])
    if match is None:
        return None
    start = len(match["before"])
    # A quote open before it and closed after it: the words stand in a text, not in a comment.
    if match["before"].count('"') % 2 and lines[number - 1].count('"', start) % 2:
        return None
    body = _BODY.match((match["jinja"] or match["yaml"] or "").strip())
    rules = re.split(r"\s*,\s*", body["rules"]) if body else ()
    span = Span.at(file, number, start + 1, len(match[0].rstrip()) - start)
    line = number if match["before"].strip() else _next_line(number, lines)
    return Suppression(tuple(rules), body["reason"].strip(" \t:-–") if body else "", line, span)


def _next_line(number: int, lines: list[str]) -> int:
    following = range(number + 1, len(lines) + 1)
    return next((line for line in following if not _ONLY_COMMENT.match(lines[line - 1])), number)


def _reach(values: Iterable[Span]) -> dict[tuple[str, int], range]:
    return {
        (value.file, line): range(value.start.line, value.end.line + 1)
        for value in values
        if value.end.line > value.start.line
        for line in range(value.start.line, value.end.line + 1)
    }


def _keys(finding: Finding, reach: Mapping[tuple[str, int], range]) -> Iterator[tuple[str, int, str]]:
    if finding.span is None:
        return
    file, line = finding.span.file, finding.span.start.line
    for each in reach.get((file, line), range(line, line + 1)):
        yield file, each, finding.rule


def _complaints(
    found: Suppression, known: frozenset[str], unused: set[tuple[str, int, str]]
) -> Iterator[Finding]:
    for rule in found.rules:
        if rule not in known:
            hint = did_you_mean(rule, known) or "docs/rules/ lists the rules"
            yield _finding(INVALID_SUPPRESSION, f'there is no rule "{rule}"', found, hint)
        elif found.reason and (found.span.file, found.line, rule) in unused:
            message = f"nothing here breaks {rule}, there is nothing to suppress"
            yield _finding(UNUSED_SUPPRESSION, message, found, "remove the comment")
    if not found.rules or not found.reason:
        lack = "gives no reason" if found.rules else "names no rule"
        hint = "write it as `# noqa: rule-id why it is right here`"
        yield _finding(INVALID_SUPPRESSION, f"this suppression {lack}, it has no effect", found, hint)


def _finding(rule: Description, message: str, found: Suppression, hint: str) -> Finding:
    return Finding(rule.id, rule.severity, message, found.span, hint)
