"""What an export changes is no change; what a person changes is one, told by name."""

from __future__ import annotations

import pytest

from genesys_deploy.architect.flow.difference import differences
from genesys_deploy.architect.flow.normal import fingerprint, normalised
from genesys_deploy.architect.flow.normal_text import normal_expression
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.source.source_map import IdentityMap

OURS = """\
inboundShortMessage:
  name: N
  startUpRef: "/inboundShortMessage/states/state[one]"
  defaultLanguage: en-us
  supportedLanguages: {en-us: {defaultLanguageSkill: {noValue: true}}}
  variables:
    - stringVariable: {name: Flow.b, initialValue: {noValue: true}}
    - stringVariable: {name: Flow.a, initialValue: {lit: ""}}
  settingsErrorHandling: {errorHandling: {disconnect: {none: true}}}
  states:
    - state:
        name: First
        refId: one
        actions:
          - callData:
              name: Call
              timeout: {lit: {minutes: 1}}
              category: {IRP: {dataAction: {A: {inputs: {x: {exp: 'If(Flow.a == "p  q", 1, 2)'}}}}}}
              outputs: {success: {actions: []}}
          - changeState: {name: Go, targetStateRef: "/inboundShortMessage/states/state[two]"}
    - state:
        name: Second
        refId: two
        actions:
          - transferToAcd: {name: T, targetQueue: {lit: {name: Q}}}
"""

EXPORTED = """\
inboundShortMessage:
  name: N
  description: ""
  division: Home
  startUpRef: "/inboundShortMessage/states/state[First_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      none: true
  variables:
    - stringVariable:
        name: Flow.a
        initialValue:
          lit: ""
        isOutput: false
    - stringVariable:
        name: Flow.b
        initialValue:
          noValue: true
        isOutput: false
  settingsErrorHandling:
    errorHandling:
      disconnect:
        none: true
  states:
    - state:
        name: Second
        refId: Second_14
        actions:
          - transferToAcd:
              name: T
              targetQueue:
                lit:
                  name: Q
              priority:
                lit: 0
              preferredAgents:
                noValue: true
              languageSkill:
                noValue: true
    - state:
        name: First
        refId: First_10
        actions:
          - callData:
              name: Call
              timeout:
                lit:
                  seconds: 60
              category:
                IRP:
                  dataAction:
                    A:
                      inputs:
                        optional:
                          noValue: true
                        x:
                          exp: "If(\\n  Flow.a==\\"p  q\\",\\n  1,\\n  2)"
                      successOutputs:
                        id:
                          noValue: true
                      failureOutputs:
                        errorCode:
                          noValue: true
          - changeState:
              name: Go
              targetStateRef: "/inboundShortMessage/states/state[Second_14]"
"""


def test_what_an_export_adds_reorders_and_renames_is_no_change() -> None:
    ours, _ = read_flow_text(OURS, IdentityMap("ours"))
    exported, _ = read_flow_text(EXPORTED, IdentityMap("exported"))
    assert differences(ours, exported) == ()
    assert normalised(ours) == normalised(exported)
    assert fingerprint(ours) == fingerprint(exported)


CHANGES = [
    ("name: N\n", "name: M\n", ['~ {0}/name: "N" -> "M"']),
    ("minutes: 1", "seconds: 2", ['~ {0}/states/First/actions/callData "Call"/timeout/lit/ms: 60000 -> 2000']),
    ('"p  q"', '"p q"', ['~ {0}/states/First/actions/callData "Call"/category/IRP/dataAction/A/inputs/x/exp: "If(Flow.a==\\"p  q\\",1,2)" -> "If(Flow.a==\\"p q\\",1,2)"']),
    ('name: Go, targetStateRef: "/inboundShortMessage/states/state[two]', 'name: Go, targetStateRef: "/inboundShortMessage/states/state[one]', ['~ {0}/states/First/actions/changeState "Go"/targetStateRef: "state Second" -> "state First"']),
    ('state[one]"\n  default', 'state[two]"\n  default', ['~ {0}/startUpRef: "state First" -> "state Second"']),
    ("name: T, ", "name: T, priority: {lit: 5}, ", ['+ {0}/states/Second/actions/transferToAcd "T"/priority: {{"lit": "5"}}']),
    ("          - transferToAcd: {name: T, targetQueue: {lit: {name: Q}}}", "          - disconnect: {name: D}", ['- {0}/states/Second/actions/transferToAcd "T": {{"transferToAcd": {{"name": "T", "targetQueue": {{"lit": {{"name": "Q"}}}}}}}}', '+ {0}/states/Second/actions/disconnect "D": {{"disconnect": {{"name": "D"}}}}']),
    ("dataAction: {A:", "dataAction: {B:", None),
    ("disconnect: {none: true}}}", "queue: {targetQueue: {lit: {name: Q}}}}}", None),
    ('lit: ""', 'lit: "x"', ['~ {0}/variables/Flow.a/initialValue/lit: "" -> "x"']),
    ("name: Flow.b, ", "name: Flow.b, isOutput: true, ", ["+ {0}/variables/Flow.b/isOutput: true"]),
    ("{en-us: {default", "{de: {none: true}, en-us: {default", ['+ {0}/supportedLanguages/[1]: "en-us"', None]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), CHANGES, ids=[case[1][:30].strip() for case in CHANGES])
def test_a_change_is_told_by_its_place(old: str, new: str, told: list[str | None] | None) -> None:
    assert old in OURS
    ours, _ = read_flow_text(OURS, IdentityMap("ours"))
    changed, _ = read_flow_text(OURS.replace(old, new, 1), IdentityMap("changed"))
    found = [str(difference) for difference in differences(ours, changed)]
    assert found
    assert fingerprint(ours) != fingerprint(changed)
    if told is not None and None not in told:
        assert found == [line.format("inboundShortMessage") for line in told if line]


def test_states_of_one_name_are_told_apart() -> None:
    text = """\
workflow:
  name: N
  startUpRef: "/workflow/states/state[a]"
  states:
    - state: {name: S, refId: a, actions: [{changeState: {targetStateRef: "/workflow/states/state[b]"}}]}
    - state: {name: S, refId: b, actions: [{endWorkflow: {name: E}}]}
"""
    flow, _ = read_flow_text(text, IdentityMap("f"))
    states = normalised(flow)["workflow"]["states"]
    assert list(states) == ["S", "S (2)"]
    assert states["S"]["actions"][0]["changeState"]["targetStateRef"] == "state S (2)"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        (' If( a ,\n "x  y" , -1 ) ', 'If(a,"x  y",-1)'),
        ("a  and\tb", "a and b"),
        ('"a \\" b"  +  c', '"a \\" b"+c'),
        ("!a or !b", "!a or!b"),
        ("", ""),
    ],
)
def test_layout_is_no_part_of_an_expression(text: str, normal: str) -> None:
    assert normal_expression(text) == normal
