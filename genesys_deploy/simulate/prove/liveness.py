"""Which variables may still be read: two states that differ in others alone have the same future."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.action import UnknownAction
from genesys_deploy.architect.flow.actions import CallCommonModule, CallData, SetParticipantData
from genesys_deploy.architect.flow.control_flow import control_flow
from genesys_deploy.architect.flow.forms import Expr, Literal
from genesys_deploy.architect.flow.uses import every_action, uses_of
from genesys_deploy.simulate.prove.facts import attributes_read

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.architect.flow.uses import Use

__all__ = ["NOW", "Liveness"]

NOW = "now"
"""Stands among the variables for the clock."""

_CLOCK = re.compile(r"GetCurrentDateTime", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z]\w*\.[\w.]+")


class Liveness:
    """For each action of a flow, the variables whose values may make a difference there or later.

    What is only handed on makes none: to a Data Action, whose answers are all tried anyway, or to an attribute that
    nobody looks at (`attributes`, in lower case, are those that somebody does).
    """

    def __init__(self, flow: Flow, attributes: frozenset[str]) -> None:
        self._attributes = attributes | {name.lower() for name in attributes_read(flow)}
        actions = {action.path: action for _, action in every_action(flow)}
        graph = control_flow(flow)
        # An error may lead from everywhere to what handles errors.
        self._handling = graph.entries[1:]
        self._after: dict[str, set[str]] = defaultdict(set)
        for edge in graph.edges:
            self._after[edge.source].add(edge.target)
        reads = {path: self._reads(action) for path, action in actions.items()}
        writes = {path: self._writes(action) for path, action in actions.items()}
        self._live: dict[str, tuple[str, ...]] = {}
        self._settled: dict[str, frozenset[str]] = {}
        for path in actions:
            reachable = self._reachable(path)
            self._live[path] = tuple(sorted({name for one in reachable for name in reads.get(one, ())}))
            self._settled[path] = attributes.difference(*(writes.get(one, ()) for one in reachable))

    def at(self, path: str | None) -> tuple[str, ...] | None:
        """Names in lower case; None where nothing is known and all count."""
        return None if path is None else self._live.get(path)

    def settled_at(self, path: str | None) -> frozenset[str]:
        """Of `attributes`, those that nothing can write any more."""
        return frozenset() if path is None else self._settled.get(path, frozenset())

    def _reads(self, action: Action) -> set[str]:
        texts = [
            use.form.text for use in uses_of(action) if isinstance(use.form, Expr) and not self._hands_on(use)
        ]
        clock = {NOW} if any(map(_CLOCK.search, texts)) else set()
        return clock | {name.lower() for text in texts for name in _NAME.findall(text)}

    def _hands_on(self, use: Use) -> bool:
        if not (isinstance(use.form, Expr) and _NAME.fullmatch(use.form.text.strip())):
            return False
        match use.action:
            case CallData():
                return True
            case SetParticipantData():
                return use.name.lower() not in self._attributes
        return False

    def _writes(self, action: Action) -> frozenset[str]:
        match action:
            case SetParticipantData():
                names = [one.name for one in action.attributes]
                if all(isinstance(name, Literal) for name in names):
                    return frozenset(str(name.value).lower() for name in names if isinstance(name, Literal))
                return self._attributes
            case CallCommonModule() | UnknownAction():
                return self._attributes
        return frozenset()

    def _reachable(self, path: str) -> set[str]:
        seen = {path, *self._handling}
        todo = list(seen)
        while todo:
            for following in self._after[todo.pop()] - seen:
                seen.add(following)
                todo.append(following)
        return seen
