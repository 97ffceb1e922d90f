"""What a job says, with the lines of a rendered flow led back to the lines that a person edits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genesys_deploy.resources.wire import Wire
    from genesys_deploy.source.source_map import SourceMap

__all__ = ["job_messages"]

_PLACE = re.compile(
    r"[\w-]+\.ya?ml:(?P<line>\d+)(?::(?P<column>\d+))?"
    r"|\bline:? (?P<line_word>\d+)(?:,? col(?:umn)?:? (?P<column_word>\d+))?",
    re.IGNORECASE,
)


def job_messages(job: Wire, source: SourceMap | None = None) -> list[str]:
    """All messages of a job, whole; `source` leads from the YAML that was uploaded to its template."""
    return [_placed(_message(message), source) for message in job.parts("messages")]


def _message(message: Wire) -> str:
    details = [detail.text("text") or str(dict(detail.raw)) for detail in message.parts("details")]
    kind = message.text("type")
    return ": ".join(part for part in (kind, message.text("text"), *details) if part)


def _placed(text: str, source: SourceMap | None) -> str:
    place = _PLACE.search(text)
    if source is None or place is None:
        return text
    line = int(place["line"] or place["line_word"])
    start = max(line, 1), int(place["column"] or place["column_word"] or 1)
    return f"{text}\n    which comes from {source.span(*start, *start)}"
