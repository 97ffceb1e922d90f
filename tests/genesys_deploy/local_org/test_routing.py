"""Queues, skills and languages, driven by the official SDK."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from genesys_deploy.local_org.server import RunningOrg


@pytest.fixture
def routing(sdk: Any, client: Any) -> Any:
    return sdk.RoutingApi(client)


def test_a_queue_from_creation_to_deletion(sdk: Any, routing: Any) -> None:
    queue = routing.post_routing_queues({"name": "VIP"})
    assert (queue.name, queue.division.name) == ("VIP", "Home")
    renamed = routing.put_routing_queue(queue.id, {"name": "VIP 2", "description": "for the best"})
    assert (renamed.id, renamed.description) == (queue.id, "for the best")
    assert [found.id for found in routing.get_routing_queues(name="vip 2").entities] == [queue.id]
    routing.delete_routing_queue(queue.id)
    with pytest.raises(sdk.rest.ApiException) as gone:
        routing.get_routing_queue(queue.id)
    assert (gone.value.status, json.loads(gone.value.body)["code"]) == (404, "not.found")


def test_what_the_org_does_not_know_of_a_queue_is_kept(client: Any, routing: Any) -> None:
    body = {
        "name": "VIP",
        "outboundEmailAddress": {"domain": {"id": "d"}},
        "agentOwnedRouting": {"maxOwnedCallbackHours": 3},
    }
    queue = routing.post_routing_queues(body)
    answer = client.call_api(
        f"/api/v2/routing/queues/{queue.id}", "GET", response_type="object", auth_settings=["PureCloud OAuth"]
    )
    assert {name: answer[name] for name in body} == body


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "required.field.missing"),
        ({"name": " "}, "required.field.missing"),
        ({"name": "a"}, "duplicate.name"),
    ],
)
def test_a_queue_needs_a_name_of_its_own(sdk: Any, routing: Any, body: dict[str, str], code: str) -> None:
    routing.post_routing_queues({"name": "A"})
    with pytest.raises(sdk.rest.ApiException) as refused:
        routing.post_routing_queues(body)
    assert (refused.value.status, json.loads(refused.value.body)["code"]) == (400, code)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("Bot", []),
        ("bot_disposal", ["Bot_Disposal"]),
        ("bot*", ["Bot_Disposal"]),
        ("*queue", ["Guest_Queue", "VIP_Queue"]),
        ("*i*", ["Bot_Disposal", "VIP_Queue"]),
    ],
)
def test_queues_are_found_by_name_with_asterisks(routing: Any, pattern: str, found: list[str]) -> None:
    for name in ("VIP_Queue", "Bot_Disposal", "Guest_Queue"):
        routing.post_routing_queues({"name": name})
    assert [queue.name for queue in routing.get_routing_queues(name=pattern).entities] == found


def test_lists_come_in_pages(routing: Any) -> None:
    for number in range(7):
        routing.post_routing_queues({"name": f"Q{number}"})
    first = routing.get_routing_queues(page_size=3)
    last = routing.get_routing_queues(page_size=3, page_number=3)
    assert (first.total, first.page_count, [queue.name for queue in first.entities]) == (
        7,
        3,
        ["Q0", "Q1", "Q2"],
    )
    assert [queue.name for queue in last.entities] == ["Q6"]
    assert first.next_uri == "/api/v2/routing/queues?pageSize=3&pageNumber=2"
    assert last.next_uri is None


@pytest.mark.parametrize("joined", [True, False])
def test_list_parameters_come_joined_or_repeated(
    running: RunningOrg, client: Any, routing: Any, joined: bool
) -> None:
    wanted = [routing.post_routing_queues({"name": name}).id for name in "AB"]
    routing.post_routing_queues({"name": "C"})
    answer = requests.get(
        f"{running.url}/api/v2/routing/queues",
        params={"id": ",".join(wanted) if joined else wanted},
        headers={"Authorization": f"Bearer {client.access_token}"},
        timeout=5,
    )
    assert [queue["id"] for queue in answer.json()["entities"]] == wanted


def test_skills_and_languages(sdk: Any, routing: Any) -> None:
    skill = routing.post_routing_skills({"name": "New Customer"})
    language = routing.post_routing_languages({"name": "en-US"})
    assert [found.id for found in routing.get_routing_skills(name="New").entities] == [skill.id]
    assert [found.id for found in routing.get_routing_languages(name="en").entities] == [language.id]
    for create, name in (
        (routing.post_routing_skills, "new customer"),
        (routing.post_routing_languages, "EN-us"),
    ):
        with pytest.raises(sdk.rest.ApiException) as refused:
            create({"name": name})
        assert (refused.value.status, json.loads(refused.value.body)["code"]) == (409, "general.conflict")
    routing.delete_routing_skill(skill.id)
    routing.delete_routing_language(language.id)
    assert routing.get_routing_skills().total == routing.get_routing_languages().total == 0


def test_an_operation_that_is_not_answered_says_so(running: RunningOrg) -> None:
    answer = requests.get(f"{running.url}/api/v2/routing/wrapupcodes", timeout=5)
    assert answer.status_code == 404
    assert answer.json()["code"] == "not.found"
    assert "does not answer GET /api/v2/routing/wrapupcodes" in answer.json()["message"]


def test_a_method_that_is_not_answered_says_which_are(running: RunningOrg) -> None:
    answer = requests.patch(f"{running.url}/api/v2/routing/queues", json={}, timeout=5)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")


@pytest.mark.parametrize("body", ["{", '"x"', "[1]", b"\xff\xfe"])
def test_a_body_that_is_no_object_is_a_bad_request(running: RunningOrg, client: Any, body: str) -> None:
    headers = {"Authorization": f"Bearer {client.access_token}", "Content-Type": "application/json"}
    answer = requests.post(f"{running.url}/api/v2/routing/queues", data=body, headers=headers, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad.request")


def test_a_queue_is_moved_to_another_division(sdk: Any, client: Any, routing: Any) -> None:
    division = sdk.AuthorizationApi(client).post_authorization_divisions({"name": "D", "description": ""}).id
    queue = routing.post_routing_queues({"name": "VIP"}).id
    objects = sdk.ObjectsApi(client)
    objects.post_authorization_division_object(division, "QUEUE", [queue])
    assert routing.get_routing_queue(queue).division.name == "D"
    for kind, moved in (("QUEUE", "nobody"), ("TEAPOT", queue)):
        with pytest.raises(sdk.rest.ApiException):
            objects.post_authorization_division_object(division, kind, [moved])
