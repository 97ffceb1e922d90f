"""The org that the settings name and the credentials lead to."""

from __future__ import annotations

import os
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.platform import Org, Organization

__all__ = ["LOGIN", "Connecting", "Connection", "connected", "log_in", "secrets_at_hand"]


REGION = "GENESYSCLOUD_REGION"
LOGIN = {
    "GENESYSCLOUD_OAUTHCLIENT_ID": "it is the OAuth client that logs in to the org",
    "GENESYSCLOUD_OAUTHCLIENT_SECRET": "it belongs to that client",
}
"""The variables without which nobody logs in, by what they are for."""


@dataclass(frozen=True, slots=True)
class Connection:
    """An org that we are logged in to, and that is the right one."""

    org: Org
    organization: Organization


class Connecting:
    """Reaches an org while something else is done, and closes it at the end.

    Whatever goes wrong on the way is told when the connection is asked for, so that a project's own faults come first.
    """

    def __init__(self) -> None:
        self._reached: Future[Connection] | None = None

    def begin(self, settings: Settings) -> Future[Connection]:
        """Log in, and make sure that it is the org of the settings, in the background."""
        from genesys_deploy.platform import load

        if self._reached is None:
            self._reached = Future()
            # Beside the rendering these imports would take twice the time: the log-in is to be on its way first.
            load()
            # Nobody waits for it where the project turns out to be faulty: an org that hangs must not hold that up.
            Thread(target=_reach, args=(settings, self._reached), name="connect", daemon=True).start()
        return self._reached

    def connection(self, settings: Settings) -> Connection:
        """The org, as soon as it is reached.

        Raises:
            OrgError: it cannot be reached, does not know us, or is another org.
        """
        return self.begin(settings).result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._reached is not None:
            self._reached.add_done_callback(_close)


@contextmanager
def connected(settings: Settings) -> Iterator[Connection]:
    """Log in, make sure that it is the org of the settings, and close it at the end.

    Raises:
        OrgError: it cannot be reached, does not know us, or is another org.
    """
    with Connecting() as connecting:
        yield connecting.connection(settings)


def log_in(settings: Settings) -> Org:
    """Log in by the environment's credentials, to the environment's region or else the settings'.

    Raises:
        OrgError: the credentials are missing or wrong, or nobody answers.
    """
    from genesys_deploy.platform import Credentials, connect

    return connect(Credentials.from_environment(secrets_at_hand(settings)))


def secrets_at_hand(settings: Settings) -> Mapping[str, str]:
    """The environment, and what the keyring holds for the settings' org; the region, where not set, is theirs."""
    from genesys_deploy.bundle.settings.secret_store import SecretStore

    region = os.environ.get(REGION) or settings.org.region
    return SecretStore({**os.environ, REGION: region}, settings.org.name)


def _reach(settings: Settings, reached: Future[Connection]) -> None:
    try:
        reached.set_result(_the_right_one(settings))
    except BaseException as error:  # noqa: BLE001  it is raised again where the connection is asked for
        reached.set_exception(error)


def _the_right_one(settings: Settings) -> Connection:
    org = log_in(settings)
    try:
        from genesys_deploy.deploy.health.guard import guard

        organization = org.organization()
        guard(settings, organization)
    except BaseException:
        org.close()
        raise
    return Connection(org, organization)


def _close(reached: Future[Connection]) -> None:
    if reached.exception() is None:
        reached.result().org.close()
