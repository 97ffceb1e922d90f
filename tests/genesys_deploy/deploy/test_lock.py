"""Two who apply at the same moment never both win."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from genesys_deploy.deploy.errors import Locked
from genesys_deploy.deploy.lock import locked, unlock
from genesys_deploy.local_org.server import serve
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.resources import Secret
from tests.genesys_deploy.deploy.memory_org import MemoryOrg

NAME = "social"
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
        with locked(org, NAME, owner) as lease:
            assert lease.number == number
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
        with locked(org, NAME, "bob", now=lambda: at(16)) as lease:
            assert (lease.number, lease.owner) == (2, "bob")
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
