"""Two who apply at the same moment never both win."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed, Locked, LockLost
from genesys_deploy.deploy.lock import Lease, locked, unlock
from genesys_deploy.local_org.server import serve
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.resources import Credential, FlowResource, Integration, Secret
from tests.genesys_deploy.deploy.memory_org import MemoryOrg, Project

NAME = "social"
CHAIN = Project(
    [
        Credential("A", "userDefined"),
        Integration("B", "custom-rest-actions", "A"),
        FlowResource("C", "inboundShortMessage", "inboundShortMessage: {name: C}"),
    ]
)
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def keys(org: MemoryOrg) -> list[str]:
    return sorted(org.tables().rows(f"genesys-deploy {NAME}"))


def test_while_one_applies_the_other_is_told_who(org: MemoryOrg) -> None:
    with (
        locked(org, NAME, "ada", now=lambda: NOON),
        pytest.raises(Locked) as caught,
        locked(org, NAME, "bob", now=lambda: at(1)),
    ):
        pass
    assert "ada has been applying this project since 2026-01-02 12:00:00 UTC" in str(caught.value)
    assert "runs out by itself at 12:15:00 UTC" in str(caught.value)


def test_afterwards_it_is_free(org: MemoryOrg) -> None:
    for number, owner in enumerate(("ada", "bob", "ada"), start=1):
        with locked(org, NAME, owner) as lock:
            assert lock.lease.number == number
    assert keys(org) == ["lock-3"]


def test_after_an_error_it_is_free_too(org: MemoryOrg) -> None:
    with pytest.raises(ZeroDivisionError), locked(org, NAME, "ada"):
        raise ZeroDivisionError
    with locked(org, NAME, "bob"):
        pass


def test_a_lease_runs_out(org: MemoryOrg) -> None:
    with locked(org, NAME, "ada", now=lambda: NOON):
        with pytest.raises(Locked), locked(org, NAME, "bob", now=lambda: at(14)):
            pass
        with locked(org, NAME, "bob", now=lambda: at(16)) as lock:
            assert (lock.lease.number, lock.lease.owner) == (2, "bob")
    assert keys(org) == ["lock-2"]


def test_a_number_that_came_and_went_is_no_lock(org: MemoryOrg, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody takes and gives back the lock twice between our look and our attempt."""
    with locked(org, NAME, "ada"):
        pass
    seen = org.tables().rows(f"genesys-deploy {NAME}")
    with locked(org, NAME, "ada"):
        pass
    with locked(org, NAME, "carol"):
        looks = iter([seen])
        rows = org.data_tables.rows
        monkeypatch.setattr(org.data_tables, "rows", lambda table_id: next(looks, None) or rows(table_id))
        with pytest.raises(Locked, match="carol"), locked(org, NAME, "bob"):
            pass
    assert keys(org) == ["lock-3"]


def test_it_can_be_taken_away(org: MemoryOrg) -> None:
    assert unlock(org, NAME, "nothing there") is None
    with locked(org, NAME, "ada"):
        held = unlock(org, NAME, "her laptop was stolen")
        assert held is not None
        assert held.owner == "ada"
        assert unlock(org, NAME, "again") is None
        with locked(org, NAME, "bob"):
            pass


def test_another_project_is_not_concerned(org: MemoryOrg) -> None:
    with locked(org, NAME, "ada"), locked(org, "other", "bob"):
        pass


class Watch:
    """The time of day, which only we move."""

    def __init__(self) -> None:
        self.minutes = 0.0

    def __call__(self) -> datetime:
        return NOON + timedelta(minutes=self.minutes)


def until(org: MemoryOrg) -> datetime:
    (key,) = [key for key in keys(org) if key.startswith("lock-")]
    return Lease.from_row(org.tables().rows(f"genesys-deploy {NAME}")[key]).until


@pytest.mark.parametrize(("minutes", "lasts"), [(1, 15), (4, 15), (6, 21), (14, 29), (40, 55)])
def test_who_goes_on_keeps_it(org: MemoryOrg, minutes: int, lasts: int) -> None:
    """Also one that had run out, where nobody took it over."""
    watch = Watch()
    with locked(org, NAME, "ada", now=watch) as lock:
        watch.minutes = minutes
        lock.keep()
        assert until(org) == at(lasts)
        with pytest.raises(Locked), locked(org, NAME, "bob", now=lambda: at(lasts - 1)):
            pass


def taken_over(org: MemoryOrg) -> None:
    with locked(org, NAME, "bob", now=lambda: at(16)):
        pass


def taken_away(org: MemoryOrg) -> None:
    unlock(org, NAME, "her laptop was stolen")


def table_gone(org: MemoryOrg) -> None:
    org.tables().delete(f"genesys-deploy {NAME}")


@pytest.mark.parametrize("minutes", [0.02, 6, 17])
@pytest.mark.parametrize(
    ("how", "told"),
    [
        (taken_over, "the lock of this project was taken away: nobody said why"),
        (taken_away, "the lock of this project was taken away: her laptop was stolen"),
        (table_gone, "the lock of this project is gone from the org"),
    ],
)
def test_who_lost_it_is_told(
    org: MemoryOrg, how: Callable[[MemoryOrg], None], told: str, minutes: float
) -> None:
    watch = Watch()
    with locked(org, NAME, "ada", now=watch) as lock:
        how(org)
        watch.minutes = minutes
        with pytest.raises(LockLost, match=told):
            lock.keep()


def test_whoever_has_it_now_is_named_and_keeps_it(org: MemoryOrg) -> None:
    watch = Watch()
    with locked(org, NAME, "ada", now=watch) as lock:
        watch.minutes = 17
        with locked(org, NAME, "bob", now=watch) as theirs:
            with pytest.raises(LockLost, match="bob has taken over the lock"):
                lock.keep()
            lock.give_back()
            theirs.keep()


def test_an_apply_that_takes_longer_than_the_lease_keeps_it(org: MemoryOrg) -> None:
    watch = Watch()

    def twenty_minutes() -> None:
        watch.minutes += 20

    org.faults["after", "create", "A"] = org.faults["after", "create", "B"] = twenty_minutes
    with locked(org, NAME, "ada", now=watch) as lock:
        apply(plan(CHAIN, org, project=NAME), org, release=Release("one"), lock=lock)
        assert until(org) == at(55)
    assert org.writes == ["create A", "create B", "create C"]


@pytest.mark.parametrize("take", ["take over", "take away"])
def test_an_apply_that_lost_it_writes_nothing_more(org: MemoryOrg, take: str) -> None:
    watch = Watch()

    def lose() -> None:
        watch.minutes += 20
        if take == "take away":
            unlock(org, NAME, "her laptop was stolen")
        else:
            others.enter_context(locked(org, NAME, "bob", now=watch))

    org.faults["after", "create", "A"] = lose
    with ExitStack() as others, locked(org, NAME, "ada", now=watch) as lock:
        planned = plan(CHAIN, org, project=NAME)
        with pytest.raises(ApplyFailed, match="1 done, 0 failed, 2 not begun") as stopped:
            apply(planned, org, release=Release("one"), lock=lock)
        before = org.tables().rows(f"genesys-deploy {NAME}")
    told = {"take over": "bob has taken over the lock", "take away": "her laptop was stolen"}
    assert told[take] in str(stopped.value)
    assert org.writes == ["create A"]
    assert before["release-1"]["version"] == "begun"


def test_of_many_at_once_one_wins() -> None:
    together = threading.Barrier(6, timeout=20)
    credentials = Credentials("local-client", Secret("local-secret"), "")

    def attempt(url: str, owner: str) -> bool:
        org = connect(Credentials(credentials.client_id, credentials.client_secret, url))
        try:
            together.wait()
            with locked(org, NAME, owner):
                together.wait()
                return True
        except Locked:
            together.wait()
            return False
        finally:
            org.close()

    with serve() as server, ThreadPoolExecutor(6) as pool:
        won = list(pool.map(lambda number: attempt(server.url, f"runner {number}"), range(6)))
    assert won.count(True) == 1
