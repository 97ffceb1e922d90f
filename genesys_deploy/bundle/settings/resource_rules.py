"""What data tables, triggers, integrations and renamings must keep beyond their shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from genesys_deploy.bundle.settings.rename import check_names
from genesys_deploy.bundle.settings.table_rows import cell_of
from genesys_deploy.resources.data_table import KEY
from genesys_deploy.resources.key import Kind, Ownership
from genesys_deploy.source.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.bundle.settings.integration import IntegrationSettings
    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.bundle.settings.table import TableSettings
    from genesys_deploy.bundle.settings.trigger import TriggerSettings
    from genesys_deploy.source.places import Places
    from genesys_deploy.source.span import Span

__all__ = ["check_resources"]

RULE = "bad-setting"
SHORTEST_TTL = 10
DELAYS = range(60, 901)
LONGEST_DESCRIPTION = 512
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*\Z")
_FIELDS: Mapping[str, frozenset[str]] = {
    "pureCloudOAuthClient": frozenset({"clientId", "clientSecret"}),
    "basicAuth": frozenset({"userName", "password"}),
}
"""What the platform requires of a credential of that type, and nothing else."""


def check_resources(settings: Settings, places: Places) -> Iterator[Finding]:
    """Everything about well-shaped declarations that cannot work."""
    for name, table in settings.data_tables.items():
        yield from _table(name, table, settings, places.of_key("data_tables", name))
    for name, trigger in settings.triggers.items():
        yield from _trigger(trigger, places.of_key("triggers", name))
    for name, integration in settings.integrations.items():
        yield from _integration(name, integration, settings, places)
    yield from _renamings(settings)


def _finding(message: str, span: Span, hint: str | None = None) -> Finding:
    return Finding(RULE, Severity.ERROR, message, span, hint)


def _table(name: str, table: TableSettings, settings: Settings, place: Span) -> Iterator[Finding]:
    if name == f"genesys-deploy {settings.project}":
        yield _finding(
            "that table holds what was published; it is kept by the deployer", place, "name another"
        )
    if KEY in table.columns:
        yield _finding('the column "key" is always there', place, "its title is said by key: …")
    for title, column in table.columns.items():
        if column.default and cell_of(column.type, column.default.value) is None:
            message = f'the default of "{title}" is not of type {column.type}'
            yield _finding(message, column.default.span)


def _trigger(trigger: TriggerSettings, place: Span) -> Iterator[Finding]:
    ttl, delay = trigger.event_ttl_seconds, trigger.delay_by_seconds
    if ttl is not None and delay is not None:
        yield _finding("a trigger has event_ttl_seconds or delay_by_seconds, not both", place)
    if ttl is not None and ttl < SHORTEST_TTL:
        yield _finding(f"event_ttl_seconds is {ttl}; {SHORTEST_TTL} is the least", place)
    if delay is not None and delay not in DELAYS:
        yield _finding(f"delay_by_seconds is {delay}; it is from {DELAYS[0]} to {DELAYS[-1]}", place)
    if len(trigger.description or "") > LONGEST_DESCRIPTION:
        yield _finding(f"a trigger's description has at most {LONGEST_DESCRIPTION} characters", place)
    for what, text in (("topic", trigger.topic), ("workflow", trigger.workflow)):
        if not text.strip():
            yield _finding(f"a trigger's {what} is not empty", place)


def _integration(
    name: str, integration: IntegrationSettings, settings: Settings, places: Places
) -> Iterator[Finding]:
    place = places.of_key("integrations", name)
    if name == settings.irp.integration:
        yield _finding(f'"{name}" is the integration of the IRP', place, "it is declared by irp: …")
    if integration.credential == settings.irp.credential:
        yield _finding(f'"{integration.credential}" is the credential of the IRP', place, "name another")
    if integration.ownership is not Ownership.REFERENCE:
        yield from _secrets(integration, place)
    for field, variable in integration.secrets.items():
        if not _VARIABLE.match(variable):
            # It may be the secret itself, and is not repeated.
            message = f"{field}: name the environment variable that holds it, never the secret itself"
            yield _finding(message, places.of("integrations", name, "secrets", field), "CAPITALS_AND_DIGITS")


def _secrets(integration: IntegrationSettings, place: Span) -> Iterator[Finding]:
    if integration.secrets and not integration.credential:
        yield _finding("secrets without a credential that holds them", place, "credential: NAME")
    needed = _FIELDS.get(integration.fills)
    if needed and integration.secrets and needed != integration.secrets.keys():
        hint = f"secrets: {{{', '.join(f'{field}: VARIABLE' for field in sorted(needed))}}}"
        yield _finding(f"a {integration.fills} has just {', '.join(sorted(needed))}", place, hint)


def _renamings(settings: Settings) -> Iterator[Finding]:
    for kind, names in _declared(settings).items():
        yield from check_names(settings.renamed_from, kind, names)


def _declared(settings: Settings) -> Mapping[Kind, frozenset[str]]:
    """What the settings themselves name; Data Actions are known by their files alone."""
    integrations = settings.integrations
    credentials = (settings.irp.credential, *(one.credential for one in integrations.values()))
    named: Mapping[Kind, Iterable[str]] = {
        Kind.QUEUE: (route.queue for route in settings.routes),
        Kind.SKILL: (skill for route in settings.routes for skill in route.skills),
        Kind.LANGUAGE: settings.languages.values(),
        Kind.CREDENTIAL: filter(None, credentials),
        Kind.INTEGRATION: (settings.irp.integration, *integrations),
        Kind.FLOW: map(settings.name_of_flow, settings.channels),
        Kind.TRIGGER: settings.triggers,
        Kind.DATA_TABLE: settings.data_tables,
    }
    return {kind: frozenset(names) for kind, names in named.items()}
