"""A network that fails at one chosen call, between the real SDK and a real server."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.adapters import HTTPAdapter

__all__ = ["AFTER", "BEFORE", "FAULTS", "FaultyNetwork", "Killed"]

BEFORE, AFTER = "before", "after"


class Killed(BaseException):
    """What a SIGKILL looks like from outside: nothing more is sent."""


def _answer(status: int) -> Callable[[requests.PreparedRequest], requests.Response]:
    def answer(request: requests.PreparedRequest) -> requests.Response:
        response = requests.Response()
        response.status_code, response.request, response.url = status, request, request.url or ""
        response._content = b'{"message": "trouble"}'
        response.headers["Content-Type"] = "application/json"
        response.headers["Retry-After"] = "1"
        return response

    return answer


def _raise(error: type[BaseException]) -> Callable[[requests.PreparedRequest], requests.Response]:
    def fail(request: requests.PreparedRequest) -> requests.Response:
        raise error("at the chosen call")

    return fail


FAULTS: dict[str, tuple[str, Callable[[requests.PreparedRequest], requests.Response]]] = {
    "killed before": (BEFORE, _raise(Killed)),
    "killed after": (AFTER, _raise(Killed)),
    "connection lost after": (AFTER, _raise(requests.ConnectionError)),
    "no answer in time": (AFTER, _raise(requests.ReadTimeout)),
    "500 and not done": (BEFORE, _answer(500)),
    "500 and done all the same": (AFTER, _answer(500)),
    "429": (BEFORE, _answer(429)),
}


_ID = re.compile(r"/(?:[0-9a-f]{8}-[0-9a-f-]{27})(?=/|$)")


def operation(request: requests.PreparedRequest) -> str:
    """`PATCH /api/v2/integrations/{id}`."""
    return f"{request.method} {_ID.sub('/{id}', request.path_url.partition('?')[0])}"


@dataclass
class FaultyNetwork(HTTPAdapter):
    """Counts calls; the first that is `chosen`, given its number from 1 and its operation, goes wrong as `fault` says."""

    chosen: Callable[[int, str], bool] = lambda number, operation: False
    fault: str = ""
    calls: list[str] = field(default_factory=list)
    struck: bool = False

    def __post_init__(self) -> None:
        super().__init__(pool_maxsize=16)
        self._lock = threading.Lock()

    def __hash__(self) -> int:
        return id(self)

    @property
    def writes(self) -> set[str]:
        return {call for call in self.calls if not call.startswith("GET")}

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        with self._lock:
            dead = self.struck and self.fault.startswith("killed")
            self.calls.append(operation(request))
            strikes = not self.struck and self.chosen(len(self.calls), self.calls[-1])
            self.struck |= strikes
        if dead:
            raise Killed
        if not strikes:
            return super().send(request, *args, **options)
        when, effect = FAULTS[self.fault]
        if when == AFTER:
            super().send(request, *args, **options).close()
        return effect(request)
