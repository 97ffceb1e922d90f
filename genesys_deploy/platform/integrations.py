"""Integrations of an org, and the credentials they hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from genesys_deploy.platform.errors import JobFailed
from genesys_deploy.platform.listing import cursor_pages, pages, recognise
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.removal import present, remove
from genesys_deploy.platform.waiting import wait_until
from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Collection

    from genesys_deploy.platform.client import Client
    from genesys_deploy.resources import Credential, Ids, Integration, Key

__all__ = ["Credentials", "Integrations"]

ON_THE_WAY = frozenset({"ACTIVATING", "DEACTIVATING"})
ACTIVATION_SECONDS = 60.0


class Credentials:
    """Named secrets. An org shows their names and types, never their fields."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("IntegrationsApi")
        self._clock = client.transport.clock

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        return recognise(keys, cursor_pages(self._api.get_integrations_credentials_listing))

    def read(self, held: Held) -> Held:
        return held

    def create(self, wanted: Credential, ids: Ids) -> Held:  # noqa: ARG002
        answer = self._api.post_integrations_credentials(body=wanted.to_wire())
        return Held.from_answer(wanted.key, answer)

    def update(self, held: Held, wanted: Credential, ids: Ids) -> Held:  # noqa: ARG002
        answer = self._api.put_integrations_credential(held.id, body=wanted.to_wire())
        return Held.from_answer(wanted.key, answer)

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(key, lambda: self._api.get_integrations_credential(identifier))

    def delete(self, held: Held) -> None:
        remove(
            held,
            lambda: self._api.delete_integrations_credential(held.id),
            lambda: self.get(held.key, held.id),
            self._clock,
        )


class Integrations:
    """Made in three steps: created (disabled), configured, enabled. Each may be repeated."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("IntegrationsApi")
        self._clock = client.transport.clock

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        return recognise(keys, pages(self._api.get_integrations))

    def read(self, held: Held) -> Held:
        return held.knowing({"config": self._api.get_integration_config_current(held.id)})

    def create(self, wanted: Integration, ids: Ids) -> Held:
        answer = self._api.post_integrations(body=wanted.to_wire())
        made = replace(wanted, enabled=wanted.enabled is not False)
        return self.update(Held.from_answer(wanted.key, answer), made, ids)

    def update(self, held: Held, wanted: Integration, ids: Ids) -> Held:
        current = Wire.of(self._api.get_integration_config_current(held.id))
        configuration = self._api.put_integration_config_current(
            held.id, body=wanted.configuration(current, ids)
        )
        if wanted.enabled is not None and held.wire.text("intendedState") != wanted.intended_state:
            state = {"intendedState": wanted.intended_state}
            held = self._in_state(
                Held.from_answer(held.key, self._api.patch_integration(held.id, body=state))
            )
        return held.knowing({"config": configuration})

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(key, lambda: self._api.get_integration(identifier))

    def delete(self, held: Held) -> None:
        remove(
            held,
            lambda: self._api.delete_integration(held.id),
            lambda: self.get(held.key, held.id),
            self._clock,
        )

    def _in_state(self, held: Held) -> Held:
        """Wait until an integration that is being switched has been."""
        what = f"switching {held.key}"
        first = [held.wire]
        wire = wait_until(
            lambda: first.pop() if first else Wire.of(self._api.get_integration(held.id)),
            lambda wire: _state(wire) not in ON_THE_WAY,
            self._clock,
            ACTIVATION_SECONDS,
            what,
        )
        if _state(wire) == "ERROR":
            raise JobFailed(what, [wire.part("reportedState").part("detail").text("message")])
        return Held(held.key, held.id, wire)


def _state(integration: Wire) -> str:
    return integration.part("reportedState").text("code")
