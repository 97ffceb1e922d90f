"""A comparison of Data Actions for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.report.findings.excerpt import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from genesys_deploy.data_action.diff import Change
    from genesys_deploy.report.action_diff.calls import AffectedCall
    from genesys_deploy.report.action_diff.comparison import ComparedAction, Comparison

    _Paint: TypeAlias = Callable[[str, str], str]

__all__ = ["as_text"]

_MARKS = {True: ("breaks ", "bold red"), False: ("changes", "cyan")}
_SIGNS = {True: "!", False: "-"}
_INDENT = " " * 10


def as_text(comparison: Comparison, *, colour: bool = False) -> str:
    """`colour` is for a terminal only."""
    paint = _coloured if colour else _plain
    blocks = ["\n".join(_action(action, comparison, paint)) for action in comparison.actions]
    return "\n\n".join((*blocks, paint(comparison.summary, "bold"))) + "\n"


def _action(action: ComparedAction, comparison: Comparison, paint: _Paint) -> Iterator[str]:
    yield f"{paint(printable(action.diff.name), 'bold')}: {action.headline}"
    if action.notice:
        yield f"  {printable(action.notice)}"
    for change in action.diff.changes:
        yield from _change(change, paint)
    if action.calls:
        yield paint("  in the flows", "bold")
    elif comparison.flows is not None:
        yield "  no call in the flows is affected"
    for call in action.calls:
        yield from _call(call, paint)


def _change(change: Change, paint: _Paint) -> Iterator[str]:
    places = " → ".join(str(span) for span in (change.old, change.new) if span)
    what = f"{change.kind.label} {printable(change.what)}".rstrip()
    yield f"  {paint(*_MARKS[change.breaking])} {what}  {paint(printable(places), 'dim')}".rstrip()
    meaning = change.meaning
    for whom, todo, breaks in (
        ("flows", meaning.flows, meaning.breaks_flows),
        ("service", meaning.service, meaning.breaks_service),
    ):
        if todo:
            yield f"{_INDENT}{_SIGNS[breaks]} {whom}: {todo}"


def _call(call: AffectedCall, paint: _Paint) -> Iterator[str]:
    flows = ", ".join(printable(flow) for flow in call.flows)
    yield f"  {paint(*_MARKS[call.breaks])} {printable(str(call.span))} {printable(call.name)} ({flows})"
    for effect in call.effects:
        told = f"{effect.change.kind.label} {effect.change.what}"
        yield f"{_INDENT}{_SIGNS[effect.breaks]} {printable(effect.what)}: {printable(told)}  {paint(str(effect.span), 'dim')}"


def _plain(text: str, _style: str) -> str:
    return text


def _coloured(text: str, style: str) -> str:
    from rich.style import Style

    return Style.parse(style).render(text) if text else text
