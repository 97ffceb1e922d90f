"""Checks a flow against every rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.rules.context import EVERYTHING_UNKNOWN, Context
from genesys_deploy.architect.rules.registry import FLOW_RULES
from genesys_deploy.architect.rules.survey import Survey

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.source.finding import Finding

__all__ = ["check_flow"]


def check_flow(
    flow: Flow, context: Context = EVERYTHING_UNKNOWN, placeholders: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """What is to be said about a flow, rule by rule; what its reader had to say is not repeated.

    `placeholders` are words that stand for something that is not known yet: nothing is said about what holds one.
    """
    survey = Survey(flow, context, placeholders)
    return tuple(finding for rule in FLOW_RULES for finding in rule.check(survey))
