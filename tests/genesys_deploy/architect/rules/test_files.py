from __future__ import annotations

import json

import pytest

from genesys_deploy.architect.rules.files import check_files

FLOW = """\
inboundShortMessage:
  name: Example
  startUpRef: "/inboundShortMessage/states/state[Start_1]"
  states:
    - state:
        name: Start
        refId: Start_1
        actions:
          - callData:
              name: Read the account
              timeout: {lit: {seconds: 3}}
              category:
                IRP:
                  dataAction:
                    Get Account:
                      inputs: {customer: {lit: C_1}}
          - transferToAcd:
              name: To the agents
              targetQueue: {lit: {name: "{{queue}}"}}
"""
ACTION = json.dumps(
    {
        "name": "Get Account",
        "integrationType": "custom-rest-actions",
        "actionType": "custom",
        "config": {
            "request": {
                "requestUrlTemplate": "https://x.example/$esc.url(${input.customerId})",
                "requestType": "GET",
            },
            "response": {"successTemplate": "{}"},
        },
        "contract": {
            "input": {
                "inputSchema": {
                    "type": "object",
                    "required": ["customerId"],
                    "properties": {"customerId": {"type": "string"}},
                }
            },
            "output": {"successSchema": {"type": "object", "properties": {"tier": {"type": "string"}}}},
        },
        "secure": False,
    }
)


def found(files: dict[str, str]) -> list[tuple[str, int, str]]:
    findings = check_files(files).findings
    return [
        (finding.rule, finding.span.start.line if finding.span else 0, finding.severity)
        for finding in findings
    ]


def test_a_single_flow_refers_to_what_is_unknown() -> None:
    assert found({"flow.yaml": FLOW}) == [
        ("unhandled-outcome", 9, "warning"),
        ("unchecked-reference", 15, "info"),
        ("template-leftover", 19, "info"),
    ]


def test_a_data_action_beside_it_is_known() -> None:
    assert found({"flow.yaml": FLOW, "action.json": ACTION}) == [
        ("unhandled-outcome", 9, "warning"),
        ("data-action-inputs", 15, "error"),
        ("data-action-inputs", 16, "error"),
        ("template-leftover", 19, "info"),
    ]


def test_what_is_unknown_in_two_flows_is_noted_once() -> None:
    rules = [rule for rule, _, _ in found({"a.yaml": FLOW, "b.yaml": FLOW})]
    assert rules.count("unchecked-reference") == 1
    assert rules.count("unhandled-outcome") == 2


def test_files_are_told_by_their_content() -> None:
    files = {
        "flow.yaml": FLOW,
        "call.yaml": "inboundCall: {name: x}",
        "new.yaml": "inboundHologram: {name: x, states: []}",
        "action.json": ACTION,
        "package.json": '{"name": "x"}',
        "compose.yaml": "services: {web: {image: x}}",
    }
    checked = check_files(files)
    assert checked.flows == ("flow.yaml", "call.yaml", "new.yaml")
    assert checked.data_actions == ("action.json",)
    assert checked.others == ("package.json", "compose.yaml")
    assert ("not-a-flow", "new.yaml") in [
        (each.rule, each.span.file) for each in checked.findings if each.span
    ]


@pytest.mark.parametrize(
    ("name", "text"), [("x.yaml", "a: [1,\nb: 2"), ("x.json", '{"a": '), ("empty.yaml", "")]
)
def test_an_unreadable_file_is_a_finding(name: str, text: str) -> None:
    (finding,) = check_files(
        {name: text, "flow.yaml": "commonModule: {name: x, startUpTaskActions: []}"}
    ).findings
    assert (finding.rule, finding.span and finding.span.file) == ("syntax", name)


def test_a_data_action_is_checked_itself() -> None:
    careless = ACTION.replace("$esc.url(${input.customerId})", "${input.customerId}")
    assert found({"action.json": careless}) == [("unescaped-input", 1, "warning")]


def test_a_malformed_data_action_is_a_finding() -> None:
    (finding,) = check_files({"action.json": ACTION.replace('"name": "Get Account", ', "")}).findings
    assert finding.severity == "error"
    assert finding.span is not None


def test_a_suppression_in_the_file_counts() -> None:
    text = FLOW.replace(
        "          - callData:\n", "          - callData:  # noqa: unhandled-outcome the queue follows\n"
    )
    assert "unhandled-outcome" not in [rule for rule, _, _ in found({"flow.yaml": text})]


def test_messages_show_placeholders_as_they_are_written() -> None:
    text = FLOW.replace("dataAction:", "dataActoin:").replace("targetQueue:", "{{what}}:")
    messages = [finding.message for finding in check_files({"flow.yaml": text}).findings]
    assert 'transferToAcd has no property "{{what}}" that is known' in messages


def test_a_common_module_beside_it_is_known() -> None:
    module = "commonModule: {name: Greeting, startUpTaskActions: []}"
    flow = FLOW.replace(
        "          - callData:\n",
        "          - callCommonModule:\n"
        "              name: Greet\n"
        "              commonModule: {Greeting: {ver_latestPublished: {inputs: {Common.x: {lit: 1}}}}}\n"
        "          - callData:\n",
    )
    assert ("module-contract", 11, "error") in found({"flow.yaml": flow, "module.yaml": module})
    assert ("unchecked-reference", 11, "info") in found({"flow.yaml": flow})
