"""What lies around an org: the IRP that its Data Actions call, and the time of day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from genesys_deploy.deploy.health.diagnosis import Check
from genesys_deploy.source.errors import OrgError

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.platform.exchange import Answer

__all__ = ["check_clock", "check_service"]

SECONDS = 3.0
SKEW = timedelta(seconds=30)
"""More than that, and a lock's lease means something else to the next who looks at it."""
SERVER_ERROR = 500
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def check_service(name: str, url: str, host: str, health: str = "") -> Check:
    """Whether a service that the org at `host` is to call answers, as seen from this machine.

    `host` is empty where nobody knows it. `health` is the path at which the service says how it is; one that has not got
    it answers all the same.
    """
    if host and _is_loopback(url) and not _is_loopback(host):
        told = f"{url} is an address of this machine, which an org in the cloud cannot call"
        return Check(name, told=told, remedy="say its public address in the settings", ok=False)
    try:
        answer = _ask(url.rstrip("/") + health, "GET") if health else _ask(url)
    except OrgError as error:
        return Check(name, told=error.message, remedy=f"start it, or correct {name}.url", ok=False)
    asked = f"{url} answers {health}" if health else f"{url} answers"
    told = f"{asked} with status {answer.status}; the org calls it from its own network"
    return Check(name, told=told, ok=answer.status < SERVER_ERROR)


def check_clock(host: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Check:
    """Whether this machine's clock agrees with the Date that the org puts on its answers."""
    try:
        date = _ask(host).getheader("Date")
        theirs = parsedate_to_datetime(date or "")
    except (OrgError, ValueError):
        return Check("clock", told="the org does not say what time it is")
    skew = now() - theirs
    told = f"{abs(skew.total_seconds()):.0f} s {'ahead of' if skew > timedelta(0) else 'behind'} the org's"
    if abs(skew) > SKEW:
        return Check("clock", told=told, remedy="set this machine's clock (NTP)", ok=False)
    return Check("clock", told=told)


def _ask(url: str, method: str = "HEAD") -> Answer:
    from genesys_deploy.platform.exchange import Call
    from genesys_deploy.platform.transport import Timeouts, Transport

    transport = Transport(timeouts=Timeouts(SECONDS, SECONDS))
    try:
        return transport.ask(Call(method, url))
    finally:
        transport.close()


def _is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in _LOOPBACK
