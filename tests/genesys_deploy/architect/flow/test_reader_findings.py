"""What the reader says about flows of a wrong shape, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.flow.uses import every_action
from genesys_deploy.source.errors import SyntaxFault
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from tests.genesys_deploy.architect.flow.conftest import ReadActions

IN_ACTIONS = [
    ("- decision: {name: D}", "missing-property", "9:11"),
    ("- decision: {condition: Flow.x}", "value-form", "9:33"),
    ("- decision: {condition: {exp: a, lit: b}}", "value-form", "9:42"),
    ("- decision: {condition: {var: Flow.x}}", "value-form", "9:39"),
    ("- decision: {condition: {exp: }}", "value-form", "9:39"),
    ("- decision: {condition: {exp: [a]}}", "value-form", "9:39"),
    ("- sendResponse: {messageBody: {noValue: false}}", "value-form", "9:49"),
    ("- decision: {condition: {exp: x}, outputs: {maybe: {actions: []}}}", "unknown-branch", "9:53"),
    ("- decision: {condition: {exp: x}, outputs: {yes: [1]}}", "wrong-shape", "9:58"),
    ("- decision: {condition: {exp: x}, outputs: {yes: {actions: {a: b}}}}", "wrong-shape", "9:68"),
    ("- decision: Flow.x", "wrong-shape", "9:21"),
    ("- disconnect: {none: true}\n  endTask: {}", "wrong-shape", "9:11"),
    ("- disconnect", "wrong-shape", "9:11"),
    ("- disconect: {name: D}", "unknown-action", "9:11"),
    ("- setSkills: {name: D}", "unmodelled-action", "9:11"),
    ("- sendResponse: {messageBody: {lit: x}, mesageBodyStyle: {lit: y}}", "unknown-property", "9:49"),
    (
        "- evaluateSchedule: {evaluationType: {schedule: {evaluate: {soon: true}}}}",
        "unknown-property",
        "9:69",
    ),
    ("- callData: {category: {A: {dataAction: {X: {}}, other: {}}}}", "unknown-property", "9:58"),
    ("- callData: {category: {A: {dataAction: {X: {}}}, B: {dataAction: {Y: {}}}}}", "wrong-shape", "9:59"),
    ("- callData: {category: {A: {dataAction: {X: {inputs: [1]}}}}}", "wrong-shape", "9:62"),
    ("- callData: {category: {A: {dataAction: {X: {inputs: {a: {var: V}}}}}}}", "value-form", "9:72"),
    ("- callData: {category: {A: {dataAction: {X: {successOutputs: {a: {exp: V}}}}}}}", "value-form", "9:80"),
    ("- updateData: {statements: [{string: {value: {lit: x}}}]}", "wrong-shape", "9:38"),
    ("- updateData: {statements: [{string: {variable: Flow.x}}]}", "missing-property", "9:38"),
    ("- updateData: {statements: {string: {}}}", "wrong-shape", "9:36"),
    ("- setParticipantData: {attributes: [{attribute: {name: {lit: a}}}]}", "wrong-shape", "9:46"),
    ("- setParticipantData: {attributes: [{atribute: {}}]}", "wrong-shape", "9:45"),
    ("- switch: {evaluate: {lastTrue: {}}}", "wrong-shape", "9:30"),
    ("- switch: {evaluate: {firstMatch: {}}}", "wrong-shape", "9:31"),
    ("- switch: {evaluate: {firstTrue: {cases: [{case: {actions: []}}]}}}", "missing-property", "9:52"),
    ("- callTask: {name: C}", "missing-property", "9:11"),
    ("- callTask: {targetTaskRef: [a]}", "wrong-shape", "9:37"),
]


@pytest.mark.parametrize(("yaml", "rule", "place"), IN_ACTIONS, ids=[case[0][:50] for case in IN_ACTIONS])
def test_a_wrong_shape_is_one_finding_at_its_place(
    read_actions: ReadActions, yaml: str, rule: str, place: str
) -> None:
    _, findings = read_actions(yaml)
    assert [(finding.rule, str(finding.span)) for finding in findings] == [(rule, f"test.yaml:{place}")]


IN_FLOWS = [
    ("- a", ["not-a-flow"]),
    ("just text", ["not-a-flow"]),
    ("inboundShortMessage: 5", ["not-a-flow"]),
    ("inboundShortMesage: {name: x}", ["not-a-flow"]),
    ("inboundCall: {name: x}", ["unmodelled-flow"]),
    ("inboundCall: {name: x}\ninboundChat: {name: y}", ["wrong-shape", "unmodelled-flow"]),
    ("inboundShortMessage: {}", ["missing-property"] * 3),
    ("commonModule: {name: x}", ["missing-property"]),
    ("commonModule: {name: x, startUpTaskActions: {}}", []),
    ("commonModule: {name: [x], startUpTaskActions: []}", ["wrong-shape"]),
    ("commonModule: {name: x, startUpTaskActions: [], nmae: y}", ["unknown-property"]),
    ("commonModule: {name: x, startUpTaskActions: [], variables: {a: b}}", ["wrong-shape"]),
    ("commonModule: {name: x, startUpTaskActions: [], variables: [{text: {name: a}}]}", ["wrong-shape"]),
    ("commonModule: {name: x, startUpTaskActions: [], variables: [{stringVariable: {}}]}", ["missing-property"]),
    ("commonModule: {name: x, startUpTaskActions: [], settingsErrorHandling: {}}", ["wrong-shape"]),
    ("workflow: {name: x, startUpRef: '/a/b[c]', states: [{task: {}}]}", ["wrong-shape"]),
    ("workflow: {name: x, startUpRef: '/a/b[c]', states: [{state: {refId: a}}, {state: {refId: a}}]}", ["duplicate-reference"]),
    ("workflow: {name: x, startUpRef: '/a/b[c]', states: [{state: {refId: a, action: []}}]}", ["unknown-property"]),
    ("workflow: {name: x, name: y, startUpRef: '/a/b[c]', states: []}", ["duplicate-key"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rules"), IN_FLOWS, ids=[case[0][:60] for case in IN_FLOWS])
def test_a_flow_of_any_shape_is_read_to_findings(text: str, rules: list[str]) -> None:
    _, findings = read_flow_text(text, IdentityMap("test.yaml"))
    assert [finding.rule for finding in findings] == rules


@pytest.mark.parametrize("depth", [45, 60, 3_000])
def test_branches_in_branches_are_read_or_refused(depth: int) -> None:
    opening = '{"decision": {"condition": {"exp": "x"}, "outputs": {"yes": {"actions": ['
    text = "commonModule: {name: x, startUpTaskActions: [" + opening * depth + "]}}}}" * depth + "]}"
    if depth < 50:
        flow, findings = read_flow_text(text, IdentityMap("f"))
        assert findings == ()
        assert sum(1 for _ in every_action(flow)) == depth
    else:
        with pytest.raises(SyntaxFault, match="nested deeper"):
            read_flow_text(text, IdentityMap("f"))


def test_two_states_of_one_name_have_paths_of_their_own() -> None:
    text = "workflow: {name: x, startUpRef: '/a/b[c]', states: [{state: {refId: a}}, {state: {refId: a}}]}"
    flow, _ = read_flow_text(text, IdentityMap("f"))
    assert [state.path for state in flow.states] == ["states/a", "states/a#2"]
