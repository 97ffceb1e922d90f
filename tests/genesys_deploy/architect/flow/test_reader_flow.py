"""The flow around the actions: variables, scopes, references, settings, error handling."""

from __future__ import annotations

import pytest

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.flow.forms import Literal, NoValue
from genesys_deploy.architect.flow.reader import is_flow, read_flow_text
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

WORKFLOW = """\
workflow:
  name: W
  description: does things
  division: Home
  startUpRef: "/workflow/states/state[Two_20]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us: {none: true}
    de: {none: true}
  variables:
    - stringVariable: {name: Flow.text, initialValue: {lit: "no"}, isInput: true, isOutput: false}
    - integerCollectionVariable: {name: Flow.numbers, initialValue: {noValue: true}, isOutput: true}
    - durationVariable: {name: Flow.pause, description: how long, initialValue: {lit: {minutes: 5}}}
  settingsErrorHandling:
    errorHandling:
      endWorkflow: {none: true}
  settingsPrompts: {ensureAudioInPrompts: false}
  states:
    - state: {name: One, refId: One_10, actions: [{endWorkflow: {}}]}
    - state:
        name: Two
        refId: Two_20
        variables:
          - booleanVariable: {name: State.done, initialValue: {lit: false}}
        actions: [{changeState: {targetStateRef: "/workflow/states/state[One_10]"}}]
  tasks:
    - task:
        name: T
        refId: T_30
        actions: [{endTask: {outputPath: {name: Success}}}]
        outputPaths:
          - outputPath: {name: Success}
          - outputPath: {name: Failure}
"""


def test_a_workflow_is_read_whole() -> None:
    flow, findings = read_flow_text(WORKFLOW, IdentityMap("w.yaml"))
    assert findings == ()
    assert (flow.kind, str(flow.name), flow.description, str(flow.division)) == (
        "workflow",
        "W",
        "does things",
        "Home",
    )
    assert flow.languages == ("en-us", "de")
    assert [section.path for section in flow.sections] == ["states/One_10", "states/Two_20", "tasks/T_30"]
    assert flow.start is flow.states[1]
    assert [str(path) for path in flow.tasks[0].output_paths] == ["Success", "Failure"]
    assert [entry.key.text for entry in flow.settings] == ["supportedLanguages", "settingsPrompts"]


def test_variables_have_types_initial_values_and_a_side() -> None:
    flow, _ = read_flow_text(WORKFLOW, IdentityMap("w.yaml"))
    text, numbers, pause = flow.variables
    assert [variable.type for variable in flow.variables] == [
        Type("string"),
        Type("integer", collection=True),
        Type("duration"),
    ]
    assert isinstance(text.initial, Literal)
    assert text.initial.value == "no"
    assert isinstance(numbers.initial, NoValue)
    assert isinstance(pause.initial, Literal)
    assert pause.initial.value == {"minutes": 5}
    assert [(v.is_input, v.is_output) for v in flow.variables] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert flow.states[1].variables[0].name == "State.done"
    assert str(pause.span) == "w.yaml:13:32"


def test_a_change_of_state_leads_to_the_state() -> None:
    flow, _ = read_flow_text(WORKFLOW, IdentityMap("w.yaml"))
    (change,) = flow.states[1].actions
    assert flow.find(change.target_state) is flow.states[0]  # type: ignore[attr-defined]


HANDLING = [
    ("disconnect: {none: true}", "disconnect", None, None),
    ("endWorkflow: {none: true}", "endWorkflow", None, None),
    ("exit: {none: true}", "exit", None, None),
    ("queue: {targetQueue: {lit: {name: Q}}}", "queue", None, "Q"),
    ('state: {targetStateRef: "/workflow/states/state[S_1]"}', "state", "S_1", None),
    ('task: {targetTaskRef: "/workflow/tasks/task[T_1]"}', "task", "T_1", None),
]


@pytest.mark.parametrize(("yaml", "kind", "target", "queue"), HANDLING)
def test_the_handling_of_errors_has_a_kind_and_a_target(
    yaml: str, kind: str, target: str | None, queue: str | None
) -> None:
    text = f"commonModule: {{name: x, startUpTaskActions: [], settingsErrorHandling: {{errorHandling: {{{yaml}}}}}}}"
    flow, findings = read_flow_text(text, IdentityMap("f"))
    handling = flow.error_handling
    assert findings == ()
    assert handling is not None
    assert handling.kind == kind
    assert (handling.target.ref_id if handling.target else None) == target
    assert (handling.queue.value if isinstance(handling.queue, Literal) else None) == (
        queue and {"name": queue}
    )


def test_a_common_module_starts_with_its_start_up_actions() -> None:
    text = "commonModule: {name: M, startUpTaskActions: [{endTask: {name: E}}]}"
    flow, findings = read_flow_text(text, IdentityMap("f"))
    assert findings == ()
    assert flow.start is flow.start_up
    assert flow.start is not None
    assert [action.path for action in flow.start.actions] == ["startUpTaskActions[0]"]


def test_flows_of_other_kinds_are_read_generically() -> None:
    text = """\
inboundCall:
  name: IVR
  startUpRef: "./menus/menu[main]"
  menus:
    - menu:
        name: Main
        refId: main
        audio: {tts: Hello}
        choices:
          - menuDisconnect: {name: Bye, dtmf: digit_9}
          - menuTask:
              name: Pay
              task:
                actions: [{playAudio: {audio: {exp: ToAudioTTS(Flow.x)}}}]
"""
    flow, findings = read_flow_text(text, IdentityMap("f"))
    assert [finding.rule for finding in findings] == ["unmodelled-flow", "unmodelled-action"]
    assert flow.start is flow.others[0]
    assert [action.kind for action in flow.others[0].actions] == ["menuDisconnect", "menuTask"]
    assert flow.others[0].actions[1].branches[0].actions[0].path == "menus/main/choices[1]/task[0]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("workflow: {name: x}", True),
        ("botFlow: {name: x}", True),
        ("name: x", False),
        ("[]", False),
        ("a: {b: c}", False),
    ],
)
def test_files_that_are_flows_are_known_from_others(text: str, *, expected: bool) -> None:
    assert is_flow(read_yaml(text, IdentityMap("f")).root) is expected
