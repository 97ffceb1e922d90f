"""Deleting: repeated while that helps, believed when the object is no longer shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from genesys_deploy.platform.errors import Conflict, InUse, JobFailed, NotInOrg, Refusal, UncertainWrite
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.patience import Clock
from genesys_deploy.platform.removal import present, remove
from genesys_deploy.resources import Key, Kind, Wire

KEY = Key(Kind.QUEUE, "General")
HELD = Held(KEY, "q", Wire({"id": "q"}))
LOST = UncertainWrite("DELETE /queues/q", "no answer came")
GONE = NotInOrg("not there", status=404)
DELETED = NotInOrg("Flow has been deleted.", status=410)
USED = Conflict("a recipient uses it", status=409)
WAITING = Refusal("Queue contains active conversations.", status=400, code="active.queue")
DENIED = Refusal("no", status=400, code="bad.request")


@pytest.fixture
def clock() -> Clock:
    now = [0.0]
    return Clock(lambda: now[0], lambda seconds: now.__setitem__(0, now[0] + seconds))


class Script:
    """Does one thing after another, the last one over and over: raises an error, or answers."""

    def __init__(self, *steps: object) -> None:
        self._steps: Iterator[object] = iter(steps)
        self._last: object = None
        self.calls = 0

    def __call__(self) -> Held | None:
        self.calls += 1
        self._last = next(self._steps, self._last)
        if isinstance(self._last, Exception):
            raise self._last
        return self._last if isinstance(self._last, Held) else None


@pytest.mark.parametrize(
    ("delete", "shown", "deletions"),
    [
        (Script(None), Script(None), 1),
        (Script(None), Script(HELD, HELD, None), 1),
        (Script(GONE), Script(None), 1),
        (Script(DELETED), Script(None), 1),
        (Script(LOST), Script(None), 1),
        (Script(LOST, None), Script(HELD, None), 2),
        (Script(LOST, GONE), Script(HELD, None), 2),
        (Script(USED, USED, None), Script(None), 3),
    ],
)
def test_it_is_gone_at_the_end(clock: Clock, delete: Script, shown: Script, deletions: int) -> None:
    remove(HELD, delete, shown, clock)
    assert delete.calls == deletions
    assert shown() is None


@pytest.mark.parametrize(
    ("delete", "shown", "error", "told"),
    [
        (Script(USED), Script(HELD), InUse, "still in use: a recipient uses it"),
        (Script(WAITING), Script(HELD), InUse, "still in use: Queue contains active conversations."),
        (Script(DENIED), Script(HELD), Refusal, "no"),
        (Script(None), Script(HELD), JobFailed, 'deleting queue "General" failed'),
    ],
)
def test_it_stays_and_the_org_says_why(
    clock: Clock, delete: Script, shown: Script, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        remove(HELD, delete, shown, clock)


def _raise(error: Exception) -> Callable[[], object]:
    def get() -> object:
        raise error

    return get


@pytest.mark.parametrize(
    ("get", "there"),
    [
        (lambda: {"id": "q", "name": "renamed since"}, True),
        (lambda: {"id": "q", "state": "deleted"}, False),
        (lambda: {"id": "q", "deleted": True}, False),
        (_raise(GONE), False),
        (_raise(DELETED), False),
    ],
)
def test_what_is_there(get: Callable[[], object], there: bool) -> None:
    assert (present(KEY, get) is not None) == there
