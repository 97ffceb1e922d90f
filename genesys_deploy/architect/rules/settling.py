"""From all that was found to what is reported: each finding once, suppressed ones left out, in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from genesys_deploy.architect.rules.references.unchecked_reference import UncheckedReference
from genesys_deploy.architect.rules.registry import ALL_RULES
from genesys_deploy.architect.rules.suppression import (
    INVALID_SUPPRESSION,
    UNUSED_SUPPRESSION,
    Suppression,
    read_suppressions,
)
from genesys_deploy.source.finding import Finding
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from genesys_deploy.architect.rules.description import Description
    from genesys_deploy.source.span import Span

__all__ = ["settle"]

_RULES = frozenset(rule.id for rule in ALL_RULES)

_Place: TypeAlias = "tuple[str, int, str]"
"""A file, a line in it, a rule."""


def settle(
    findings: Iterable[Finding],
    texts: Mapping[str, str],
    values: Iterable[Span] = (),
    used_lines: Iterable[tuple[str, int]] | None = None,
) -> tuple[Finding, ...]:
    """The findings that nobody suppressed, and what is wrong with the suppressions.

    Args:
        findings: what was found.
        texts: the files by name, in which the comments stand.
        values: places of values that may go over several lines: a comment at any of them counts for all.
        used_lines: lines by file that were looked at (default: all). A comment of a line that was not, in a macro
            that these settings do not use, is not called superfluous.
    """
    once = _once(findings)
    suppressions = [found for file, text in texts.items() for found in read_suppressions(file, text)]
    if suppressions:
        once = _suppressed(once, suppressions, _reach(values), used_lines)
    return tuple(sorted(once, key=_order))


def _once(findings: Iterable[Finding]) -> list[Finding]:
    first: dict[Finding, Finding] = {}
    for finding in findings:
        # What is unknown is unknown everywhere: one note for all files.
        is_everywhere = finding.rule == UncheckedReference.id
        first.setdefault(replace(finding, span=None) if is_everywhere else finding, finding)
    return list(first.values())


def _order(finding: Finding) -> tuple[str, int, int, str]:
    span = finding.span
    return (span.file, span.start.line, span.start.column, finding.rule) if span else ("", 0, 0, finding.rule)


def _suppressed(
    findings: Sequence[Finding],
    suppressions: Sequence[Suppression],
    reach: Mapping[tuple[str, int], range],
    used_lines: Iterable[tuple[str, int]] | None,
) -> list[Finding]:
    places = frozenset(place for found in suppressions for place in _effects(found))
    hits = {id(finding): places.intersection(_reached(finding, reach)) for finding in findings}
    unused = places.difference(*hits.values())
    if used_lines is not None:
        seen = frozenset(used_lines)
        unused = frozenset(place for place in unused if place[:2] in seen)
    kept = [finding for finding in findings if not hits[id(finding)]]
    return kept + [complaint for found in suppressions for complaint in _complaints(found, unused)]


def _effects(found: Suppression) -> Iterator[_Place]:
    for rule in found.rules if found.reason else ():
        if rule in _RULES:
            yield found.span.file, found.line, rule


def _reach(values: Iterable[Span]) -> dict[tuple[str, int], range]:
    """For each line of a value that goes over several, all of its lines."""
    return {
        (value.file, line): range(value.start.line, value.end.line + 1)
        for value in values
        if value.end.line > value.start.line
        for line in range(value.start.line, value.end.line + 1)
    }


def _reached(finding: Finding, reach: Mapping[tuple[str, int], range]) -> Iterator[_Place]:
    if finding.span is not None:
        file, line = finding.span.file, finding.span.start.line
        for each in reach.get((file, line), (line,)):
            yield file, each, finding.rule


def _complaints(found: Suppression, unused: Container[_Place]) -> Iterator[Finding]:
    for rule in found.rules:
        if rule not in _RULES:
            hint = did_you_mean(rule, _RULES) or "docs/rules/ lists the rules"
            yield _complaint(INVALID_SUPPRESSION, f'there is no rule "{rule}"', found, hint)
    for _, _, rule in _effects(found):
        if (found.span.file, found.line, rule) in unused:
            message = f"nothing here breaks {rule}, there is nothing to suppress"
            yield _complaint(UNUSED_SUPPRESSION, message, found, "remove the comment")
    if not found.rules or not found.reason:
        lack = "gives no reason" if found.rules else "names no rule"
        hint = "write it as `# noqa: rule-id why it is right here`"
        yield _complaint(INVALID_SUPPRESSION, f"this suppression {lack}, it has no effect", found, hint)


def _complaint(rule: Description, message: str, found: Suppression, hint: str) -> Finding:
    return Finding(rule.id, rule.severity, message, found.span, hint)
