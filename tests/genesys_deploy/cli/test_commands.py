from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from genesys_deploy.cli.app import COMMANDS, group

FLOW = """\
inboundShortMessage:
  name: Greeting
  startUpRef: "/inboundShortMessage/states/state[Initial State_10]"
  defaultLanguage: en-us
  supportedLanguages: {en-us: {defaultLanguageSkill: {noValue: true}}}
  settingsErrorHandling: {errorHandling: {disconnect: {none: true}}}
  states:
    - state:
        name: Initial State
        refId: Initial State_10
        actions:
          - sendResponse: {name: Greet, messageBody: {exp: 'Append("You said ", Message.Message.body)'}}
          - transferToAcd:
              name: To the queue
              targetQueue: {lit: {name: General}}
              priority: {lit: 3}
              preferredAgents: {noValue: true}
              languageSkill: {noValue: true}
"""


def invoke(*arguments: str, stdin: str = "") -> str:
    done = CliRunner().invoke(group, arguments, input=stdin)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    assert "Example" in invoke(command, "--help")


def test_render_writes_what_would_be_published(tmp_path: Path) -> None:
    invoke("render", "--settings", "demo", "--out", str(tmp_path))
    assert len(list((tmp_path / "flows").iterdir())) == 6
    exported = json.loads(
        (tmp_path / "data_actions" / "Resolve Identity.custom.json").read_text(encoding="utf-8")
    )
    assert exported["config"]["request"]["requestUrlTemplate"] == "http://127.0.0.1:8081/api/v1/resolve"
    assert "validate" not in invoke("validate", str(tmp_path), "--fail-on", "error")


def test_simulate_tells_the_way_and_the_ending() -> None:
    told = invoke("simulate", "--handle", "@Ann", "--text", "hello", "--answer", "Resolve Identity=timeout")
    assert "Resolve Identity" in told
    assert "timeout after 2000 ms" in told
    assert "Guest_Social_Queue, priority 0, skills New Customer" in told
    assert "resolutionStatus = timeout" in told


@pytest.mark.parametrize(
    ("answer", "queue", "status"),
    [
        (
            'Resolve Identity={"resolved": true, "confidence": 0.85, "customerId": "C", "tier": "Gold"}',
            "General_Social_Queue",
            "resolved",
        ),
        (
            'Resolve Identity={"resolved": true, "confidence": 0.8499, "customerId": "C", "tier": "Gold"}',
            "Supervisor_Review",
            "review",
        ),
        (
            'Resolve Identity=http:200:{"resolved": false, "confidence": 0.3, "candidates": [{"customer_id": "C", "confidence": 0.3}]}',
            "Supervisor_Review",
            "review",
        ),
        ("Resolve Identity=http:200:<html>", "Guest_Social_Queue", "failure"),
        ("Resolve Identity=http:500:", "Guest_Social_Queue", "failure"),
        ("Resolve Identity=failure:429", "Bot_Disposal", "rate_limited"),
        ('Check Bot={"isBot": true, "knownBot": true}', None, "bot"),
        ("Check Bot=timeout", "Guest_Social_Queue", "timeout"),
    ],
)
def test_simulate_takes_answers(answer: str, queue: str | None, status: str) -> None:
    ended = json.loads(invoke("simulate", "--text", "hi", "--answer", answer, "--json"))
    assert (ended["queue"], ended["participantData"]["resolutionStatus"]) == (queue, status)


def test_anybodys_flow_is_checked_drawn_and_run(tmp_path: Path) -> None:
    flow = tmp_path / "Greeting.yaml"
    flow.write_text(FLOW, encoding="utf-8")
    assert "General" in invoke("validate", str(flow))
    assert "To the queue" in invoke("graph", str(flow))
    invoke("graph", str(flow), "--out", str(tmp_path / "flow.svg"))
    assert (tmp_path / "flow.svg").read_text(encoding="utf-8").startswith("<svg")
    told = invoke("simulate", str(flow), "--text", "good morning")
    assert "the customer sees: You said good morning" in told
    assert "General, priority 3" in told


def test_a_flow_with_placeholders_is_run_with_words_in_their_place(tmp_path: Path) -> None:
    flow = tmp_path / "Template.yaml"
    flow.write_text(FLOW.replace("General", "{{queueName}}"), encoding="utf-8")
    assert "__queueName__, priority 3" in invoke("simulate", str(flow), "--text", "good morning")


@pytest.mark.parametrize(
    ("arguments", "out"),
    [
        (["1 + 2 * 3"], "7\ninteger\n"),
        (['If(Flow.c >= 0.85, "yes", "no")', "--var", "Flow.c=decimal:0.9"], "yes\nstring\n"),
        (
            ["Flow.n + 1", "--var", "Flow.n=integer", "--target", "string"],
            "string, converted by ToString\nnot evaluated",
        ),
        (["Flow.names[1]", "--var", 'Flow.names=stringCollection:["a", "b"]'], "b\nstring\n"),
        (["ToString(NOT_SET)"], "NOT_SET\nstring\n"),
    ],
)
def test_expr(arguments: list[str], out: str) -> None:
    assert invoke("expr", *arguments).startswith(out)


def test_expr_and_template_answer_in_bulk() -> None:
    asked = '{"expression": "1+1", "target": "string"}\n\n{"expression": "1+"}\n'
    first, second = map(json.loads, invoke("expr", "--jsonl", stdin=asked).splitlines())
    assert first == {"ok": True, "type": "string", "cast": "ToString", "value": "2"}
    assert second["ok"] is False
    answered = invoke("template", "--jsonl", stdin='{"velocity": "$!{x}.", "context": {}}\n')
    assert json.loads(answered) == {"out": "."}


def test_a_data_action_is_tried_without_an_org() -> None:
    request = json.loads(
        invoke(
            "action", "request", "data_actions/get-account.yaml", "--inputs", '{"customerId": "a/b"}',
            "--setting", "crm_url=https://crm.example.com", "--credential", "apiKey=k",
        )
    )  # fmt: skip
    assert (request["method"], request["url"]) == (
        "GET",
        "https://crm.example.com/salesforce/api/v1/accounts/a%2Fb",
    )
    outputs = json.loads(
        invoke(
            "action",
            "outputs",
            "data_actions/get-account.yaml",
            "--setting",
            "crm_url=x",
            "--body",
            "-",
            stdin='{"tier": "Gold"}',
        )
    )
    assert outputs["outputs"]["tier"] == "Gold"


OFFLINE = (
    ["render", "--channel", "twitter"],
    ["validate"],
    ["simulate", "--text", "hi"],
    ["graph"],
    ["expr", "1"],
    ["export", "{tmp}", "--format", "terraform"],
    ["--help"],
)


@pytest.mark.parametrize("arguments", OFFLINE, ids=lambda arguments: arguments[0])
def test_offline_commands_never_load_the_sdk(arguments: list[str], tmp_path: Path) -> None:
    arguments = [str(tmp_path) if argument == "{tmp}" else argument for argument in arguments]
    code = (
        "import sys\nfrom genesys_deploy.cli.app import group\n"
        f"group.main({arguments!r}, standalone_mode=False)\n"
        "print([name for name in sys.modules if name.startswith('PureCloud')], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr.strip().splitlines()[-1] == "[]"
