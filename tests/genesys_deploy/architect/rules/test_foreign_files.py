"""What is right, or unknown, in somebody's file is not reported as wrong."""

from __future__ import annotations

import pytest

from genesys_deploy.architect.rules.files import check_files

HEAD = """\
workflow:
  name: Example
  startUpRef: "/workflow/states/state[A]"
  variables:
    - integerVariable: {name: Flow.n, initialValue: {lit: {{count}}}, isInput: true}
    - externalContactVariable: {name: Flow.contact, initialValue: {noValue: true}, isInput: true}
  states:
    - state:
        name: A
        refId: A
        actions:
"""
END = "          - endWorkflow: {name: End, exitReason: {exp: ToString(Flow.n) + Flow.contact.firstName}}\n"


def reported(text: str, *ignored: str) -> list[str]:
    found = check_files({"flow.yaml": text}).findings
    return [f"{each.severity} {each.rule}: {each.message}" for each in found if each.rule not in ignored]


@pytest.mark.parametrize(
    "action",
    [
        "wait: {name: W, duration: {lit: {{delay}}}}",
        "wait: {name: W, duration: {exp: {{delay}}}}",
        "wait: {name: W, duration: {exp: 'MakeDuration(0, 0, {{minutes}}, 0, 0)'}}",
        'updateData: {name: U, statements: [{integer: {variable: Flow.n, value: {exp: "Flow.contact.{{field}}"}}}]}',
        "updateData: {name: U, statements: [{integer: {variable: {{variable}}, value: {lit: 1}}}]}",
        "updateData: {name: U, statements: [{integer: {variable: Flow.n, value: {lit: ${number}}}}]}",
        "findQueue: {name: F, findName: {lit: <queueName>}, findResult: {noValue: true}}",
        'findQueue: {name: F, findName: {exp: \'Append("{{prefix}}", "-x")\'}, findResult: {noValue: true}}',
        "decision: {name: D, condition: {exp: {{condition}}}}",
    ],
)
def test_nothing_is_said_about_a_placeholder_but_that_it_is_one(action: str) -> None:
    text = f"{HEAD}          - {action}\n{END}"
    assert reported(text, "template-leftover") == []


def test_references_that_lead_elsewhere_may_lead_anywhere() -> None:
    text = """\
workflow:
  name: Example
  startUpRef: "/workflow/states/state[A]"
  states:
    - state:
        name: A
        refId: A
        actions:
          - callTask: {name: Do, targetTaskRef: "other.yaml#/workflow"}
          - endWorkflow: {name: End, exitReason: {noValue: true}}
  tasks:
    - task: {name: T, refId: T, actions: [{wait: {name: W, duration: {lit: {seconds: 1}}}}]}
"""
    assert reported(text) == []


def test_a_start_that_leads_elsewhere_tells_nothing_of_the_ways() -> None:
    text = """\
workflow:
  name: Example
  startUpRef: "other.yaml#/workflow"
  states:
    - state: {name: A, refId: A, actions: [{wait: {name: W, duration: {lit: {seconds: 1}}}}]}
"""
    assert reported(text) == []


def test_settings_of_parts_read_variables() -> None:
    text = """\
inboundCall:
  name: Example
  variables:
    - stringVariable: {name: Flow.greeting, initialValue: {noValue: true}}
  menus:
    - menu:
        name: Main
        refId: M
        audio: {exp: ToAudioTTS(Flow.greeting)}
        choices:
          - menuTask:
              name: Task
              task:
                actions:
                  - updateData: {name: U, statements: [{string: {variable: Flow.greeting, value: {lit: Hello}}}]}
"""
    assert reported(text, "unmodelled-flow", "unmodelled-action") == []


def test_a_function_of_another_kind_of_flow_is_unknown_not_wrong() -> None:
    text = """\
botFlow:
  name: Example
  bots:
    - bot:
        name: B
        refId: B
        actions:
          - communicate: {name: C, communication: {exp: 'NobodyKnows(Slot.x, 1) + 1'}}
"""
    assert reported(text, "unmodelled-flow", "unmodelled-action") == [
        "info expression-type: the function NobodyKnows is not known"
    ]


@pytest.mark.parametrize(
    "name", ["Message.Message.body", "Call.Ani", "Email.Message.subject", "Workflow.Anything"]
)
def test_built_in_variables_of_other_kinds_are_not_known_here(name: str) -> None:
    text = f"""\
commonModule:
  name: Example
  startUpTaskActions:
    - sendResponse: {{name: Say, messageBody: {{exp: {name}}}}}
"""
    assert reported(text) == [f"warning unknown-variable: no built-in variable {name} is known"]


def test_a_file_with_windows_line_ends_and_a_mark_at_its_start() -> None:
    text = "\ufeff" + (HEAD.replace("{{count}}", "1") + END).replace("\n", "\r\n")
    assert reported(text) == []


@pytest.mark.parametrize(
    ("flags", "rules"),
    [("", []), (", isInput: false, isOutput: false", ["unset-variable", "unread-variable"])],
)
def test_older_exports_do_not_say_what_the_caller_gives_and_takes(flags: str, rules: list[str]) -> None:
    text = f"""\
workflow:
  name: Example
  startUpRef: "/workflow/states/state[A]"
  variables:
    - stringVariable: {{name: Flow.given, initialValue: {{noValue: true}}{flags}}}
    - stringVariable: {{name: Flow.taken, initialValue: {{noValue: true}}{flags}}}
  states:
    - state:
        name: A
        refId: A
        actions:
          - updateData: {{name: U, statements: [{{string: {{variable: Flow.taken, value: {{exp: Flow.given}}}}}}]}}
          - endWorkflow: {{name: End, exitReason: {{noValue: true}}}}
"""
    assert [line.split(": ")[0].split(" ")[1] for line in reported(text)] == rules
