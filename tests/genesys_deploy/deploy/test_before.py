"""What is kept of an object before it is changed, as a row and back."""

from __future__ import annotations

import pytest

from genesys_deploy.deploy.record.before import Before, befores_in
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.resources import Key, Kind

QUEUE = Key(Kind.QUEUE, "A/B Ünicode")
FLOW = Key(Kind.FLOW, "Welcome", "inboundShortMessage")
KEPT = (
    Before(2, QUEUE, "q", fields={"description": "second", "division": {"id": "d"}}),
    Before(3, QUEUE, "q", fields={"description": "third", "division": {"id": "d"}}),
    Before(3, FLOW, "f", "7.0"),
    Before(4, FLOW),
)


def table(*befores: Before, **spoilt: dict[str, str]) -> ReleaseTable:
    rows = {row["key"]: row for row in (before.to_row() for before in befores)}
    return ReleaseTable("small", "t", {**rows, **spoilt})


@pytest.mark.parametrize("before", KEPT)
def test_a_row_tells_all_of_it(before: Before) -> None:
    row = before.to_row()
    assert Before.from_row(row) == before
    assert "/" not in row["key"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (0, {QUEUE: KEPT[0], FLOW: KEPT[2]}),
        (2, {QUEUE: KEPT[1], FLOW: KEPT[2]}),
        (3, {FLOW: KEPT[3]}),
        (4, {}),
    ],
)
def test_the_earliest_after_the_release_counts(after: int, expected: dict[Key, Before]) -> None:
    assert befores_in(table(*KEPT), after) == expected


@pytest.mark.parametrize(
    "spoilt",
    [
        {"key": "before-x-1", "kind": "queue", "name": "n", "content": "{}"},
        {"key": "before-9-1", "kind": "spaceship", "name": "n", "content": "{}"},
        {"key": "before-9-1", "kind": "queue", "name": "n", "content": "{"},
        {"key": "before-9-1", "kind": "queue"},
    ],
)
def test_a_row_that_somebody_spoilt_is_passed_over(spoilt: dict[str, str]) -> None:
    assert befores_in(table(KEPT[0], **{spoilt["key"]: spoilt}), 0) == {QUEUE: KEPT[0]}
