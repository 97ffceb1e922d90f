from __future__ import annotations

import pytest

from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.span import Span


@pytest.fixture
def findings() -> tuple[Finding, ...]:
    return (
        Finding(
            "unknown-variable",
            Severity.ERROR,
            'there is no variable "Flow.tir"',
            Span.at("flows/a b.yaml", 2, 8, 8),
            'did you mean "Flow.tier"?',
        ),
        Finding(
            "unread-variable", Severity.WARNING, "Flow.x is never read", Span.at("flows/a b.yaml", 1, 1, 4)
        ),
        Finding(
            "unchecked-reference",
            Severity.INFO,
            "nothing is known of <queues>",
            Span.at("flows/c.yaml", 9, 1),
        ),
        Finding("wrong-shape", Severity.ERROR, "the folder is empty"),
    )
