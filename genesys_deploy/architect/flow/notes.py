"""What the reader has to say about a flow's shape."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from genesys_deploy.source.finding import Finding, Severity

if TYPE_CHECKING:
    from genesys_deploy.source.span import Span

__all__ = ["Notes", "Rule"]


class Rule(StrEnum):
    """The reader's rule ids."""

    NOT_A_FLOW = "not-a-flow"
    WRONG_SHAPE = "wrong-shape"
    MISSING_PROPERTY = "missing-property"
    UNKNOWN_PROPERTY = "unknown-property"
    VALUE_FORM = "value-form"
    UNKNOWN_ACTION = "unknown-action"
    UNMODELLED_ACTION = "unmodelled-action"
    UNMODELLED_FLOW = "unmodelled-flow"
    UNKNOWN_BRANCH = "unknown-branch"
    DUPLICATE_REFERENCE = "duplicate-reference"


_SEVERITY = {
    Rule.UNKNOWN_PROPERTY: Severity.WARNING,
    Rule.UNKNOWN_ACTION: Severity.WARNING,
    Rule.UNMODELLED_ACTION: Severity.INFO,
    Rule.UNMODELLED_FLOW: Severity.INFO,
}


class Notes:
    """Collects findings while a flow is read."""

    __slots__ = ("_findings",)

    def __init__(self) -> None:
        self._findings: list[Finding] = []

    def add(self, rule: Rule, message: str, span: Span, hint: str | None = None) -> None:
        severity = _SEVERITY.get(rule, Severity.ERROR)
        self._findings.append(Finding(rule.value, severity, message, span, hint))

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self._findings)
