"""A comparison of Data Actions for a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from genesys_deploy.report.findings.excerpt import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.data_action.diff import Change
    from genesys_deploy.report.action_diff.calls import AffectedCall
    from genesys_deploy.report.action_diff.comparison import ComparedAction, Comparison

__all__ = ["as_markdown"]

_SIGNS = re.compile(r"([\\`*_\[\]<>|#$])")
_MARKS = {True: "⛔", False: ""}


def as_markdown(comparison: Comparison) -> str:
    blocks = ["\n".join(_action(action)) for action in comparison.actions]
    return (
        "\n\n".join(
            ("## Data Actions", f"{comparison.summary[:1].upper()}{comparison.summary[1:]}.", *blocks)
        )
        + "\n"
    )


def _action(action: ComparedAction) -> Iterator[str]:
    yield f"### {_escaped(action.diff.name)}: {action.headline}"
    yield ""
    if action.notice:
        yield f"> {_escaped(action.notice)}"
        yield ""
    yield "| | Change | For the flows | For the remote service | Where |"
    yield "|---|---|---|---|---|"
    yield from (_row(change) for change in action.diff.changes)
    if action.calls:
        yield ""
        yield "In the flows:"
        yield ""
    for call in action.calls:
        yield from _call(call)


def _row(change: Change) -> str:
    place = change.new or change.old
    cells = (
        _MARKS[change.breaking],
        f"**{change.kind.label}** {_escaped(change.what)}",
        _escaped(change.for_flows),
        _escaped(change.for_service),
        _escaped(str(place)) if place else "",
    )
    return f"| {' | '.join(cells)} |"


def _call(call: AffectedCall) -> Iterator[str]:
    flows = _escaped(", ".join(call.flows))
    yield f"- {_MARKS[call.breaks]} **{_escaped(call.name)}** at {_escaped(str(call.span))} ({flows})"
    for effect in call.effects:
        mark = f"{_MARKS[effect.breaks]} " if effect.breaks else ""
        told = f"{effect.what}: {effect.change.kind.label} {effect.change.what}"
        yield f"  - {mark}{_escaped(told)} ({_escaped(str(effect.span))})"


def _escaped(text: str) -> str:
    """One line of text that Markdown takes as it is."""
    return _SIGNS.sub(r"\\\1", printable(" ".join(text.split())))
