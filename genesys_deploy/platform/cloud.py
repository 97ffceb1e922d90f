"""A Genesys Cloud org, real or local, over the official SDK."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

from genesys_deploy.platform.actions import DataActions
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.data_tables import DeclaredRows, DeclaredTables
from genesys_deploy.platform.dependencies import Dependencies
from genesys_deploy.platform.errors import UnexpectedAnswer
from genesys_deploy.platform.flow_locks import FlowLocks
from genesys_deploy.platform.flows import Flows
from genesys_deploy.platform.integrations import Credentials as CredentialShelf
from genesys_deploy.platform.integrations import Integrations
from genesys_deploy.platform.messages import Conversation
from genesys_deploy.platform.messaging import OpenMessagingIntegrations, Recipients
from genesys_deploy.platform.org import Organization
from genesys_deploy.platform.routing import Divisions, Languages, Queues, Skills
from genesys_deploy.platform.tables import DataTables
from genesys_deploy.platform.transport import Transport
from genesys_deploy.platform.triggers import Triggers
from genesys_deploy.resources.key import Kind
from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from genesys_deploy.platform.credentials import Credentials
    from genesys_deploy.platform.dependencies import Consumer
    from genesys_deploy.platform.messages import InboundMessage
    from genesys_deploy.platform.org import Held, Library, Shelf

__all__ = ["CloudOrg", "connect"]

_SHELVES: Mapping[Kind, Callable[[Client], Shelf[Any]]] = {
    Kind.DIVISION: Divisions,
    Kind.SKILL: Skills,
    Kind.LANGUAGE: Languages,
    Kind.QUEUE: Queues,
    Kind.CREDENTIAL: CredentialShelf,
    Kind.INTEGRATION: Integrations,
    Kind.OPEN_MESSAGING_INTEGRATION: OpenMessagingIntegrations,
    Kind.DATA_ACTION: DataActions,
    Kind.FLOW: Flows,
    Kind.RECIPIENT: Recipients,
    Kind.TRIGGER: Triggers,
    Kind.DATA_TABLE: DeclaredTables,
    Kind.TABLE_ROWS: DeclaredRows,
}
_LIBRARIES: Mapping[Kind, Callable[[Client], Library]] = {
    Kind.DATA_ACTION: DataActions,
    Kind.FLOW: Flows,
}


def connect(credentials: Credentials, transport: Transport | None = None) -> CloudOrg:
    """Log in to an org.

    Raises:
        UnknownRegion, Unreachable, WrongCredentials, UnexpectedAnswer: as they say.
    """
    client = Client(credentials, transport or Transport())
    client.log_in()
    return CloudOrg(client)


class CloudOrg:
    """An `Org` behind HTTP."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._shelves: dict[Kind, Shelf[Any]] = {}
        self._lock = threading.Lock()

    @property
    def host(self) -> str:
        return self._client.host

    @property
    def client_id(self) -> str:
        return self._client.client_id

    def organization(self) -> Organization:
        wire = Wire.of(self._client.api("OrganizationApi").get_organizations_me())
        if not wire.text("id"):
            raise UnexpectedAnswer("GET /api/v2/organizations/me", "something that is no organization")
        return Organization(wire.text("id"), wire.text("name"))

    def permits(self, permission: str) -> bool:
        api = self._client.api("AuthorizationApi")
        divisions = Wire.of(api.get_authorization_divisionspermitted_paged_me(permission))
        return bool(divisions.parts("entities"))

    def limits(self, namespace: str) -> Mapping[str, int]:
        wire = Wire.of(self._client.api("OrganizationApi").get_organizations_limits_namespace(namespace))
        return {limit.text("key"): limit.number("value") for limit in wire.parts("entities")}

    def shelf(self, kind: Kind) -> Shelf[Any]:
        with self._lock:
            if kind not in self._shelves:
                self._shelves[kind] = _SHELVES[kind](self._client)
            return self._shelves[kind]

    def library(self, kind: Kind) -> Library:
        return _LIBRARIES[kind](self._client)

    def tables(self) -> DataTables:
        return self._tables

    def consumers(self, held: Held) -> tuple[Consumer, ...]:
        return Dependencies(self._client).consumers(held)

    def locked_since(self, flow: Held) -> str:
        return FlowLocks(self._client).since(flow)

    def send_message(self, integration_id: str, message: InboundMessage) -> str:
        answer = self._conversations.post_conversations_message_inbound_open_message(
            integration_id, message.to_wire(), prefetch_conversation_id=True
        )
        return Wire.of(answer).text("conversationId")

    def conversation(self, conversation_id: str) -> Conversation:
        return Conversation.from_wire(Wire.of(self._conversations.get_conversation(conversation_id)))

    def close(self) -> None:
        self._client.transport.close()

    @cached_property
    def _tables(self) -> DataTables:
        return DataTables(self._client)

    @cached_property
    def _conversations(self) -> Any:
        return self._client.api("ConversationsApi")
