"""What a publish job finds out: a table of actions, and what it says of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.data_action.wire import from_wire
from genesys_deploy.local_org.flows.references import Known, reference_faults
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from genesys_deploy.data_action.model import DataAction

NAMES = {
    "queue": frozenset({"vip"}),
    "skill": frozenset({"new customer"}),
    "languageSkill": frozenset({"english"}),
    "dataTable": frozenset({"greetings"}),
    "commonModule": frozenset({"shout"}),
}


def greet(category: str, name: str) -> DataAction | None:
    contract = {
        "input": {
            "inputSchema": {
                "type": "object",
                "properties": {"who": {"type": "string"}, "age": {"type": "integer"}},
                "required": ["who"],
            }
        },
        "output": {"successSchema": {"type": "object", "properties": {"greeting": {"type": "string"}}}},
    }
    return from_wire({"name": name, "contract": contract}) if (category, name) == ("IRP", "Greet") else None


def faults(actions: str) -> list[str]:
    indented = "\n".join(f"          {line}" for line in actions.strip().splitlines())
    text = f"""
inboundShortMessage:
  name: F
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  variables:
    - stringVariable: {{name: Flow.text, initialValue: {{noValue: true}}}}
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
{indented}
"""
    flow, findings = read_flow_text(text, IdentityMap("flow.yaml"))
    assert not findings, findings
    return [str(finding) for finding in reference_faults(flow, Known(NAMES, greet))]


def call(
    inputs: str = "who: {lit: x}", outputs: str = "greeting: {var: Flow.text}", name: str = "Greet"
) -> str:
    return f"""
- callData:
    name: Ask
    timeout: {{noValue: true}}
    category:
      IRP:
        dataAction:
          {name}:
            inputs: {{{inputs}}}
            successOutputs: {{{outputs}}}
"""


def update(expression: str, variable: str = "Flow.text") -> str:
    return f"""
- updateData:
    name: Set
    statements:
      - string: {{variable: {variable}, value: {{exp: '{expression}'}}}}
"""


TRANSFER = "- transferToAcd: {name: Go, targetQueue: {lit: {name: vip}}%s}"


@pytest.mark.parametrize(
    "actions",
    [
        TRANSFER % "",
        TRANSFER
        % ", acdSkills: [{acdSkill: {lit: {name: New Customer}}}], languageSkill: {lit: {name: English}}",
        call(),
        call("who: {exp: Message.Message.body}, age: {noValue: true}"),
        update("Append(Flow.text, Message.Message.senderAddress)"),
        "- callCommonModule: {name: M, commonModule: {Shout: {ver_latestPublished: {none: true}}}}",
        "- dataTableLookup: {name: L, lookupValue: {lit: x}, dataTable: {Greetings: {none: true}}}",
    ],
)
def test_what_is_in_the_org_is_no_fault(actions: str) -> None:
    assert faults(actions) == []


@pytest.mark.parametrize(
    ("actions", "told"),
    [
        (TRANSFER.replace("vip", "gold") % "", 'Could not find the queue "gold"'),
        (TRANSFER % ", acdSkills: [{acdSkill: {lit: {name: Old}}}]", 'Could not find the skill "Old"'),
        (TRANSFER % ", languageSkill: {lit: {name: Klingon}}", 'Could not find the languageSkill "Klingon"'),
        (call(name="Shout"), 'Could not find a published Data Action "Shout" in "IRP"'),
        (call("nonsense: {lit: x}, who: {lit: x}"), 'has no input "nonsense"'),
        (call(outputs="nonsense: {var: Flow.text}"), 'has no output "nonsense"'),
        (call("age: {lit: 1}"), 'requires the input "who"'),
        (call("who: {noValue: true}"), 'requires the input "who"'),
        (call(outputs="greeting: {var: Flow.nonsense}"), 'There is no variable "Flow.nonsense"'),
        (update("Flow.nonsense"), "Flow.nonsense"),
        (update("Upper(1, 2, 3)"), "Upper(1, 2, 3)"),
        (update("Append("), "in Append("),
        (update('"x"', "Flow.nonsense"), 'There is no variable "Flow.nonsense"'),
        (
            "- callTask: {name: T, targetTaskRef: '/inboundShortMessage/tasks/task[Gone_1]'}",
            "task[Gone_1]",
        ),
        (
            "- callCommonModule: {name: M, commonModule: {Whisper: {ver_latestPublished: {none: true}}}}",
            'Could not find the published common module "Whisper"',
        ),
        (
            "- dataTableLookup: {name: L, lookupValue: {lit: x}, dataTable: {Insults: {none: true}}}",
            'Could not find the data table "Insults"',
        ),
    ],
)
def test_what_is_not_in_the_org_is_said_with_its_place(actions: str, told: str) -> None:
    (fault,) = faults(actions)
    assert told in fault
    assert fault.startswith("flow.yaml:")
