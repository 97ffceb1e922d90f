from __future__ import annotations

import pytest

from genesys_deploy.simulate.scenario import read_scenarios
from genesys_deploy.simulate.worlds import Failing, HttpAnswer, Outputs, TimingOut
from genesys_deploy.source.errors import SourceError

HEAD = "flow: twitter\nscenarios:\n"


def test_rows_fill_every_text_and_keep_types() -> None:
    file = read_scenarios(
        HEAD
        + "  - name: At <confidence> to <queue>\n"
        + "    world: {R: {confidence: <confidence>, id: 'x-<queue>'}}\n"
        + "    then: {queue: <queue>, priority: <priority>}\n"
        + "    rows:\n      - {confidence: 0.5, queue: A, priority: 3}\n      - {confidence: 1, queue: B, priority: -1}\n",
        "s.yaml",
    )
    first, second = file.scenarios
    assert (first.name, second.name) == ("At 0.5 to A", "At 1 to B")
    assert first.world["R"].answers == (Outputs({"confidence": 0.5, "id": "x-A"}),)
    assert (second.then.queue, second.then.priority) == ("B", -1)


def test_a_row_says_long_texts_in_a_short_line() -> None:
    file = read_scenarios(
        HEAD
        + "  - name: <length> long\n"
        + "    message: {text: '<letter times length>', handle: '<letter times 3>!'}\n    then: {}\n"
        + "    rows:\n      - {letter: a, length: 5}\n      - {letter: <length>, length: 0}\n",
        "s.yaml",
    )
    assert [(one.message.text, one.message.handle) for one in file.scenarios] == [
        ("aaaaa", "aaa!"),
        ("", "<length><length><length>!"),
    ]


@pytest.mark.parametrize(
    ("written", "answers"),
    [
        ("timeout", (TimingOut(),)),
        ("failure", (Failing(),)),
        ("{failure: {status: 429}}", (Failing({"status": 429}),)),
        ("{a: 1}", (Outputs({"a": 1}),)),
        ("{}", (Outputs({}),)),
        ("{http: {status: 500, body: x}}", (HttpAnswer(500, "x"),)),
        ("[failure, {a: 1}]", (Failing(), Outputs({"a": 1}))),
        ("live", ()),
    ],
)
def test_answers(written: str, answers: tuple[object, ...]) -> None:
    (scenario,) = read_scenarios(
        f"{HEAD}  - {{name: x, world: {{R: {written}}}, then: {{}}}}\n", "s.yaml"
    ).scenarios
    assert scenario.world["R"].answers == answers


def test_the_files_world_holds_where_a_scenario_says_nothing_else() -> None:
    (scenario,) = read_scenarios(
        "flow: f\nworld: {A: failure, B: failure}\nscenarios:\n  - {name: x, world: {B: timeout}, then: {}}\n",
        "s.yaml",
    ).scenarios
    assert scenario.world["A"].answers == (Failing(),)
    assert scenario.world["B"].answers == (TimingOut(),)


def test_a_further_message_is_the_same_senders() -> None:
    (scenario,) = read_scenarios(
        HEAD
        + "  - name: x\n    message: {from: '7', handle: h, text: a}\n    then: {}\n    again:\n      - {message: {text: b}, then: {}}\n      - {then: {}}\n",
        "s.yaml",
    ).scenarios
    second, third = scenario.again
    assert (second.message.sender, second.message.handle, second.message.text) == ("7", "h", "b")
    assert (third.message.sender, third.message.text) == ("7", None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "s.yaml:1:1: a scenario file is a mapping with flow and scenarios"),
        ("flow: f", 's.yaml:1:1: "scenarios" must be a list of at least one'),
        ("scenarios: [{name: x, then: {}}]", 's.yaml:1:1: "flow" must be a text'),
        (
            "flow: f\nscenario: []\nscenarios: [{name: x, then: {}}]",
            's.yaml:2:1: unknown key "scenario"\n  did you mean "scenarios"?',
        ),
        ("flow: f\nscenarios: [{name: x}]", 's.yaml:2:13: "scenario.then" is missing'),
        (
            "flow: f\nscenarios: [{name: x, then: {queu: a}}]",
            's.yaml:2:30: unknown key "queu" in scenario.then',
        ),
        (
            "flow: f\nscenarios: [{name: x, then: {priority: high}}]",
            "s.yaml:2:40: scenario.then.priority must be a whole number",
        ),
        ("flow: f\nscenarios: [{name: x, world: {R: maybe}, then: {}}]", "s.yaml:2:34: not an answer"),
        (
            "flow: f\nscenarios: [{name: x, world: {R: []}, then: {}}]",
            "s.yaml:2:34: an empty list answers nothing",
        ),
        (
            "flow: f\nscenarios: [{name: x, world: {R: {outputs: {}, takes: long}}, then: {}}]",
            '"takes" is a number of seconds',
        ),
        (
            "flow: f\nscenarios: [{name: <nme>, then: {}, rows: [{name: a}]}]",
            's.yaml:2:20: the row has no <nme>\n  did you mean "name"?',
        ),
        (
            "flow: f\nscenarios: [{name: '<a times b>', then: {}, rows: [{a: x, b: -1}]}]",
            "s.yaml:2:20: '-1' is no number of times\n  a whole number up to 100,000",
        ),
        ("flow: f\nscenarios: [{name: x, then: {}, rows: 3}]", '"rows" must be a list of mappings'),
        ("flow: f\nscenarios: [x]", "a scenario is a mapping with name"),
        (
            "flow: f\nscenarios: [{name: x, then: {}}]\nunreachable: [{what: a}]",
            's.yaml:3:15: "unreachable[1].why" is missing',
        ),
        ("flow: f: g", "s.yaml:1:8: not readable as YAML"),
    ],
)
def test_malformed_files_are_told_with_their_place(text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_scenarios(text, "s.yaml")
    assert message in str(caught.value)
