"""What a template or a deployment tool should have replaced and is still there."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.masking import find_placeholders, masked_words
from genesys_deploy.architect.rules.description import Description
from genesys_deploy.source.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.source.source_map import SourceMap

__all__ = ["TEMPLATE_LEFTOVER", "find_leftovers", "with_placeholders"]

TEMPLATE_LEFTOVER: Final = Description(
    "template-leftover", Severity.ERROR, "A placeholder of a template is left in a flow"
)
_MARKS: Final = ("{{", "{%", "${", "<")
_LEFTOVER: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\$\{[ \t]*[\w.-]+[ \t]*\}")


def find_leftovers(text: str, source: SourceMap, *, templated: bool) -> Iterator[Finding]:
    """Each placeholder once, at its first place; in a file that is a template itself it is no more than a note."""
    if not any(mark in text for mark in _MARKS):
        return
    starts = [0, *(end.end() for end in re.finditer("\n", text))]
    severity = Severity.INFO if templated else TEMPLATE_LEFTOVER.severity
    seen: set[str] = set()
    for found in find_placeholders(text) if templated else _LEFTOVER.finditer(text):
        if found[0] not in seen and not _in_comment(text, found.start()):
            seen.add(found[0])
            span = source.span(*_place(starts, found.start()), *_place(starts, found.end()))
            message = f"the placeholder {found[0]} is not filled in"
            hint = (
                "the tool that publishes the flow must fill it"
                if templated
                else "it would be published as it is"
            )
            yield Finding(TEMPLATE_LEFTOVER.id, severity, message, span, hint)


def with_placeholders(findings: Iterable[Finding], text: str) -> Iterator[Finding]:
    """Findings on a text whose placeholders were masked, the placeholders in their messages as they were."""
    words = masked_words(text)
    for finding in findings:
        message = finding.message
        for word, placeholder in words.items():
            message = message.replace(word, placeholder)
        yield finding if message == finding.message else replace(finding, message=message)


def _place(starts: list[int], offset: int) -> tuple[int, int]:
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def _in_comment(text: str, offset: int) -> bool:
    return text[text.rfind("\n", 0, offset) + 1 : offset].lstrip().startswith("#")
