"""Divisions, skills, languages and queues of an org."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.platform.listing import candidates, recognise
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.removal import present, remove
from genesys_deploy.resources.key import Key, Kind
from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import NoReturn

    from genesys_deploy.platform.client import Client
    from genesys_deploy.resources import Division, Ids, Language, Queue, Skill

__all__ = ["Divisions", "Languages", "Queues", "Skills"]

LARGEST_PAGE = 500


class Divisions:
    """Looked up, never written."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("AuthorizationApi")

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        return recognise(keys, candidates(self._api.get_authorization_divisions, keys))

    def read(self, held: Held) -> Held:
        return held

    def create(self, wanted: Division, ids: Ids) -> NoReturn:
        raise NotImplementedError("divisions are only referred to")

    def update(self, held: Held, wanted: Division, ids: Ids) -> NoReturn:
        raise NotImplementedError("divisions are only referred to")

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(key, lambda: self._api.get_authorization_division(identifier))

    def delete(self, held: Held) -> NoReturn:
        raise NotImplementedError("divisions are only referred to")


class Skills:
    """A skill has nothing but its name: what is there is as it should be."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("RoutingApi")
        self._clock = client.transport.clock

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        return recognise(keys, candidates(self._api.get_routing_skills, keys, page_size=LARGEST_PAGE))

    def read(self, held: Held) -> Held:
        return held

    def create(self, wanted: Skill, ids: Ids) -> Held:  # noqa: ARG002
        return Held.from_answer(wanted.key, self._api.post_routing_skills(wanted.to_wire()))

    def update(self, held: Held, wanted: Skill, ids: Ids) -> Held:  # noqa: ARG002
        return held

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(key, lambda: self._api.get_routing_skill(identifier))

    def delete(self, held: Held) -> None:
        remove(
            held,
            lambda: self._api.delete_routing_skill(held.id),
            lambda: self.get(held.key, held.id),
            self._clock,
        )


class Languages:
    """As skills."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("RoutingApi")
        self._clock = client.transport.clock

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        return recognise(keys, candidates(self._api.get_routing_languages, keys, page_size=LARGEST_PAGE))

    def read(self, held: Held) -> Held:
        return held

    def create(self, wanted: Language, ids: Ids) -> Held:  # noqa: ARG002
        return Held.from_answer(wanted.key, self._api.post_routing_languages(wanted.to_wire()))

    def update(self, held: Held, wanted: Language, ids: Ids) -> Held:  # noqa: ARG002
        return held

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(key, lambda: self._api.get_routing_language(identifier))

    def delete(self, held: Held) -> None:
        remove(
            held,
            lambda: self._api.delete_routing_language(held.id),
            lambda: self.get(held.key, held.id),
            self._clock,
        )


class Queues:
    """Other people own their members and service levels: only what is declared is ever changed."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("RoutingApi")
        self._objects = client.api("ObjectsApi")
        self._clock = client.transport.clock

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        return recognise(keys, candidates(self._api.get_routing_queues, keys, page_size=LARGEST_PAGE))

    def read(self, held: Held) -> Held:
        return held

    def create(self, wanted: Queue, ids: Ids) -> Held:
        return Held.from_answer(wanted.key, self._api.post_routing_queues(wanted.to_wire(ids)))

    def update(self, held: Held, wanted: Queue, ids: Ids) -> Held:
        """Lay the declared fields over the queue as it is now: the platform replaces it whole."""
        if wanted.division:
            held = self._move(held, ids[Key(Kind.DIVISION, wanted.division)])
        now = Wire.of(self._api.get_routing_queue(held.id))
        body = {**now.raw, **wanted.to_wire(ids)}
        return Held.from_answer(held.key, self._api.put_routing_queue(held.id, body))

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(key, lambda: self._api.get_routing_queue(identifier))

    def delete(self, held: Held) -> None:
        remove(
            held,
            lambda: self._api.delete_routing_queue(held.id),
            lambda: self.get(held.key, held.id),
            self._clock,
        )

    def _move(self, held: Held, division_id: str) -> Held:
        if held.wire.part("division").text("id") != division_id:
            self._objects.post_authorization_division_object(division_id, "QUEUE", [held.id])
        return held
