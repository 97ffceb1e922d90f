"""The interpreter itself: steps, forks, requests, what it refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from genesys_deploy.architect.expressions.values import Reference
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.simulate import events, requests
from genesys_deploy.simulate.endings import EndingKind
from genesys_deploy.simulate.errors import NotSimulated, SimulationError, WrongAnswer
from genesys_deploy.simulate.inputs import Inputs
from genesys_deploy.simulate.interpreter import start, step
from genesys_deploy.simulate.library import Library
from genesys_deploy.simulate.program import compile_flow
from genesys_deploy.source.source_map import IdentityMap
from tests.genesys_deploy.simulate.building import NOW, check_contract, flow_of, program_of, run_case

if TYPE_CHECKING:
    from genesys_deploy.simulate.program import Program
    from genesys_deploy.simulate.state import Step

CALL: dict[str, Any] = {
    "variables": {"Flow.ok": "boolean"},
    "actions": """
- callData:
    name: Ask
    timeout: {lit: {seconds: 2}}
    category: {IRP: {dataAction: {Check: {inputs: {a: {lit: x}}, successOutputs: {ok: {var: Flow.ok}}}}}}
    outputs:
      success:
        actions:
          - transferToAcd: {name: Transfer, targetQueue: {lit: {name: Good}}}
- setParticipantData:
    name: Note
    attributes: [{attribute: {name: {lit: asked}, value: {lit: "no"}}}]
- disconnect: {name: Bye}
""",
}


def begin(program: Program, **given: Any) -> Step:
    return step(start(program, Inputs(now=NOW, **given)))


def test_a_run_stops_where_it_needs_the_world_and_goes_on_with_the_answer() -> None:
    asked = begin(program_of(CALL))
    assert asked.ending is None
    assert asked.request == requests.CallDataAction("IRP", "Check", {"a": "x"}, timedelta(seconds=2))
    assert [type(event).__name__ for event in asked.events] == [
        "FlowStarted",
        "StateEntered",
        "ActionEntered",
        "DataActionCalled",
    ]
    done = step(asked.state, requests.ActionSucceeded({"ok": True}, timedelta(milliseconds=300)))
    assert done.request is None
    assert done.ending is not None
    assert (done.ending.kind, done.ending.queue) == (EndingKind.QUEUE, "Good")
    assert done.state.now == NOW + timedelta(milliseconds=300)
    assert [type(event).__name__ for event in done.events] == [
        "DataActionAnswered",
        "VariableSet",
        "BranchTaken",
        "ActionEntered",
        "QueueReached",
        "FlowEnded",
    ]


def test_one_state_may_be_answered_in_several_ways() -> None:
    asked = begin(program_of(CALL), participant_data={"kept": "1"})
    before = asked.state
    good = step(before, requests.ActionSucceeded({"ok": True}))
    slow = step(before, requests.ActionTimedOut(timedelta(seconds=2)))
    again = step(before, requests.ActionSucceeded({"ok": True}))
    assert (good.state.values["flow.ok"], good.state.participant_data) == (True, {"kept": "1"})
    assert (slow.state.values["flow.ok"], slow.state.participant_data) == (None, {"kept": "1", "asked": "no"})
    assert before.values["flow.ok"] is None
    assert again == good


def test_equal_runs_have_equal_states() -> None:
    program = program_of(CALL)
    assert begin(program) == begin(program)


def test_actions_carry_their_path_and_their_line() -> None:
    done = run_case({"actions": "\n- disconnect: {name: Bye}\n"})
    entered = next(event for event in done.events if isinstance(event, events.ActionEntered))
    assert (entered.path, entered.kind, entered.flow) == ("states/S_1/actions[0]", "disconnect", "Case")
    assert entered.span.start.line > 1
    assert done.ending.path == entered.path


def test_an_expression_is_told_with_its_value() -> None:
    case = {
        "variables": {"Flow.n": ["integer", 20]},
        "actions": """
- updateData:
    name: Double
    statements: [{integer: {variable: Flow.n, value: {exp: Flow.n * 2}}}]
""",
    }
    told = [event for event in run_case(case).events if isinstance(event, events.ExpressionEvaluated)]
    assert [(one.text, one.value) for one in told] == [("Flow.n * 2", 40)]


def test_tasks_and_states_are_told_by_name_and_path() -> None:
    case = {
        "actions": '\n- callTask: {name: Call, targetTaskRef: "/inboundShortMessage/tasks/task[T_1]"}\n',
        "tasks": """
- task:
    name: Greet
    refId: T_1
    actions: [{endTask: {name: Out, outputPath: {name: Done}}}]
""",
    }
    kinds = (events.StateEntered, events.TaskEntered, events.TaskLeft)
    told = [event for event in run_case(case).events if isinstance(event, kinds)]
    assert [(type(one).__name__, one.path, one.name) for one in told] == [
        ("StateEntered", "states/S_1", "First"),
        ("TaskEntered", "tasks/T_1", "Greet"),
        ("TaskLeft", "tasks/T_1", "Greet"),
    ]
    assert getattr(told[-1], "output", None) == "Done"


def test_an_error_is_told_at_the_place_of_its_expression() -> None:
    case = {
        "variables": {"Flow.n": "integer", "Flow.many": "integerCollection"},
        "actions": """
- updateData:
    name: Broken
    statements: [{integer: {variable: Flow.n, value: {exp: "Flow.many[5]"}}}]
""",
    }
    told = [event for event in run_case(case).events if isinstance(event, events.ErrorRaised)]
    assert [one.path for one in told] == ["states/S_1/actions[0]"]
    line = flow_of(case).splitlines()[told[0].span.start.line - 1] if told[0].span else ""
    assert "Flow.many[5]" in line


def test_an_expression_may_ask_for_an_object_of_the_org() -> None:
    case = {
        "actions": """
- updateData:
    name: Two queues
    statements:
      - queue: {variable: Flow.a, value: {exp: FindQueue("A")}}
      - queue: {variable: Flow.b, value: {exp: FindQueue("B")}}
      - queue: {variable: Flow.c, value: {exp: FindQueue("A")}}
""",
        "variables": {"Flow.a": "queue", "Flow.b": "queue", "Flow.c": "queue"},
    }
    first = begin(program_of(case))
    assert first.request == requests.Find("queue", "A")
    queue = Reference("queue", "id-a", "A")
    second = step(first.state, requests.Found(queue))
    assert second.request == requests.Find("queue", "B")
    done = step(second.state, requests.NotFound())
    assert done.ending is not None
    assert [done.state.values[name] for name in ("flow.a", "flow.b", "flow.c")] == [queue, None, queue]
    entered = [
        event
        for one in (first, second, done)
        for event in one.events
        if isinstance(event, events.ActionEntered)
    ]
    assert len(entered) == done.state.actions == 1


WRONG: tuple[tuple[str, requests.Answer | None], ...] = (
    ("another kind of answer", requests.RowFound({})),
    ("no answer", None),
    ("an output of another type", requests.ActionSucceeded({"ok": "yes"})),
)


@pytest.mark.parametrize(("what", "answer"), WRONG, ids=[what for what, _ in WRONG])
def test_wrong_answers_are_refused(what: str, answer: requests.Answer | None) -> None:
    asked = begin(program_of(CALL))
    with pytest.raises(WrongAnswer):
        step(asked.state, answer)


def test_outputs_that_the_contract_does_not_have_are_refused_where_it_is_known() -> None:
    answer = requests.ActionSucceeded({"score": 1, "scroe": 1})
    done = step(begin(program_of(CALL)).state, answer)
    assert done.ending is not None
    library = Library(data_actions={"Check": check_contract()})
    with pytest.raises(WrongAnswer, match='no output "scroe"'):
        step(begin(program_of(CALL, library)).state, answer)


def test_a_run_that_waits_for_nothing_takes_no_answer() -> None:
    with pytest.raises(WrongAnswer):
        step(start(program_of(CALL), Inputs(now=NOW)), requests.ActionSucceeded())


def test_a_run_that_is_over_does_not_go_on() -> None:
    over = begin(program_of({"actions": "\n- disconnect: {name: Bye}\n"}))
    assert over.ending is not None
    with pytest.raises(WrongAnswer, match="over"):
        step(over.state)


def test_inputs_must_be_variables_of_the_flow() -> None:
    with pytest.raises(SimulationError, match=r'"Flow\.okk" is no input variable') as caught:
        start(program_of(CALL), Inputs(variables={"Flow.okk": True}))
    assert "Flow.ok" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("handling", "message"),
    [
        ("menu: {none: true}", 'error handling by "menu"'),
        ('state: {targetStateRef: "/inboundShortMessage/states/state[gone]"}', 'error handling by "state"'),
    ],
)
def test_error_handling_that_is_not_modelled_stops_the_run_that_needs_it(handling: str, message: str) -> None:
    case = {
        "variables": {"Flow.q": "queue"},
        "on_error": handling,
        "actions": "\n- transferToAcd: {name: T, targetQueue: {exp: Flow.q}}\n",
    }
    assert program_of(case).findings
    with pytest.raises(NotSimulated, match=message):
        run_case(case)


def test_a_flow_without_a_beginning_is_a_finding_and_does_not_run() -> None:
    flow, _ = read_flow_text("inboundShortMessage: {name: Empty, states: []}", IdentityMap("e.yaml"))
    program = compile_flow(flow)
    assert ["start" in finding.message for finding in program.findings] == [True]
    with pytest.raises(NotSimulated, match="start"):
        begin(program)


UNMODELLED = """
- decision:
    name: Rarely
    condition: {exp: Flow.rare}
    outputs:
      "yes": {actions: [{playAudio: {name: Sing}}]}
- disconnect: {name: Bye}
"""


@pytest.mark.parametrize("rare", [True, False])
def test_what_is_not_modelled_stops_only_the_run_that_reaches_it(rare: bool) -> None:
    case = {"actions": UNMODELLED, "variables": {"Flow.rare": ["boolean", rare]}}
    program = program_of(case)
    assert [finding.rule for finding in program.findings] == ["not-simulated"]
    if not rare:
        assert run_case(case).ending.kind is EndingKind.DISCONNECT
        return
    with pytest.raises(NotSimulated, match=r'playAudio "Sing"') as caught:
        run_case(case)
    assert caught.value.span is not None
    assert caught.value.span.file == "case.yaml"


@pytest.mark.parametrize(
    "actions",
    [
        '\n- callTask: {name: X, targetTaskRef: "/inboundShortMessage/tasks/task[gone]"}\n',
        '\n- changeState: {name: X, targetStateRef: "/inboundShortMessage/states/state[gone]"}\n',
        "\n- loopNext: {name: X}\n",
        "\n- loopExit: {name: X}\n",
        '\n- jumpToTask: {name: X, targetTaskRef: "/inboundShortMessage/tasks/task[gone]"}\n',
        "\n- updateData: {name: X, statements: [{string: {variable: Flow.s, value: {exp: NoSuchFunction(1)}}}]}\n",
        "\n- updateData: {name: X, statements: [{string: {variable: Flow.s, value: {lit: {a: b}}}}]}\n",
        "\n- setScreenPop: {name: X, screenPopScript: {S: {inputs: {i: {exp: System.Regions}}}}}\n",
    ],
)
def test_what_cannot_be_compiled_is_a_finding_and_an_error_when_reached(actions: str) -> None:
    case = {"actions": actions, "variables": {"Flow.s": "string"}}
    assert program_of(case).findings
    with pytest.raises(Exception, match=r"cannot be simulated|NoSuchFunction|not modelled"):
        run_case(case)
