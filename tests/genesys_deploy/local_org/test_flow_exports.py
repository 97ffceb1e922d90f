"""What comes back from an export is not the text that went in, and still the same flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from genesys_deploy.architect.flow.normal import fingerprint
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.data_action.wire import from_wire
from genesys_deploy.local_org.flows.export_form import exported
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.data_action.model import DataAction

FLOW = """
inboundShortMessage:
  name: Export me # a comment
  startUpRef: "/inboundShortMessage/states/state[one]"
  defaultLanguage: en-us
  variables:
    - stringVariable: {name: Flow.zebra, initialValue: {lit: "010"}}
    - booleanVariable: {name: Flow.ant, initialValue: {noValue: true}}
  states:
    - state:
        name: First
        refId: one
        actions:
          - callData:
              name: Ask
              timeout: {lit: {seconds: 2}}
              category:
                IRP:
                  dataAction:
                    Resolve:
                      inputs: {who: {exp: Message.Message.senderAddress}}
                      successOutputs: {name: {var: Flow.zebra}}
              outputs:
                success:
                  actions:
                    - changeState: {name: On, targetStateRef: "/inboundShortMessage/states/state[two]"}
          - disconnect: {name: Stop}
    - state:
        name: Second
        refId: two
        actions:
          - transferToAcd: {name: Go, targetQueue: {lit: {name: VIP}}}
"""


def resolve(category: str, name: str) -> DataAction | None:
    properties = {name: {"type": "string"} for name in ("who", "channel")}
    contract = {
        "input": {"inputSchema": {"type": "object", "properties": properties}},
        "output": {
            "successSchema": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "tier": {"type": "string"}},
            }
        },
    }
    return from_wire({"name": name, "contract": contract}) if category == "IRP" else None


def meaning(text: str) -> str:
    flow, findings = read_flow_text(text, IdentityMap("flow.yaml"))
    assert not findings
    return fingerprint(flow)


def test_an_export_means_what_was_published() -> None:
    export = exported(FLOW, resolve)
    assert meaning(export) == meaning(FLOW)
    assert exported(export, resolve) == export


@pytest.mark.parametrize(
    "told",
    [
        "refId: First_10",
        'startUpRef: "/inboundShortMessage/states/state[First_10]"',
        'targetStateRef: "/inboundShortMessage/states/state[Second_12]"',
        "division: Home",
        "tier:",
        "channel:",
        "userParamsMessage:",
        "preferredAgents:",
        'lit: "010"',
    ],
)
def test_an_export_spells_out_what_nobody_wrote(told: str) -> None:
    assert told in exported(FLOW, resolve)


def test_an_export_has_its_own_order_and_no_comments() -> None:
    export = exported(FLOW, resolve)
    assert export.index("Flow.ant") < export.index("Flow.zebra")
    assert "comment" not in export


def test_a_version_is_exported_by_job(sdk: Any, client: Any, upload: Callable[[str], Any]) -> None:
    text = FLOW.partition("          - callData")[0] + "          - disconnect: {name: %s}\n"
    text = text.replace("Flow.zebra", "Flow.bee")
    first, _ = upload(text % "One"), upload(text % "Two")
    assert first.status == "Success", [message.text for message in first.messages]
    architect = sdk.ArchitectApi(client)

    def export(**flow: str) -> str:
        job = architect.post_flows_export_jobs({"flows": [{"flow": flow, "exportType": "Yaml"}]})
        state = architect.get_flows_export_job(job.id)
        return requests.get(state.download_url, timeout=5).text

    assert "name: One" in export(id=first.flow.id, version="1.0")
    assert "name: Two" in export(id=first.flow.id)
    assert "name: Two" in export(name="Export me", type="INBOUNDSHORTMESSAGE")


def test_an_export_of_nothing_is_a_failed_job(sdk: Any, client: Any) -> None:
    architect = sdk.ArchitectApi(client)
    job = architect.post_flows_export_jobs({"flows": [{"flow": {"id": "nonsense"}}]})
    state = architect.get_flows_export_job(job.id, expand=["messages"])
    assert (state.status, state.download_url) == ("Failure", None)
    assert "could not find the flow nonsense" in state.messages[0].text
