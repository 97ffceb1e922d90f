"""Taking somebody's lock of a flow, from platforms that answer in different ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
import responses

from genesys_deploy.platform.client import Client
from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.errors import Conflict, DraftPublished, JobFailed
from genesys_deploy.platform.flow_locks import FlowLocks
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Key, Kind, Wire

API = "https://api.mypurecloud.ie/api/v2"
FLOW = Held(Key(Kind.FLOW, "Welcome", "inboundShortMessage"), "f", Wire({}))
ADA = {"lockedUser": {"id": "u", "name": "Ada"}}
OURS = {"lockedClient": {"id": "client"}}


@pytest.fixture
def locks(transport: Transport, credentials: Credentials, tokens: Callable[[str], None]) -> FlowLocks:
    tokens("token")
    client = Client(credentials, transport)
    client.log_in()
    return FlowLocks(client)


def states(platform: responses.RequestsMock, *flows: dict[str, Any]) -> None:
    for flow in flows:
        platform.get(f"{API}/flows/f", json={"id": "f", "publishedVersion": {"id": "3.0"}, **flow})


def answers(platform: responses.RequestsMock, action: str, *bodies: Any) -> None:
    for body in bodies:
        url = f"{API}/flows/actions/{action}"
        if isinstance(body, Exception):
            platform.post(url, body=body)
        else:
            status = 409 if "code" in body else 200
            platform.post(url, json=body, status=status)


def asked(platform: responses.RequestsMock) -> list[str]:
    return [
        str(call.request.url).rpartition("/")[2] for call in platform.calls if call.request.method == "POST"
    ][1:]


CHECKED_IN, UNLOCKED = "checkin?flow=f", "unlock?flow=f"
NO_DRAFT = {"code": "architect.flow.cannot.checkin.missing.config", "message": "no saved configuration"}
NOT_OURS = {"code": "architect.flow.locked.by.user", "message": "Flow is locked by another user."}
LOST = requests.ConnectionError("gone")


@pytest.mark.parametrize(
    ("flows", "checkins", "expected"),
    [
        ([ADA, {}], [{}], [CHECKED_IN]),
        ([ADA, ADA, ADA, {}], [{}], [CHECKED_IN]),
        ([{}], [], []),
        ([OURS], [], []),
        ([ADA, {}], [NO_DRAFT], [CHECKED_IN, UNLOCKED]),
        ([ADA, {}, {}], [LOST], [CHECKED_IN]),
        ([ADA, ADA, {}], [LOST, {}], [CHECKED_IN, CHECKED_IN]),
    ],
    ids=["at once", "later", "free by now", "ours", "nothing saved", "lost and done", "lost and not done"],
)
def test_it_is_checked_in_and_unlocked_only_without_a_draft(
    platform: responses.RequestsMock,
    locks: FlowLocks,
    flows: list[dict[str, Any]],
    checkins: list[Any],
    expected: list[str],
) -> None:
    states(platform, *flows)
    answers(platform, "checkin", *checkins)
    answers(platform, "unlock", {})
    locks.take(FLOW)
    assert asked(platform) == expected


@pytest.mark.parametrize(
    ("flows", "checkin", "error", "told"),
    [
        ([ADA], NOT_OURS, Conflict, "Flow is locked by another user"),
        ([ADA], {}, JobFailed, 'checking in flow "Welcome"'),
        ([ADA, {"publishedVersion": {"id": "4.0"}}], {}, DraftPublished, "version 4.0 is in force"),
    ],
    ids=["refused", "without effect", "draft published"],
)
def test_it_is_told_where_that_does_not_work(
    platform: responses.RequestsMock,
    locks: FlowLocks,
    flows: list[dict[str, Any]],
    checkin: dict[str, Any],
    error: type[Exception],
    told: str,
) -> None:
    states(platform, *flows)
    answers(platform, "checkin", checkin)
    with pytest.raises(error, match=told):
        locks.take(FLOW)
    assert asked(platform) == [CHECKED_IN]


LOCKED = {"action": "CHECKOUT", "timestamp": "2026-01-02T03:04:05Z"}
EARLIER = {"action": "CHECKOUT", "timestamp": "2025-01-02T03:04:05Z"}


@pytest.mark.parametrize(
    ("histories", "since"),
    [
        ([(200, {"complete": True, "entities": [EARLIER, LOCKED]})], "2026-01-02T03:04:05Z"),
        (
            [(404, {}), (200, {"complete": False}), (200, {"complete": True, "entities": [LOCKED]})],
            LOCKED["timestamp"],
        ),
        ([(200, {"complete": True})], ""),
        ([(200, {"complete": False})], ""),
        ([(403, {"message": "missing the following permission(s): architect:flow:view"})], ""),
    ],
)
def test_the_history_says_since_when(
    platform: responses.RequestsMock,
    locks: FlowLocks,
    histories: list[tuple[int, dict[str, Any]]],
    since: str,
) -> None:
    platform.post(f"{API}/flows/f/history", json={"id": "h"})
    for status, body in histories:
        error = {"message": "not there", "status": status, "code": "x"} if status != 200 else {}
        platform.get(f"{API}/flows/f/history/h", json=error | body, status=status)
    assert locks.since(FLOW) == since
