"""Orgs that do not answer as an org does, and clients that they do not let in: one clear message, nothing changed."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.bundle import check
from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.contents import contents_of
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.deploy.health.permissions import Role, needed_permissions
from genesys_deploy.local_org.http.faults import Fault, FaultKind
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.local_org.settings import OAuthClient, OrgSettings
from genesys_deploy.platform import Credentials, connect, transport
from genesys_deploy.platform.patience import RetryBudget
from genesys_deploy.resources import Secret
from genesys_deploy.source.locate import find_project
from tests.genesys_deploy.cli.conftest import PASSWORD, Cli, Ran

COMMANDS = (
    ("plan",),
    ("apply",),
    ("drift",),
    ("releases",),
    ("rollback", "--yes"),
    ("unlock", "--reason", "tidying"),
    ("destroy", "--yes"),
    ("import", "--yes"),
    ("pull", "never-written"),
    ("doctor",),
)
WITHOUT_PROJECT = frozenset({"pull"})
PLAN, APPLY = COMMANDS[0], COMMANDS[1]
LINES = 4
"""A message, and what to do."""
PROJECT = find_project()
RESOURCES = contents_of(build_bundle(PROJECT, load_settings(PROJECT)), None).resources
PAGE = b"<html><body>Maintenance</body></html>"


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries without waiting, answers within a moment, and no checks of the project, which are not the point here."""
    monkeypatch.setattr(check, "refuse_faults", lambda _: None)
    timeouts = transport.Timeouts(connect=1.0, answer=0.3)
    monkeypatch.setattr(transport, "RetryBudget", partial(RetryBudget, first_delay=0.0))
    monkeypatch.setattr(transport, "Timeouts", lambda *_, **__: timeouts)


def each(kinds: Iterable[str], *everywhere: str) -> list[Any]:
    """Every kind with a plan, some with every command."""
    return [
        pytest.param(kind, arguments, id=f"{kind}-{arguments[0]}")
        for kind in kinds
        for arguments in (COMMANDS if kind in everywhere else [PLAN])
    ]


def told(ran: Ran, arguments: tuple[str, ...]) -> str:
    """The one message: what a command says on its error output, what doctor says of the org."""
    if arguments[0] != "doctor":
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("error: ")
        assert len(ran.err.splitlines()) <= LINES
        return ran.err
    assert ran.code == 2
    lines = ran.out.splitlines()
    return "\n".join(line for line in lines if line.startswith(("✗ org", "✗ permissions", "    ")))


Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def answering(*answers: Answer) -> Iterator[str]:
    """A server that gives these answers in turn, the last over and over."""
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *arguments: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def nobody() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    yield address


@contextmanager
def silent() -> Iterator[str]:
    """Takes connections, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def accepting(then: Callable[[socket.socket], None], scheme: str = "http") -> Iterator[str]:
    """Does something with each connection, and closes it."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            connection, _ = listening.accept()
            with closing(connection):
                then(connection)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    host, port = listening.getsockname()
    yield f"{scheme}://{host}:{port}"
    over.set()
    socket.create_connection((host, port)).close()
    thread.join()
    listening.close()


def hang_up(connection: socket.socket) -> None:
    connection.recv(1)


@contextmanager
def untrusted(folder: Path) -> Iterator[str]:
    """TLS, with a certificate that nobody signed."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=127.0.0.1",
    ]
    subprocess.run(
        [*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True, timeout=60
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def shake_hands(connection: socket.socket) -> None:
        try:
            context.wrap_socket(connection, server_side=True).close()
        except (ssl.SSLError, OSError):
            return

    with accepting(shake_hands, "https") as url:
        yield url


JSON = {"Content-Type": "application/json"}
HTML = {"Content-Type": "text/html"}
TOKEN: Answer = (200, JSON, b'{"access_token": "a-token", "expires_in": 86400}')
ADDRESSES = {
    "nobody": (nobody, "cannot be reached: nobody answers at that address"),
    "hangs up": (lambda: accepting(hang_up), "cannot be reached: the connection was lost"),
    "silent": (silent, "cannot be reached: no answer came within the time allowed"),
    "no TLS": (lambda: accepting(hang_up, "https"), "cannot be reached: "),
    "a page": (lambda: answering((200, HTML, PAGE)), "answered with status 200 and a web page"),
    "a page of a proxy": (lambda: answering((407, HTML, PAGE)), "answered with status 407 and a web page"),
    "a redirect": (
        lambda: answering((302, {"Location": "/login"}, b"")),
        "answered with status 302 and nothing",
    ),
    "an outage": (lambda: answering((503, HTML, PAGE)), "503"),
    "nothing": (lambda: answering((200, JSON, b"")), "answered with status 200 and nothing"),
    "other JSON": (
        lambda: answering((200, JSON, b'{"hello": "world"}')),
        "application/json instead of a token",
    ),
    "a list": (lambda: answering((200, JSON, b"[1, 2]")), "application/json instead of a token"),
    "a page after the log-in": (
        lambda: answering(TOKEN, (200, HTML, PAGE)),
        "answered with status 200 and a web page",
    ),
    "other JSON after the log-in": (
        lambda: answering(TOKEN, (200, JSON, b"[]")),
        "answered with something that is no ",
    ),
}


@pytest.mark.parametrize(("kind", "arguments"), each(ADDRESSES, "nobody", "other JSON after the log-in"))
def test_an_address_where_no_org_answers(cli: Cli, kind: str, arguments: tuple[str, ...]) -> None:
    address, message = ADDRESSES[kind]
    with address() as url:
        ran = cli(url, *arguments)
    assert message in told(ran, arguments)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
@pytest.mark.parametrize("arguments", [PLAN, APPLY], ids=lambda arguments: arguments[0])
def test_a_certificate_that_nobody_signed(
    cli: Cli, tmp_path_factory: pytest.TempPathFactory, arguments: tuple[str, ...]
) -> None:
    with untrusted(tmp_path_factory.mktemp("tls")) as url:
        assert "its certificate is not trusted" in told(cli(url, *arguments), arguments)


ENVIRONMENTS: dict[str, tuple[dict[str, str], str]] = {
    "an unknown region": (
        {"GENESYSCLOUD_REGION": "mars-north-1"},
        '"mars-north-1" is no region of Genesys Cloud',
    ),
    "no address": ({"GENESYSCLOUD_REGION": "https://"}, "is no region of Genesys Cloud"),
    "no credentials": (
        {"GENESYSCLOUD_OAUTHCLIENT_ID": "", "GENESYSCLOUD_OAUTHCLIENT_SECRET": ""},
        "GENESYSCLOUD_OAUTHCLIENT_SECRET",
    ),
    "another secret": (
        {"GENESYSCLOUD_OAUTHCLIENT_SECRET": "hunter2-of-another"},
        "does not accept the OAuth client",
    ),
    "another client": ({"GENESYSCLOUD_OAUTHCLIENT_ID": "nobody"}, "does not accept the OAuth client"),
    "no ASCII": ({"GENESYSCLOUD_OAUTHCLIENT_SECRET": "hünter2"}, "characters that neither ever has"),
}


@pytest.mark.parametrize(("kind", "arguments"), each(ENVIRONMENTS, "no credentials", "another secret"))
def test_credentials_that_do_not_lead_anywhere(cli: Cli, kind: str, arguments: tuple[str, ...]) -> None:
    env, message = ENVIRONMENTS[kind]
    with serve() as server:
        ran = cli(server, *arguments, env={"IRP_API_KEY": "k-e-y", "OPEN_MESSAGING_SECRET": "s-e-c", **env})
        assert message in told(ran, arguments)
        assert objects(server) == 0


def objects(server: RunningOrg) -> int:
    """How many things somebody made there, the release table and its rows included."""
    made = ("Queue", "Skill", "Language", "Credential", "Integration", "Action", "Draft", "Flow", "DataTable")
    return sum(len(server.org.snapshot().get(kind, [])) for kind in made)


@pytest.mark.parametrize(
    "arguments",
    [arguments for arguments in COMMANDS if arguments[0] not in WITHOUT_PROJECT],
    ids=lambda arguments: arguments[0],
)
def test_another_org_than_the_settings_name(cli: Cli, arguments: tuple[str, ...]) -> None:
    other = ("--set", "org: {id: 11111111-2222-3333-4444-555555555555}")
    with serve() as server:
        assert "this is another org" in told(cli(server, *arguments, *other), arguments)
        assert objects(server) == 0


@pytest.mark.parametrize("arguments", [PLAN, APPLY], ids=lambda arguments: arguments[0])
@pytest.mark.parametrize(
    ("kind", "message"),
    [
        (FaultKind.EXPIRED_TOKEN, "was refused with 401"),
        (FaultKind.NOT_JSON, "a web page"),
        (FaultKind.SERVER_ERROR, "was refused with 500"),
        (FaultKind.DROPPED_BEFORE, "the connection was lost"),
        (FaultKind.PERMISSION_DENIED, "is not permitted"),
    ],
)
def test_an_org_that_fails_at_everything(
    cli: Cli, kind: FaultKind, message: str, arguments: tuple[str, ...]
) -> None:
    with serve(faults=[Fault(kind=kind, operation="* /api/*")]) as server:
        assert message in told(cli(server, *arguments), arguments).lower()
        assert objects(server) == 0


def limited(without: str, role: Role) -> OrgSettings:
    permissions = frozenset(needed_permissions(RESOURCES, role)) - {without}
    return OrgSettings(clients=(OAuthClient(secret=PASSWORD, permissions=permissions),))


NOT_COME_TO = frozenset(
    {
        "architect:jobExport:create",
        "architect:jobExport:view",
        "architect:dependencyTracking:view",
        "architect:datatable:view",
    }
)
"""Where there is nothing yet, nothing is exported, nobody uses it; without the release table, more is compared."""


@pytest.mark.parametrize("permission", sorted(set(needed_permissions(RESOURCES, Role.PLAN)) - NOT_COME_TO))
def test_a_planner_is_told_what_it_lacks(cli: Cli, permission: str) -> None:
    with serve(settings=limited(permission, Role.PLAN)) as server:
        assert f"the OAuth client lacks {permission}" in told(cli(server, "plan", env={}), PLAN)


@pytest.mark.parametrize("permission", needed_permissions(RESOURCES, Role.APPLY))
def test_nothing_is_applied_where_a_permission_is_missing(cli: Cli, permission: str) -> None:
    with serve(settings=limited(permission, Role.APPLY)) as server:
        assert f"the OAuth client lacks {permission}; nothing was changed" in told(
            cli(server, "apply"), APPLY
        )
        assert objects(server) == 0


def test_nothing_is_brought_back_where_a_permission_is_missing(cli: Cli) -> None:
    settings = limited("architect:flow:publish", Role.APPLY)
    with serve(settings=settings) as server:
        ran = told(cli(server, "rollback", "--yes"), ("rollback",))
        assert "the OAuth client lacks architect:flow:publish; nothing was changed" in ran
        assert objects(server) == 0


def test_no_traceback_tells_a_secret(monkeypatch: pytest.MonkeyPatch, server: RunningOrg) -> None:
    """Where something unforeseen breaks in the middle."""
    monkeypatch.setattr(transport.Transport, "_once", break_down)
    with pytest.raises(ZeroDivisionError) as broken:
        connect(Credentials("local-client", Secret(PASSWORD), server.url))
    text = "".join(traceback.format_exception(broken.value))
    assert "get_client_credentials_token" in text
    assert PASSWORD not in text


def break_down(*_: Any) -> None:
    raise ZeroDivisionError
