"""Each modelled action, read from the YAML that an export has."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.flow import actions as a
from genesys_deploy.architect.flow.action import Action, UnknownAction
from genesys_deploy.architect.flow.forms import (
    Argument,
    Attribute,
    Expr,
    Literal,
    NoValue,
    Ref,
    Statement,
    Var,
    Word,
)

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.forms import Form
    from tests.genesys_deploy.architect.flow.conftest import ReadActions


def brief(value: Any) -> Any:
    """A field's value as short as it can be told: exp x -> "=x", var x -> ">x", noValue -> None."""
    match value:
        case Expr(text=text):
            return f"={text}"
        case Var(name=name):
            return f">{name}"
        case Literal():
            return value.value
        case NoValue():
            return None
        case Word(text=text) | Ref(ref_id=text):
            return text
        case Argument(name=name, form=form):
            return (name, brief(form))
        case Attribute(name=name, form=form):
            return (brief(name), brief(form))
        case Statement(type=type_, variable=variable, value=assigned):
            return (str(type_), brief(variable), brief(assigned))
        case a.Cases(type=type_, value=compared, forms=forms):
            return (type_ and str(type_), brief(compared), brief(forms))
        case tuple():
            return [brief(item) for item in value]
    return value


def facts(action: Action) -> dict[str, Any]:
    """The action's own fields that hold something."""
    general = {field.name for field in dataclasses.fields(Action)}
    names = [field.name for field in dataclasses.fields(action) if field.name not in general]
    told = {name: brief(getattr(action, name)) for name in names}
    return {name: value for name, value in told.items() if value not in (None, [])}


CASES: list[tuple[str, type[Action], dict[str, Any]]] = [
    ("decision: {name: D, condition: {exp: Flow.x}}", a.Decision, {"condition": "=Flow.x"}),
    (
        "switch: {evaluate: {firstTrue: {cases: [{case: {value: {exp: a}}}, {case: {value: {exp: b}}}]}}}",
        a.Switch,
        {"cases": (None, None, ["=a", "=b"])},
    ),
    (
        "switch: {evaluate: {firstMatch: {string: {value: {exp: x}, cases: [{case: {value: {lit: one}}}]}}}}",
        a.Switch,
        {"cases": ("string", "=x", ["one"])},
    ),
    (
        "loop: {currentIndex: {var: Flow.i}, loopCount: {lit: 3}, outputs: {loop: {actions: []}}}",
        a.Loop,
        {"current_index": ">Flow.i", "loop_count": 3},
    ),
    (
        "wait: {duration: {lit: {minutes: 5}}, trimDurationNearMaxRunningTime: {lit: true}}",
        a.Wait,
        {"duration": {"minutes": 5}, "trim_duration_near_max_running_time": True},
    ),
    (
        "updateData: {statements: [{string: {variable: Flow.a, value: {lit: no}}}, {integerCollection: {variable: Flow.b, value: {noValue: true}}}]}",
        a.UpdateData,
        {"statements": [("string", ">Flow.a", "no"), ("integerCollection", ">Flow.b", None)]},
    ),
    (
        (
            "callData: {timeout: {lit: {seconds: 2}}, category: {IRP: {dataAction: {'Resolve ': "
            "{inputs: {id: {exp: x}, opt: {noValue: true}}, successOutputs: {a.b: {var: Flow.b}}, "
            "failureOutputs: {details.errorCode: {noValue: true}}}}}}}"
        ),
        a.CallData,
        {
            "timeout": {"seconds": 2},
            "category": "IRP",
            "data_action": "Resolve ",
            "inputs": [("id", "=x"), ("opt", None)],
            "success_outputs": [("a.b", ">Flow.b")],
            "failure_outputs": [("details.errorCode", None)],
        },
    ),
    (
        "dataTableLookup: {lookupValue: {exp: k}, dataTable: {T: {foundOutputs: {Col: {var: Flow.c}}}}}",
        a.DataTableLookup,
        {"lookup_value": "=k", "data_table": "T", "found_outputs": [("Col", ">Flow.c")]},
    ),
    (
        "setParticipantData: {attributes: [{attribute: {name: {lit: a}, value: {exp: x}}}]}",
        a.SetParticipantData,
        {"attributes": [("a", "=x")]},
    ),
    (
        "getParticipantData: {attributes: [{attribute: {name: {lit: a}, variable: Flow.a}}]}",
        a.GetParticipantData,
        {"attributes": [("a", ">Flow.a")]},
    ),
    (
        (
            "getConversationData: {conversationId: {exp: id}, participantId: {noValue: true}, "
            "attributes: [{attribute: {name: {lit: a}, variable: Flow.a}}]}"
        ),
        a.GetConversationData,
        {"conversation_id": "=id", "attributes": [("a", ">Flow.a")]},
    ),
    (
        "setConversationData: {conversationId: {exp: id}, attributes: [{attribute: {name: {lit: a}, value: {lit: 1}}}]}",
        a.SetConversationData,
        {"conversation_id": "=id", "attributes": [("a", 1)]},
    ),
    (
        "getExternalContact: {externalId: {exp: id}, externalResult: {var: Flow.c}}",
        a.GetExternalContact,
        {"external_id": "=id", "external_result": ">Flow.c"},
    ),
    (
        "setScreenPop: {screenPopScript: {S: {inputs: {Screen Pop URL: {noValue: true}, q: {exp: x}}}}}",
        a.SetScreenPop,
        {"script": "S", "inputs": [("Screen Pop URL", None), ("q", "=x")]},
    ),
    (
        "callTask: {targetTaskRef: '/workflow/tasks/task[A/B [1]_12]', outputs: {default: {actions: []}}}",
        a.CallTask,
        {"target_task": "A/B [1]_12"},
    ),
    ("jumpToTask: {targetTaskRef: './tasks/task[x]'}", a.JumpToTask, {"target_task": "x"}),
    ("endTask: {outputPath: {name: Success}}", a.EndTask, {"output_path": "Success"}),
    (
        "changeState: {targetStateRef: '/inboundShortMessage/states/state[S_1]'}",
        a.ChangeState,
        {"target_state": "S_1"},
    ),
    (
        "callCommonModule: {commonModule: {M: {ver_latestPublished: {inputs: {Common.a: {exp: x}}, outputs: {Common.b: {var: Flow.b}}}}}}",
        a.CallCommonModule,
        {
            "common_module": "M",
            "version": "ver_latestPublished",
            "inputs": [("Common.a", "=x")],
            "outputs": [("Common.b", ">Flow.b")],
        },
    ),
    (
        "callCommonModule: {commonModule: {M: {ver_latestPublished: {none: true}}}}",
        a.CallCommonModule,
        {"common_module": "M", "version": "ver_latestPublished"},
    ),
    (
        "callBotFlow: {inputText: {exp: t}, exitReason: {noValue: true}, intent: {var: Flow.i}, botFlow: {B: {ver_latestPublished: {}}}}",
        a.CallBotFlow,
        {"input_text": "=t", "intent": ">Flow.i", "bot_flow": "B", "version": "ver_latestPublished"},
    ),
    (
        "callDigitalBotFlow: {digitalBotFlow: {B: {ver_latestPublished: {inputs: {Slot.a: {lit: x}}}}}}",
        a.CallDigitalBotFlow,
        {"bot_flow": "B", "version": "ver_latestPublished", "inputs": [("Slot.a", "x")]},
    ),
    ("disconnect: {none: true}", a.Disconnect, {}),
    ("disconnect:", a.Disconnect, {}),
    ("loopNext: {name: N}", a.LoopNext, {}),
    ("loopExit: {name: X}", a.LoopExit, {}),
    ("endWorkflow: {exitReason: {lit: done}}", a.EndWorkflow, {"exit_reason": "done"}),
    ("sendResponse: {messageBody: {lit: Hello}}", a.SendResponse, {"message_body": "Hello"}),
    (
        (
            "transferToAcd: {targetQueue: {lit: {name: Q}}, acdSkills: [{acdSkill: {exp: FindSkill(x)}}], "
            "priority: {lit: 5}, preferredAgents: {noValue: true}, languageSkill: {lit: {name: Hindi}}}"
        ),
        a.TransferToAcd,
        {
            "target_queue": {"name": "Q"},
            "acd_skills": ["=FindSkill(x)"],
            "priority": 5,
            "language_skill": {"name": "Hindi"},
        },
    ),
    (
        "transferToAcd: {targetQueue: {exp: Flow.q}, acdSkills: {noValue: true}}",
        a.TransferToAcd,
        {"target_queue": "=Flow.q"},
    ),
    (
        "findQueue: {findName: {exp: n}, findResult: {var: Flow.q}}",
        a.FindByName,
        {"sought": "=n", "result": ">Flow.q"},
    ),
    (
        "findUserById: {findId: {lit: '1'}, findResult: {var: Flow.u}}",
        a.FindById,
        {"sought": "1", "result": ">Flow.u"},
    ),
    (
        (
            "evaluateSchedule: {evaluationType: {schedule: {selectedSchedule: {lit: {name: S}}, "
            "evaluationTimeZone: America/Chicago, scheduleTimeZone: {lit: UTC}, evaluate: {now: true}}}}"
        ),
        a.EvaluateSchedule,
        {
            "schedule": {"name": "S"},
            "evaluation_time_zone": "America/Chicago",
            "schedule_time_zone": "UTC",
            "now": "true",
        },
    ),
    (
        "evaluateScheduleGroup: {inServiceSchedules: {noValue: true}, evaluate: {now: true}, scheduleGroup: {exp: g}, emergencyGroup: {exp: e}}",
        a.EvaluateScheduleGroup,
        {"now": "true", "schedule_group": "=g", "emergency_group": "=e"},
    ),
    (
        "sendNotification: {notificationType: {lit: email}, subject: {lit: s}, body: {exp: b}, sendToUsers: {exp: u}, emailFrom: {noValue: true}}",
        a.SendNotification,
        {"notification_type": "email", "subject": "s", "body": "=b", "send_to_users": "=u"},
    ),
]


@pytest.mark.parametrize(("yaml", "model", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_an_action_is_read_whole_and_without_complaint(
    read_actions: ReadActions, yaml: str, model: type[Action], expected: dict[str, Any]
) -> None:
    flow, findings = read_actions(f"- {yaml}")
    (action,) = flow.states[0].actions
    assert findings == ()
    assert type(action) is model
    assert facts(action) == expected


def test_what_is_left_out_is_told_from_what_is_written_as_none(read_actions: ReadActions) -> None:
    flow, _ = read_actions("- transferToAcd: {targetQueue: {exp: q}, priority: {noValue: true}}")
    (action,) = flow.states[0].actions
    assert isinstance(action, a.TransferToAcd)
    forms: tuple[Form, ...] = (action.priority, action.language_skill)
    assert [isinstance(form, NoValue) and form.written for form in forms] == [True, False]


def test_the_cases_of_a_switch_are_its_branches_in_order(read_actions: ReadActions) -> None:
    flow, findings = read_actions("""\
- switch:
    name: S
    evaluate:
      firstTrue:
        default:
          actions:
            - disconnect: {name: D}
        cases:
          - case: {value: {exp: a}, actions: [{loopExit: {}}]}
          - case: {value: {exp: b}}
""")
    (switch,) = flow.states[0].actions
    assert findings == ()
    assert [branch.name for branch in switch.branches] == ["case1", "case2", "default"]
    assert [len(branch.actions) for branch in switch.branches] == [1, 0, 1]
    default = switch.branch("default")
    assert default is not None
    assert default.actions[0].path == "states/Start_10/actions[0]/default[0]"


def test_an_action_that_is_not_modelled_keeps_its_body_its_forms_and_its_branches(
    read_actions: ReadActions,
) -> None:
    flow, findings = read_actions("""\
- digitalMenu:
    name: Menu
    question: {exp: ToCommunication(Flow.q)}
    selection: {var: Flow.s}
    outputs:
      paths:
        - path: {name: one, actions: [{disconnect: {name: D}}]}
        - path: {name: two, actions: [{sendResponse: {messageBody: {exp: inner}}}]}
      maxNoInputs: {enabled: false}
""")
    (menu,) = flow.states[0].actions
    assert isinstance(menu, UnknownAction)
    assert [finding.rule for finding in findings] == ["unmodelled-action"]
    assert brief(menu.forms) == ["=ToCommunication(Flow.q)", ">Flow.s"]
    assert [branch.name for branch in menu.branches] == ["path1", "path2"]
    assert menu.branches[1].actions[0].path == "states/Start_10/actions[0]/path2[0]"


def test_what_is_found_is_told_by_the_kind(read_actions: ReadActions) -> None:
    flow, _ = read_actions("- findLanguageSkill: {findName: {lit: x}, findResult: {var: y}}")
    (action,) = flow.states[0].actions
    assert isinstance(action, a.FindObject)
    assert Type(action.object_kind) == Type("languageSkill")
