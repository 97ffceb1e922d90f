"""A request as a handler sees it, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from genesys_deploy.local_org.http.refusal import Refusal, bad_value, missing_field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Answer", "Request", "empty", "ok", "text"]

T = TypeVar("T")
_TRUE = frozenset({"true", "1", "yes"})


@dataclass(frozen=True, slots=True)
class Request:
    """`path` holds the parameters of the path, `client_id` who the token was given to ("" outside the API)."""

    method: str
    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    headers: Mapping[str, str]
    raw_body: bytes = b""
    client_id: str = ""
    address: str = ""
    """The path as it was asked for, for `selfUri` and `nextUri`."""

    @property
    def base_url(self) -> str:
        """Where the client reaches the org, for the URLs that it is given."""
        return f"http://{self.headers.get('host', '')}"

    def body(self, kind: type[T]) -> T:
        """The JSON body as a `kind`; the four bytes `null` are the same as no body.

        Raises:
            Refusal: 400, it does not fit.
        """
        if self.raw_body.strip() in {b"", b"null"}:
            raise bad_value("The request has no body")
        try:
            return msgspec.json.decode(self.raw_body, type=kind)
        except msgspec.DecodeError as error:
            raise _bad_body(str(error)) from None

    def optional_body(self, kind: type[T], default: T) -> T:
        return default if self.raw_body.strip() in {b"", b"null"} else self.body(kind)

    def unread(self, *understood: str) -> dict[str, Any]:
        """The fields of the body beside the `understood` ones: what an org keeps although nothing depends on it."""
        body = self.body(dict[str, Any])
        return {name: value for name, value in body.items() if name not in understood and value is not None}

    def one(self, name: str, default: str = "") -> str:
        """A query parameter; its name counts without regard to case."""
        values = self._values(name)
        return values[0] if values else default

    def many(self, name: str) -> tuple[str, ...]:
        """A list parameter, comma-joined (the Python SDK) or repeated (the Go SDK)."""
        return tuple(part for value in self._values(name) for part in value.split(",") if part)

    def flag(self, name: str) -> bool:
        return self.one(name).casefold() in _TRUE

    def number(self, name: str, default: int) -> int:
        value = self.one(name)
        if not value:
            return default
        if not value.isascii() or not value.isdigit():
            raise Refusal(
                400, "invalid.value", f"Value [{value}] is not valid for {name}: a number is wanted"
            )
        return int(value)

    def _values(self, name: str) -> tuple[str, ...]:
        wanted = name.casefold()
        return tuple(
            value for key, values in self.query.items() if key.casefold() == wanted for value in values
        )


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


def ok(body: Any) -> Answer:
    return Answer(200, body)


def empty(status: int = 204) -> Answer:
    return Answer(status)


def text(body: str, media_type: str = "text/plain") -> Answer:
    return Answer(200, body, media_type=f"{media_type}; charset=utf-8")


def _bad_body(reason: str) -> Refusal:
    head, _, name = reason.partition("missing required field ")
    if name:
        place = head.partition("`$.")[2].partition("`")[0]
        return missing_field(f"{place}.{name.split('`')[1]}" if place else name.split("`")[1])
    return bad_value(f"The request body could not be understood: {reason}")
