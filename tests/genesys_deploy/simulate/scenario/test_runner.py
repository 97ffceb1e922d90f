from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from genesys_deploy.report.scenarios import JsonResults, JUnitResults, MarkdownResults, TextResults
from genesys_deploy.simulate.events import ActionEntered
from genesys_deploy.simulate.scenario import ScenarioResult, read_scenarios, run_scenarios
from genesys_deploy.simulate.scenario.coverage import UnitKind, measure
from genesys_deploy.simulate.scenario.flows import Flows
from genesys_deploy.simulate.scenario.model import Unreachable
from genesys_deploy.source.errors import NotFound
from genesys_deploy.source.locate import find_project

FLOW = """\
inboundShortMessage:
  name: Two ways
  startUpRef: "/inboundShortMessage/states/state[S_10]"
  defaultLanguage: en-us
  supportedLanguages: {en-us: {defaultLanguageSkill: {noValue: true}}}
  settingsErrorHandling: {errorHandling: {disconnect: {none: true}}}
  states:
    - state:
        name: Start
        refId: S_10
        actions:
          - setParticipantData: {name: Note, attributes: [{attribute: {name: {lit: said}, value: {exp: Message.Message.body}}}]}
          - decision:
              name: New?
              condition: {exp: Message.IsNewConversation}
              outputs:
                "yes":
                  actions:
                    - sendResponse: {name: Greet, messageBody: {lit: Hello}}
                    - transferToAcd: {name: Q, targetQueue: {lit: {name: General}}, priority: {lit: 2}}
          - disconnect: {name: Bye}
"""


def run(tmp_path: Path, scenarios: str) -> list[ScenarioResult]:
    (tmp_path / "flow.yaml").write_text(FLOW, encoding="utf-8")
    file = read_scenarios(f"flow: flow.yaml\nscenarios:\n{scenarios}", str(tmp_path / "s.yaml"))
    return list(run_scenarios([file], Flows(find_project())))


@pytest.mark.parametrize(
    ("then", "differences"),
    [
        ("{queue: General, priority: 2, says: [Hello], attributes: {said: hi}, path: [Start]}", ()),
        ("{queue: General, says: ['~H.*'], attributes: {said: '~h.', other: ''}, skills: [], calls: []}", ()),
        ("{queue: Other}", ("queue is 'General', not 'Other'",)),
        ("{}", ("ending is 'queue', not 'disconnect'", "queue is 'General', not absent")),
        ("{queue: General, priority: 0}", ("priority is 2, not 0",)),
        ("{queue: General, says: []}", ("what the customer sees is Hello, not nothing",)),
        (
            "{queue: General, attributes: {said: bye, x: y}}",
            ("said is 'hi', not 'bye'", "x is absent, not 'y'"),
        ),
        ("{queue: General, calls: [A]}", ("called nothing, not A",)),
        ("{queue: General, called_with: {A: {b: c}}}", ("did not call A",)),
        ("{queue: General, actions_at_most: 2}", ("4 actions were executed, 2 at most were expected",)),
        ("{queue: General, path: [Elsewhere]}", ("path is Start, not Elsewhere",)),
    ],
)
def test_what_differs_is_told(tmp_path: Path, then: str, differences: tuple[str, ...]) -> None:
    (result,) = run(tmp_path, f"  - {{name: x, message: {{text: hi}}, then: {then}}}\n")
    assert result.messages[0].differences == differences
    assert result.passed is (not differences)


def test_a_conversation_goes_on_and_begins_anew_after_it_ended(tmp_path: Path) -> None:
    (result,) = run(
        tmp_path,
        "  - name: x\n    message: {text: a}\n    then: {queue: General}\n    again:\n"
        "      - {message: {text: b}, then: {ending: disconnect, attributes: {said: b}}}\n"
        "      - {message: {text: c}, then: {queue: General}}\n",
    )
    assert result.passed


def test_coverage_names_what_was_never_run(tmp_path: Path) -> None:
    results = run(tmp_path, "  - {name: x, message: {text: hi}, then: {queue: General}}\n")
    coverage = measure(results)
    assert [unit.name for unit in coverage.missed] == ["New?", "Bye"]
    assert [coverage.share(kind) for kind in UnitKind] == [(4, 5), (1, 2), (0, 0)]


def test_reports(tmp_path: Path) -> None:
    results = run(
        tmp_path, "  - {name: good, then: {queue: General}}\n  - {name: bad, then: {queue: Other}}\n"
    )
    coverage = measure(results)
    text = TextResults(missed=True).render(results, coverage)
    assert "bad\n    queue is 'General', not 'Other'" in text
    assert "flow.yaml" in text
    assert "2 scenarios, 1 failed" in text
    told = json.loads(JsonResults().render(results, coverage))
    assert [scenario["passed"] for scenario in told["scenarios"]] == [True, False]
    assert 'failures="1"' in JUnitResults().render(results, coverage)
    assert "1 of 2 passed" in MarkdownResults().render(results, coverage)


def test_a_junit_report_is_xml_whatever_a_scenario_is_called(tmp_path: Path) -> None:
    results = run(tmp_path, '  - {name: "ring \\u0007", then: {queue: General}}\n')
    (case,) = ET.fromstring(JUnitResults().render(results, measure(results))).iter("testcase")
    assert case.attrib["name"] == "ring \ufffd"


def test_a_flow_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = read_scenarios("flow: nothing.yaml\nscenarios: [{name: x, then: {}}]", str(tmp_path / "s.yaml"))
    with pytest.raises(NotFound, match=r"nothing\.yaml"):
        list(run_scenarios([file], Flows(find_project())))


def test_a_run_that_cannot_go_on_tells_how_far_it_came(tmp_path: Path) -> None:
    call = "- callData: {name: Ask, category: {IRP: {dataAction: {Check: {inputs: {a: {lit: x}}}}}}}"
    (tmp_path / "flow.yaml").write_text(FLOW.replace("- disconnect: {name: Bye}", call), encoding="utf-8")
    scenario = "flow: flow.yaml\nscenarios:\n  - {name: A, then: {queue: General}, again: [{then: {}}]}"
    (result,) = run_scenarios([read_scenarios(scenario, str(tmp_path / "s.yaml"))], Flows(find_project()))
    _, stopped = result.messages
    assert stopped.run is None
    assert stopped.outcome.error.startswith('nothing says how the Data Action "Check" answers')
    names = [event.name for event in stopped.events if isinstance(event, ActionEntered)]
    assert names == ["Note", "New?", "Ask"]


CONDITIONS = """\
inboundShortMessage:
  name: Two conditions
  startUpRef: "/inboundShortMessage/states/state[S_10]"
  defaultLanguage: en-us
  supportedLanguages: {en-us: {defaultLanguageSkill: {noValue: true}}}
  settingsErrorHandling: {errorHandling: {disconnect: {none: true}}}
  states:
    - state:
        name: Start
        refId: S_10
        actions:
          - setParticipantData: {name: Note, attributes: [{attribute: {name: {lit: said}, value: {exp: 'If(Message.IsAuthenticated and Message.Message.body == "hi", "a", "b")'}}}]}
          - disconnect: {name: Bye}
"""


@pytest.mark.parametrize(
    ("scenarios", "missed"),
    [
        (
            "  - {name: x, message: {text: hi}, then: {}}\n",
            [
                "Message.IsAuthenticated is true",
                'Message.Message.body == "hi" is false',
                'Message.Message.body == "hi" is true',
            ],
        ),
        (
            "  - {name: x, message: {text: hi, authenticated: true}, then: {}}\n  - {name: y, then: {}}\n",
            ['Message.Message.body == "hi" is false'],
        ),
    ],
)
def test_coverage_names_the_sides_of_conditions_that_were_never_taken(
    tmp_path: Path, scenarios: str, missed: list[str]
) -> None:
    (tmp_path / "flow.yaml").write_text(CONDITIONS, encoding="utf-8")
    file = read_scenarios(f"flow: flow.yaml\nscenarios:\n{scenarios}", str(tmp_path / "s.yaml"))
    coverage = measure(run_scenarios([file], Flows(find_project(), watched=True)))
    assert [str(unit).partition(": ")[2] for unit in coverage.missed] == missed
    assert coverage.share(UnitKind.SIDE) == (4 - len(missed), 4)


def test_built_ins_that_have_no_value(tmp_path: Path) -> None:
    scenario = "  - {name: x, message: {text: hi, unset: [Message.IsNewConversation]}, then: {}}\n"
    assert run(tmp_path, scenario)[0].passed


@pytest.mark.parametrize(
    ("what", "missed", "reached"),
    [
        ("New? → no", ["Bye"], []),
        ("New? → yes", ["New? → no", "Bye"], ["New? → yes"]),
        ("New? → maybe", ["New? → no", "Bye"], []),
    ],
)
def test_what_cannot_be_reached_is_not_asked_for(
    tmp_path: Path, what: str, missed: list[str], reached: list[str]
) -> None:
    results = run(tmp_path, "  - {name: x, message: {text: hi}, then: {queue: General}}\n")
    named = Unreachable(f"{tmp_path / 'flow.yaml'}: {what}", "it is so")
    coverage = measure(results, [named])
    assert [unit.words for unit in coverage.missed] == missed
    assert [unit.words for unit in coverage.reached] == reached
    text = TextResults(missed=True).render(results, coverage)
    assert ("but run" in text) is bool(reached)
    assert ("it is so" in text) is ("maybe" not in what)
