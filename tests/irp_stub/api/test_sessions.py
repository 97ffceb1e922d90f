"""A steward's session: what it may, how it ends, and who cannot use it."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
import requests

from irp_stub.api.endpoints import ROUTES
from irp_stub.guard.keys import Scope
from irp_stub.guard.sessions import LONGEST, Sessions
from tests.irp_stub.conftest import KEY

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served, Starter


class Console:
    """A browser's side: a cookie, and the token that the page holds."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        self.token = ""

    def sign_in(self, key: str = KEY, **headers: str) -> requests.Response:
        answer = self.ask("POST", "/api/v1/session", {"key": key}, headers=headers)
        self.token = answer.json().get("csrf_token", "")
        return answer

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> requests.Response:  # fmt: skip
        return self.session.request(method, self.url + path, json=body, headers=headers, timeout=20)

    def write(self, method: str, path: str, body: Any = None, **headers: str) -> requests.Response:
        return self.ask(method, path, body, {"X-CSRF-Token": self.token, "Origin": self.url, **headers})


@pytest.fixture
def console(sample: Served) -> Console:
    console = Console(sample.url)
    assert console.sign_in(Origin=sample.url).status_code == 201
    return console


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(sample: Served) -> None:
    console = Console(sample.url)
    plain = console.sign_in().headers["set-cookie"]
    assert plain.startswith("irp_session=")
    assert {"Path=/", "HttpOnly", "SameSite=Strict", "Max-Age=28800"} <= set(plain.split("; "))
    assert KEY not in plain
    host = sample.url.removeprefix("http://")
    secure = console.sign_in(Origin=f"https://{host}").headers["set-cookie"]
    assert secure.startswith("__Host-irp_session=")
    assert secure.endswith("; Secure")


def test_a_session_reads_and_writes_with_its_token(console: Console) -> None:
    assert console.ask("GET", "/api/v1/reviews").status_code == 200
    state = console.ask("GET", "/api/v1/session").json()
    assert (state["key_id"], state["csrf_token"]) == ("environment", console.token)
    assert console.write("POST", "/api/v1/customers/search", {"text": "x"}).status_code == 200


FOREIGN = [
    ({}, "no token"),
    ({"X-CSRF-Token": ""}, "an empty token"),
    ({"X-CSRF-Token": "x" * 43}, "another token"),
]


@pytest.mark.parametrize(("headers", "what"), FOREIGN)
def test_a_write_without_the_token_is_refused(console: Console, headers: dict[str, str], what: str) -> None:
    refused = console.ask("POST", "/api/v1/merges/m_none/undo", {}, headers)
    assert (refused.status_code, "X-CSRF-Token" in refused.json()["detail"]) == (403, True), what


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
def test_another_sites_page_is_refused(console: Console, headers: dict[str, str]) -> None:
    assert console.write("POST", "/api/v1/customers/search", {"text": "x"}, **headers).status_code == 403
    assert console.ask("GET", "/api/v1/reviews", headers=headers).status_code == 403
    assert console.sign_in(**headers).status_code == 403


KEYED = [route for route in ROUTES if route.scope]


@pytest.mark.parametrize("route", KEYED, ids=lambda route: route.name)
def test_a_session_may_what_a_steward_may_and_nothing_else(console: Console, route: Any) -> None:
    path = route.path
    for name in ("customer_id", "other_id", "review_id", "decision_id", "merge_id", "lead_id"):
        path = path.replace(f"{{{name}}}", "none")
    status = console.write(route.method, path, {} if route.request else None).status_code
    assert (status == 403) == (route.scope is not Scope.STEWARD), status


def test_signed_out_is_signed_out_for_whoever_holds_the_cookie(console: Console) -> None:
    thief = Console(console.url)
    thief.session.cookies.update(console.session.cookies)
    assert thief.ask("GET", "/api/v1/reviews").status_code == 200
    ended = console.write("DELETE", "/api/v1/session")
    assert ended.json() == {"ended": True}
    assert "Max-Age=0" in ended.headers["set-cookie"]
    refused = thief.ask("GET", "/api/v1/reviews")
    assert (refused.status_code, refused.json()["detail"]) == (401, "the session has ended; sign in again")


def test_a_key_needs_no_session(sample: Served) -> None:
    state = sample.get("/api/v1/session").json()
    assert (state["key_id"], state["csrf_token"], state["expires_at"]) == ("environment", None, None)
    ended = sample.session.delete(f"{sample.url}/api/v1/session", timeout=20)
    assert ended.json() == {"ended": False}


@pytest.mark.parametrize(
    "path", ["/api/v1/reviews", "/api/v1/session", "/api/v1/customers/CRM_987654321/graph"]
)
def test_no_cache_keeps_what_stewards_see(console: Console, path: str) -> None:
    headers = console.ask("GET", path).headers
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")


def made_key(start: Starter, *scopes: str) -> tuple[str, str]:
    """Id and secret."""
    command = [sys.executable, "-m", "irp_stub", "key", "create", "Stella"]
    command += ["--store", f"sqlite:{start.folder / 'irp.db'}"]
    command += [part for scope in scopes for part in ("--scope", scope)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    key_id, secret = (line.split()[1] for line in done.stdout.splitlines())
    return key_id, secret


def test_who_decided_is_in_the_history_by_the_key_that_signed_in(start: Starter) -> None:
    start("--sample").stop()
    key_id, secret = made_key(start, "steward")
    served = start("--sample")
    review_id = served.resolve(channel="twitter", user_id="777", handle="paypa1_support")["review_id"]
    console = Console(served.url)
    assert console.sign_in(secret).json()["name"] == "Stella"
    console.write("POST", f"/api/v1/reviews/{review_id}/decision", {"decision": "reject"})
    events = served.get("/api/v1/customers/CRM_200000004/history").json()["events"]
    assert (events[0]["action"], events[0]["actor"]) == ("review reject", key_id)


def test_wrong_keys_are_few_a_minute_and_not_logged(start: Starter) -> None:
    start("--sample").stop()
    _, resolver = made_key(start, "resolve")
    served = start("--sample")
    console = Console(served.url)
    assert console.sign_in(resolver).status_code == 403
    statuses = [console.sign_in(f"wrong-{number}").status_code for number in range(11)]
    assert statuses == [401] * 9 + [429] * 2
    refused = console.sign_in()
    assert (refused.status_code, 0 < int(refused.headers["retry-after"]) <= 60) == (429, True)
    log = start.log()
    assert log.count("sign_in_refused") == 10
    assert "wrong-" not in log
    assert served.get("/api/v1/reviews").status_code == 200


def test_signing_in_anew_ends_the_session_before(sample: Served) -> None:
    console = Console(sample.url)
    console.sign_in()
    former = Console(sample.url)
    former.session.cookies.update(console.session.cookies)
    console.sign_in()
    assert former.ask("GET", "/api/v1/reviews").status_code == 401
    assert console.ask("GET", "/api/v1/reviews").status_code == 200


def test_a_session_ends_with_its_key(start: Starter) -> None:
    start("--sample").stop()
    key_id, secret = made_key(start, "steward")
    served = start("--sample")
    console = Console(served.url)
    console.sign_in(secret)
    assert console.ask("GET", "/api/v1/reviews").status_code == 200
    command = [sys.executable, "-m", "irp_stub", "key", "revoke", key_id]
    subprocess.run([*command, "--store", f"sqlite:{start.folder / 'irp.db'}"], check=True, timeout=30)
    deadline = time.monotonic() + 30
    while console.ask("GET", "/api/v1/reviews").status_code == 200:
        assert time.monotonic() < deadline
    assert console.ask("GET", "/api/v1/reviews").status_code == 401


def test_no_log_names_anybody_that_stewards_look_at(start: Starter) -> None:
    served = start("--sample", "--access-log")
    review_id = served.resolve(channel="twitter", user_id="779", handle="paypa1_support")["review_id"]
    console = Console(served.url)
    console.sign_in()
    for text in ("paypal_support", "john.doe@doe-family.net", "123456789"):
        assert console.write("POST", "/api/v1/customers/search", {"text": text}).json()["customers"]
    console.ask("GET", f"/api/v1/reviews/{review_id}")
    console.ask("GET", "/api/v1/customers/CRM_200000004/graph")
    console.write("POST", f"/api/v1/reviews/{review_id}/decision", {"decision": "reject"})
    served.get("/healthz")  # a line is written after its answer, and before the next request is looked at
    log = start.log()
    assert all(name in log for name in ("customer-search", "sign-in", "review-decision"))
    assert [name for name in ("paypa", "doe", "123456789", "CRM_", console.token, KEY) if name in log] == []


def test_a_session_ends_idle_and_after_a_day_however_busy() -> None:
    sessions = Sessions(idle=60.0)
    token, session = sessions.begin("k", 0.0)
    assert sessions.ends_at(session) == 60.0
    assert sessions.find(token, 59.0) is not None
    assert sessions.find(token, 118.0) is not None
    assert sessions.find(token, 178.0) is None
    token, _ = sessions.begin("k", 0.0)
    seen = [sessions.find(token, float(at)) is not None for at in range(0, int(LONGEST) + 50, 50)]
    assert seen.index(False) == LONGEST / 50
    assert sessions.find("another", 0.0) is None


def test_many_forgotten_sessions_do_not_fill_the_memory() -> None:
    sessions = Sessions(idle=60.0)
    for _ in range(50):
        sessions.begin("k", 0.0)
    token, _ = sessions.begin("k", 100.0)
    assert sessions.find(token, 100.0)
    assert len(sessions._sessions) == 1
