"""Whatever a file holds, a check ends with findings."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from genesys_deploy.architect.flow.catalogue import CATALOGUE
from genesys_deploy.architect.rules.actions.action_limit import MAX_ACTIONS
from genesys_deploy.architect.rules.files import check_files
from genesys_deploy.architect.rules.registry import ALL_RULES
from genesys_deploy.architect.rules.run import FlowText, check_flow_texts

IDS = {rule.id for rule in ALL_RULES}
WORDS = st.sampled_from(
    ["name", "refId", "actions", "outputs", "lit", "exp", "var", "noValue", "inputs", "category", "dataAction",
     "evaluate", "firstTrue", "firstMatch", "cases", "case", "default", "value", "attributes", "attribute",
     "statements", "string", "variable", "variables", "stringVariable", "targetQueue", "targetTaskRef",
     "yes", "no", "success", "failure", "IRP", "Get Account", *CATALOGUE]
)  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), WORDS, st.text(max_size=12),
    st.sampled_from(["Flow.x", "State.x == 1", "If(", '"a" + Message.Message.body', "/workflow/tasks/task[T]"]),
)  # fmt: skip
BODIES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=25,
)
ACTIONS = st.lists(
    st.dictionaries(st.sampled_from(sorted(CATALOGUE)), BODIES, min_size=1, max_size=1), max_size=4
)
FLOWS = st.fixed_dictionaries(
    {"name": SCALARS, "startUpRef": st.just("/workflow/states/state[A]")},
    optional={
        "variables": BODIES,
        "settingsErrorHandling": BODIES,
        "supportedLanguages": BODIES,
        "defaultLanguage": SCALARS,
        "startUpTaskActions": ACTIONS,
        "states": st.lists(
            st.fixed_dictionaries({"state": st.fixed_dictionaries({"refId": st.sampled_from("AB"), "actions": ACTIONS})})
        ),
        "tasks": st.lists(
            st.fixed_dictionaries({"task": st.fixed_dictionaries({"refId": st.sampled_from("T"), "actions": ACTIONS})})
        ),
    },
)  # fmt: skip


@given(st.sampled_from(["inboundShortMessage", "workflow", "commonModule", "inboundCall"]), FLOWS)
@settings(max_examples=150, deadline=None)
def test_any_flow_gives_findings_with_described_ids(kind: str, body: object) -> None:
    findings = check_files({"flow.json.yaml": json.dumps({kind: body})}).findings
    assert {finding.rule for finding in findings} <= IDS
    assert all(finding.message for finding in findings)


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_gives_findings(text: str) -> None:
    assert {finding.rule for finding in check_files({"a.yaml": text, "b.json": text}).findings} <= IDS


def test_a_huge_flow_is_checked_in_linear_time() -> None:
    """Twice the limit of actions: anything that grew with the square would run into the suite's timeout."""
    step = '          - sendResponse: {name: Say, messageBody: {exp: "Flow.x + Flow.y"}}\n'
    head = (
        'inboundShortMessage:\n  name: x\n  startUpRef: "/inboundShortMessage/states/state[A]"\n  states:\n'
    )
    state = "    - state:\n        name: A\n        refId: A\n        actions:\n"
    text = head + state + step * (MAX_ACTIONS + 1) + "          - disconnect: {name: Bye}\n"
    rules = {finding.rule for finding in check_flow_texts([FlowText.of_file("f", text)])}
    assert rules == {"action-limit", "unknown-variable"}


def test_an_expression_that_is_too_long_is_one_finding() -> None:
    head = (
        'inboundShortMessage:\n  name: x\n  startUpRef: "/inboundShortMessage/states/state[A]"\n  states:\n'
    )
    state = "    - state:\n        name: A\n        refId: A\n        actions:\n"
    long = "Append(" + '"x",' * 8_000 + '"x")'
    step = f"          - sendResponse: {{name: Say, messageBody: {{exp: '{long}'}}}}\n"
    text = head + state + step + "          - disconnect: {name: Bye}\n"
    (finding,) = check_flow_texts([FlowText.of_file("f", text)])
    assert (finding.rule, finding.span and finding.span.start.line) == ("expression-length", 9)
