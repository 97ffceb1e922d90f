"""A project with one of everything, small enough to be applied many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from genesys_deploy.data_action.reader import read_data_action_text
from genesys_deploy.resources import (
    Credential,
    DataActionResource,
    Division,
    FlowResource,
    Integration,
    Key,
    Kind,
    Language,
    OpenMessagingIntegration,
    Ownership,
    Queue,
    Recipient,
    Resource,
    Secret,
    Skill,
)
from genesys_deploy.source.source_map import LineMap, LineOrigin

__all__ = ["ACTION", "FLOW", "Project", "action", "flow", "project"]

OWN = Ownership.OWN

ACTION = """
name: Greet
integrationType: custom-rest-actions
timeoutSeconds: 5
config:
  request:
    requestUrlTemplate: http://127.0.0.1:9/greet
    requestType: POST
    headers: {X-Key: "${credentials.key}"}
    requestTemplate: "${input.rawRequest}"
  response:
    translationMap: {title: $.title}
    translationMapDefaults: {title: '""'}
    successTemplate: '{"title": ${title}}'
contract:
  input:
    inputSchema:
      type: object
      properties:
        name: {type: string}
  output:
    successSchema:
      type: object
      properties:
        title: {type: string}
"""

FLOW = """inboundShortMessage:
  name: Welcome
  division: Home
  startUpRef: /inboundShortMessage/states/state[main]
  defaultLanguage: en-us
  supportedLanguages:
    en-us: {defaultLanguageSkill: {noValue: true}}
  states:
    - state:
        name: Main
        refId: main
        actions:
          - callData:
              name: Find the title
              timeout: {lit: {seconds: 3}}
              category:
                Greeter:
                  dataAction:
                    Greet:
                      inputs:
                        name: {lit: Ada}
          - sendResponse:
              name: Hold the line
              messageBody: {exp: 'ToCommunication("One moment")'}
          - transferToAcd:
              name: Hand over
              targetQueue:
                lit: {name: General}
"""


@dataclass(frozen=True)
class Project:
    resources: Sequence[Resource]

    def with_changed(self, changed: Resource) -> Project:
        return replace(self, resources=[changed if one.key == changed.key else one for one in self.resources])


def action(text: str = ACTION) -> DataActionResource:
    return DataActionResource(read_data_action_text(text, "greet.yaml"), "Greeter")


def flow(text: str = FLOW) -> FlowResource:
    lines = LineMap(tuple(LineOrigin("welcome.yaml.j2", 100 + n) for n in range(1, text.count("\n") + 2)))
    return FlowResource(
        "Welcome",
        "inboundShortMessage",
        text,
        frozenset({Key(Kind.QUEUE, "General"), Key(Kind.DATA_ACTION, "Greet")}),
        source=lines,
    )


def project() -> Project:
    return Project(
        [
            Division("Home"),
            Queue("General", division="Home", description="Everybody", ownership=OWN),
            Skill("New Customer", OWN),
            Language("en-US", OWN),
            Credential("Greeter key", "userDefined", {"key": Secret("hunter2")}),
            Integration("Greeter", "custom-rest-actions", "Greeter key", notes="says hello"),
            action(),
            flow(),
            OpenMessagingIntegration("Partner chat", "https://example.org/out", Secret("hunter3")),
            Recipient("open", "Partner chat", "Welcome"),
            Recipient("twitter", "twitter-recipient", "Welcome"),
        ]
    )
