"""Changes of a Data Action beside the flows that call it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from genesys_deploy.architect.flow.model import Flow
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.data_action.diff import ActionDiff, Change, Kind, diff_action
from genesys_deploy.data_action.wire import from_wire
from genesys_deploy.report.action_diff import as_json, as_markdown, as_text, compare_with_flows
from genesys_deploy.source.source_map import IdentityMap

FLOW = """\
inboundShortMessage:
  name: Greeting
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  supportedLanguages: {en-us: {defaultLanguageSkill: {noValue: true}}}
  settingsErrorHandling: {errorHandling: {disconnect: {none: true}}}
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - callData:
              name: Who is it
              timeout: {lit: {seconds: 2}}
              category:
                IRP:
                  dataAction:
                    Resolve:
                      inputs:
                        userId: {exp: Message.Message.senderAddress}
                        channel: {lit: open}
                        age: {noValue: true}
                      successOutputs:
                        tier: {var: Flow.tier}
                        name: {noValue: true}
          - disconnect: {name: End}
"""


def flow(text: str = FLOW) -> Flow:
    return read_flow_text(text, IdentityMap("greeting.yaml"))[0]


def diff_of(*changes: tuple[Kind, str], name: str = "Resolve") -> ActionDiff:
    return ActionDiff(name, tuple(Change(kind, one, (one,)) for kind, one in changes))


CASES: tuple[tuple[Kind, str, list[str], bool], ...] = (
    (Kind.INPUT_REMOVED, "userId", ['gives "userId"'], True),
    (Kind.INPUT_REMOVED, "age", [], False),
    (Kind.INPUT_RETYPED, "channel", ['gives "channel"'], True),
    (Kind.INPUT_REQUIRED, "userId", [], False),
    (Kind.INPUT_REQUIRED, "age", ['does not give "age"'], True),
    (Kind.REQUIRED_INPUT_ADDED, "region", ['does not give "region"'], True),
    (Kind.INPUT_ADDED, "region", ['does not give "region"'], False),
    (Kind.OUTPUT_REMOVED, "tier", ['takes "tier" into Flow.tier'], True),
    (Kind.OUTPUT_REMOVED, "name", [], False),
    (Kind.OUTPUT_OPTIONAL, "language", [], False),
    (Kind.DEFAULT_REMOVED, "tier", ['takes "tier" into Flow.tier'], False),
    (Kind.ACTION_REMOVED, "", ["calls it"], True),
    (Kind.TIMEOUT_SHORTER, "", ["calls it"], False),
    (Kind.URL_PATH, "", [], False),
)


@pytest.mark.parametrize(("kind", "name", "does", "breaks"), CASES)
def test_a_call_is_told_what_it_has_to_do_with_a_change(
    kind: Kind, name: str, does: list[str], breaks: bool
) -> None:
    (action,) = compare_with_flows([diff_of((kind, name))], [flow()]).actions
    assert [effect.what for call in action.calls for effect in call.effects] == does
    assert any(call.breaks for call in action.calls) is breaks


@pytest.mark.parametrize(
    ("called", "compared", "is_meant"),
    [
        ("Resolve", "Resolve", True),
        ("Resolve v2", "Resolve", True),
        ("Resolve", "Resolve v3", True),
        ("Resolve Account", "Resolve", False),
    ],
)
def test_a_call_of_another_version_is_a_call_of_it(called: str, compared: str, is_meant: bool) -> None:
    text = FLOW.replace("Resolve:", f"{called}:")
    (action,) = compare_with_flows([diff_of((Kind.ACTION_REMOVED, ""), name=compared)], [flow(text)]).actions
    assert bool(action.calls) is is_meant


def test_a_call_stands_at_its_line_for_every_flow_that_has_it_from_there() -> None:
    flows = [flow(), flow(FLOW.replace("Greeting", "Farewell"))]
    (action,) = compare_with_flows([diff_of((Kind.OUTPUT_REMOVED, "tier"))], flows).actions
    (call,) = action.calls
    assert call.flows == ("Greeting", "Farewell")
    assert str(call.span) == "greeting.yaml:12:13"
    assert str(call.effects[0].span).startswith("greeting.yaml:24:")


def test_a_call_that_is_not_modelled_is_not_passed_over() -> None:
    text = FLOW.replace("- callData:", "- callDataSecure:")
    (action,) = compare_with_flows([diff_of((Kind.OUTPUT_REMOVED, "tier"))], [flow(text)]).actions
    assert [effect.what for effect in action.calls[0].effects] == [
        "a callDataSecure is not modelled: look at what it gives and takes"
    ]


@pytest.mark.parametrize(
    ("diffs", "flows", "summary"),
    [
        ([], None, "nothing changed"),
        (
            [diff_of((Kind.OUTPUT_REMOVED, "tier"))],
            None,
            "1 Data Action changed, 1 with something that breaks; no flows were looked at (--flows)",
        ),
        (
            [diff_of((Kind.OUTPUT_REMOVED, "tier")), diff_of((Kind.OUTPUT_ADDED, "x"))],
            [flow()],
            "2 Data Actions changed, 1 with something that breaks; 1 of 1 flows must change",
        ),
        (
            [diff_of((Kind.URL_PATH, "x"))],
            [flow()],
            "1 Data Action changed, 1 with something that breaks; none of 1 flows must change",
        ),
    ],
)
def test_the_summary_counts(diffs: list[ActionDiff], flows: list[Flow] | None, summary: str) -> None:
    comparison = compare_with_flows(diffs, flows)
    assert comparison.summary == summary
    assert as_text(comparison).endswith(f"{summary}\n")


def action_of(**output: Any) -> Any:
    return from_wire(
        {
            "name": "Resolve",
            "contract": {"output": {"successSchema": {"type": "object", "properties": output}}},
            "config": {
                "request": {"requestUrlTemplate": "https://irp.example.com", "requestType": "POST"},
                "response": {"translationMap": {"tier": "$.a|b"}},
            },
        }
    )


def test_text_says_for_whom_it_breaks_and_that_a_version_is_made() -> None:
    diff = diff_action(action_of(tier={"type": "string"}), action_of(tier={"type": "integer"}))
    text = as_text(compare_with_flows([diff], [flow()]))
    assert text.startswith(
        "Resolve: 1 change, 1 breaking\n  The contract changes, which the platform forbids"
    )
    assert '"Resolve v2"' in text
    assert "  breaks  output retyped tier: string → integer\n          ! flows: " in text
    assert "\n          ! service: answer the value in the new type" in text
    assert '! takes "tier" into Flow.tier' in text


def test_text_without_an_affected_call_says_so() -> None:
    text = as_text(compare_with_flows([diff_of((Kind.OUTPUT_REMOVED, "name"))], [flow()]))
    assert "no call in the flows is affected" in text


def test_json_is_complete() -> None:
    report = json.loads(as_json(compare_with_flows([diff_of((Kind.OUTPUT_REMOVED, "tier"))], [flow()])))
    (action,) = report["actions"]
    assert (report["version"], report["breaking"], report["flowsLookedAt"]) == (1, True, 1)
    assert action["makesVersion"]
    assert action["changes"][0]["kind"] == "output-removed"
    assert (action["changes"][0]["breaksFlows"], action["changes"][0]["breaksService"]) == (True, False)
    assert action["calls"][0]["flows"] == ["Greeting"]
    assert action["calls"][0]["effects"][0]["place"]["line"] == 24


def test_markdown_has_a_row_for_each_change_and_takes_no_text_for_markup() -> None:
    changes = (Change(Kind.PATH_MOVED, "a|b: $.x → <b>\n| y", ("tier",)), Change(Kind.OUTPUT_ADDED, "z"))
    text = as_markdown(compare_with_flows([ActionDiff("Re*solve*", changes)], None))
    rows = [line for line in text.splitlines() if line.startswith(("| ⛔", "|  |"))]
    assert len(rows) == 2
    assert r"a\|b: \$.x → \<b\> \| y" in rows[0]
    assert r"### Re\*solve\*: 2 changes, 1 breaking" in text


def test_hostile_names_reach_no_terminal() -> None:
    text = as_text(compare_with_flows([diff_of((Kind.OUTPUT_REMOVED, "\x1b[31m"), name="\x1b]0;x")], None))
    assert "\x1b" not in text
