"""What a project made itself: written down before, and with its id after; nothing else is ever taken for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed
from genesys_deploy.deploy.record.made import Ledger, Made
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.platform.errors import Conflict, MissingPermission, UncertainWrite
from genesys_deploy.resources import Key, Kind, Ownership, Queue, Skill
from tests.genesys_deploy.deploy.memory_org import Fault, MemoryOrg, Project

NAME = "small"
QUEUE, SKILL = Key(Kind.QUEUE, "A/B Ünicode"), Key(Kind.SKILL, "Spanish")
ACTION = Key(Kind.DATA_ACTION, "Greet v2", within="Greeter")
PROJECT = Project([Queue(QUEUE.name, ownership=Ownership.OWN), Skill(SKILL.name, Ownership.OWN)])
DENIED = MissingPermission("POST queues", ["routing:queue:add"])


def kept(ledger: Ledger) -> Ledger:
    return Ledger.of({row["key"]: row for row in ledger.rows()})


def test_what_was_begun_is_open_until_it_is_seen() -> None:
    begun = kept(Ledger({}).begun(3, [QUEUE, ACTION]))
    assert begun.open == {QUEUE, ACTION}
    settled = kept(begun.settled({QUEUE: "q", SKILL: "not ours"}))
    assert settled.made == (Made(3, QUEUE, "q"), Made(3, ACTION))
    assert settled.made[1].key.within == "Greeter"
    assert kept(settled.settled({}, [ACTION])).made == (Made(3, QUEUE, "q"),)


def test_an_object_that_is_called_otherwise_by_now_is_the_same() -> None:
    ledger = Ledger({}).begun(1, [QUEUE]).settled({QUEUE: "q"})
    renamed = Key(Kind.QUEUE, "Other")
    assert ledger.settled({renamed: "q"}).made == (Made(1, renamed, "q"),)


def test_what_a_late_list_had_hidden_is_not_made_twice() -> None:
    ledger = Ledger({}).begun(1, [QUEUE]).settled({QUEUE: "q"})
    assert ledger.begun(2, [QUEUE]).settled({QUEUE: "q"}).made == (Made(1, QUEUE, "q"),)


def test_many_objects_share_rows_and_stay_in_theirs() -> None:
    keys = [Key(Kind.SKILL, str(number)) for number in range(40)]
    ledger = Ledger({}).begun(1, keys)
    assert [len(several) for several in ledger.by_row.values()] == [16, 16, 8]
    less = ledger.settled({}, keys[:1])
    assert [row["key"] for row in less.changed_since(ledger)] == ["made-1-0"]
    assert [one.key for one in kept(less).made] == keys[1:]
    more = less.begun(1, [QUEUE, keys[5]])
    assert [row["key"] for row in more.changed_since(less)] == ["made-1-3"]


@pytest.mark.parametrize(
    "row",
    [
        {"key": "made-x-0", "content": '[["queue", "n", "", "", "i"]]'},
        {"key": "made-1-0", "content": '[["spaceship", "n", "", "", "i"]]'},
        {"key": "made-1-0", "content": '[["queue"]]'},
        {"key": "made-1-0", "content": "{"},
        {"key": "made-1-0"},
        {"key": "before-1-0", "content": '[["queue", "n", "", "", "i"]]'},
    ],
)
def test_a_row_that_somebody_spoilt_says_that_nothing_was_made(row: dict[str, str]) -> None:
    assert Ledger.of({row["key"]: row}).made == ()


def made(org: MemoryOrg) -> dict[str, str]:
    return {one.key.name: one.id for one in Ledger.of(ReleaseTable.read(org, NAME).rows).made}


def release(org: MemoryOrg) -> None:
    apply(plan(PROJECT, org, project=NAME), org, release=Release("one"))


def test_everything_that_was_made_and_nothing_that_was_there(org: MemoryOrg) -> None:
    org.put(SKILL, {"name": SKILL.name})
    release(org)
    assert made(org) == {QUEUE.name: org.objects[QUEUE].id}


def somebody_else(org: MemoryOrg) -> Callable[[], None]:
    """Is quicker: the list did not show it when the plan was made, and the org says that the name is taken."""

    def create() -> None:
        org.put(QUEUE, {"name": QUEUE.name})
        raise Conflict("there is one of that name")

    return create


def killed() -> None:
    raise SystemExit("killed")


@pytest.mark.parametrize(
    ("when", "fault", "ours", "ours_in_the_end"),
    [
        ("before", somebody_else, False, False),
        ("before", lambda _: DENIED, False, True),
        ("after", lambda _: UncertainWrite("POST queues", "no answer came"), True, True),
        ("after", lambda _: DENIED, True, True),
    ],
    ids=["somebody else was quicker", "refused", "answer lost", "made, and then refused"],
)
def test_what_goes_wrong_is_settled_by_looking(
    org: MemoryOrg, when: str, fault: Callable[[MemoryOrg], Fault], ours: bool, ours_in_the_end: bool
) -> None:
    org.faults[when, "create", QUEUE.name] = fault(org)
    with suppress(ApplyFailed):
        release(org)
    assert (QUEUE.name in made(org)) == ours
    release(org)
    assert made(org).get(QUEUE.name) == (org.objects[QUEUE].id if ours_in_the_end else None)


def test_what_a_killed_run_made_is_known_to_the_next(org: MemoryOrg) -> None:
    org.faults["after", "create", QUEUE.name] = killed
    with pytest.raises(SystemExit):
        release(org)
    assert made(org)[QUEUE.name] == ""
    release(org)
    assert made(org) == {key.name: org.objects[key].id for key in (QUEUE, SKILL)}
