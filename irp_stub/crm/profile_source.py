"""Where profiles come from where the platform is not its own CRM: another one that is asked over HTTP."""

from __future__ import annotations

import asyncio
import http.client
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlsplit

import msgspec

from irp_stub.errors import IrpError, NotConfigured
from irp_stub.store.profile_json import profile_json
from irp_stub.store.records import Customer

__all__ = ["OtherCrm", "ProfileSource", "SourceAway", "crm_at"]

_TIMEOUT = 1.0
"""Seconds; who waits for an answer waits no longer for a profile that is known already."""


class SourceAway(IrpError):
    """The CRM does not answer, or not with a profile."""


class ProfileSource(Protocol):
    async def __call__(self, customer_id: str) -> bytes | None:
        """The customer's `profile_data` as it is now, as JSON; None: it knows no other than the platform's.

        Raises:
            SourceAway: nobody can tell now.
        """


class _Account(msgspec.Struct, frozen=True):
    """What `GET …/accounts/{id}` answers."""

    name: str
    tier: str | None = None
    updated_at: str | None = None
    last_interaction: str | None = None
    preferences: dict[str, str | int | float | bool | None] = {}


_decoder = msgspec.json.Decoder(_Account)


@dataclass(frozen=True, slots=True)
class OtherCrm:
    """A CRM with the accounts endpoint of this wire; `key` goes along as `X-API-Key`."""

    url: str
    key: str | None = None

    async def __call__(self, customer_id: str) -> bytes | None:
        return await asyncio.to_thread(self._ask, customer_id)

    def _ask(self, customer_id: str) -> bytes | None:
        try:
            status, body = self._exchange(f"/salesforce/api/v1/accounts/{quote(customer_id, safe='')}")
            if status == 404:
                return None
            account = _decoder.decode(body)
        except (OSError, http.client.HTTPException, msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise SourceAway(f"the CRM does not answer with a profile: {type(error).__name__}") from None
        return profile_json(Customer(customer_id, **msgspec.structs.asdict(account)))

    def _exchange(self, path: str) -> tuple[int, bytes]:
        target = urlsplit(self.url)
        kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
        connection = kind(target.hostname or "", target.port, timeout=_TIMEOUT)
        try:
            headers = {"Accept": "application/json"} | ({"X-API-Key": self.key} if self.key else {})
            connection.request("GET", target.path.rstrip("/") + path, headers=headers)
            answer = connection.getresponse()
            if answer.status not in {200, 404}:
                raise SourceAway(f"the CRM answers with status {answer.status}")
            return answer.status, answer.read()
        finally:
            connection.close()


def crm_at(url: str | None, key: str | None) -> OtherCrm | None:
    """The CRM that is configured.

    Raises:
        NotConfigured: the address is none.
    """
    if url is None:
        return None
    target = urlsplit(url)
    if target.scheme not in {"http", "https"} or not target.hostname:
        raise NotConfigured(f"{url} is no address of a CRM", hint="write https://HOST")
    return OtherCrm(url, key)
