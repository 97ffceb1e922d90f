"""Every value and every output variable of a flow, with the type that its place asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from genesys_deploy.architect.flow.forms import Expr, Form, Literal, Var
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.flow.uses import every_expression, every_use, uses_of
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.uses import Use
    from tests.genesys_deploy.architect.flow.conftest import ReadActions


def told(form: Form) -> str:
    match form:
        case Expr(text=text):
            return f"={text}"
        case Var(name=name):
            return f">{name}"
        case Literal(value=value):
            return str(value)
    return "-"


def line(use: Use) -> str:
    side = "in" if use.given else "out"
    return f"{side} {use.name}: {use.type or '?'} {told(use.form)}"


CASES = [
    ("decision: {condition: {exp: c}}", ["in condition: boolean =c"]),
    (
        "updateData: {statements: [{dateTime: {variable: Flow.t, value: {exp: now}}}]}",
        ["in Flow.t: dateTime =now", "out variable: dateTime >Flow.t"],
    ),
    (
        "switch: {evaluate: {firstTrue: {cases: [{case: {value: {exp: a}}}]}}}",
        ["in case1: boolean =a"],
    ),
    (
        "switch: {evaluate: {firstMatch: {integer: {value: {exp: x}, cases: [{case: {value: {lit: 1}}}]}}}}",
        ["in value: integer =x", "in case1: integer 1"],
    ),
    (
        "loop: {currentIndex: {var: Flow.i}, loopCount: {exp: n}}",
        ["out currentIndex: integer >Flow.i", "in loopCount: integer =n"],
    ),
    (
        "findUser: {findName: {exp: n}, findResult: {var: Flow.u}}",
        ["in findName: string =n", "out findResult: user >Flow.u"],
    ),
    (
        "setParticipantData: {attributes: [{attribute: {name: {lit: n}, value: {exp: v}}}]}",
        ["in name: string n", "in n: string =v"],
    ),
    (
        "getParticipantData: {attributes: [{attribute: {name: {exp: e}, variable: Flow.v}}]}",
        ["in name: string =e", "out value: string >Flow.v"],
    ),
    (
        "callCommonModule: {commonModule: {M: {v: {inputs: {Common.a: {exp: x}}, outputs: {Common.b: {var: Flow.b}}}}}}",
        ["in Common.a: ? =x", "out Common.b: ? >Flow.b"],
    ),
    (
        "transferToAcd: {targetQueue: {exp: q}, acdSkills: [{acdSkill: {exp: s}}, {acdSkill: {exp: t}}], new: {deep: {exp: d}}}",
        ["in targetQueue: queue =q", "in acdSkill: skill =s", "in acdSkill: skill =t", "in new: ? =d"],
    ),
    (
        "holdMusic: {prompt: {exp: p}, result: {var: Flow.r}, other: [{exp: o}]}",
        ["in holdMusic: ? =p", "out holdMusic: ? >Flow.r", "in holdMusic: ? =o"],
    ),
]


@pytest.mark.parametrize(("yaml", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_the_uses_of_an_action(read_actions: ReadActions, yaml: str, expected: list[str]) -> None:
    flow, _ = read_actions(f"- {yaml}")
    (action,) = flow.states[0].actions
    assert [line(use) for use in uses_of(action) if told(use.form) != "-"] == expected


def test_variables_settings_and_branches_are_gone_through() -> None:
    text = """\
workflow:
  name: W
  startUpRef: /workflow/states/state[a]
  variables: [{integerVariable: {name: Flow.i, initialValue: {exp: one}}}]
  settingsErrorHandling: {errorHandling: {queue: {targetQueue: {exp: two}}}}
  settingsOther: {deep: [{exp: three}]}
  states:
    - state:
        name: A
        refId: a
        variables: [{stringVariable: {name: State.s, initialValue: {exp: four}}}]
        actions:
          - decision:
              condition: {exp: five}
              outputs: {"no": {actions: [{endWorkflow: {exitReason: {exp: six}}}]}}
"""
    flow, _ = read_flow_text(text, IdentityMap("f"))
    found = [
        (expression.text, use.path, use.section.name if use.section else "")
        for expression, use in every_expression(flow)
    ]
    assert found == [
        ("one", "Flow.i", ""),
        ("two", "settingsErrorHandling", ""),
        ("three", "settingsOther", ""),
        ("four", "State.s", "A"),
        ("five", "states/a/actions[0]", "A"),
        ("six", "states/a/actions[0]/no[0]", "A"),
    ]
    assert [str(use.type) for use in every_use(flow) if use.name == "initialValue"] == ["integer", "string"]
