"""E-mail addresses."""

from __future__ import annotations

from typing import Final

from genesys_deploy.architect.expressions.display import to_text
from genesys_deploy.architect.expressions.signatures import Function
from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Record

__all__ = ["FUNCTIONS"]

_ADDRESS: Final = Type("emailAddress")


def _make(address: str, name: str | None = None) -> Record:
    return Record(_ADDRESS, {"id": address, "name": name})


def _parts(address: str | Record | None) -> tuple[str | None, str | None]:
    text = to_text(address) or ""
    local, at, domain = text.rpartition("@")
    return (local, domain) if at and local and domain else (None, None)


def _local(address: str | Record | None) -> str | None:
    return _parts(address)[0]


def _domain(address: str | Record | None) -> str | None:
    return _parts(address)[1]


FUNCTIONS: Final = (
    Function(
        "EmailAddressDomainPart",
        {
            "emailAddress: emailAddress -> string": _domain,
            "emailAddressString: string? -> string": _domain,
        },
    ),
    Function(
        "EmailAddressLocalPart",
        {
            "emailAddress: emailAddress -> string": _local,
            "emailAddressString: string? -> string": _local,
        },
    ),
    Function(
        "MakeEmailAddress",
        {
            "address: string -> emailAddress": _make,
            "address: string, name: string? -> emailAddress": _make,
        },
    ),
)
