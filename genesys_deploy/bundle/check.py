"""Everything that is to be said about a bundle before it goes anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.rules.context import Context, KnownAction
from genesys_deploy.architect.rules.run import FlowText, check_flow_texts
from genesys_deploy.bundle.action_integrations import integration_of
from genesys_deploy.bundle.settings.declarations import check_declarations
from genesys_deploy.bundle.settings.look_alikes import look_alike_queues
from genesys_deploy.data_action.check import check_data_action
from genesys_deploy.source.errors import SourceProblems
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.source.finding import Finding

__all__ = ["INTERNAL_ATTRIBUTES", "check_bundle", "context_of", "refuse_faults", "texts_of"]

INTERNAL_ATTRIBUTES = frozenset(
    {
        "agentNotice", "botCheckStatus", "botReason", "candidateConfidence", "candidateCustomerId", "customerTier",
        "flowRelease", "identityAssurance", "isGuest", "leadId", "leadOutcome", "matchedBy", "profileFreshness",
        "profileUpdatedAt", "resolutionStatus", "resolvedAt", "resolvedCustomerId", "reviewId",
    }
)  # fmt: skip
"""Participant data of the flows that a customer must never read; what is left out is the customer's own."""


def check_bundle(bundle: Bundle) -> tuple[Finding, ...]:
    """Findings on the flows and the Data Actions, each at its place in the project's own files."""
    flows = (FlowText(flow.text, flow.origin) for flow in bundle.flows)
    in_actions = (finding for action in bundle.data_actions for finding in check_data_action(action))
    others = (*in_actions, *check_declarations(bundle), *look_alike_queues(bundle.settings))
    return check_flow_texts(flows, context_of(bundle), texts_of(bundle), others)


def refuse_faults(bundle: Bundle) -> None:
    """What must hold before anything goes to an org.

    Raises:
        SourceProblems: the bundle has findings that an org would refuse.
    """
    errors = [finding for finding in check_bundle(bundle) if finding.severity is Severity.ERROR]
    if errors:
        raise SourceProblems(errors)


def context_of(bundle: Bundle) -> Context:
    """What the flows may refer to: exactly what the settings and Data Actions declare."""
    settings = bundle.settings
    return Context(
        data_actions=tuple(
            KnownAction(action, integration_of(action, settings)) for action in bundle.data_actions
        ),
        queues=frozenset(route.queue for route in settings.routes),
        skills=frozenset(skill for route in settings.routes for skill in route.skills),
        languages=frozenset(settings.languages.values()),
        flows=frozenset(flow.name for flow in bundle.flows),
        internal_attributes=INTERNAL_ATTRIBUTES,
    )


def texts_of(bundle: Bundle) -> Mapping[str, str]:
    """The project's files by the names that findings call them."""
    project = bundle.project
    paths = (*project.files("flows", ".j2"), *project.files("data_actions", ".yaml", ".yml", deep=False))
    return {project.name_of(path): path.read_text(encoding="utf-8-sig") for path in paths}
