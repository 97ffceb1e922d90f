"""The integrations, data tables and triggers that the settings declare, as resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.bundle.action_integrations import check_integrations
from genesys_deploy.bundle.settings.rename import check_names
from genesys_deploy.bundle.settings.table_rows import rows_of
from genesys_deploy.resources import (
    Column,
    Credential,
    DataTable,
    Integration,
    Kind,
    Ownership,
    TableRows,
    Trigger,
)
from genesys_deploy.source.decode import Problems
from genesys_deploy.source.errors import SourceProblems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.bundle.settings.integration import IntegrationSettings
    from genesys_deploy.bundle.settings.secrets import Secrets
    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.bundle.settings.table import TableSettings
    from genesys_deploy.bundle.settings.trigger import TriggerSettings
    from genesys_deploy.resources import Resource
    from genesys_deploy.source.finding import Finding
    from genesys_deploy.source.project import Project

__all__ = ["check_declarations", "declared_integrations", "declared_tables", "declared_triggers"]


def check_declarations(bundle: Bundle) -> Iterator[Finding]:
    """What is wrong with declarations that the settings alone do not show: files of rows, Data Actions."""
    settings, problems = bundle.settings, Problems()
    for table in settings.data_tables.values():
        rows_of(bundle.project, table, problems)
    yield from problems.findings
    yield from check_integrations(bundle.data_actions, settings)
    names = {action.name for action in bundle.data_actions}
    yield from check_names(settings.renamed_from, Kind.DATA_ACTION, names)


def declared_integrations(settings: Settings, secrets: Secrets) -> Iterator[Resource]:
    """Each with its credential, unless the integration is only referred to."""
    credentials: dict[str, Credential] = {}
    for name, declared in settings.integrations.items():
        if declared.credential and declared.ownership is not Ownership.REFERENCE:
            credentials.setdefault(declared.credential, _credential(name, declared, secrets))
        yield Integration(
            name,
            declared.type,
            declared.credential,
            declared.fills,
            declared.notes,
            _enabled(declared),
            declared.ownership,
            span=declared.span,
        )
    yield from credentials.values()


def _enabled(declared: IntegrationSettings | TriggerSettings) -> bool | None:
    """Ours are switched on unless they say otherwise; whether somebody else's are is theirs."""
    return True if declared.enabled is None and declared.ownership is Ownership.OWN else declared.enabled


def _credential(name: str, declared: IntegrationSettings, secrets: Secrets) -> Credential:
    """One without secrets must be there already."""
    purpose = f'it is a secret of the integration "{name}", which the org stores as a credential'
    fields = {field: secrets.read(variable, purpose) for field, variable in declared.secrets.items()}
    ownership = declared.ownership if fields else Ownership.REFERENCE
    return Credential(declared.credential or "", declared.fills, fields, ownership, span=declared.span)


def declared_tables(project: Project, settings: Settings) -> Iterator[Resource]:
    """The tables, and the rows of those that declare any.

    Raises:
        SourceProblems: a file of rows is not as the table wants it.
    """
    problems = Problems()
    for name, table in settings.data_tables.items():
        yield _table(name, table, settings)
        if table.rows:
            rows = rows_of(project, table, problems)
            only_these = table.other_rows == "remove"
            yield TableRows(
                name, rows, only_these, _division(table, settings), table.ownership, span=table.rows.span
            )
    if problems.findings:
        raise SourceProblems(problems.findings)


def _table(name: str, table: TableSettings, settings: Settings) -> DataTable:
    columns = tuple(
        Column(title, column.type, column.default.value if column.default else None)
        for title, column in table.columns.items()
    )
    division, owner = _division(table, settings), table.ownership
    return DataTable(name, columns, table.key, division, table.description, owner, span=table.span)


def _division(table: TableSettings, settings: Settings) -> str | None:
    """Somebody else's table is not moved into our division unless that is said."""
    ours = settings.division if table.ownership is not Ownership.ADOPT else None
    return table.division or ours


def declared_triggers(settings: Settings) -> Iterator[Trigger]:
    for name, declared in settings.triggers.items():
        yield Trigger(
            name,
            declared.topic,
            declared.workflow,
            None if declared.match is None else tuple(one.match for one in declared.match),
            _enabled(declared),
            declared.event_ttl_seconds,
            declared.delay_by_seconds,
            declared.data_format,
            declared.description,
            declared.ownership,
            span=declared.span,
        )
