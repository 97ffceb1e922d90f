"""A route: one operation of the platform's API that the local org answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from genesys_deploy.local_org.http.exchange import Answer, Request
    from genesys_deploy.local_org.org import Org

__all__ = ["Match", "Route", "RouteTable"]

API = "/api/v2"


@dataclass(frozen=True, slots=True)
class Route:
    """`permissions`: any one of them suffices, or with `needs_all` not; none means that a token does.

    `exclusive`: the handler runs under the org's lock. One that waits for another server must not.
    """

    method: str
    template: str
    handler: Callable[[Org, Request], Answer]
    permissions: tuple[str, ...] = ()
    needs_all: bool = False
    exclusive: bool = True

    @property
    def is_api(self) -> bool:
        """Whether the platform has it too; what is ours alone lies outside `/api/v2` and needs no token."""
        return self.template.startswith(API)

    @property
    def operation(self) -> str:
        return f"{self.method} {self.template}"

    @property
    def segments(self) -> tuple[str, ...]:
        return tuple(self.template.strip("/").split("/"))


@dataclass(frozen=True, slots=True)
class Match:
    route: Route
    path: Mapping[str, str]


class RouteTable:
    """Finds the route of a path; words count without regard to case, a word goes before a parameter."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = tuple(routes)
        self._by_shape: dict[tuple[str, int], list[Route]] = {}
        for route in self.routes:
            self._by_shape.setdefault((route.method, len(route.segments)), []).append(route)
        for shaped in self._by_shape.values():
            shaped.sort(key=lambda route: tuple(segment.startswith("{") for segment in route.segments))

    def find(self, method: str, raw_path: str) -> Match | None:
        """The match of a path that is still percent-encoded, so that an encoded slash stays in its segment."""
        asked = tuple(unquote(segment) for segment in raw_path.strip("/").split("/"))
        for route in self._by_shape.get((method, len(asked)), ()):
            path = _parameters(route.segments, asked)
            if path is not None:
                return Match(route, path)
        return None

    def methods(self, raw_path: str) -> tuple[str, ...]:
        """The methods that the path is answered for."""
        known = sorted({method for method, _ in self._by_shape})
        return tuple(method for method in known if self.find(method, raw_path))


def _parameters(template: tuple[str, ...], asked: tuple[str, ...]) -> dict[str, str] | None:
    path: dict[str, str] = {}
    for expected, found in zip(template, asked, strict=True):
        if expected.startswith("{"):
            path[expected[1:-1]] = found
        elif expected.casefold() != found.casefold():
            return None
    return path
