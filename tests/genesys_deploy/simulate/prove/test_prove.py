from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from genesys_deploy.simulate.prove.prover import Verdict, prove_channel, prove_file
from genesys_deploy.simulate.scenario import read_scenarios, run_scenarios
from genesys_deploy.simulate.scenario.flows import Flows
from genesys_deploy.source.errors import SourceProblems
from genesys_deploy.source.locate import Project, find_project

SHIPPED = find_project()
FLOW = """\
inboundShortMessage:
  name: Two ways
  startUpRef: "/inboundShortMessage/states/state[S_10]"
  defaultLanguage: en-us
  supportedLanguages: {{en-us: {{defaultLanguageSkill: {{noValue: true}}}}}}
  settingsErrorHandling: {{errorHandling: {{disconnect: {{none: true}}}}}}
  variables:
    - booleanVariable: {{name: Flow.vip, initialValue: {{noValue: true}}}}
    - decimalVariable: {{name: Flow.score, initialValue: {{noValue: true}}}}
    - stringVariable: {{name: Flow.tier, initialValue: {{noValue: true}}}}
  states:
    - state:
        name: Start
        refId: S_10
        actions:
          - callData:
              name: Ask
              timeout: {{lit: {{seconds: 2}}}}
              category: {{CRM: {{dataAction: {{Look Up: {{inputs: {{}}, successOutputs: {{}}, failureOutputs: {{}}}}}}}}}}
              outputs: {outputs}
          - transferToAcd: {{name: Q, targetQueue: {{lit: {{name: General}}}}, priority: {{lit: 2}}}}
"""


SET_SEEN = "{{setParticipantData: {{name: P, attributes: [{{attribute: {{name: {{lit: seen}}, value: {{lit: {}}}}}}}]}}}}"
HANDLING = """\
    - state:
        name: Handling
        refId: S_20
        actions:
          - setParticipantData: {name: H, attributes: [{attribute: {name: {lit: seen}, value: {lit: handled}}}]}
          - disconnect: {name: D}
"""


def prove(tmp_path: Path, flow: str, *invariants: str) -> Verdict:
    (tmp_path / "flow.yaml").write_text(flow, encoding="utf-8")
    declared = tmp_path / "invariants.yaml"
    lines = "".join(f"  - {{name: '{one}', always: '{one}'}}\n" for one in invariants)
    declared.write_text(f"invariants:\n{lines}", encoding="utf-8")
    return prove_file(tmp_path / "flow.yaml", declared)


@pytest.mark.parametrize(
    ("outputs", "invariant", "holds"),
    [
        ("{}", 'Run.queue == "General"', True),
        ("{}", "Run.waitedSeconds <= 2", True),
        ("{}", "Run.waitedSeconds < 2", False),
        ("{failure: {actions: [{disconnect: {name: D}}]}}", 'Run.ending == "queue"', False),
        ("{failure: {actions: [{disconnect: {name: D}}]}}", 'Run.ending == "queue" or Called.LookUp', True),
        (
            "{timeout: {actions: [{sendResponse: {name: S, messageBody: {lit: Sorry}}}]}}",
            "Run.said == 0",
            False,
        ),
        (
            "{success: {actions: [{sendResponse: {name: S, messageBody: {exp: Flow.tier + Flow.tier}}}]}}",
            "Run.errors == 0",
            False,
        ),
    ],
)
def test_every_branch_of_a_call_is_gone(tmp_path: Path, outputs: str, invariant: str, holds: bool) -> None:
    assert prove(tmp_path, FLOW.format(outputs=outputs), invariant).holds is holds


@pytest.mark.parametrize(
    ("invariant", "holds"),
    [
        ('Data.seen == "first"', False),
        ('Data.seen != "second"', False),
        ('Data.seen != "third"', True),
        ('Data.seen == "first" or Called.LookUp', True),
        ("If(Run.isNewConversation, true, Before.other != Data.seen)", False),
    ],
)
def test_attributes_count_until_nothing_writes_them(tmp_path: Path, invariant: str, holds: bool) -> None:
    later = f"{{failure: {{actions: [{SET_SEEN.format('second')}]}}}}"
    before = f"          - {SET_SEEN.format('first')}\n          - callData"
    read = (
        "getParticipantData: {name: R, attributes: [{attribute: {name: {lit: other}, variable: Flow.tier}}]}"
    )
    decision = "decision: {name: C, condition: {exp: 'Flow.tier == \"first\"'}}"
    flow = FLOW.format(outputs=later).replace("          - callData", before)
    flow = flow.replace(
        "          - transferToAcd", f"          - {read}\n          - {decision}\n          - transferToAcd"
    )
    assert prove(tmp_path, flow, invariant).holds is holds


@pytest.mark.parametrize(
    ("invariant", "holds"),
    [('Data.seen == "first"', False), ('Data.seen != "handled" or Run.errors > 0', True)],
)
def test_error_handling_may_write_what_seemed_settled(tmp_path: Path, invariant: str, holds: bool) -> None:
    late = "{failure: {actions: [{sendResponse: {name: S, messageBody: {exp: Flow.tier + ToString(1 / Length(Flow.tier))}}}]}}"
    flow = FLOW.format(outputs=late).replace(
        "          - callData", f"          - {SET_SEEN.format('first')}\n          - callData"
    )
    flow = (
        flow.replace(
            "{disconnect: {none: true}}", '{state: {stateRef: "/inboundShortMessage/states/state[S_20]"}}'
        )
        + HANDLING
    )
    assert prove(tmp_path, flow, invariant).holds is holds


def test_the_shipped_flow_keeps_its_invariants() -> None:
    verdict = prove_channel(SHIPPED, "linkedin", "demo")
    assert verdict.breaches == ()
    assert verdict.stuck == ()
    assert verdict.foreign == ()
    assert set(verdict.endings) == {
        "Bot_Disposal", "General_Social_Queue", "Guest_Social_Queue", "Platinum_Social_Queue", "Supervisor_Review", "disconnect",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "broken"),
    [
        (
            "confidence.j2",
            ">= {{ settings.identity.threshold }}",
            "> 0.5",
            "Below the threshold no identity is written",
        ),
        (
            "confidence.j2",
            ">= {{ settings.identity.threshold }}",
            ">= 0.8499",
            "Below the threshold no identity is written",
        ),
        (
            "confidence.j2",
            "exp: If(Flow.resolved, ",
            "exp: If(true, ",
            "What the IRP calls unresolved is never merged",
        ),
        (
            "guest.j2",
            "- transferToAcd:",
            "- disconnect:\n    name: Gone\n- transferToAcd:",
            "Only bots are disconnected",
        ),
        (
            "bot_check.j2",
            "!Flow.confirmedBefore, false)",
            "true, false)",
            "A conversation whose identity is confirmed is never ended as a bot",
        ),
        (
            "guest.j2",
            "exp: '!IsNotSetOrEmpty(Flow.knownLeadId)'",
            "exp: false",
            "A conversation has one lead",
        ),
        ("review.j2", 'lit: {{ ("true"', 'lit: {{ ("false"', ""),
        (
            "calls.j2",
            ") < {{ seconds(",
            ") < {{ seconds(3 + ",
            "The run waits for the IRP no longer than its budget",
        ),
        (
            "agent_notice.j2",
            "- setParticipantData:",
            "- sendResponse:\n                        name: Tell\n                        messageBody:\n                          lit: Updated\n                    - setParticipantData:",
            "Nothing is sent to the customer",
        ),
    ],
)
def test_a_slip_is_shown_by_a_scenario_that_can_be_run(
    tmp_path: Path, file: str, old: str, new: str, broken: str
) -> None:
    for folder in ("flows", "data_actions"):
        shutil.copytree(SHIPPED.root / folder, tmp_path / folder)
    step = tmp_path / "flows" / "steps" / file
    text = step.read_text(encoding="utf-8")
    assert old in text
    step.write_text(text.replace(old, new, 1), encoding="utf-8")
    verdict = prove_channel(Project(tmp_path), "twitter", "demo")
    names = {breach.invariant.name for breach in verdict.breaches}
    if not broken:
        assert names == set()
        return
    assert broken in names
    project = Project(tmp_path)
    for breach in verdict.breaches:
        (result,) = run_scenarios([read_scenarios(breach.scenario, "broken.yaml")], Flows(project))
        assert result.passed, [message.differences for message in result.messages]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("invariants: [{name: x}]", '"invariants[1].always" is missing'),
        ("invariants: [{name: x, always: 'Run.queue = 1'}]", "x"),
        ("invariants: [{name: x, always: 'Run.priority +'}]", "Run.priority +"),
        ("invariant: []", 'unknown key "invariant"'),
    ],
)
def test_malformed_invariants_are_told(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "flow.yaml").write_text(FLOW.format(outputs="{}"), encoding="utf-8")
    (tmp_path / "i.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceProblems) as caught:
        prove_file(tmp_path / "flow.yaml", tmp_path / "i.yaml")
    assert message in str(caught.value)


def test_what_a_flow_does_not_know_is_not_held_against_it(tmp_path: Path) -> None:
    verdict = prove(tmp_path, FLOW.format(outputs="{}"), 'Data.resolutionStatus != "bot"')
    assert verdict.holds
    assert verdict.foreign == ('Data.resolutionStatus != "bot"',)
