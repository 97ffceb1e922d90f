"""The table of endpoints, and how a path finds its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

import msgspec

from irp_stub.api.http.problems import HttpProblem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from irp_stub.api.http.exchange import Call, Reply
    from irp_stub.api.platform import Platform
    from irp_stub.guard.keys import Scope

__all__ = ["Route", "Router"]

_Decoder: TypeAlias = "msgspec.json.Decoder[Any]"


@dataclass(frozen=True, slots=True)
class Route:
    """`scope` None: no key is asked for. `answers` holds, per status, the type of the body.

    `form` says that the body is a form, not JSON.
    `problems` are statuses that this endpoint has beside those that every endpoint with a body or a key has.
    """

    method: str
    path: str
    name: str
    handler: Callable[[Platform, Call], Awaitable[Reply]]
    scope: Scope | None
    summary: str
    request: type | None = None
    answers: Mapping[int, Any] = field(default_factory=dict)
    query: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    problems: tuple[int, ...] = ()
    form: bool = False

    def __hash__(self) -> int:
        return hash((self.method, self.path))


@dataclass(frozen=True, slots=True)
class _Node:
    """One path: what each method leads to, and how a body is decoded."""

    routes: dict[str, tuple[Route, _Decoder | None]]


class Router:
    def __init__(self, routes: Sequence[Route]) -> None:
        self.routes = tuple(routes)
        self._exact: dict[bytes, _Node] = {}
        self._patterns: list[tuple[tuple[str, ...], _Node]] = []
        for route in routes:
            decoder: _Decoder | None = msgspec.json.Decoder(route.request) if route.request else None
            self._node(route.path).routes[route.method] = (route, decoder)

    def find(self, method: str, path: bytes) -> tuple[Route, _Decoder | None, dict[str, str]]:
        """The route for a request; `path` is as it was sent, so that a slash can be part of an id.

        Raises:
            HttpProblem: 404 or 405.
        """
        node = self._exact.get(path)
        parameters: dict[str, str] = {}
        if node is None:
            node, parameters = self._match(path.decode("latin-1"))
        found = node.routes.get(method)
        if found is None:
            allowed = ", ".join(sorted(node.routes)).encode()
            raise HttpProblem(
                HTTPStatus.METHOD_NOT_ALLOWED,
                f"this address answers to {allowed.decode()}",
                ((b"allow", allowed),),
            )
        return *found, parameters

    def _node(self, path: str) -> _Node:
        if "{" not in path:
            return self._exact.setdefault(path.encode(), _Node({}))
        parts = tuple(path.split("/"))
        for known, node in self._patterns:
            if known == parts:
                return node
        self._patterns.append((parts, _Node({})))
        return self._patterns[-1][1]

    def _match(self, path: str) -> tuple[_Node, dict[str, str]]:
        parts = path.split("/")
        for pattern, node in self._patterns:
            if len(pattern) == len(parts) and all(
                (have != "") if want.startswith("{") else have == want
                for want, have in zip(pattern, parts, strict=True)
            ):
                pairs = zip(pattern, parts, strict=True)
                return node, {want[1:-1]: unquote(have) for want, have in pairs if want.startswith("{")}
        raise HttpProblem(HTTPStatus.NOT_FOUND, "there is nothing at this address; see /openapi.json")
