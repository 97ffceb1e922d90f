"""A world in which Data Actions really call their service, over HTTP."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import requests

from genesys_deploy.data_action.errors import ContractViolation
from genesys_deploy.data_action.request import build_request
from genesys_deploy.data_action.response import HttpResponse, Success, read_response
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.simulate.requests import ActionFailed, ActionSucceeded, ActionTimedOut, CallDataAction
from genesys_deploy.simulate.worlds.canned import CannedWorld
from genesys_deploy.simulate.worlds.transport import broken_contract, too_slow, unreachable
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.data_action.request import HttpRequest
    from genesys_deploy.simulate.requests import Answer, Request
    from genesys_deploy.simulate.run import World

__all__ = ["HttpWorld"]

_CHUNK: Final = 65_536
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
# A proxy of the environment cannot reach this machine's own services.
_NO_PROXY: Final = {"http": "", "https": ""}


class _TooSlow(Exception):
    """The whole answer was not there in time."""


class HttpWorld:
    """Calls Data Actions over HTTP; every other request goes to `otherwise`, where any object of the org is there.

    `credentials` are those of each integration, by its name. `platform_url` stands before the relative URLs of
    actions that call the platform's own API. Opens no socket before the first call; `close` lets go of those it has.
    """

    def __init__(
        self,
        data_actions: Mapping[str, DataAction],
        credentials: Mapping[str, Mapping[str, str]] | None = None,
        *,
        platform_url: str | None = None,
        otherwise: World | None = None,
    ) -> None:
        self._data_actions = data_actions
        self._credentials = credentials or {}
        self._platform_url = platform_url
        self._otherwise = otherwise or CannedWorld()
        self._session: requests.Session | None = None

    def answer(self, request: Request) -> Answer:
        if isinstance(request, CallDataAction):
            return self._call(request)
        return self._otherwise.answer(request)

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _call(self, request: CallDataAction) -> Answer:
        action = self._data_actions.get(request.name)
        if action is None:
            hint = did_you_mean(request.name, self._data_actions)
            raise WrongAnswer(f'the Data Action "{request.name}" is not at hand', hint=hint)
        credentials = self._credentials.get(request.category, {})
        try:
            wire = build_request(action, request.inputs, credentials)
        except ContractViolation as violation:
            return broken_contract(violation)
        return self._send(wire, action, request.timeout)

    def _send(self, wire: HttpRequest, action: DataAction, timeout: timedelta | None) -> Answer:
        own = timedelta(seconds=action.timeout_seconds)
        limit = min(own, timeout) if timeout is not None else own
        began = time.monotonic()
        try:
            response = self._exchange(wire, began + limit.total_seconds())
        except (_TooSlow, requests.Timeout):
            if timeout is not None and timeout <= own:
                return ActionTimedOut(_since(began))
            return too_slow(own.total_seconds(), _since(began))
        except requests.RequestException as error:
            return unreachable(error, _since(began))
        outcome = read_response(action, response)
        answer = ActionSucceeded if isinstance(outcome, Success) else ActionFailed
        return answer(outcome.outputs, _since(began))

    def _exchange(self, wire: HttpRequest, deadline: float) -> HttpResponse:
        """One request and its whole answer.

        `requests` limits each wait for bytes, not their sum: a service that trickles is stopped between chunks.
        """
        session = self._session = self._session or requests.Session()
        url = self._absolute(wire.url)
        with session.request(
            wire.method,
            url,
            headers=dict(wire.headers),
            data=wire.body.encode() if wire.body is not None else None,
            timeout=max(deadline - time.monotonic(), 0.001),
            allow_redirects=False,
            proxies=_NO_PROXY if urlsplit(url).hostname in _LOOPBACK else None,
            # Without it `requests` would put a password of ~/.netrc over the action's own Authorization header.
            auth=lambda prepared: prepared,
            stream=True,
        ) as response:
            body = bytearray()
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if time.monotonic() > deadline:
                    raise _TooSlow
            text = body.decode(response.encoding or "utf-8", errors="replace")
            return HttpResponse(response.status_code, text, dict(response.headers))

    def _absolute(self, url: str) -> str:
        if not url.startswith("/"):
            return url
        if self._platform_url is None:
            raise WrongAnswer(f"the URL {url} is one of the platform's own API, and no platform is given")
        return self._platform_url.rstrip("/") + url


def _since(began: float) -> timedelta:
    return timedelta(seconds=time.monotonic() - began)
