"""What is sent again and what is not, with a platform that misbehaves on purpose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
import responses

from genesys_deploy.platform.errors import (
    Conflict,
    MissingPermission,
    NotInOrg,
    Outage,
    RateLimited,
    Refusal,
    UncertainWrite,
    UnexpectedAnswer,
    Unreachable,
    WrongCredentials,
)
from genesys_deploy.platform.exchange import Call
from genesys_deploy.platform.patience import RetryBudget
from genesys_deploy.platform.transport import Transport

if TYPE_CHECKING:
    from tests.genesys_deploy.platform.conftest import FakeTime

URL = "https://api.mypurecloud.ie/api/v2/things"
READ, WRITE = Call("GET", URL), Call("POST", URL, body={"name": "x"})
REPEATABLE_WRITE = Call("PUT", URL, content=b"text", marked_repeatable=True)
LOST = requests.ConnectionError("('Connection aborted.', RemoteDisconnected())")
SILENT = requests.ReadTimeout("read timed out")


def never_connected() -> requests.ConnectionError:
    class NewConnectionError(Exception):
        pass

    reason = Exception()
    reason.reason = NewConnectionError()  # type: ignore[attr-defined]
    return requests.ConnectionError(reason)


def answers(platform: responses.RequestsMock, call: Call, *given: Any) -> None:
    for answer in given:
        if isinstance(answer, Exception):
            platform.add(call.method, URL, body=answer)
        else:
            status, headers = answer if isinstance(answer, tuple) else (answer, {})
            platform.add(call.method, URL, json={"message": "told"}, status=status, headers=headers)


@pytest.mark.parametrize(
    ("call", "given"),
    [
        (READ, [200]),
        (READ, [LOST, 200]),
        (READ, [SILENT, 200]),
        (READ, [500, 200]),
        (READ, [503, 503, 200]),
        (READ, [429, 200]),
        (WRITE, [200]),
        (WRITE, [429, 429, 200]),
        (WRITE, [never_connected(), 200]),
        (WRITE, [requests.ConnectTimeout(), 200]),
        (REPEATABLE_WRITE, [LOST, 200]),
        (REPEATABLE_WRITE, [502, 200]),
    ],
)
def test_what_is_safe_is_sent_again(
    transport: Transport, platform: responses.RequestsMock, call: Call, given: list[Any]
) -> None:
    answers(platform, call, *given)
    assert transport.send(call).status == 200
    assert len(platform.calls) == len(given)


@pytest.mark.parametrize("given", [LOST, SILENT, 500, 502, 503, 504])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_write_that_may_have_been_done_is_never_sent_again(
    transport: Transport, platform: responses.RequestsMock, method: str, given: Any
) -> None:
    call = Call(method, URL, body={})
    answers(platform, call, given, 200)
    with pytest.raises(UncertainWrite, match="whether it was done is not known"):
        transport.send(call)
    assert len(platform.calls) == 1


@pytest.mark.parametrize(
    ("call", "given", "error"),
    [
        (READ, [LOST] * 3, Unreachable),
        (READ, [500] * 3, Outage),
        (WRITE, [never_connected() for _ in range(3)], Unreachable),
        (READ, [requests.exceptions.SSLError("CERTIFICATE_VERIFY_FAILED")], Unreachable),
        (READ, [requests.exceptions.ProxyError(never_connected().args[0])], Unreachable),
    ],
)
def test_it_gives_up(
    transport: Transport,
    platform: responses.RequestsMock,
    call: Call,
    given: list[Any],
    error: type[Exception],
) -> None:
    answers(platform, call, *given)
    with pytest.raises(error):
        transport.send(call)
    assert len(platform.calls) == len(given)


def test_it_waits_as_long_as_the_org_asks(
    transport: Transport, platform: responses.RequestsMock, fake_time: FakeTime
) -> None:
    answers(platform, WRITE, (429, {"Retry-After": "7"}), (429, {"Retry-After": "3"}), 200)
    transport.send(WRITE)
    assert fake_time.slept == [7, 3]


@pytest.mark.parametrize(
    ("asked", "waits"),
    [("61", []), ("40", [40.0]), ("25", [25.0, 25.0])],
)
def test_it_does_not_wait_for_longer_than_it_may(
    transport: Transport,
    platform: responses.RequestsMock,
    fake_time: FakeTime,
    asked: str,
    waits: list[float],
) -> None:
    answers(platform, READ, *[(429, {"Retry-After": asked})] * 5)
    with pytest.raises(RateLimited, match="told"):
        transport.send(READ)
    assert fake_time.slept == waits


def test_without_being_told_it_waits_longer_each_time(
    platform: responses.RequestsMock, fake_time: FakeTime
) -> None:
    transport = Transport(budget=RetryBudget(seconds=20), clock=fake_time.clock)
    answers(platform, READ, *[429] * 20)
    with pytest.raises(RateLimited):
        transport.send(READ)
    assert fake_time.slept == sorted(fake_time.slept)
    assert sum(fake_time.slept) <= 20
    transport.close()


@pytest.mark.parametrize(
    ("told", "error", "words"),
    [
        ((400, {"message": "Name is too long."}), Refusal, "refused with 400: Name is too long"),
        ((401, {"message": "No bearer token"}), WrongCredentials, "GENESYSCLOUD_OAUTHCLIENT_SECRET"),
        (
            (403, {"message": "You are missing the following permission(s): routing:queue:add"}),
            MissingPermission,
            "lacks routing:queue:add",
        ),
        (
            (403, {"message": "You must have at least one of: architect:flow:view, architect:flow:search"}),
            MissingPermission,
            "lacks architect:flow:view, architect:flow:search",
        ),
        ((404, {"message": "no such thing"}), NotInOrg, "no such thing"),
        ((409, {"message": "it is there already"}), Conflict, "it is there already"),
        ((400, {"message": "it is taken", "code": "duplicate.name"}), Conflict, "it is taken"),
        (
            (
                400,
                {
                    "message": "Missing",
                    "details": [{"fieldName": "name", "errorCode": "required"}],
                    "contextId": "c-1",
                },
            ),
            Refusal,
            "(name required) [correlation id c-1]",
        ),
    ],
)
def test_a_refusal_says_what_the_org_said(
    transport: Transport,
    platform: responses.RequestsMock,
    told: tuple[int, dict[str, Any]],
    error: type[Exception],
    words: str,
) -> None:
    status, body = told
    platform.add("POST", URL, json=body, status=status)
    with pytest.raises(error) as caught:
        transport.send(WRITE)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (("<html>Sign in</html>", "text/html"), "a web page"),
        (("", "text/plain"), "nothing"),
        (("hello", "text/plain; charset=utf-8"), "text/plain"),
    ],
)
@pytest.mark.parametrize("status", [200, 302, 404])
def test_something_else_that_answers_is_told_from_an_org(
    transport: Transport, platform: responses.RequestsMock, status: int, page: tuple[str, str], words: str
) -> None:
    body, kind = page
    platform.get(URL, body=body, status=status, content_type=kind)
    with pytest.raises(UnexpectedAnswer, match=words):
        transport.send(READ).json()


def test_a_byte_order_mark_is_no_reason_to_lose_the_answer(
    transport: Transport, platform: responses.RequestsMock
) -> None:
    platform.get(URL, body=b"\xef\xbb\xbf" + json.dumps({"id": "1"}).encode())
    assert transport.send(READ).json() == {"id": "1"}


def test_a_password_file_does_not_replace_the_token(
    transport: Transport,
    platform: responses.RequestsMock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine api.mypurecloud.ie login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    answers(platform, READ, 200)
    transport.send(Call("GET", URL, {"Authorization": "Bearer token"}))
    assert platform.calls[0].request.headers["Authorization"] == "Bearer token"


def test_text_is_sent_with_the_given_headers_and_no_token(
    transport: Transport, platform: responses.RequestsMock
) -> None:
    answers(platform, REPEATABLE_WRITE, 200)
    transport.send(Call("PUT", URL, {"x-amz-meta": "1"}, content="säule".encode()))
    sent = platform.calls[0].request
    assert sent.body == "säule".encode()
    assert sent.headers["x-amz-meta"] == "1"
    assert "Authorization" not in sent.headers
    assert "Content-Type" not in sent.headers


def test_an_error_shows_neither_the_signature_nor_the_token(
    transport: Transport, platform: responses.RequestsMock
) -> None:
    platform.put(URL, json={"message": "no"}, status=403)
    call = Call("PUT", f"{URL}?X-Amz-Signature=hunter2", {"Authorization": "Bearer hunter3"}, content=b"")
    with pytest.raises(MissingPermission) as caught:
        transport.send(call)
    assert "hunter" not in str(caught.value)
    assert "hunter3" not in repr(call)
