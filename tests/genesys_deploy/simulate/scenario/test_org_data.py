"""What the org of a scenario holds: schedules, data tables, bots and common modules."""

from __future__ import annotations

from pathlib import Path

import pytest

from genesys_deploy.simulate.scenario import read_scenarios, run_scenarios
from genesys_deploy.simulate.scenario.flows import Flows
from genesys_deploy.simulate.scenario.outcome import Outcome
from genesys_deploy.source.errors import SourceError
from genesys_deploy.source.locate import find_project

FLOW = """\
inboundShortMessage:
  name: Order desk
  startUpRef: "/inboundShortMessage/states/state[S]"
  defaultLanguage: en-us
  supportedLanguages: {en-us: {defaultLanguageSkill: {noValue: true}}}
  settingsErrorHandling: {errorHandling: {disconnect: {none: true}}}
  variables:
    - stringVariable: {name: Flow.team, initialValue: {lit: none}}
    - stringVariable: {name: Flow.intent, initialValue: {lit: none}}
    - integerVariable: {name: Flow.size, initialValue: {lit: 0}}
    - stringVariable: {name: Flow.greeting, initialValue: {lit: none}}
  states:
    - state:
        name: Start
        refId: S
        actions:
          - callCommonModule:
              name: Greet
              commonModule: {Greeting: {ver_latestPublished: {inputs: {}, outputs: {Common.text: {var: Flow.greeting}}}}}
          - callBotFlow:
              name: Ask
              inputText: {exp: Message.Message.body}
              exitReason: {noValue: true}
              intent: {var: Flow.intent}
              botFlow: {Shop: {ver_latestPublished: {inputs: {}, outputs: {Slot.Size: {var: Flow.size}}}}}
          - dataTableLookup:
              name: Team
              lookupValue: {exp: Flow.intent}
              dataTable: {Teams: {foundOutputs: {Team: {var: Flow.team}}, failureOutputs: {}}}
          - setParticipantData:
              name: Note
              attributes:
                - attribute: {name: {lit: said}, value: {exp: 'Append(Flow.greeting, "/", Flow.intent, "/", ToString(Flow.size), "/", Flow.team)'}}
          - evaluateScheduleGroup:
              name: Open?
              scheduleGroup: {lit: {name: Opening hours}}
              outputs:
                open: {actions: [{transferToAcd: {name: Day, targetQueue: {lit: {name: Day}}}}]}
                closed: {actions: [{transferToAcd: {name: Night, targetQueue: {lit: {name: Night}}}}]}
          - disconnect: {name: Bye}
"""
HEAD = """\
flow: flow.yaml
org:
  schedules: {Opening hours: open}
  tables: {Teams: {order: {Team: Sales}}}
  bots: {Shop: {intent: order, outputs: {Slot.Size: 4}}}
  modules: {Greeting: {Common.text: Hello}}
scenarios:
"""


def outcome(tmp_path: Path, scenario: str, head: str = HEAD) -> Outcome:
    (tmp_path / "flow.yaml").write_text(FLOW, encoding="utf-8")
    file = read_scenarios(f"{head}  - {{name: x, then: {{}}, {scenario}}}", str(tmp_path / "s.yaml"))
    (result,) = run_scenarios([file], Flows(find_project()))
    return result.messages[0].outcome


@pytest.mark.parametrize(
    ("org", "queue", "said"),
    [
        ("{}", "Day", "Hello/order/4/Sales"),
        ("{schedules: {Opening hours: closed}}", "Night", "Hello/order/4/Sales"),
        ("{bots: {Shop: {intent: help}}}", "Day", "Hello/help//none"),
        ("{tables: {Teams: {order: {Team: Shop}}}}", "Day", "Hello/order/4/Shop"),
        ("{tables: {Teams: {}}}", "Day", "Hello/order/4/none"),
        ("{modules: {Greeting: {Common.text: Hi}}}", "Day", "Hi/order/4/Sales"),
    ],
)
def test_a_scenario_says_otherwise_of_what_it_names(tmp_path: Path, org: str, queue: str, said: str) -> None:
    told = outcome(tmp_path, f"org: {org}")
    assert (told.queue, told.attributes.get("said", "")) == (queue, said)


@pytest.mark.parametrize(
    ("lacking", "message"),
    [
        (
            "schedules",
            'whether the schedule group "Opening hours" is open\n  org: {schedules: {Opening hours: open}}',
        ),
        ("tables", 'what the data table "Teams" holds\n  org: {tables: {Teams: {KEY: {COLUMN: …}}}}'),
        ("bots", 'how the bot "Shop" ends\n  org: {bots: {Shop: {intent: …}}}'),
        ("modules", 'what the common module "Greeting" gives back, and its flow is not at hand'),
    ],
)
def test_what_nothing_answers_is_told_with_the_notation_that_does(
    tmp_path: Path, lacking: str, message: str
) -> None:
    head = "\n".join(line for line in HEAD.splitlines() if not line.strip().startswith(lacking)) + "\n"
    assert f"nothing says {message}" in str(outcome(tmp_path, "message: {}", head).error)


def test_a_name_that_is_nearly_right_is_recognised(tmp_path: Path) -> None:
    told = outcome(tmp_path, "message: {}", HEAD.replace("Opening hours", "Openng hours"))
    assert 'did you mean "Openng hours"?' in str(told.error)


@pytest.mark.parametrize(
    ("org", "message"),
    [
        ("{schedule: {a: open}}", 'unknown key "schedule" in scenario.org\n  did you mean "schedules"?'),
        ("{tables: {Teams: {order: Sales}}}", "must be a mapping of names to values"),
        ("{schedules: {a: 3}}", "must be a text, not 3"),
    ],
)
def test_wrong_shapes_are_told(tmp_path: Path, org: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        outcome(tmp_path, f"org: {org}")
    assert message in str(caught.value)


def test_a_schedule_that_the_action_does_not_know_is_told(tmp_path: Path) -> None:
    told = outcome(tmp_path, "org: {schedules: {Opening hours: opn}}")
    assert 'a schedule is open, closed, holiday, emergency; the answer is "opn"' in str(told.error)
