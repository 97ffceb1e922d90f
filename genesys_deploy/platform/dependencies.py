"""Who uses an object of an org: flows, as Architect's dependency tracking tells, and what holds it by its id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.platform.errors import NotInOrg
from genesys_deploy.platform.listing import cursor_pages, pages
from genesys_deploy.resources.key import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from genesys_deploy.platform.client import Client
    from genesys_deploy.platform.org import Held
    from genesys_deploy.resources.wire import Wire

__all__ = ["Consumer", "Dependencies"]

TRACKED: Mapping[Kind, str] = {
    Kind.QUEUE: "QUEUE",
    Kind.SKILL: "ACDSKILL",
    Kind.LANGUAGE: "ACDLANGUAGE",
    Kind.DATA_ACTION: "DATAACTION",
    Kind.DATA_TABLE: "DATATABLE",
}
"""What dependency tracking calls them; a flow by its type, too."""

WORKFLOW = "WORKFLOW"


@dataclass(frozen=True, slots=True, order=True)
class Consumer:
    """Something that uses an object: `what` it is in plain words, its name and its id."""

    what: str
    name: str
    id: str

    def __str__(self) -> str:
        return f'{self.what} "{self.name}"'


class Dependencies:
    """Asks who uses an object directly, once for each object."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def consumers(self, held: Held) -> tuple[Consumer, ...]:
        """Everything that the org tells to use it, in the order of names.

        Raises:
            MissingPermission: `architect:dependencyTracking:view`, or the view of what holds it.
        """
        ways: Mapping[Kind, Callable[[Held], Iterator[Consumer]]] = {
            Kind.INTEGRATION: self._actions_of,
            Kind.CREDENTIAL: self._integrations_with,
            Kind.FLOW: self._users_of_flow,
        }
        found = ways.get(held.key.kind, self._tracked)(held)
        return tuple(sorted(set(found)))

    def _tracked(self, held: Held) -> Iterator[Consumer]:
        word = TRACKED.get(held.key.kind, "")
        if word:
            yield from self._consuming(held.id, word)

    def _users_of_flow(self, held: Held) -> Iterator[Consumer]:
        kind = held.key.scope.upper()
        yield from self._consuming(held.id, WORKFLOW if kind == WORKFLOW else f"{kind}FLOW")
        for recipient in pages(self._api("RoutingApi").get_routing_message_recipients):
            if recipient.part("flow").text("id") == held.id:
                yield _named("message recipient", recipient)
        if kind == WORKFLOW:
            for trigger in cursor_pages(self._api("ProcessAutomationApi").get_processautomation_triggers):
                if trigger.part("target").text("id") == held.id:
                    yield _named("trigger", trigger)

    def _consuming(self, object_id: str, word: str) -> Iterator[Consumer]:
        asked = self._api("ArchitectApi").get_architect_dependencytracking_consumingresources
        try:
            for user in pages(asked, {"id": object_id, "object_type": word}):
                yield _named(_in_words(user.text("type")), user)
        except NotInOrg:
            # Tracking knows nothing of what no flow has ever used.
            return

    def _actions_of(self, held: Held) -> Iterator[Consumer]:
        for action in pages(self._api("IntegrationsApi").get_integrations_actions):
            if action.text("integrationId") == held.id:
                yield _named(str(Kind.DATA_ACTION), action)

    def _integrations_with(self, held: Held) -> Iterator[Consumer]:
        asked = self._api("IntegrationsApi").get_integrations
        for integration in pages(asked, {"credential_id": held.id}):
            yield _named(str(Kind.INTEGRATION), integration)

    def _api(self, name: str) -> Any:
        return self._client.api(name)


def _named(what: str, wire: Wire) -> Consumer:
    return Consumer(what, wire.text("name"), wire.text("id"))


def _in_words(tracked: str) -> str:
    """`flow` for every type of flow; of the rest, the platform's own word."""
    return str(Kind.FLOW) if tracked.endswith(("FLOW", WORKFLOW)) else tracked.lower()
