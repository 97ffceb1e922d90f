"""Faults that can be switched on, seen by a client."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import pytest
import requests

from genesys_deploy.local_org.http.faults import Fault, FaultKind
from genesys_deploy.local_org.http.page import EXAMPLES
from genesys_deploy.local_org.routes import ROUTES
from genesys_deploy.local_org.server import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from genesys_deploy.local_org.http.route import Route

QUEUES = "/api/v2/routing/queues"


@pytest.fixture
def call(running: Any, client: Any) -> Iterator[Callable[..., requests.Response]]:
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {client.access_token}"

    def called(method: str, body: Any = None) -> requests.Response:
        return session.request(method, f"{running.url}{QUEUES}", json=body, timeout=5)

    yield called
    session.close()


def switch(running: Any, *faults: dict[str, Any]) -> None:
    answer = requests.put(f"{running.url}/local/faults", json={"faults": faults}, timeout=5)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ({"kind": "permission_denied"}, 403),
        ({"kind": "too_many_requests", "seconds": 3}, 429),
        ({"kind": "expired_token"}, 401),
        ({"kind": "server_error"}, 500),
        ({"kind": "not_json"}, 200),
        ({"kind": "slow", "seconds": 0}, 200),
        ({"kind": "server_error", "operation": f"GET {QUEUES}"}, 500),
        ({"kind": "server_error", "operation": "POST *"}, 200),
        ({"kind": "server_error", "operation": f"GET {QUEUES}/{{queueId}}"}, 200),
    ],
)
def test_a_fault_strikes_the_operations_that_it_names(
    running: Any, call: Callable[..., requests.Response], fault: dict[str, Any], status: int
) -> None:
    switch(running, fault)
    answer = call("GET")
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == ("3" if status == 429 else None)
    assert answer.text.startswith("<html") == (fault["kind"] == "not_json")


def test_a_fault_strikes_as_often_as_it_says(running: Any, call: Callable[..., requests.Response]) -> None:
    switch(running, {"kind": "server_error", "operation": "GET *queues", "after": 1, "times": 2})
    assert [call("GET").status_code for _ in range(5)] == [200, 500, 500, 200, 200]


def test_an_expired_token_stays_expired(running: Any, call: Callable[..., requests.Response]) -> None:
    switch(running, {"kind": "expired_token", "times": 1})
    assert [call("GET").status_code for _ in range(2)] == [401, 401]


@pytest.mark.parametrize(("kind", "made"), [("dropped_before", 0), ("dropped_after", 1)])
def test_a_dropped_connection(
    running: Any, call: Callable[..., requests.Response], kind: str, made: int
) -> None:
    switch(running, {"kind": kind, "operation": "POST *", "times": 1})
    with pytest.raises(requests.ConnectionError):
        call("POST", {"name": "VIP"})
    assert call("GET").json()["total"] == made


def test_lists_lag_behind(running: Any, call: Callable[..., requests.Response]) -> None:
    call("POST", {"name": "VIP"})
    switch(running, {"kind": "lagging_lists", "seconds": 3600})
    call("POST", {"name": "Guests"})
    listed = call("GET").json()
    assert (listed["total"], listed["entities"]) == (0, [])
    switch(running)
    assert call("GET").json()["total"] == 2


def test_what_is_switched_on_can_be_switched_off(
    running: Any, call: Callable[..., requests.Response]
) -> None:
    switch(running, {"kind": "server_error"})
    assert call("GET").status_code == 500
    switch(running)
    assert call("GET").status_code == 200


def test_an_org_may_start_with_faults() -> None:
    fault = Fault(kind=FaultKind.SERVER_ERROR, operation="POST /oauth/token")
    with serve(faults=[fault]) as running:
        assert requests.post(f"{running.url}/oauth/token", timeout=5).status_code == 500


def test_an_unknown_fault_is_refused(running: Any) -> None:
    answer = requests.put(f"{running.url}/local/faults", json={"faults": [{"kind": "gremlins"}]}, timeout=5)
    assert answer.status_code == 400


@pytest.mark.parametrize("kind", FaultKind)
def test_each_fault_can_be_switched_on_as_the_page_shows_it(running: Any, kind: FaultKind) -> None:
    example = json.loads(EXAMPLES[kind])
    assert example["kind"] == kind
    switch(running, example)
    assert [fault.kind for fault in running.org.faults.active] == [kind]
    assert any(fits(route, example) for route in ROUTES.routes)


def fits(route: Route, example: dict[str, Any]) -> bool:
    return fnmatchcase(route.operation, example.get("operation", "*"))


def test_names_are_there_twice(running: Any, call: Callable[..., requests.Response]) -> None:
    call("POST", {"name": "VIP"})
    switch(running, {"kind": "duplicate_names", "operation": "GET *"})
    listed = call("GET").json()
    assert listed["total"] == 2
    assert [one["name"] for one in listed["entities"]] == ["VIP", "VIP"]
    assert len({one["id"] for one in listed["entities"]}) == 2


FLOW = """
inboundShortMessage:
  name: Plain
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state: {name: Start, refId: Start_10, actions: [{disconnect: {name: Enough}}]}
"""


def test_a_publish_job_fails_as_often_as_is_said(
    running: Any, sdk: Any, client: Any, upload: Callable[[str], Any]
) -> None:
    switch(running, {"kind": "failed_job", "operation": "POST /api/v2/flows/jobs", "times": 1})
    failed = upload(FLOW)
    assert (failed.status, "failed_job" in failed.messages[0].text) == ("Failure", True)
    assert sdk.ArchitectApi(client).get_flows().entities == []
    assert upload(FLOW).status == "Success"


def test_an_export_job_fails(running: Any, sdk: Any, client: Any, upload: Callable[[str], Any]) -> None:
    architect, flow = sdk.ArchitectApi(client), upload(FLOW).flow
    switch(running, {"kind": "failed_job", "operation": "*/export/jobs"})
    job = architect.post_flows_export_jobs({"flows": [{"flow": {"id": flow.id}}]})
    assert architect.get_flows_export_job(job.id).status == "Failure"


def test_a_flow_that_somebody_edits_is_not_published(
    running: Any, sdk: Any, client: Any, upload: Callable[[str], Any]
) -> None:
    upload(FLOW)
    locks = f"{running.url}/local/locks"
    assert requests.put(locks, json={"flow": "Nobody's", "by": "ada"}, timeout=5).status_code == 404
    requests.put(locks, json={"flow": "Plain", "by": "ada"}, timeout=5).raise_for_status()
    (listed,) = sdk.ArchitectApi(client).get_flows().entities
    assert listed.locked_user.name == "ada"
    assert "locked by another user: ada" in upload(FLOW).messages[0].text
    requests.put(locks, json={"flow": "Plain"}, timeout=5).raise_for_status()
    assert upload(FLOW).status == "Success"
