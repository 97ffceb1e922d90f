"""`# noqa: rule-id reason`: somebody who knows better, and says why.

The comment stands at the end of the line, or alone on the line above; in a template also as
`{# noqa: rule-id reason #}`. It counts for every line of a value that goes over several. Several rules
are parted by commas. One without a reason has no effect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from genesys_deploy.architect.rules.description import Description
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.span import Span

__all__ = ["INVALID_SUPPRESSION", "UNUSED_SUPPRESSION", "Suppression", "read_suppressions"]

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
