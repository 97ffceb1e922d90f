"""A served playground over a copy of the project, and over somebody's export."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from genesys_deploy.playground.server import serve
from genesys_deploy.playground.stage import LiveIrp, Stage
from genesys_deploy.source.locate import Project, find_project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECRET = "a-secret-of-the-irp"
EXPORT = """\
inboundShortMessage:
  name: Somebody's flow
  startUpRef: "/inboundShortMessage/states/state[S_10]"
  defaultLanguage: en-us
  supportedLanguages: {en-us: {defaultLanguageSkill: {noValue: true}}}
  variables:
    - stringVariable: {name: Flow.segment, initialValue: {lit: none}, isInput: false, isOutput: false}
  settingsErrorHandling: {errorHandling: {disconnect: {none: true}}}
  states:
    - state:
        name: Start
        refId: S_10
        actions:
          - sendResponse: {name: Greet, messageBody: {exp: '"Hello " + Message.Message.body'}}
          - callData:
              name: Ask
              timeout: {lit: {seconds: 2}}
              category: {CRM: {dataAction: {Find: {inputs: {text: {exp: Message.Message.body}}, successOutputs: {segment: {var: Flow.segment}}}}}}
              outputs:
                success:
                  actions:
                    - transferToAcd: {name: Q, targetQueue: {lit: {name: General}}, priority: {lit: 2}}
          - disconnect: {name: Bye}
"""


@dataclass(frozen=True)
class Playing:
    """A playground and its client."""

    url: str
    project: Project

    def ask(self, address: str, **question: str) -> requests.Response:
        return requests.get(self.url + address, params=question, timeout=30)

    def tell(self, address: str, content: object, **headers: str) -> requests.Response:
        return requests.post(self.url + address, json=content, headers=headers, timeout=30)

    def run(self, flow: str, *turns: Mapping[str, Any]) -> list[dict[str, Any]]:
        answer = self.tell("/api/run", {"flow": flow, "turns": turns})
        assert answer.status_code == 200, answer.text
        told: list[dict[str, Any]] = answer.json()["turns"]
        return told

    @property
    def scenarios(self) -> Path:
        return self.project.flows / "scenarios"


@dataclass(frozen=True)
class LivePlaying(Playing):
    """A playground with an IRP; `asked` are the paths that were called there."""

    asked: list[str]


class _Irp(BaseHTTPRequestHandler):
    asked: list[str]

    def do_POST(self) -> None:
        self.asked.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps(
            {"resolved": True, "confidence": 0.99, "customer_id": "C_1", "profile_data": {"tier": "Gold"}}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def copied(target: Path) -> Project:
    project = find_project()
    for part in ("flows", "data_actions"):
        shutil.copytree(project.root / part, target / part)
    return Project(target)


@pytest.fixture(scope="module")
def playing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playing]:
    project = copied(tmp_path_factory.mktemp("project"))
    with serve(Stage(project), scenarios=project.flows / "scenarios") as running:
        yield Playing(running.url, project)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playing]:
    """The same over one flow of somebody else, whose Data Action is not at hand."""
    project = copied(tmp_path_factory.mktemp("project"))
    file = project.root / "exports" / "Theirs.yaml"
    file.parent.mkdir()
    file.write_text(EXPORT, encoding="utf-8")
    with serve(Stage(project, file=file), scenarios=project.flows / "scenarios") as running:
        yield Playing(running.url, project)


@pytest.fixture
def live(playing: Playing) -> Iterator[LivePlaying]:
    asked: list[str] = []
    irp = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Irp,), {"asked": asked}))
    threading.Thread(target=irp.serve_forever, daemon=True).start()
    stage = Stage(playing.project, live=LiveIrp(f"http://127.0.0.1:{irp.server_port}", SECRET))
    try:
        with serve(stage) as running:
            yield LivePlaying(running.url, playing.project, asked)
    finally:
        irp.shutdown()
        irp.server_close()
