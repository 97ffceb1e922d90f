"""Small flows, written as YAML in a table of cases, and worlds to run them in."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Json, Record, Reference
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.data_action.model import DataAction
from genesys_deploy.data_action.reader import read_data_action_text
from genesys_deploy.simulate import events, requests
from genesys_deploy.simulate.inputs import Inputs, Message
from genesys_deploy.simulate.library import Library
from genesys_deploy.simulate.program import Program, compile_flow
from genesys_deploy.simulate.run import Run, run
from genesys_deploy.simulate.worlds import CannedWorld, Failing, HttpAnswer, Outputs, TimingOut
from genesys_deploy.source.source_map import IdentityMap

__all__ = [
    "CASES",
    "MESSAGE",
    "NOW",
    "cases",
    "check_contract",
    "flow_of",
    "program_of",
    "run_case",
    "shown",
    "told",
]

CASES = Path(__file__).parent / "cases"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MESSAGE = Message("m1", "twitter", "123", "John", "Hello there")

_CHECK = """
name: Check
integrationType: custom-rest-actions
config:
  request:
    requestUrlTemplate: URL
    requestType: POST
    headers: {X-Key: "${credentials.key}", Content-Type: application/json}
    requestTemplate: '{"handle": "${input.handle}"}'
  response:
    translationMap: {score: $.score, tags: $.tags}
    successTemplate: '{"score": ${score}, "tags": ${tags}}'
contract:
  input:
    inputSchema: {type: object, required: [handle], properties: {handle: {type: string}}}
  output:
    successSchema:
      type: object
      properties: {score: {type: number}, tags: {type: array, items: {type: string}}}
"""


def check_contract(url: str = "https://irp.example.org/check") -> DataAction:
    """The Data Action "Check": a handle goes in, score and tags come out."""
    return read_data_action_text(_CHECK.replace("URL", url), "check.yaml")


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    assert isinstance(found, list)
    return found


def flow_of(case: dict[str, Any]) -> str:
    """The YAML of a whole flow around the actions of a case."""
    kind = case.get("kind", "inboundShortMessage")
    parts = [f"{kind}:", f"  name: {case.get('flow', 'Case')}", "  division: Home"]
    if kind != "commonModule":
        parts += [f'  startUpRef: "/{kind}/states/state[S_1]"', "  defaultLanguage: en-us"]
    parts += _variables("  ", "variables", case.get("variables", {}))
    if "on_error" in case:
        handling = textwrap.indent(case["on_error"], " " * 6).rstrip()
        parts += ["  settingsErrorHandling:", "    errorHandling:", handling]
    parts += _body(case, kind)
    return "\n".join(parts) + "\n"


def _body(case: dict[str, Any], kind: str) -> list[str]:
    actions = case["actions"]
    if kind == "commonModule":
        return ["  startUpTaskActions:", textwrap.indent(actions, " " * 4)]
    parts = ["  states:", "    - state:", "        name: First", "        refId: S_1"]
    parts += _variables(" " * 8, "variables", case.get("state_variables", {}))
    parts += ["        actions:", textwrap.indent(actions, " " * 10)]
    parts.append(textwrap.indent(case.get("states", ""), " " * 4))
    if "tasks" in case:
        parts += ["  tasks:", textwrap.indent(case["tasks"], " " * 4)]
    return parts


def _variables(pad: str, key: str, variables: dict[str, Any]) -> list[str]:
    lines = [f"{pad}{key}:"] if variables else []
    for name, declared in variables.items():
        kind, initial = declared if isinstance(declared, list) else (declared, None)
        given = (
            "noValue: true"
            if initial is None
            else f"lit: {yaml.safe_dump(initial, default_flow_style=True).splitlines()[0]}"
        )
        lines += [
            f"{pad}  - {kind}Variable:",
            f"{pad}      name: {name}",
            f"{pad}      initialValue:",
            f"{pad}        {given}",
            f"{pad}      isInput: true",
            f"{pad}      isOutput: true",
        ]
    return lines


def program_of(case: dict[str, Any], library: Library | None = None) -> Program:
    text = flow_of(case)
    flow, _ = read_flow_text(text, IdentityMap("case.yaml"))
    modules = {}
    for module in case.get("modules", []):
        read, _ = read_flow_text(flow_of({"kind": "commonModule", **module}), IdentityMap("module.yaml"))
        modules[read.name.text] = read
    return compile_flow(flow, library or Library(modules=modules))


def run_case(case: dict[str, Any]) -> Run:
    given = case.get("given", {})
    inputs = Inputs(
        conversation_id="c1",
        message=MESSAGE if case.get("kind", "inboundShortMessage") == "inboundShortMessage" else None,
        participant_data=given.get("participant_data", {}),
        variables=given.get("variables", {}),
        now=NOW,
    )
    return run(program_of(case), inputs, _world(case.get("world", {})))


def _world(described: dict[str, Any]) -> CannedWorld:
    contacts = {
        key: Record(Type("externalContact"), fields) for key, fields in described.get("contacts", {}).items()
    }
    bots = {name: requests.BotEnded(**ended) for name, ended in described.get("bots", {}).items()}
    return CannedWorld(
        {name: _canned(answer) for name, answer in described.get("data_actions", {}).items()},
        objects=described.get("objects"),
        tables=described.get("tables"),
        schedules=described.get("schedules"),
        conversations=described.get("conversations"),
        contacts=contacts,
        bots=bots,
        modules=described.get("modules"),
    )


def _canned(answer: Any) -> Any:
    if isinstance(answer, list):
        return tuple(_canned(one) for one in answer)
    takes = timedelta(seconds=answer.get("takes", 0))
    if "status" in answer:
        return HttpAnswer(answer["status"], answer.get("body", ""), takes=takes)
    if "fails" in answer:
        return Failing(answer["fails"] or {}, takes)
    return TimingOut() if answer.get("times_out") else Outputs(answer.get("outputs", {}), takes)


def told(done: Run) -> dict[str, Any]:
    """What a case may expect, as plain data."""
    seen = done.events
    ending = done.ending
    return {
        "ran": [event.name for event in seen if isinstance(event, events.ActionEntered)],
        "branches": [event.branch for event in seen if isinstance(event, events.BranchTaken)],
        "errors": [event.message for event in seen if isinstance(event, events.ErrorRaised)],
        "responses": list(done.responses),
        "participant_data": dict(done.participant_data),
        "values": {name: shown(value) for name, value in done.values.items()},
        "called": [dict(call.inputs) for call in done.data_action_calls],
        "actions": done.actions_executed,
        "kind": ending.kind.value,
        "queue": ending.queue,
        "priority": ending.priority,
        "skills": list(ending.skills),
        "language_skill": ending.language_skill,
        "reason": ending.reason,
        "outputs": {name: shown(value) for name, value in ending.outputs.items()},
    }


def shown(value: object) -> object:
    match value:
        case Reference():
            return value.name
        case Json():
            return value.data
        case tuple():
            return [shown(one) for one in value]
        case None | str() | bool() | int():
            return value
        case _:
            return str(value)
