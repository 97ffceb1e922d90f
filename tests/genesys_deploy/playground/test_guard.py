"""Who is let in, and what is refused with which words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from tests.genesys_deploy.playground.conftest import Playing

RUN = {"flow": "twitter", "turns": [{"message": {"text": "hello"}}]}


@pytest.mark.parametrize("address", ["/", "/main.js", "/api/overview"])
def test_every_answer_forbids_what_the_page_does_not_need(playing: Playing, address: str) -> None:
    headers = playing.ask(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_the_page_names_no_other_address(playing: Playing) -> None:
    page = playing.ask("/").text
    files = set(re.findall(r'(?:src|href)="([^"]+)"', page))
    for name in sorted(files):
        answer = playing.ask(f"/{name}")
        assert answer.status_code == 200, name
        files |= set(re.findall(r'from "\./([^"]+)"', answer.text))
    for name in sorted(files):
        text = playing.ask(f"/{name}").text.replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text, name


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost", "evil.example:{port}", "0.0.0.0:{port}", ""],
)
def test_a_foreign_host_is_not_answered(playing: Playing, host: str) -> None:
    port = playing.url.rpartition(":")[2]
    headers = {"Host": host.format(port=port)}
    answer = requests.get(f"{playing.url}/api/overview", headers=headers, timeout=5)
    assert answer.status_code in ({400, 421} if host == "" else {421})
    assert "twitter" not in answer.text


def test_the_page_may_be_called_localhost(playing: Playing) -> None:
    port = playing.url.rpartition(":")[2]
    headers = {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"}
    assert requests.get(f"{playing.url}/api/overview", headers=headers, timeout=5).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1"]
)
def test_a_foreign_page_is_refused(playing: Playing, origin: str) -> None:
    port = playing.url.rpartition(":")[2]
    answer = playing.tell("/api/run", RUN, Origin=origin.format(port=port))
    assert answer.status_code == 403
    assert "may not use the playground" in answer.json()["error"]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_only_json_is_taken(playing: Playing, kind: str) -> None:
    answer = playing.tell("/api/run", RUN, **{"Content-Type": kind})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("method", "address", "status", "said"),
    [
        ("GET", "/api/run", 405, "POST only"),
        ("POST", "/api/overview", 405, "GET and HEAD only"),
        ("PUT", "/api/save", 405, "POST only"),
        ("GET", "/nothing.js", 404, "nothing at /nothing.js"),
        ("GET", "/../scenes.yaml", 404, "nothing at"),
        ("GET", "/%2e%2e/scenes.yaml", 404, "nothing at"),
        ("GET", "/..%5cscenes.yaml", 404, "nothing at"),
        ("GET", "/api/flow?flow=../../etc/passwd", 404, "there is no flow"),
        ("GET", "/api/flow?flow=twiter", 404, 'did you mean "twitter"?'),
        ("GET", "/api/flow?flow=twitter&depth=deep", 422, "one of: full, folded, overview"),
    ],
)
def test_addresses(playing: Playing, method: str, address: str, status: int, said: str) -> None:
    prepared = requests.Request(method, playing.url, json={} if method != "GET" else None).prepare()
    prepared.url = playing.url + address
    with requests.Session() as session:
        answer = session.send(prepared, timeout=5)
    assert answer.status_code == status
    told = answer.json()
    assert said in f"{told['error']} {told['hint']}"


MESSAGE = {"message": {"text": "hello"}}


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"", 400, "expected a value"),
        (b"\xff", 400, "UTF-8"),
        (b'{"flow": "twitter", "turns": [{"message": {"text": "\\ud800"}}]}', 400, "UTF-8"),
        (
            b'{"flow": "twitter", "turns": [{"message": {}, "world": {"Check Bot": {"a": 1e999}}}]}',
            400,
            "without end",
        ),
        (b"[" * 10_000, 400, "nested deeper"),
        ([], 400, "must be a mapping"),
        ({"flow": "twitter"}, 400, '"turns" is missing'),
        ({"flow": "twitter", "turns": []}, 422, "1 to 50 messages"),
        ({"flow": "twitter", "turns": [MESSAGE] * 51}, 422, "not 51"),
        ({"flow": "twitter", "turns": [{"message": {"txt": "x"}}]}, 400, 'did you mean "text"?'),
        ({"flow": "twitter", "turns": [{"message": {"text": 5}}]}, 400, "must be a text, not 5"),
        (
            {"flow": "twitter", "turns": [{**MESSAGE, "world": {"Chck Bot": "failure"}}]},
            422,
            'did you mean "Check Bot"?',
        ),
        (
            {"flow": "twitter", "turns": [{**MESSAGE, "world": {"Check Bot": "perhaps"}}]},
            400,
            "not an answer",
        ),
        ({"flow": "twitter", "turns": [{**MESSAGE, "world": {"Check Bot": "live"}}]}, 422, "--live URL"),
        ({"flow": "whatsapp", "turns": [{"message": {"handle": "@x"}}]}, 422, "takes no handle"),
        ({"flow": "nowhere", "turns": [MESSAGE]}, 404, "there are: twitter"),
        (b'{"flow": "' + b"x" * 300_000 + b'"}', 413, "at most 262144 bytes"),
    ],
)
def test_what_is_wrong_with_a_request_is_said(playing: Playing, body: Any, status: int, said: str) -> None:
    content = (
        {"data": body, "headers": {"Content-Type": "application/json"}}
        if isinstance(body, bytes)
        else {"json": body}
    )
    answer = requests.post(f"{playing.url}/api/run", **content, timeout=10)
    assert answer.status_code == status
    told = answer.json()
    assert said in f"{told['error']} {told['hint']}"
