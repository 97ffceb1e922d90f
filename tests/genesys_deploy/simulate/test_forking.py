"""States are values: every way through a flow is found by answering the same state in every way."""

from __future__ import annotations

import pickle
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from genesys_deploy.simulate import requests as ask
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.simulate.events import ActionEntered
from genesys_deploy.simulate.inputs import Inputs
from genesys_deploy.simulate.interpreter import start, step
from tests.genesys_deploy.simulate.building import MESSAGE, NOW, program_of, run_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.simulate.endings import Ending
    from genesys_deploy.simulate.program import Program
    from genesys_deploy.simulate.requests import Answer
    from genesys_deploy.simulate.state import State

CASE = {
    "variables": {"Flow.tier": "string", "Flow.tries": ["integer", 0]},
    "actions": """
- loop:
    name: Try
    currentIndex: {noValue: true}
    loopCount: {lit: 3}
    outputs:
      loop:
        actions:
          - updateData:
              name: Count
              statements: [{integer: {variable: Flow.tries, value: {exp: Flow.tries + 1}}}]
          - callData:
              name: Ask
              timeout: {lit: {seconds: 1}}
              category: {IRP: {dataAction: {Tier: {successOutputs: {tier: {var: Flow.tier}}}}}}
              outputs:
                success:
                  actions:
                    - switch:
                        name: Which
                        evaluate:
                          firstMatch:
                            string:
                              value: {exp: Flow.tier}
                              cases:
                                - case:
                                    value: {lit: Gold}
                                    actions: [{transferToAcd: {name: Gold, targetQueue: {lit: {name: Gold}}}}]
                    - transferToAcd: {name: Plain, targetQueue: {lit: {name: Plain}}}
                failure:
                  actions: [{disconnect: {name: Bye}}]
""",
}
ANSWERS: tuple[Answer, ...] = (
    ask.ActionSucceeded({"tier": "Gold"}),
    ask.ActionSucceeded({}),
    ask.ActionFailed(),
    ask.ActionTimedOut(timedelta(seconds=1)),
)


def endings(state: State, answer: Answer | None = None) -> Iterator[tuple[Ending, int]]:
    done = step(state, answer)
    if done.ending is not None:
        tries = done.state.values["flow.tries"]
        assert isinstance(tries, int)
        yield done.ending, tries
        return
    for one in ANSWERS:
        yield from endings(done.state, one)


def explored(program: Program) -> Counter[tuple[str | None, int]]:
    first = start(program, Inputs(message=MESSAGE, now=NOW))
    return Counter((ending.queue or ending.kind.value, tries) for ending, tries in endings(first))


def test_every_way_through_is_found_once() -> None:
    assert explored(program_of(CASE)) == {
        **{(where, tries): 1 for tries in (1, 2, 3) for where in ("Gold", "Plain", "disconnect")},
        ("end", 3): 1,
    }


OPEN = {
    "variables": {"Flow.tier": "string", "Flow.copy": "string", "Flow.never": "string"},
    "actions": """
- callData:
    name: Ask
    category:
      IRP:
        dataAction:
          Tier: {successOutputs: {tier: {var: Flow.tier}, never: {var: Flow.never}}}
- callTask:
    name: Copy
    targetTaskRef: "/inboundShortMessage/tasks/task[T_1]"
    taskOutputs: {Task.back: {var: Flow.copy}}
- updateData:
    name: Tell
    statements: [{string: {variable: Flow.copy, value: {exp: "Append(Flow.tier, Flow.copy)"}}}]
""",
    "tasks": """
- task:
    name: Copies
    refId: T_1
    variables:
      - stringVariable: {name: Task.back, initialValue: {lit: "!"}}
    actions: []
""",
}


def test_a_value_that_is_left_open_is_asked_for_when_it_is_read() -> None:
    called = step(start(program_of(OPEN), Inputs(message=MESSAGE, now=NOW)))
    left_open = {"tier": ask.Open("Tier.tier"), "never": ask.Open("Tier.never")}
    asked = step(called.state, ask.ActionSucceeded(left_open))
    assert isinstance(asked.request, ask.Determine)
    assert (asked.request.variable, asked.request.value.origin) == ("flow.tier", "Tier.tier")
    assert str(asked.request.value.type) == "string"
    for wrong in (ask.Determined(5), ask.NotFound()):
        with pytest.raises(WrongAnswer, match=r"Tier\.tier"):
            step(asked.state, wrong)
    gold = step(asked.state, ask.Determined("Gold"))
    unset = step(asked.state, ask.Determined(None))
    assert [one.state.values["flow.copy"] for one in (gold, unset)] == ["Gold!", "!"]
    assert gold.ending is not None
    entered = [
        event for one in (called, asked, gold) for event in one.events if isinstance(event, ActionEntered)
    ]
    assert [event.name for event in entered] == ["Ask", "Copy", "Tell"]


KEPT = {
    "variables": {"Flow.tier": "string", "Flow.copy": "string"},
    "actions": """
- callData:
    name: Ask
    category: {IRP: {dataAction: {Tier: {successOutputs: {tier: {var: Flow.tier}}}}}}
- updateData:
    name: Copy
    statements: [{string: {variable: Flow.copy, value: {exp: Flow.tier}}}]
- setParticipantData:
    name: Keep
    attributes: [{attribute: {name: {lit: tier}, value: {exp: Flow.copy}}}]
- callData:
    name: Send
    category: {IRP: {dataAction: {Send: {inputs: {tier: {exp: Flow.copy}}}}}}
- decision:
    name: Read
    condition: {exp: Flow.copy == "Gold"}
""",
}


def test_what_only_keeps_an_open_value_keeps_it_open() -> None:
    left_open = ask.Open("Tier.tier")
    called = step(start(program_of(KEPT), Inputs(message=MESSAGE, now=NOW)))
    sent = step(called.state, ask.ActionSucceeded({"tier": left_open}))
    assert isinstance(sent.request, ask.CallDataAction)
    assert isinstance(sent.request.inputs["tier"], ask.Open)
    asked = step(sent.state, ask.ActionSucceeded())
    assert isinstance(asked.request, ask.Determine)
    gold = step(asked.state, ask.Determined("Gold"))
    unset = step(asked.state, ask.Determined(None))
    assert (gold.state.values["flow.tier"], gold.state.participant_data) == ("Gold", {"tier": "Gold"})
    assert (unset.state.values["flow.tier"], unset.state.participant_data) == (None, {})


def test_a_run_can_be_sent_to_another_process() -> None:
    done = run_case({**CASE, "world": {"data_actions": {"Tier": {"outputs": {"tier": "Gold"}}}}})
    assert pickle.loads(pickle.dumps(done)) == done
