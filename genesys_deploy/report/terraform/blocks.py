"""Each kind of object as the block that makes it, or looks it up, in Terraform; after the provider's schemas of 1.84.

`file_content_hash` of a flow is the provider's own to compute since 1.7x: who sets it is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from genesys_deploy.report.terraform.addresses import label, unique_labels
from genesys_deploy.report.terraform.hcl import Attribute, Block, Call, Join, Reference
from genesys_deploy.resources import (
    Credential,
    DataActionResource,
    DataTable,
    FlowResource,
    Integration,
    Key,
    Kind,
    OpenMessagingIntegration,
    Queue,
    TableRows,
    Trigger,
)
from genesys_deploy.resources.data_table import KEY, ColumnType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from genesys_deploy.report.terraform.addresses import Addresses
    from genesys_deploy.resources import Resource
    from genesys_deploy.resources.data_table import Column

__all__ = ["Blocks", "Variable"]

HERE = Reference("path.module")
TARGET = "Workflow"


@dataclass(frozen=True, slots=True)
class Variable:
    """A secret, which whoever runs Terraform gives it; it stands in no file of ours."""

    name: str
    purpose: str

    @property
    def reference(self) -> Reference:
        return Reference(f"var.{self.name}")


@dataclass(slots=True)
class Blocks:
    """Makes blocks, and remembers which secrets they want. `paths` are those of the flows' files."""

    addresses: Addresses
    paths: Mapping[Key, str]
    variables: list[Variable] = field(default_factory=list)

    def of(self, resource: Resource) -> Iterator[Block]:
        """The blocks of an object that is declared; none for what the provider has no type for."""
        address = self.addresses.by_key.get(resource.key)
        if isinstance(resource, TableRows):
            yield from _rows(resource, self.addresses)
        elif address is not None and not address.is_data:
            body = _MAKERS.get(type(resource), _by_name)(resource, self)
            yield Block("resource", (address.type, address.label), body.attributes, body.blocks)

    def looked_up(self) -> Iterator[tuple[Key, Block]]:
        """The data sources of all that is somebody else's."""
        for key, address in self.addresses.by_key.items():
            if address.is_data and key.kind is not Kind.TABLE_ROWS:
                kind = key.scope.lower() if key.kind is Kind.FLOW else None
                labels = (address.type, address.label)
                yield key, Block("data", labels, _body(name=key.name, type=kind).attributes)

    def id(self, kind: Kind, name: str | None) -> Reference | None:
        return self.addresses[Key(kind, name)].id if name else None

    def secret(self, owner: Key, what: str) -> Reference:
        variable = Variable(f"{self.addresses[owner].label}_{label(what)}", f"{what} of {owner}")
        self.variables.append(variable)
        return variable.reference


def _by_name(resource: Resource, _: Blocks) -> Block:
    return _body(name=resource.key.name)


def _queue(one: Queue, blocks: Blocks) -> Block:
    division = blocks.id(Kind.DIVISION, one.division)
    return _body(name=one.name, division_id=division, description=one.description)


def _credential(one: Credential, blocks: Blocks) -> Block:
    fields = {name: blocks.secret(one.key, name) for name in one.fields}
    return _body(name=one.name, credential_type_name=one.type, fields=fields or None)


def _integration(one: Integration, blocks: Blocks) -> Block:
    credential = blocks.id(Kind.CREDENTIAL, one.credential)
    slots = {one.credential_type: credential} if credential else None
    config = _block("config", name=one.name, notes=one.notes, credentials=slots)
    return _body(config, integration_type=one.type, intended_state=one.intended_state)


def _open_messaging(one: OpenMessagingIntegration, blocks: Blocks) -> Block:
    return _body(
        name=one.name,
        outbound_notification_webhook_url=one.webhook,
        outbound_notification_webhook_signature_secret_token=blocks.secret(one.key, "signature secret"),
    )


def _data_action(one: DataActionResource, blocks: Blocks) -> Block:
    action = one.action
    request = _block(
        "config_request",
        request_url_template=action.request.url,
        request_type=action.request.method,
        headers=dict(action.request.headers) or None,
        request_template=action.request.body,
    )
    response = _block(
        "config_response",
        translation_map=dict(action.response.translation_map) or None,
        translation_map_defaults=dict(action.response.defaults) or None,
        success_template=action.response.success_template,
    )
    return _body(
        request,
        response,
        name=one.name,
        category=one.shown_under,
        integration_id=blocks.id(Kind.INTEGRATION, one.integration),
        secure=action.secure,
        config_timeout_seconds=action.timeout_seconds,
        contract_input=Call("jsonencode", dict(action.input_schema.data)),
        contract_output=Call("jsonencode", dict(action.success_schema.data)),
    )


def _data_table(one: DataTable, blocks: Blocks) -> Block:
    key = _block("properties", name=KEY, type=str(ColumnType.STRING), title=one.key_title or KEY)
    columns = (
        _block(
            "properties", name=column.name, type=str(column.type), title=column.name, default=_cell(column)
        )
        for column in one.columns
    )
    division = blocks.id(Kind.DIVISION, one.division)
    return _body(key, *columns, name=one.name, division_id=division, description=one.description)


def _rows(rows: TableRows, addresses: Addresses) -> Iterator[Block]:
    """A block for each row that must be there."""
    address, table = addresses[rows.key], addresses[rows.of]
    present = {key: row for key, row in rows.rows.items() if row is not None and not address.is_data}
    labels = unique_labels([("", f"{address.label} {key}", key) for key in present])
    for name, (key, row) in zip(labels, present.items(), strict=True):
        body = _body(datatable_id=table.id, key_value=key, properties_json=Call("jsonencode", dict(row)))
        yield Block("resource", (address.type, name), body.attributes)


def _flow(one: FlowResource, blocks: Blocks) -> Block:
    """It waits for all that it names: the platform refuses a flow whose queue is not there yet."""
    waits = blocks.addresses.made(one.needs)
    return _body(filepath=Join(HERE, f"/{blocks.paths[one.key]}"), depends_on=waits or None)


def _trigger(one: Trigger, blocks: Blocks) -> Block:
    settings = [_block("workflow_target_settings", data_format=one.data_format)] if one.data_format else []
    target = _block("target", *settings, type=TARGET, id=blocks.addresses[one.target].id)
    criteria = [criterion.to_wire() for criterion in one.match or ()]
    return _body(
        target,
        name=one.name,
        topic_name=one.topic,
        enabled=one.enabled,
        match_criteria=Call("jsonencode", criteria) if criteria else None,
        event_ttl_seconds=one.event_ttl,
        delay_by_seconds=one.delay,
        description=one.description,
    )


_MAKERS: Mapping[type, Callable[[Any, Blocks], Block]] = {
    Queue: _queue,
    Credential: _credential,
    Integration: _integration,
    OpenMessagingIntegration: _open_messaging,
    DataActionResource: _data_action,
    DataTable: _data_table,
    FlowResource: _flow,
    Trigger: _trigger,
}
"""Of all others the provider wants the name alone."""


def _block(kind: str, *blocks: Block, **attributes: Any) -> Block:
    """A block without what is not declared."""
    declared = (Attribute(name, value) for name, value in attributes.items() if value is not None)
    return Block(kind, (), tuple(declared), blocks)


def _body(*blocks: Block, **attributes: Any) -> Block:
    return _block("", *blocks, **attributes)


def _cell(column: Column) -> str | None:
    """A default, which the provider takes as a text whatever the column holds."""
    if isinstance(column.default, bool):
        return str(column.default).lower()
    return None if column.default is None else str(column.default)
