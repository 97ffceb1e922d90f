"""From a plan to what was applied, and what happened to it since: on the command line, against the local org."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.contents import contents_of
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.deploy.health.permissions import Role, needed_permissions
from genesys_deploy.deploy.lock import locked
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.local_org.settings import OAuthClient, OrgSettings
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.resources import Key, Kind
from genesys_deploy.source.locate import find_project
from tests.genesys_deploy.cli.conftest import PASSWORD, SECRETS, Cli

PROJECT = find_project()
SETTINGS = load_settings(PROJECT)
RESOURCES = contents_of(build_bundle(PROJECT, SETTINGS), None).resources
WRITTEN = (
    "Queue",
    "Skill",
    "Credential",
    "Integration",
    "Action",
    "Draft",
    "Flow",
    "DataTable",
    "OpenIntegration",
)
ALL_OF_IT = "27 to create, 4 to update; 1 not ours"
ACTION = Key(Kind.DATA_ACTION, "Get Account")


OTHER = {"id": "11111111-2222-3333-4444-555555555555", "name": "Another"}


def sealed(data: dict[str, Any]) -> str:
    """A plan that somebody edited, and who knows how it is sealed."""
    content = {name: value for name, value in data.items() if name != "seal"}
    seal = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return json.dumps({**content, "seal": seal})


def rows(server: RunningOrg, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.org.snapshot().get(kind, [])
    return found


def releases(server: RunningOrg, cli: Cli) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(cli(server, "releases", "--json").out)
    return found


def edit_by_hand(org: CloudOrg) -> None:
    """Somebody gives a Data Action more time."""
    (held,) = org.shelf(ACTION.kind).find([ACTION])
    config = org.shelf(ACTION.kind).read(held).wire.raw["config"]
    api = org._client.api("IntegrationsApi")
    api.patch_integrations_action(held.id, {"version": 1, "config": {**config, "timeoutSeconds": 60}})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["plan"], [ALL_OF_IT, '+ create flow "Social Identity - twitter"', "    flow name: nothing → "]),
        (["plan", "--all"], [ALL_OF_IT, '  not ours division "Home"']),
        (["plan", "--markdown"], [f"**{ALL_OF_IT}**", '| create | flow "Social Identity - twitter"']),
        (["apply", "--dry-run"], [ALL_OF_IT]),
    ],
    ids=" ".join,
)
def test_a_plan_tells_and_writes_nothing(
    server: RunningOrg, cli: Cli, arguments: list[str], told: list[str]
) -> None:
    ran = cli(server, *arguments, env={})
    assert ran.code == 2
    assert [text for text in told if text not in ran.out] == []
    assert [kind for kind in WRITTEN if rows(server, kind)] == []


def test_a_plan_as_data(server: RunningOrg, cli: Cli) -> None:
    planned = json.loads(cli(server, "plan", "--json").out)
    assert planned["organization"]["name"] == "Local org"
    verbs = [one["verb"] for one in planned["operations"]]
    assert {verb: verbs.count(verb) for verb in set(verbs)} == {"create": 27, "update": 4, "not ours": 1}


def test_a_saved_plan_is_carried_out_once(server: RunningOrg, cli: Cli, tmp_path: Path) -> None:
    kept = str(tmp_path / "plans" / "first.plan")
    assert cli(server, "plan", "--out", kept, env={}).code == 2
    first, second = cli(server, "apply", kept), cli(server, "apply", kept)
    assert (first.code, second.code) == (0, 1)
    assert "31 written" in first.out
    assert "things have moved since this plan was made; nothing was changed" in second.err
    assert 'flow "Social Identity - twitter": create then, no change now' in second.err
    assert [row["name"] for row in rows(server, "FlowVersion")] == ["1.0"] * 6


@pytest.mark.parametrize(
    ("spoil", "extra", "told"),
    [
        (lambda _: "nonsense", [], "this is no saved plan"),
        (lambda text: text[: len(text) // 2], [], "this is no saved plan"),
        (lambda text: text.replace('"format": ', '"format": 9'), [], "saved by another version"),
        (lambda text: sealed({**json.loads(text), "organization": OTHER}), [], "made for the org Another"),
        (lambda text: text.replace('"create"', '"update"'), [], "was changed after it was saved"),
        (lambda text: text, ["--set", "identity: {threshold: 0.9}"], "renders to other content"),
        (lambda text: text, ["--dry-run"], "--dry-run makes a plan"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(
    server: RunningOrg, cli: Cli, tmp_path: Path, spoil: Callable[[str], str], extra: list[str], told: str
) -> None:
    kept = tmp_path / "a.plan"
    cli(server, "plan", "--out", str(kept))
    kept.write_text(spoil(kept.read_text(encoding="utf-8")), encoding="utf-8")
    ran = cli(server, "apply", str(kept), *extra)
    assert ran.code == 1
    assert told in ran.err
    assert rows(server, "Flow") == []


@pytest.mark.parametrize("arguments", [["apply", "nowhere.plan"], ["plan", "--out", "README.md/a.plan"]])
def test_a_file_that_cannot_be_had(server: RunningOrg, cli: Cli, arguments: list[str]) -> None:
    ran = cli(server, *arguments)
    assert ran.code == 1
    assert "cannot be" in ran.err


def test_a_credential_is_rotated_as_planned(applied: RunningOrg, cli: Cli, tmp_path: Path) -> None:
    kept, name = str(tmp_path / "a.plan"), SETTINGS.irp.credential
    unknown = cli(applied, "plan", "--rotate", "Nobody's")
    assert (unknown.code, name in unknown.err) == (1, True)
    assert "1 to rewrite" in cli(applied, "plan", "--rotate", name, "--out", kept).out
    ran = cli(applied, "apply", kept)
    assert (ran.code, "1 written" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("ci", "commit", "actor"),
    [
        ({"GITHUB_SHA": "abc", "GITHUB_ACTOR": "ada"}, "abc", "ada"),
        ({"CI_COMMIT_SHA": "def", "GITLAB_USER_LOGIN": "grace"}, "def", "grace"),
    ],
)
def test_who_applied_what_is_listed(
    server: RunningOrg, cli: Cli, ci: dict[str, str], commit: str, actor: str
) -> None:
    assert "was never applied" in cli(server, "releases").out
    cli(server, "apply", env={**SECRETS, **ci})
    cli(server, "apply", env={**SECRETS, **ci})
    (release,) = releases(server, cli)
    assert (release["commit"], release["actor"], release["complete"]) == (commit, actor, True)
    assert len(release["changed"]) == 31
    listed = cli(server, "releases").out
    assert f"{commit}  {actor}  31 changed\n" in listed


def test_two_do_not_apply_at_once(applied: RunningOrg, cli: Cli, org: CloudOrg) -> None:
    assert cli(applied, "unlock", "--reason", "tidying").out == "nobody held the lock\n"
    with locked(org, SETTINGS.project, "ada"):
        refused = cli(applied, "apply")
        taken = cli(applied, "unlock", "--reason", "her laptop was stolen")
        free = cli(applied, "apply")
    assert (refused.code, taken.code, free.code) == (1, 0, 0)
    assert "ada has been applying this project since" in refused.err
    assert "taken from ada" in taken.out


def test_what_was_edited_by_hand_is_told_and_mended(applied: RunningOrg, cli: Cli, org: CloudOrg) -> None:
    clean = cli(applied, "drift", "--deep", env={})
    assert (clean.code, clean.out, clean.err) == (0, "everything is as it was applied\n", "")
    edit_by_hand(org)
    told, data = cli(applied, "drift", env={}), cli(applied, "drift", "--json", env={})
    assert (told.code, data.code) == (2, 2)
    assert "    config.timeoutSeconds: 5 → 60" in told.out
    (one,) = json.loads(data.out)
    assert (one["kind"], one["name"], one["gone"]) == (str(ACTION.kind), ACTION.name, False)
    assert "1 written" in cli(applied, "apply").out
    assert cli(applied, "drift").code == 0


def test_drift_says_where_the_project_itself_moved_on(applied: RunningOrg, cli: Cli) -> None:
    ran = cli(applied, "drift", "--set", "identity: {threshold: 0.9}")
    assert ran.code == 2
    assert "what the project changed since then is told here too" in ran.err


def limited(role: Role) -> OrgSettings:
    permissions = frozenset(needed_permissions(RESOURCES, role))
    return OrgSettings(clients=(OAuthClient(secret=PASSWORD, permissions=permissions),))


def test_the_permissions_that_doctor_asks_for_suffice(cli: Cli) -> None:
    with serve(settings=limited(Role.APPLY)) as server:
        assert [cli(server, command).code for command in ("plan", "apply", "apply", "drift", "releases")] == [
            2,
            0,
            0,
            0,
            0,
        ]
        assert cli(server, "unlock", "--reason", "none").code == 0


def test_a_planner_plans_and_is_told_what_applying_needs(cli: Cli) -> None:
    with serve(settings=limited(Role.PLAN)) as server:
        url = f"irp: {{url: '{server.url}'}}"
        planned = cli(server, "plan", "--set", url, env={})
        reader = cli(server, "doctor", "--role", "plan", "--set", url, env={})
        writer = cli(server, "doctor", "--role", "apply", "--set", url)
        data = json.loads(cli(server, "doctor", "--set", url, "--json").out)
        refused = cli(server, "apply", "--set", url)
    assert (planned.code, reader.code, writer.code, refused.code) == (2, 0, 2, 1)
    assert "architect:flow:publish" in writer.out
    assert '"entityName": "flow"' in writer.out
    missing = set(needed_permissions(RESOURCES, Role.APPLY)) - set(needed_permissions(RESOURCES, Role.PLAN))
    assert set(data["missing"]) == missing
    assert {policy["domain"] for policy in data["role"]["permissionPolicies"]} == {
        name.partition(":")[0] for name in data["permissions"]
    }
    assert "architect:datatable:add" in refused.err


@pytest.mark.parametrize(
    ("arguments", "env", "told"),
    [
        ([], {}, "✗ secrets: IRP_API_KEY is not set"),
        ([], {"GENESYSCLOUD_OAUTHCLIENT_ID": ""}, "✗ org: GENESYSCLOUD_OAUTHCLIENT_ID is not set"),
        ([], {"GENESYSCLOUD_REGION": "mars-north-1"}, '✗ org: "mars-north-1" is no region'),
        ([], {"GENESYSCLOUD_OAUTHCLIENT_SECRET": "other"}, "✗ org: "),
        (["--set", "org: {id: 11111111-2222-3333-4444-555555555555}"], {}, "✗ org: this is another org"),
        ([], {}, "✓ clock: "),
        ([], {}, "✓ data actions: a message calls 3 at most, typically "),
        (
            ["--set", "create_lead: true"],
            {},
            "✓ data actions: a message calls 4 at most, typically 3 (the middle of ",
        ),
        ([], {}, "OPEN_MESSAGING_SECRET is not set"),
        (["--set", "irp: {url: 'http://127.0.0.1:9'}"], {}, "✗ irp: http://127.0.0.1:9 cannot be reached"),
        (["--role", "plan"], {}, "✓ permissions: all "),
    ],
)
def test_what_is_not_there_is_told_with_the_rest(
    server: RunningOrg, cli: Cli, arguments: list[str], env: dict[str, str], told: str
) -> None:
    ran = cli(server, "doctor", *arguments, env=env)
    assert told in ran.out
    assert ran.code == 2
    assert "irp: " in ran.out


def test_all_is_well(server: RunningOrg, cli: Cli) -> None:
    ran = cli(server, "doctor", "--set", f"irp: {{url: '{server.url}'}}")
    assert (ran.code, "✗" in ran.out, "Roles" in ran.out) == (0, False, False)


HIGHER = ("--set", "identity: {threshold: 0.9}")


def test_what_was_applied_last_is_undone(
    applied: RunningOrg, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "there is no earlier release" in cli(applied, "rollback").err
    assert cli(applied, "apply", *HIGHER).code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    shown, declined = cli(applied, "rollback", "--dry-run", env={}), cli(applied, "rollback", env={})
    assert (shown.code, declined.code) == (2, 1)
    assert "confidence>=0.9),false) → ….confidence>=0.85),false)" in shown.out
    assert {row["published"] for row in rows(applied, "Flow")} == {"2.0"}
    done = cli(applied, "rollback", "1", "--yes", env={})
    assert (done.code, "6 brought back" in done.out) == (0, True)
    assert {row["published"] for row in rows(applied, "Flow")} == {"1.0"}
    assert cli(applied, "plan").code == 0
    last, _, first = releases(applied, cli)
    assert (last["number"], last["back_to"]) == (3, 1)
    assert (last["bundle"], last["commit"]) == (first["bundle"], first["commit"])


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_a_cancelled_job_finishes_what_it_began_and_gives_the_lock_back(server: RunningOrg, cli: Cli) -> None:
    client = {"GENESYSCLOUD_OAUTHCLIENT_ID": "local-client", "GENESYSCLOUD_OAUTHCLIENT_SECRET": PASSWORD}
    env = {**os.environ, **client, **SECRETS, "GENESYSCLOUD_REGION": server.url}
    command = [sys.executable, "-m", "genesys_deploy", "apply", "--project", str(PROJECT.root)]
    with subprocess.Popen(
        command, env=env, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def cancel() -> None:
            if rows(server, "Action"):
                process.terminate()
                server.org.changed = lambda: None

        server.org.changed = cancel
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "interrupted: " in err
    assert "run apply again" in err
    assert rows(server, "Draft") == []
    assert cli(server, "unlock", "--reason", "looking").out == "nobody held the lock\n"
    assert cli(server, "apply").code == 0
    assert [release["complete"] for release in releases(server, cli)] == [True]


def test_a_rollback_that_is_refused_writes_nothing(server: RunningOrg, cli: Cli) -> None:
    assert "there is no earlier release" in cli(server, "rollback", "--yes").err
    assert cli(server, "destroy", "--dry-run").code == 0


def test_a_plan_has_one_form_at_a_time(server: RunningOrg, cli: Cli) -> None:
    ran = cli(server, "plan", "--json", "--markdown")
    assert (ran.code, "ask for one of them" in ran.err) == (1, True)
