"""A served playground over a copy of the project, and over somebody's export."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from genesys_deploy.playground.server import serve
from genesys_deploy.playground.stage import Stage
from genesys_deploy.source.locate import Project, find_project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
