"""Logging in and calling through the SDK's own classes."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
import requests
import responses

from genesys_deploy.platform.client import Client
from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.errors import (
    MissingCredentials,
    RateLimited,
    UnexpectedAnswer,
    UnknownRegion,
    Unreachable,
    WrongCredentials,
)
from genesys_deploy.platform.region import api_host
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Secret

LOGIN = "https://login.mypurecloud.ie/oauth/token"
SKILLS = "https://api.mypurecloud.ie/api/v2/routing/skills"
Tokens = Callable[[str], None]
HOSTS = {"us_east_1": "https://api.mypurecloud.com", "us_west_2": "https://api.usw2.pure.cloud"}


@pytest.fixture
def client(transport: Transport, credentials: Credentials, tokens: Tokens) -> Client:
    tokens("first")
    client = Client(credentials, transport)
    client.log_in()
    return client


def test_the_login_goes_to_the_region_with_the_clients_secret(
    client: Client, platform: responses.RequestsMock
) -> None:
    (login,) = platform.calls
    assert login.request.url == LOGIN
    assert login.request.body == "grant_type=client_credentials"
    scheme, _, encoded = login.request.headers["Authorization"].partition(" ")
    assert (scheme, base64.b64decode(encoded)) == ("Basic", b"client:hunter2")
    assert client.host == "https://api.mypurecloud.ie"


def test_calls_carry_the_token_and_answers_are_whole(
    client: Client, platform: responses.RequestsMock
) -> None:
    told = {"entities": [{"id": "1", "name": "x", "state": "NEWFANGLED", "unheardOf": [1]}], "pageCount": 1}
    platform.get(SKILLS, json=told)
    assert client.api("RoutingApi").get_routing_skills(page_size=500, name="x y") == told
    call = platform.calls[-1].request
    assert call.headers["Authorization"] == "Bearer first"
    assert call.url == f"{SKILLS}?pageSize=500&name=x+y"


def test_an_expired_token_is_replaced_and_the_call_repeated_once(
    client: Client, platform: responses.RequestsMock, tokens: Tokens
) -> None:
    platform.reset()
    platform.post(SKILLS, json={"message": "expired"}, status=401)
    platform.post(SKILLS, json={"id": "1", "name": "x"})
    tokens("second")
    assert client.api("RoutingApi").post_routing_skills({"name": "x"}) == {"id": "1", "name": "x"}
    sent = [call.request.headers["Authorization"].split()[1] for call in platform.calls]
    assert sent[0] == "first"
    assert sent[2] == "second"
    assert len(sent) == 3


def test_a_token_that_is_never_accepted_is_an_error(client: Client, platform: responses.RequestsMock) -> None:
    platform.get(SKILLS, json={"message": "bad token"}, status=401)
    with pytest.raises(WrongCredentials, match="bad token"):
        client.api("RoutingApi").get_routing_skills()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            {"json": {"error": "invalid_client", "error_description": "client not found"}, "status": 400},
            (WrongCredentials, "does not accept the OAuth client: client not found"),
        ),
        ({"json": {"error": "invalid_client"}, "status": 401}, (WrongCredentials, "invalid_client")),
        (
            {
                "json": {"error": "invalid_request", "error_description": "rate limit exceeded"},
                "status": 400,
                "headers": {"Retry-After": "600"},
            },
            (RateLimited, "limits logins"),
        ),
        ({"body": "<html></html>", "content_type": "text/html"}, (UnexpectedAnswer, "a web page")),
        (
            {"body": "<html></html>", "content_type": "text/html", "status": 404},
            (UnexpectedAnswer, "a web page"),
        ),
        ({"json": {"token": "x"}}, (UnexpectedAnswer, "instead of a token")),
        ({"body": requests.exceptions.SSLError("CERTIFICATE_VERIFY_FAILED")}, (Unreachable, "certificate")),
    ],
)
def test_a_login_that_fails_says_why(
    transport: Transport,
    credentials: Credentials,
    platform: responses.RequestsMock,
    answer: dict[str, object],
    expected: tuple[type[Exception], str],
) -> None:
    error, words = expected
    platform.add("POST", LOGIN, **answer)  # type: ignore[arg-type]
    with pytest.raises(error) as caught:
        Client(credentials, transport).log_in()
    assert words in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_credentials_that_cannot_be_any(transport: Transport) -> None:
    with pytest.raises(WrongCredentials, match="characters"):
        Client(Credentials("clïent", Secret("x"), "eu-west-1"), transport).log_in()


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("us-east-1", "https://api.mypurecloud.com"),
        ("US_WEST_2", "https://api.usw2.pure.cloud"),
        ("mypurecloud.com", "https://api.mypurecloud.com"),
        ("usw2.pure.cloud", "https://api.usw2.pure.cloud"),
        ("api.mypurecloud.com", "https://api.mypurecloud.com"),
        ("https://api.mypurecloud.com/", "https://api.mypurecloud.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.0.0.1:8080/platform", "http://127.0.0.1:8080"),
    ],
)
def test_a_region_is_known_by_many_names(region: str, host: str) -> None:
    assert api_host(region, HOSTS) == host


@pytest.mark.parametrize("region", ["mars", "us-east", "ftp://api.mypurecloud.com", "http://", ""])
def test_an_unknown_region_is_answered_with_the_known_ones(region: str) -> None:
    with pytest.raises(UnknownRegion, match="us-east-1, us-west-2"):
        api_host(region, HOSTS)


def test_all_missing_credentials_are_named_at_once() -> None:
    with pytest.raises(MissingCredentials) as caught:
        Credentials.from_environment({"GENESYSCLOUD_OAUTHCLIENT_ID": "a", "GENESYSCLOUD_REGION": " "})
    assert "GENESYSCLOUD_OAUTHCLIENT_SECRET, GENESYSCLOUD_REGION are not set" in str(caught.value)


def test_credentials_come_from_the_environment() -> None:
    environment = {
        "GENESYSCLOUD_OAUTHCLIENT_ID": "a",
        "GENESYSCLOUD_OAUTHCLIENT_SECRET": "hunter2",
        "GENESYSCLOUD_REGION": "eu-west-1",
    }
    credentials = Credentials.from_environment(environment)
    assert (credentials.client_id, credentials.region) == ("a", "eu-west-1")
    assert credentials.client_secret.reveal() == "hunter2"
    assert "hunter2" not in repr(credentials)
    assert Credentials.from_environment(environment, "http://127.0.0.1:1").region == "http://127.0.0.1:1"
