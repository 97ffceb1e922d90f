"""The table of what the interpreter relies on can be printed as it stands."""

from __future__ import annotations

from genesys_deploy.simulate.assumptions import ASSUMPTIONS
from genesys_deploy.source.assumption import Standing


def test_each_behaviour_is_told_once_with_its_evidence() -> None:
    assert len({one.behaviour for one in ASSUMPTIONS}) == len(ASSUMPTIONS)
    assert all(one.behaviour and one.relied_on_by and one.evidence for one in ASSUMPTIONS)
    assert {one.standing for one in ASSUMPTIONS} == set(Standing)


def test_no_line_would_break_a_table() -> None:
    assert not [one for one in ASSUMPTIONS if set("|\n") & set(one.behaviour + one.evidence)]
