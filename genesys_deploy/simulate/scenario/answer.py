"""How a Data Action answers in a scenario.

Resolve Identity: {resolved: true, confidence: 0.9}        # the flow's outputs
Get Account: timeout                                       # or failure
Log Unresolved: {failure: {status: 429}}                   # with failure outputs
Create Lead: {http: {status: 201, body: {…}}, takes: 0.4}  # through the templates; seconds
Check Bot: [failure, {isBot: false}]                       # one after the other, the last one stays
Resolve Identity: live                                     # the IRP at the URL that the command was given
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from genesys_deploy.simulate.worlds import Canned, Failing, HttpAnswer, Outputs, TimingOut
from genesys_deploy.source.document import Mapping, Node, Scalar, Sequence, plain

if TYPE_CHECKING:
    from genesys_deploy.source.decode import Problems

__all__ = ["SPECIAL", "PreparedAnswers"]

SPECIAL = frozenset({"outputs", "http", "failure", "timeout", "takes"})
"""A mapping of these alone says how an answer comes; of others it is the outputs themselves."""
LIVE = "live"
FORMS = "outputs as a mapping, timeout, failure, {failure: {…}}, {http: {status, body}}, {outputs: {…}, takes: 1.5} or live"


@dataclass(frozen=True, slots=True)
class PreparedAnswers:
    """One answer or several in turn; none means that the IRP itself is asked."""

    answers: tuple[Canned, ...]

    @classmethod
    def from_node(cls, node: Node, problems: Problems) -> Self:
        if isinstance(node, Scalar) and node.text == LIVE:
            return cls(())
        items = node.items if isinstance(node, Sequence) else (node,)
        answers = tuple(_answer(item, problems) for item in items)
        if not answers:
            problems.add("an empty list answers nothing", node.span, FORMS)
        return cls(tuple(answer for answer in answers if answer is not None))


def _answer(node: Node, problems: Problems) -> Canned | None:
    match node:
        case Scalar(text="timeout"):
            return TimingOut()
        case Scalar(text="failure"):
            return Failing()
        case Mapping() if node.keys and SPECIAL.issuperset(node.keys):
            return _special(node, problems)
        case Mapping():
            return Outputs(_plain(node))
    problems.add("not an answer", node.span, FORMS)
    return None


def _special(node: Mapping, problems: Problems) -> Canned | None:
    takes = timedelta(seconds=_seconds(node.get("takes"), problems))
    outputs, failure, http = node.get("outputs"), node.get("failure"), node.get("http")
    if isinstance(outputs, Mapping):
        return Outputs(_plain(outputs), takes)
    if isinstance(failure, Mapping):
        return Failing(_plain(failure), takes)
    if isinstance(http, Mapping):
        given = _plain(http)
        status = given.get("status", 200)
        if isinstance(status, int):
            return HttpAnswer(status, given.get("body", ""), given.get("headers") or {}, takes)
    problems.add("not an answer", node.span, FORMS)
    return None


def _seconds(node: Node | None, problems: Problems) -> float:
    if node is None:
        return 0.0
    if isinstance(node, Scalar) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return float(node.value)
    problems.add('"takes" is a number of seconds', node.span)
    return 0.0


def _plain(node: Mapping) -> dict[str, Any]:
    value = plain(node)
    assert isinstance(value, dict)
    return dict(value)
