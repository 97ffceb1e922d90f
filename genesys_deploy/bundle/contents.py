"""What a bundle puts into an org, as resources; secrets are read here and nowhere earlier."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from genesys_deploy.bundle.action_integrations import integration_of
from genesys_deploy.bundle.bundle import FLOW_TYPE
from genesys_deploy.bundle.settings.declarations import (
    declared_integrations,
    declared_tables,
    declared_triggers,
)
from genesys_deploy.bundle.settings.secrets import Secrets
from genesys_deploy.resources import (
    Credential,
    DataActionResource,
    Division,
    FlowResource,
    Integration,
    Key,
    Kind,
    Language,
    OpenMessagingIntegration,
    Ownership,
    Queue,
    Recipient,
    Secret,
    Skill,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.bundle.bundle import Bundle, RenderedFlow
    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.resources import Resource

__all__ = ["Contents", "contents_of"]

INTEGRATION_TYPE = "custom-rest-actions"
CREDENTIAL_TYPE = "userDefined"
KEY_FIELD = "apiKey"
OPEN = "open"
NO_FURTHER: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Contents:
    """Resources in no particular order; each says what it needs."""

    resources: tuple[Resource, ...]


def contents_of(
    bundle: Bundle, environment: Mapping[str, str] | None, further: Mapping[str, str] = NO_FURTHER
) -> Contents:
    """Everything the org must hold for the bundle's flows to run.

    Args:
        bundle: what is rendered.
        environment: where the secrets are; None for what only reads and compares, which needs none.
        further: variables that must be set for another reason, by what they are for: all are missed at once.

    Raises:
        MissingSecrets: the environment lacks secrets that they need.
        SourceProblems: rows of a data table are not as the table wants them.
    """
    settings, secrets = bundle.settings, Secrets(environment)
    resources = (
        Division(settings.division, settings.span),
        *_routing(settings),
        *_irp(settings, secrets),
        *(
            DataActionResource(action, integration_of(action, settings), span=action.span)
            for action in bundle.data_actions
        ),
        *_open_messaging(settings, secrets),
        *(_flow(bundle, flow) for flow in bundle.flows),
        *_recipients(bundle),
        *declared_integrations(settings, secrets),
        *declared_tables(bundle.project, settings),
        *declared_triggers(settings),
    )
    for variable, purpose in further.items():
        secrets.read(variable, purpose)
    secrets.refuse_missing()
    return Contents(tuple(_with_former_name(resource, settings) for resource in resources))


def _with_former_name(resource: Resource, settings: Settings) -> Resource:
    former = settings.renamed_from.former_name(resource.key)
    if isinstance(resource, DataActionResource):
        under = settings.renamed_from.former_name(Key(Kind.INTEGRATION, resource.integration))
        return replace(resource, renamed_from=former, formerly_under=under)
    if not former or isinstance(resource, Division | Recipient | OpenMessagingIntegration):
        return resource
    return replace(resource, renamed_from=former)


def _routing(settings: Settings) -> Iterator[Resource]:
    owner = settings.ownership
    queues = {route.queue: route.span for route in settings.routes}
    skills = {skill: route.span for route in settings.routes for skill in route.skills}
    of_queues = Ownership(owner.queues)
    # What is somebody else's is not moved into our division.
    division = None if of_queues is Ownership.ADOPT else settings.division
    for name, span in sorted(queues.items()):
        yield Queue(name, division, ownership=of_queues, span=span)
    for name, span in sorted(skills.items()):
        yield Skill(name, Ownership(owner.skills), span)
    for name in sorted(set(settings.languages.values())):
        yield Language(name, Ownership(owner.languages), settings.span)


def _irp(settings: Settings, secrets: Secrets) -> Iterator[Resource]:
    irp = settings.irp
    key = secrets.read(irp.key_env, "it holds the key of the IRP, which the org stores as a credential")
    yield Credential(irp.credential, CREDENTIAL_TYPE, {KEY_FIELD: key}, span=settings.span)
    yield Integration(irp.integration, INTEGRATION_TYPE, irp.credential, CREDENTIAL_TYPE, span=settings.span)


def _open_messaging(settings: Settings, secrets: Secrets) -> Iterator[Resource]:
    ownership = Ownership(settings.ownership.open_messaging)
    for channel in settings.channels.values():
        if channel.messenger_type != OPEN:
            continue
        secret = Secret("")
        if ownership is Ownership.OWN and channel.secret_env:
            secret = secrets.read(
                channel.secret_env, "it signs the messages of an Open Messaging integration"
            )
        yield OpenMessagingIntegration(
            channel.recipient, channel.webhook or "", secret, ownership, channel.span
        )


def _flow(bundle: Bundle, flow: RenderedFlow) -> FlowResource:
    settings = bundle.settings
    needs = {Key(Kind.QUEUE, route.queue) for route in settings.routes}
    needs |= {Key(Kind.SKILL, skill) for route in settings.routes for skill in route.skills}
    needs |= {Key(Kind.LANGUAGE, name) for name in settings.languages.values()}
    needs |= {Key(Kind.DATA_ACTION, action.name) for action in bundle.data_actions}
    needs |= _tables(flow) if settings.data_tables else set()
    return FlowResource(
        flow.name,
        FLOW_TYPE,
        flow.text,
        frozenset(needs),
        settings.division,
        source=flow.origin,
        span=settings.channels[flow.channel].span,
    )


def _tables(flow: RenderedFlow) -> set[Key]:
    from genesys_deploy.architect.flow.actions import DataTableLookup
    from genesys_deploy.architect.flow.uses import every_action

    lookups = (action for _, action in every_action(flow.model()) if isinstance(action, DataTableLookup))
    return {Key(Kind.DATA_TABLE, lookup.data_table.text) for lookup in lookups}


def _recipients(bundle: Bundle) -> Iterator[Recipient]:
    for flow in bundle.flows:
        channel = bundle.settings.channels[flow.channel]
        yield Recipient(channel.messenger_type, channel.recipient, flow.name, FLOW_TYPE, span=channel.span)
