"""An IRP that answers over HTTP what a scenario says, so that the whole platform stands between the two."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

from genesys_deploy.data_action.model import DataAction
from genesys_deploy.simulate.scenario.model import World
from genesys_deploy.simulate.worlds import Canned, Failing, HttpAnswer, Outputs, TimingOut

__all__ = ["CannedIrp", "can_be_said"]

TOO_LATE_SECONDS = 0.9
_STEP = re.compile(r"(\w+)|\[(\d+)\]")


def can_be_said(canned: Canned, action: DataAction) -> bool:
    """Whether an answer can be given in real time, over HTTP, through the action's own templates."""
    match canned:
        case TimingOut():
            return True
        case Failing(outputs=outputs):
            return not canned.takes and set(outputs) <= {"status"}
        case Outputs(outputs=outputs):
            needed = set(action.response.translation_map) - set(action.response.defaults)
            return not canned.takes and needed <= set(outputs) <= set(action.response.translation_map)
        case HttpAnswer():
            return not canned.takes


class CannedIrp:
    """`with CannedIrp() as irp: irp.play(world, actions)`."""

    def __init__(self) -> None:
        irp = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, body = irp._answer(self.command, self.path)
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.end_headers()
                    self.wfile.write(body.encode())
                except OSError:
                    return

            do_GET = do_POST  # noqa: N815

            def log_message(self, *arguments: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._world: World = {}
        self._actions: Mapping[str, DataAction] = {}
        self._turns: dict[str, int] = {}
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def play(self, world: World, actions: Mapping[str, DataAction]) -> None:
        self._world, self._actions, self._turns = world, actions, {}

    def _answer(self, method: str, path: str) -> tuple[int, str]:
        action = next(one for one in self._actions.values() if _is_called(one, method, path))
        answers = self._world[action.name].answers
        turn = self._turns.get(action.name, 0)
        self._turns[action.name] = turn + 1
        return _said(answers[min(turn, len(answers) - 1)], action)


def _is_called(action: DataAction, method: str, path: str) -> bool:
    template = urlsplit(action.request.url).path.split("$")[0]
    return action.request.method == method and path.startswith(template)


def _said(canned: Canned, action: DataAction) -> tuple[int, str]:
    match canned:
        case TimingOut():
            time.sleep(TOO_LATE_SECONDS)
            return 200, "{}"
        case Failing(outputs=outputs):
            return int(str(outputs.get("status", 500))), "{}"
        case HttpAnswer(status=status, body=body):
            return status, body if isinstance(body, str) else json.dumps(body)
        case Outputs(outputs=outputs):
            document: dict[str, Any] = {}
            for name, value in outputs.items():
                _put(document, action.response.translation_map[name], value)
            return 200, json.dumps(document)


def _put(document: Any, path: str, value: object) -> None:
    """What a definite JSONPath reads `value` from."""
    steps = [name or int(index) for name, index in _STEP.findall(path.removeprefix("$"))]
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        held: Any = value if following is None else [] if isinstance(following, int) else {}
        if isinstance(step, int):
            if len(document) <= step:
                document.append(held)
        elif following is None or step not in document:
            document[step] = held
        document = document[step]
