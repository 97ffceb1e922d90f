from __future__ import annotations

import pytest

from genesys_deploy.architect.flow.normal import fingerprint
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.flow.ref_ids import with_named_ref_ids
from genesys_deploy.source.errors import SourceError
from genesys_deploy.source.source_map import IdentityMap
from tests.shared_facts import SHARED, needs_shared

FLOW = """\
workflow:
  name: W
  startUpRef: "/workflow/states/state[{first}]"
  states:
    - state:
        name: First
        refId: {first}
        actions:
          - changeState:
              name: "on [10]"
              targetStateRef: /workflow/states/state[{second}]   # as it was
    - state: {{name: "{name}", refId: "{second}"}}
"""


@pytest.mark.parametrize(
    ("name", "new"),
    [("Second", "Second"), ("First", "First (2)"), ("a [b] c", "a (b) c"), ("Zweiter – ü", "Zweiter – ü")],
)
def test_states_are_called_by_their_names(name: str, new: str) -> None:
    exported = FLOW.format(first="First_10", second="Second_12", name=name)
    named = with_named_ref_ids(exported)
    assert 'startUpRef: "/workflow/states/state[First]"' in named
    assert f'targetStateRef: "/workflow/states/state[{new}]"   # as it was' in named
    assert f'refId: "{new}"' in named
    assert 'name: "on [10]"' in named
    assert with_named_ref_ids(named) == named


def test_exports_that_are_numbered_otherwise_become_one() -> None:
    one = FLOW.format(first="First_10", second="Second_12", name="Second")
    other = FLOW.format(first="First_23", second="Second_31", name="Second")
    assert with_named_ref_ids(one) == with_named_ref_ids(other)


def test_names_that_would_make_two_of_one_are_not_used() -> None:
    exported = FLOW.format(first="First_10", second="Second_12", name="First")
    taken = exported + '    - state: {name: "First (2)", refId: "Third_14"}\n'
    assert with_named_ref_ids(taken) == taken


@needs_shared
def test_no_exported_flow_means_anything_else_afterwards() -> None:
    compared = 0
    for path in sorted((SHARED / "corpus" / "flows").iterdir()):
        text = path.read_text(encoding="utf-8-sig")
        try:
            before, _ = read_flow_text(text, IdentityMap(path.name))
        except SourceError:
            continue
        after, _ = read_flow_text(with_named_ref_ids(text), IdentityMap(path.name))
        assert fingerprint(after) == fingerprint(before), path.name
        compared += 1
    assert compared > 20
