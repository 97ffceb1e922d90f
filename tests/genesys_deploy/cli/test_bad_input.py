"""What people get wrong: one clear message with file, line and remedy, a documented exit code, no traceback."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from genesys_deploy.local_org.server import serve
from genesys_deploy.source.locate import find_project
from tests.genesys_deploy.cli.conftest import Run

SECRETS = {"IRP_API_KEY": "the-irp-key", "OPEN_MESSAGING_SECRET": "the-signature"}
CLIENT = {"GENESYSCLOUD_OAUTHCLIENT_ID": "local-client", "GENESYSCLOUD_OAUTHCLIENT_SECRET": "local-secret"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rendr"], "No such command"),
        (["render"], "name a folder (--out)"),
        (["render", "--settings", "prod"], "there are no settings prod"),
        (["render", "--project", "docs", "--out", "x"], "docs is no project"),
        (["render", "--channel", "fax"], "there is no channel fax"),
        (["render", "--set", "irp: {urll: x}", "--channel", "twitter"], 'unknown key "urll" in irp'),
        (["render", "--set", "irp: {url: [", "--channel", "twitter"], "not readable as YAML"),
        (["validate", "nothing.yaml"], "does not exist"),
        (["simulate", "--channel", "facebook", "--handle", "x"], "this channel brings no handle"),
        (["simulate", "--answer", "Resolve Identity=maybe"], "is none of: timeout"),
        (["expr", "1", "--var", "Flow.x"], "write NAME=TYPE"),
        (["action", "request", "data_actions/get-account.yaml"], 'there is no setting "crm_url"'),
        (["action", "request", "data_actions/get-account.yaml", "--setting", "crm_url=x"], "customerId"),
        (["template", "{"], "the question is no JSON"),
        (["apply"], "IRP_API_KEY is not set"),
    ],
)
def test_it_is_told_in_one_message(run: Run, arguments: list[str], message: str) -> None:
    ran = run(*arguments)
    assert ran.code == 1
    assert message in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "flows/settings/base.yaml",
            "threshold: 0.85",
            "threshold: high",
            "flows/settings/base.yaml:<line>:14: identity.threshold must be a number",
        ),
        (
            "flows/settings/base.yaml",
            "queue: Supervisor_Review, ",
            "",
            'flows/settings/base.yaml:<line>:9: "review.queue" is missing',
        ),
        ("flows/steps/merge.j2", "{% endfor %}", "", "flows/steps/merge.j2:"),
        ("flows/steps/route.j2", "settings.languages", "settings.langages", "flows/steps/route.j2:17:1: "),
        ("flows/steps/review.j2", "    attributes:", "   attributes:", "flows/steps/review.j2:"),
        (
            "data_actions/create-lead.yaml",
            "{{ crm_url }}",
            "{{ crm_ulr }}",
            "data_actions/create-lead.yaml:<line>:25: there is no setting",
        ),
        (
            "data_actions/create-lead.yaml",
            "timeoutSeconds: 5",
            "timeoutSeconds: soon",
            "data_actions/create-lead.yaml:6:",
        ),
    ],
)
def test_a_faulty_project_is_told_with_file_and_line(
    run: Run, tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    for folder in ("flows", "data_actions"):
        shutil.copytree(find_project().root / folder, tmp_path / folder)
    text = (tmp_path / file).read_text(encoding="utf-8")
    before, _, after = text.partition(old)
    (tmp_path / file).write_text(f"{before}{new}{after}", encoding="utf-8")
    ran = run("validate", "--project", str(tmp_path))
    assert message.replace("<line>", str(before.count("\n") + 1)) in ran.err + ran.out
    assert ran.code in {1, 2}
    assert "Traceback" not in ran.err


def test_a_faulty_flow_is_not_published(run: Run, tmp_path: Path) -> None:
    for folder in ("flows", "data_actions"):
        shutil.copytree(find_project().root / folder, tmp_path / folder)
    step = tmp_path / "flows" / "steps" / "merge.j2"
    step.write_text(
        step.read_text(encoding="utf-8").replace("Flow.botCheckStatus", "Flow.nothing"), encoding="utf-8"
    )
    with serve() as org:
        ran = run(
            "apply", "--project", str(tmp_path), env={**CLIENT, **SECRETS, "GENESYSCLOUD_REGION": org.url}
        )
    assert ran.code == 1
    assert "flows/steps/merge.j2:20:18: " in ran.err


def _free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.parametrize(
    ("env", "message"),
    [
        ({"GENESYSCLOUD_REGION": "mars-north-1"}, "mars-north-1"),
        ({"GENESYSCLOUD_OAUTHCLIENT_ID": ""}, "GENESYSCLOUD_OAUTHCLIENT_ID"),
        ({"GENESYSCLOUD_REGION": _free_address()}, "cannot be reached"),
    ],
)
def test_an_org_that_cannot_be_reached(run: Run, env: dict[str, str], message: str) -> None:
    ran = run("apply", env={**CLIENT, **SECRETS, **env})
    assert ran.code == 1
    assert message in ran.err
    assert "Traceback" not in ran.err


@pytest.fixture(scope="module")
def html_server() -> Iterator[str]:
    class Html(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>maintenance</html>")

        do_GET = do_POST  # noqa: N815

        def log_message(self, *arguments: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Html)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_address_where_something_else_answers(run: Run, html_server: str) -> None:
    ran = run("apply", env={**CLIENT, **SECRETS, "GENESYSCLOUD_REGION": html_server})
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) <= 4


def test_wrong_credentials_and_another_org_write_nothing(run: Run) -> None:
    with serve() as org:
        region = {"GENESYSCLOUD_REGION": org.url}
        wrong = run(
            "apply", env={**CLIENT, **SECRETS, **region, "GENESYSCLOUD_OAUTHCLIENT_SECRET": "hunter2"}
        )
        other = run(
            "apply",
            "--set",
            "org: {id: 11111111-2222-3333-4444-555555555555}",
            env={**CLIENT, **SECRETS, **region},
        )
        untouched = run("apply", "--dry-run", env={**CLIENT, **SECRETS, **region})
    assert wrong.code == 1
    assert "hunter2" not in wrong.err
    assert "GENESYSCLOUD_OAUTHCLIENT_SECRET" in wrong.err or "client" in wrong.err
    assert other.code == 1
    assert "this is another org" in other.err
    assert untouched.code == 2
    assert "no change flow" not in untouched.out


def test_apply_publishes_once_and_then_has_nothing_to_do(run: Run) -> None:
    with serve() as org:
        env = {**CLIENT, **SECRETS, "GENESYSCLOUD_REGION": org.url}
        first, second, dry = run("apply", env=env), run("apply", env=env), run("apply", "--dry-run", env=env)
    assert (first.code, second.code, dry.code) == (0, 0, 0)
    assert "31 written" in first.out
    assert "0 written" in second.out
    for ran in (first, second, dry):
        for secret in (*SECRETS.values(), "local-secret"):
            assert secret not in ran.out + ran.err
