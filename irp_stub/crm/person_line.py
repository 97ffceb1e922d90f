"""One line of an import file: a customer with e-mails and accounts."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Annotated

import msgspec

from irp_stub.errors import BadFile
from irp_stub.identity.handle import is_placeholder, read_handle
from irp_stub.identity.mailbox import is_personal, normalise_address
from irp_stub.store.records import Customer, Mailbox, Person, PlatformAccount

__all__ = ["read_person"]

_Short = Annotated[str, msgspec.Meta(max_length=255)]
_Id = Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
_CANONICAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z", re.ASCII)
_RELATIVE = re.compile(r"-(\d{1,6})([smhd])\Z")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class _Email(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    address: Annotated[str, msgspec.Meta(max_length=320)]
    verified: bool = False


class _Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    channel: _Id
    user_id: _Short | None = None
    handle: _Short | None = None


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    customer_id: _Id
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    tier: _Short | None = None
    updated_at: _Short | None = None
    last_interaction: _Short | None = None
    preferences: dict[str, str | int | float | bool | None] = {}
    emails: tuple[_Email, ...] = ()
    identities: tuple[_Account, ...] = ()


_decoder = msgspec.json.Decoder(_Line)


def read_person(line: bytes, now: float | None = None) -> Person:
    """Read a line; times may be relative to now (`-20m`), as samples need them.

    Raises:
        BadFile: what is wrong with the line, without the line itself.
    """
    now = time.time() if now is None else now
    try:
        return _person(_decoder.decode(line), now)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise BadFile(str(error)) from None


def _person(line: _Line, now: float) -> Person:
    updated_at = _moment(line.updated_at, "updated_at", now)
    customer = Customer(
        line.customer_id,
        line.name,
        line.tier,
        _text(line.updated_at, updated_at),
        _text(line.last_interaction, _moment(line.last_interaction, "last_interaction", now)),
        line.preferences,
    )
    # What an import says was true when the customer was last changed, not when the file is read.
    confirmed_at = min(updated_at.timestamp(), now) if updated_at else 0.0
    mailboxes = tuple(filter(None, map(_mailbox, line.emails)))
    return Person(customer, mailboxes, tuple(map(_account, line.identities)), confirmed_at)


def _mailbox(email: _Email) -> Mailbox | None:
    address = normalise_address(email.address)
    if address is None:
        raise ValueError("an e-mail address is none - at `$.emails`")
    return Mailbox(address, email.verified) if is_personal(address) else None


def _account(account: _Account) -> PlatformAccount:
    user_id = (account.user_id or "").strip() or None
    handle = read_handle(account.handle)
    if user_id is not None and is_placeholder(user_id.lower()):
        user_id = None
    if user_id is None and handle is None:
        raise ValueError("an identity has neither a user id nor a handle - at `$.identities`")
    return PlatformAccount(account.channel.strip().lower(), user_id, handle)


def _moment(value: str | None, name: str, now: float) -> datetime | None:
    if value is None:
        return None
    if relative := _RELATIVE.match(value):
        age = timedelta(**{_UNITS[relative[2]]: int(relative[1])})
        return datetime.fromtimestamp(now, UTC).replace(microsecond=0) - age
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f'"{name}" is no time such as 2026-01-31T10:00:00Z') from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(value: str | None, moment: datetime | None) -> str | None:
    if moment is None or (value is not None and _CANONICAL.match(value)):
        return value
    in_utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return in_utc.isoformat().removesuffix("+00:00") + "Z"
