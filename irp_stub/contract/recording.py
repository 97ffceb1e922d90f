"""Answers of an earlier run, to ask changed Data Actions of them where no platform is at hand.

A line per answer, in the order in which they came; the first line names the run, since what a run makes up
carries its id. The file holds what the platform said of people, and no key.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from genesys_deploy.data_action.response import HttpResponse
from irp_stub.contract.errors import CannotVerify
from irp_stub.contract.exchange import Exchange

if TYPE_CHECKING:
    from pathlib import Path

    from genesys_deploy.data_action.request import HttpRequest
    from irp_stub.contract.client import Sender
    from irp_stub.contract.settings import Secrets

__all__ = ["Recorded", "Recorder", "Recording", "read_recording"]

_FORMAT = "irp-recording/1"
_MISSING = "no such request was recorded"


@dataclass(frozen=True, slots=True)
class Recording:
    """`lines` are the answers, as they stand in the file."""

    url: str
    run: str
    lines: tuple[dict[str, Any], ...]


class Recorder:
    """Sends, and writes down what came back when it is closed."""

    def __init__(self, sender: Sender, file: Path, url: str, run: str, secrets: Secrets) -> None:
        self._sender, self._file, self._secrets = sender, file, secrets.values()
        self._lines: list[dict[str, Any]] = [{"format": _FORMAT, "url": url, "run": run}]
        self._lock = threading.Lock()

    @property
    def sent(self) -> int:
        return self._sender.sent

    def send(self, request: HttpRequest) -> Exchange:
        exchange = self._sender.send(request)
        with self._lock:
            self._lines.append(_line(exchange))
        return exchange

    def rest(self) -> None:
        self._sender.rest()

    def close(self) -> None:
        """Write the file.

        Raises:
            CannotVerify: it cannot be written.
        """
        self._sender.close()
        text = "".join(json.dumps(line) + "\n" for line in self._lines)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        try:
            self._file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CannotVerify(f"{self._file} cannot be written: {error.strerror}") from None


class Recorded:
    """Answers as the recording has them; to what it has not, there is no answer."""

    def __init__(self, recording: Recording) -> None:
        self._answers: dict[tuple[str, str], deque[dict[str, Any]]] = {}
        for line in recording.lines:
            self._answers.setdefault((line["method"], line["path"]), deque()).append(line)
        self._lock = threading.Lock()
        self.sent = 0

    def send(self, request: HttpRequest) -> Exchange:
        with self._lock:
            self.sent += 1
            answers = self._answers.get((request.method, urlsplit(request.url).path))
            line = answers.popleft() if answers else None
        if line is None:
            return Exchange(request, None, 0.0, _MISSING)
        return _exchange(request, line)

    def rest(self) -> None:
        """Nothing is sent, so nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""


def read_recording(file: Path) -> Recording:
    """The recording of a file.

    Raises:
        CannotVerify: it is none.
    """
    try:
        first, *lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        known, recording = first["format"] == _FORMAT, Recording(first["url"], first["run"], tuple(lines))
    except (OSError, ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise CannotVerify(f"{file} is no recording of `irp-stub verify --record`")
    return recording


def _line(exchange: Exchange) -> dict[str, Any]:
    response = exchange.response
    return {
        "method": exchange.request.method,
        "path": urlsplit(exchange.request.url).path,
        "seconds": round(exchange.seconds, 6),
        "problem": exchange.problem,
        "status": exchange.status,
        "headers": dict(response.headers) if response else {},
        "body": response.body if response else None,
    }


def _exchange(request: HttpRequest, line: dict[str, Any]) -> Exchange:
    answered = line["status"] is not None
    response = HttpResponse(line["status"], line["body"], line["headers"]) if answered else None
    return Exchange(request, response, line["seconds"], line["problem"])
