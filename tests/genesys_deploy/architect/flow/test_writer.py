"""What is written reads back as the same flow, in the words of an export."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from genesys_deploy.architect.flow.masking import mask_placeholders
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.flow.tree import flow_tree
from genesys_deploy.architect.flow.writer import write_flow
from genesys_deploy.source.source_map import IdentityMap
from tests.shared_facts import SHARED, needs_shared

FLOWS = sorted((SHARED / "corpus" / "flows").glob("*"))

EVERYTHING = """\
workflow:
  name: "yes"
  description: "two\\nlines"
  division: Home
  startUpRef: /workflow/states/state[S_1]
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      none: true
  variables:
    - stringVariable:
        name: Flow.text
        description: a text
        initialValue:
          lit: "010"
        isInput: true
        isOutput: false
    - integerVariable:
        name: Flow.number
        initialValue:
          lit: 10
        isInput: false
        isOutput: true
  settingsErrorHandling:
    errorHandling:
      endWorkflow:
        none: true
  states:
    - state:
        name: S
        refId: S_1
        variables:
          - stringCollectionVariable:
              name: State.many
              initialValue:
                noValue: true
              isInput: false
              isOutput: false
        actions:
          - callData:
              name: Call
              timeout:
                lit:
                  seconds: 2
              category:
                "IRP: one":
                  dataAction:
                    "Resolve ":
                      inputs:
                        id:
                          exp: Flow.text
                      failureOutputs:
                        details.errorCode:
                          noValue: true
              outputs:
                success:
                  actions:
                    - updateData:
                        name: U
                        statements:
                          - string:
                              variable: Flow.text
                              value:
                                lit: "no"
                timeout:
                  none: true
          - switch:
              name: Which
              evaluate:
                firstMatch:
                  string:
                    value:
                      exp: Flow.text
                    default:
                      actions:
                        - endWorkflow:
                            name: End
                            exitReason:
                              noValue: true
                    cases:
                      - case:
                          value:
                            lit: "1e3"
                          actions:
                            - changeState:
                                name: C
                                targetStateRef: /workflow/states/state[S_1]
          - callCommonModule:
              name: M
              commonModule:
                Module:
                  ver_latestPublished:
                    none: true
          - loop:
              name: L
              currentIndex:
                var: Flow.number
              loopCount:
                exp: "Count(State.many) + 1"
              outputs:
                loop:
                  actions:
                    - loopExit:
                        name: X
          - decision:
              name: D
              condition:
                exp: Flow.text == "12:30"
              outputs:
                "yes":
                  actions:
                    - callTask:
                        name: T
                        targetTaskRef: /workflow/tasks/task[T_2]
          - holdMusic:
              name: not modelled
              prompt:
                exp: Flow.p
  tasks:
    - task:
        name: T
        refId: T_2
        actions:
          - endTask:
              name: E
              outputPath:
                name: Done
        outputPaths:
          - outputPath:
              name: Done
"""


def words(text: str) -> Counter[str]:
    """Lines without quotes, in any order."""
    return Counter(re.sub(r"[\"' ]", "", line).replace("\\", "") for line in text.splitlines())


def test_a_written_flow_is_the_flow_that_was_read() -> None:
    flow, _ = read_flow_text(EVERYTHING, IdentityMap("f"))
    written = write_flow(flow)
    again, findings = read_flow_text(written, IdentityMap("f"))
    assert [finding.rule for finding in findings] == ["unmodelled-action"]
    assert flow_tree(again) == flow_tree(flow)
    assert words(written) == words(EVERYTHING)


def test_words_that_yaml_would_take_for_something_else_are_quoted() -> None:
    flow, _ = read_flow_text(EVERYTHING, IdentityMap("f"))
    written = write_flow(flow)
    for text in (
        'name: "yes"',
        '"yes":',
        'lit: "010"',
        'lit: "1e3"',
        'lit: "no"',
        "lit: 10",
        '"two\\nlines"',
    ):
        assert text in written


@needs_shared
@pytest.mark.parametrize("path", FLOWS, ids=[path.stem[-50:] for path in FLOWS])
def test_a_published_flow_survives_writing(path: object) -> None:
    assert hasattr(path, "read_text")
    text = path.read_text(encoding="utf-8-sig")
    flow, _ = read_flow_text(text, IdentityMap("f"), templated=True)
    written = write_flow(flow)
    again, _ = read_flow_text(written, IdentityMap("f"))
    assert flow_tree(again) == flow_tree(flow)
    if flow.is_modelled:
        lost = words(mask_placeholders(text)) - words(written)
        assert set(lost) <= {"description:"}, "an empty description may be left out, nothing else"
