"""Deliver notices to the one address that was configured: at least once each, with growing pauses."""

from __future__ import annotations

import asyncio
import http.client
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from irp_stub.errors import IrpError, NotConfigured
from irp_stub.stewardship.notice import Notice, signature

if TYPE_CHECKING:
    from irp_stub.store.protocol import Store
    from irp_stub.store.records import Outgoing

__all__ = ["Webhook", "deliver_notices", "webhook_at"]

_log = logging.getLogger("irp_stub.webhook")
_PAUSE, _LONGEST, _MOST_TRIES = 1.0, 3600.0, 30
_TIMEOUT = 5.0
_decoder = msgspec.json.Decoder(Notice)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where notices go, and the secret that signs them."""

    url: str
    secret: bytes

    def send(self, body: bytes) -> bool:
        """Whether it was taken: any 2xx. Blocks for at most some seconds."""
        target = urlsplit(self.url)
        kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
        connection = kind(target.hostname or "", target.port, timeout=_TIMEOUT)
        headers = {
            "Content-Type": "application/json",
            "X-IRP-Signature": signature(body, self.secret, int(time.time())),
        }
        if (correlation_id := _decoder.decode(body).correlation_id) is not None:
            headers["ININ-Correlation-Id"] = correlation_id
        try:
            connection.request("POST", target.path or "/", body, headers)
            return 200 <= connection.getresponse().status < 300
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def webhook_at(url: str | None, secret: str | None) -> Webhook | None:
    """The webhook that is configured.

    Raises:
        NotConfigured: the address is none, or there is no secret to sign with.
    """
    if url is None:
        return None
    target = urlsplit(url)
    if target.scheme not in {"http", "https"} or not target.hostname:
        raise NotConfigured(f"{url} is no address for a webhook", hint="write https://HOST/PATH")
    if not secret:
        hint = "set the environment variable IRP_WEBHOOK_SECRET; the receiver checks X-IRP-Signature with it"
        raise NotConfigured("a webhook is signed, and there is no secret to sign with", hint=hint)
    return Webhook(url, secret.encode())


async def deliver_notices(store: Store, webhook: Webhook) -> None:
    """Deliver what is due, once a second."""
    while True:
        try:
            for outgoing in store.read.outbox.due(time.time(), 20):
                await _deliver(store, webhook, outgoing)
        except IrpError as trouble:
            _log.warning("notices could not be read or noted: %s; it is tried again", trouble.message)
        except Exception:  # noqa: BLE001  (whatever the store stands on: a loop goes on)
            _log.exception("notices could not be read or noted; it is tried again")
        await asyncio.sleep(_PAUSE)


async def _deliver(store: Store, webhook: Webhook, outgoing: Outgoing) -> None:
    if await asyncio.to_thread(webhook.send, outgoing.body):
        await store.write(lambda tables: tables.outbox.delivered(outgoing.number))
    elif outgoing.tries >= _MOST_TRIES:
        _log.error("a notice was refused %d times and is given up", outgoing.tries + 1)
        await store.write(lambda tables: tables.outbox.delivered(outgoing.number))
    else:
        due_at = time.time() + min(_PAUSE * 2**outgoing.tries, _LONGEST)
        await store.write(lambda tables: tables.outbox.postpone(outgoing.number, due_at))
