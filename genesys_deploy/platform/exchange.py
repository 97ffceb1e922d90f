"""One request to the platform and the answer to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from genesys_deploy.platform.errors import UnexpectedAnswer

__all__ = ["Answer", "Call"]

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Call:
    """A request; `body` is JSON to be, `content` is sent as it is, `form` is a login's.

    `repeatable` says that sending it twice does no harm, so that a lost answer is no riddle.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict)
    body: object = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    content: bytes | None = field(default=None, repr=False)
    marked_repeatable: bool = False

    @property
    def repeatable(self) -> bool:
        return self.marked_repeatable or self.method in _READS

    @property
    def host(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def bearer(self) -> str | None:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        return token if scheme == "Bearer" else None

    def __str__(self) -> str:
        """Method and path; a query may hold a signature and is left out."""
        return f"{self.method} {urlsplit(self.url).path}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. The names `status`, `reason`, `data`, `getheaders`, `getheader` are the SDK's."""

    call: Call
    status: int
    reason: str
    data: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    def getheaders(self) -> Mapping[str, str]:
        return self.headers

    def getheader(self, name: str, default: str | None = None) -> str | None:
        return self.headers.get(name, default)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def what(self) -> str:
        """What kind of thing it is, for people."""
        kind = (self.headers.get("Content-Type") or "").partition(";")[0]
        page = "a web page" if kind == "text/html" else kind or "nothing"
        return f"status {self.status} and {page if self.data.strip() else 'nothing'}"

    def json(self) -> Any:
        """The body; None where there is none, as of status 204.

        Raises:
            UnexpectedAnswer: it is not JSON.
        """
        if self.status == 204:
            return None
        try:
            return json.loads(self.data)
        except ValueError:
            raise UnexpectedAnswer(str(self.call), self.what) from None

    @property
    def holds_token(self) -> bool:
        """Whether it is what a login gives."""
        return bool(self.problem().get("access_token"))

    def problem(self) -> Mapping[str, Any]:
        """The platform's `ErrorBody`, or nothing where the answer is no JSON object."""
        try:
            body = json.loads(self.data)
        except ValueError:
            return {}
        return body if isinstance(body, Mapping) else {}
