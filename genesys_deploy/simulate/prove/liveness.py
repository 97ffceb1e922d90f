"""Which variables may still be read: two states that differ in others alone have the same future."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallData, SetParticipantData
from genesys_deploy.architect.flow.control_flow import control_flow
from genesys_deploy.architect.flow.forms import Expr
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
        reads = {action.path: self._reads(action) for _, action in every_action(flow)}
        after: dict[str, set[str]] = defaultdict(set)
        for edge in control_flow(flow).edges:
            after[edge.source].add(edge.target)
        self._live = {path: self._reachable_reads(path, reads, after) for path in reads}

    def at(self, path: str) -> tuple[str, ...] | None:
        """Names in lower case; None where nothing is known and all count."""
        return self._live.get(path)

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

    def _reachable_reads(
        self, path: str, reads: dict[str, set[str]], after: dict[str, set[str]]
    ) -> tuple[str, ...]:
        seen, todo = {path}, [path]
        while todo:
            for following in after[todo.pop()] - seen:
                seen.add(following)
                todo.append(following)
        return tuple(sorted({name for one in seen for name in reads.get(one, ())}))
