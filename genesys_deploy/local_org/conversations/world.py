"""What a run asks of the org it runs in; Data Actions go over real HTTP."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from genesys_deploy.architect.expressions.values import Reference
from genesys_deploy.data_action.failure import failure_outputs
from genesys_deploy.local_org.conversations.answers import set_attributes
from genesys_deploy.local_org.conversations.model import Conversation
from genesys_deploy.local_org.data_actions.model import data_action
from genesys_deploy.local_org.flows.check import published_action
from genesys_deploy.local_org.http.oauth import PLATFORM, issue_token
from genesys_deploy.local_org.http.refusal import Refusal
from genesys_deploy.local_org.objects.datatables import find_row
from genesys_deploy.local_org.objects.integration_model import Integration, credential_fields
from genesys_deploy.local_org.objects.routing import Language, Queue, Skill
from genesys_deploy.simulate import requests as ask
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.simulate.worlds.http import HttpWorld

if TYPE_CHECKING:
    from types import TracebackType

    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.local_org.org import Org
    from genesys_deploy.local_org.table import Table
    from genesys_deploy.simulate.requests import Answer, Request

__all__ = ["OrgWorld"]

PLATFORM_ACTIONS = "purecloud-data-actions"


class OrgWorld(AbstractContextManager["OrgWorld"]):
    """The world of one run; sockets are let go of at its end."""

    def __init__(self, org: Org) -> None:
        self._org = org
        self._services: dict[tuple[str, str], HttpWorld] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for service in self._services.values():
            service.close()

    def answer(self, request: Request) -> Answer:
        """The org's answer.

        Raises:
            WrongAnswer: a local org has nothing of the kind (schedules, external contacts, bots).
        """
        if isinstance(request, ask.CallDataAction):
            return self._call(request)
        with self._org.lock:
            return self._look_up(request)

    def _look_up(self, request: Request) -> Answer:
        match request:
            case ask.Find(kind=kind, wanted=wanted):
                found = self._find(kind, wanted)
                return ask.Found(found) if found else ask.NotFound()
            case ask.LookUpDataTable(table=table, key=key):
                return self._row(table, key)
            case ask.GetConversationData(conversation_id=conversation_id):
                conversation = self._org.table(Conversation).get(conversation_id)
                return (
                    ask.ConversationData(conversation.customer.attributes) if conversation else ask.NotFound()
                )
            case ask.SetConversationData():
                return self._set_conversation_data(request)
            case _:
                raise WrongAnswer(f"a local org has no answer to {type(request).__name__}")

    def _call(self, request: ask.CallDataAction) -> Answer:
        key = request.category, request.name
        if key not in self._services:
            service = self._service(request)
            if service is None:
                message = f'the org has no active Data Action "{request.name}" in "{request.category}"'
                return ask.ActionFailed(failure_outputs("not.found", 404, message))
            self._services[key] = service
        return self._services[key].answer(request)

    def _service(self, request: ask.CallDataAction) -> HttpWorld | None:
        with self._org.lock:
            stored = published_action(self._org, request.category, request.name)
            integration = self._org.table(Integration).get(stored.integration_id) if stored else None
            if stored is None or integration is None or not integration.enabled:
                return None
            action = self._admitted(data_action(stored, integration.type_id))
            credentials = credential_fields(self._org, integration)
        return HttpWorld({request.name: action}, {request.category: credentials}, platform_url=self._org.url)

    def _admitted(self, action: DataAction) -> DataAction:
        """Actions on the platform's own API are let in by the platform itself."""
        if action.integration_type != PLATFORM_ACTIONS:
            return action
        token = issue_token(self._org, client_id=PLATFORM, seconds=action.timeout_seconds)
        headers = {**action.request.headers, "Authorization": f"Bearer {token.id}"}
        return replace(action, request=replace(action.request, headers=headers))

    def _find(self, kind: str, wanted: str) -> Reference | None:
        tables: dict[str, Table[Queue] | Table[Skill] | Table[Language]] = {
            "queue": self._org.table(Queue),
            "skill": self._org.table(Skill),
            "languageSkill": self._org.table(Language),
        }
        if kind not in tables:
            raise WrongAnswer(f"a local org has nothing of the kind {kind}")
        row = tables[kind].find(lambda row: wanted == row.id or wanted.casefold() == row.name.casefold())
        return Reference(kind, row.id, row.name) if row else None

    def _row(self, table: str, key: str) -> Answer:
        try:
            row = find_row(self._org, table, key)
        except Refusal as refusal:
            return ask.LookupFailed(refusal.code, refusal.message)
        return ask.RowFound(row) if row is not None else ask.NotFound()

    def _set_conversation_data(self, request: ask.SetConversationData) -> Answer:
        conversation = self._org.table(Conversation).get(request.conversation_id)
        if conversation is None:
            return ask.ActionFailed({}, timedelta(0))
        participant_id = request.participant_id or conversation.customer.id
        try:
            set_attributes(self._org, conversation.id, participant_id, dict(request.attributes))
        except Refusal:
            return ask.ActionFailed({}, timedelta(0))
        return ask.ActionSucceeded()
