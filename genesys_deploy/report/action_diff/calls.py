"""Which calls of a Data Action its changes are for, and by which of their inputs and outputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.action import UnknownAction
from genesys_deploy.architect.flow.actions import CallData
from genesys_deploy.architect.flow.forms import NoValue, Var
from genesys_deploy.architect.flow.uses import every_action
from genesys_deploy.data_action.diff import Touch
from genesys_deploy.resources.action_version import version_of
from genesys_deploy.source.document import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.data_action.diff import ActionDiff, Change
    from genesys_deploy.source.document import Node
    from genesys_deploy.source.span import Span

__all__ = ["AffectedCall", "Effect", "affected_calls"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change is to a call; `what` says what the call does: 'takes "tier" into Flow.tier'."""

    change: Change
    what: str
    span: Span

    @property
    def breaks(self) -> bool:
        return self.change.meaning.breaks_flows


@dataclass(frozen=True, slots=True)
class AffectedCall:
    """An action of flows that calls the Data Action; flows that have it from one template line share it."""

    name: str
    span: Span
    effects: tuple[Effect, ...]
    flows: tuple[str, ...] = ()

    @property
    def breaks(self) -> bool:
        return any(effect.breaks for effect in self.effects)


def affected_calls(diff: ActionDiff, flows: Iterable[Flow]) -> tuple[AffectedCall, ...]:
    """In the order of the flows; calls that no change is for are left out."""
    found: dict[AffectedCall, list[str]] = {}
    for flow in flows:
        for _, action in every_action(flow):
            effects = tuple(_effects(action, diff))
            if effects:
                found.setdefault(AffectedCall(action.name, action.span, effects), []).append(flow.name.text)
    return tuple(
        AffectedCall(call.name, call.span, call.effects, tuple(dict.fromkeys(names)))
        for call, names in found.items()
    )


def _effects(action: Action, diff: ActionDiff) -> Iterator[Effect]:
    if isinstance(action, CallData) and _is_meant(action.data_action.text, diff.name):
        for change in diff.changes:
            yield from _of_call(action, change)
    elif isinstance(action, UnknownAction) and _names(action.body, diff.name):
        for change in diff.changes:
            if change.meaning.touches is not Touch.NONE:
                what = f"a {action.kind} is not modelled: look at what it gives and takes"
                yield Effect(change, what, action.span)


def _is_meant(called: str, name: str) -> bool:
    """Whether both are versions of one Data Action: flows of an org may call another than the file is."""
    return bool(version_of(called, name) or version_of(name, called))


def _of_call(call: CallData, change: Change) -> Iterator[Effect]:
    match change.meaning.touches:
        case Touch.EVERY:
            yield Effect(change, "calls it", call.data_action.span)
        case Touch.GIVING:
            for argument in call.inputs:
                if argument.name in change.names and not isinstance(argument.form, NoValue):
                    yield Effect(change, f'gives "{argument.name}"', argument.span)
        case Touch.LACKING:
            yield from _lacking(call, change)
        case Touch.TAKING:
            for argument in call.success_outputs:
                if argument.name in change.names and isinstance(argument.form, Var):
                    what = f'takes "{argument.name}" into {argument.form.name}'
                    yield Effect(change, what, argument.span)
        case Touch.NONE:
            return


def _lacking(call: CallData, change: Change) -> Iterator[Effect]:
    given = {argument.name for argument in call.inputs if not isinstance(argument.form, NoValue)}
    for name in change.names:
        if name not in given:
            yield Effect(change, f'does not give "{name}"', call.data_action.span)


def _names(node: Node, name: str) -> bool:
    """Whether a key under the node is the Data Action's name."""
    match node:
        case Mapping(entries=entries):
            return any(_is_meant(each.key.text, name) or _names(each.value, name) for each in entries)
        case Sequence(items=items):
            return any(_names(item, name) for item in items)
        case _:
            return False
