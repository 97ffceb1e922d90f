"""Sends what a Data Action would send, no quicker than allowed, and keeps what came back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

import requests
from requests.adapters import HTTPAdapter

from genesys_deploy.data_action.response import HttpResponse
from irp_stub.contract.exchange import Exchange

if TYPE_CHECKING:
    from genesys_deploy.data_action.request import HttpRequest
    from irp_stub.contract.pace import Pace

__all__ = ["Client", "Sender"]

_CONNECTIONS = 64


class Sender(Protocol):
    """Brings requests to a platform, or to what stands for one."""

    @property
    def sent(self) -> int: ...

    def send(self, request: HttpRequest) -> Exchange: ...

    def rest(self) -> None: ...

    def close(self) -> None: ...


class Client:
    """`timeout` in seconds. Safe to use from several threads; redirects are answers like any other."""

    def __init__(self, pace: Pace, timeout: float = 10.0) -> None:
        self._pace, self._timeout = pace, timeout
        self._session = requests.Session()
        # The key stands in the request, where the Data Action put it; no ~/.netrc may replace it.
        self._session.auth = _untouched
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=_CONNECTIONS))
        self.sent = 0

    def send(self, request: HttpRequest) -> Exchange:
        """The exchange; that no answer came is told in it, not raised."""
        self._pace.wait()
        self.sent += 1
        started = time.perf_counter()
        try:
            answer = self._session.request(
                request.method,
                request.url,
                headers=dict(request.headers),
                data=request.body.encode("utf-8", "surrogatepass") if request.body is not None else None,
                timeout=self._timeout,
                allow_redirects=False,
            )
        except (requests.RequestException, ValueError) as error:
            return Exchange(request, None, time.perf_counter() - started, _reason(error, self._timeout))
        text = answer.content.decode("utf-8", "replace")
        response = HttpResponse(answer.status_code, text, dict(answer.headers))
        return Exchange(request, response, time.perf_counter() - started)

    def rest(self) -> None:
        """Wait until the pace holds nothing back, so that what follows measures the platform alone."""
        self._pace.rest()

    def close(self) -> None:
        self._session.close()


def _untouched(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _reason(error: Exception, timeout: float) -> str:
    match error:
        case requests.Timeout():
            return f"none within {timeout:g} s"
        case requests.exceptions.SSLError():
            return "the certificate was not accepted"
        case requests.ConnectionError():
            return "the connection was refused or closed"
        case _:
            return type(error).__name__
