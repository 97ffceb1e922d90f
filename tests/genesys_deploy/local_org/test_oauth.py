"""Logging in with client credentials, as the SDK does it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import requests

from genesys_deploy.local_org.http.exchange import Request
from genesys_deploy.local_org.http.oauth import Token, authorize
from genesys_deploy.local_org.http.rate_limit import RateLimit
from genesys_deploy.local_org.http.refusal import Refusal
from genesys_deploy.local_org.org import Org
from genesys_deploy.local_org.server import serve
from genesys_deploy.local_org.settings import OAuthClient, OrgSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.local_org.server import RunningOrg


def test_the_token_says_how_long_it_lives(running: RunningOrg) -> None:
    form = {"grant_type": "client_credentials"}
    answer = requests.post(
        f"{running.url}/oauth/token", data=form, auth=("local-client", "local-secret"), timeout=5
    )
    assert answer.json()["expires_in"] == 86_400
    assert answer.json()["token_type"] == "bearer"


@pytest.mark.parametrize("secret", ["", "wrong", "local-secret "])
def test_wrong_credentials_are_an_invalid_client(sdk: Any, log_in: Callable[..., Any], secret: str) -> None:
    with pytest.raises(sdk.rest.ApiException) as refused:
        log_in(secret=secret)
    assert refused.value.status == 400
    assert json.loads(refused.value.body)["error"] == "invalid_client"


def test_who_am_i(sdk: Any, client: Any) -> None:
    token = sdk.TokensApi(client).get_tokens_me()
    assert token.o_auth_client.name == "Local client"
    organization = sdk.OrganizationApi(client).get_organizations_me()
    assert (organization.id, organization.default_country_code) == (token.organization.id, "US")


def test_a_token_given_back_is_worth_nothing(sdk: Any, client: Any) -> None:
    sdk.TokensApi(client).delete_tokens_me()
    with pytest.raises(sdk.rest.ApiException) as refused:
        sdk.TokensApi(client).get_tokens_me()
    assert refused.value.status == 401


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({}, "authentication.required"),
        ({"Authorization": "Bearer nonsense"}, "bad.credentials"),
        ({"Authorization": "Basic bG9jYWw6bG9jYWw="}, "authentication.required"),
    ],
)
def test_a_call_without_a_good_token(running: RunningOrg, header: dict[str, str], code: str) -> None:
    answer = requests.get(f"{running.url}/api/v2/organizations/me", headers=header, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (401, code)


def test_a_token_expires() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    clock = [now]
    org = Org(clock=lambda: clock[0])
    org.table(Token).put(Token(id="t", client_id="local-client", expires=now + timedelta(seconds=60)))
    assert authorize(org, "Bearer t").client_id == "local-client"
    clock[0] = now + timedelta(seconds=60)
    with pytest.raises(Refusal, match=r"401 bad\.credentials"):
        authorize(org, "Bearer t")


def test_a_token_of_a_client_that_is_gone() -> None:
    org = Org()
    org.table(Token).put(Token(id="t", client_id="gone", expires=org.now() + timedelta(days=1)))
    with pytest.raises(Refusal, match=r"401 bad\.credentials"):
        authorize(org, "Bearer t")


def test_a_token_has_its_share_of_a_minute() -> None:
    clock = [datetime(2026, 1, 1, tzinfo=UTC)]
    limit = RateLimit(2, lambda: clock[0])
    limit.count("a")
    clock[0] += timedelta(seconds=20)
    limit.count("a")
    limit.count("b")
    with pytest.raises(Refusal) as refused:
        limit.count("a")
    assert (refused.value.status, refused.value.headers) == (429, {"Retry-After": "40"})
    clock[0] += timedelta(seconds=40)
    limit.count("a")


def test_too_many_requests_over_http() -> None:
    with serve(settings=replace(OrgSettings(), requests_per_minute=2)) as running:
        form = {"grant_type": "client_credentials"}
        login = requests.post(
            f"{running.url}/oauth/token", data=form, auth=("local-client", "local-secret"), timeout=5
        )
        admitted = {"Authorization": f"Bearer {login.json()['access_token']}"}
        url = f"{running.url}/api/v2/organizations/me"
        answers = [requests.get(url, headers=admitted, timeout=5).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_a_missing_permission_is_named(sdk: Any) -> None:
    reader = OAuthClient("reader", "secret", permissions=frozenset({"routing:queue:view"}))
    with serve(settings=replace(OrgSettings(), clients=(reader,))) as running:
        client = sdk.ApiClient(host=running.url).get_client_credentials_token("reader", "secret")
        routing = sdk.RoutingApi(client)
        assert routing.get_routing_queues().total == 0
        with pytest.raises(sdk.rest.ApiException) as refused:
            routing.post_routing_queues({"name": "A"})
    body = json.loads(refused.value.body)
    assert (refused.value.status, body["code"]) == (403, "missing.permissions")
    assert "routing:queue:add" in body["message"]


def test_secrets_are_not_shown() -> None:
    assert "local-secret" not in repr(OrgSettings())
    assert Request("GET", {}, {}, {}).raw_body == b""
