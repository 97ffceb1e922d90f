"""`genesys-deploy destroy`, against a local org."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from genesys_deploy.deploy.health.permissions import Role, needed_permissions
from genesys_deploy.deploy.lock import locked
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.local_org.settings import OAuthClient, OrgSettings
from genesys_deploy.platform.cloud import CloudOrg
from tests.genesys_deploy.cli.conftest import PASSWORD, Ran
from tests.genesys_deploy.cli.test_deploying import RESOURCES, SETTINGS

Cli = Callable[..., Ran]
ALL_OF_IT = "6 to update, 25 to delete"


def rows(server: RunningOrg, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.org.snapshot().get(kind, [])
    return found


def flows(server: RunningOrg) -> list[str]:
    return [row["name"] for row in rows(server, "Flow") if not row["deleted"]]


def test_a_dry_run_only_shows(applied: RunningOrg, cli: Cli) -> None:
    shown = cli(applied, "destroy", "--dry-run", env={})
    data = cli(applied, "destroy", "--dry-run", "--json", env={})
    assert (shown.code, data.code) == (2, 2)
    assert ALL_OF_IT in shown.out
    assert "at last, its list of releases goes: 1" in shown.out
    verbs = [one["verb"] for one in json.loads(data.out)["operations"]]
    assert (verbs.count("update"), verbs.count("delete")) == (6, 25)
    assert len(flows(applied)) == 6


def test_it_asks_and_goes_on_only_with_a_yes(
    applied: RunningOrg, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert cli(applied, "destroy").code == 1
    assert len(flows(applied)) == 6
    assert cli(applied, "destroy", "--json").code == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert cli(applied, "destroy").code == 0
    assert [kind for kind in ("Queue", "Credential", "Action", "DataTable") if rows(applied, kind)] == []
    assert flows(applied) == []


def test_afterwards_there_is_nothing_and_it_can_be_applied_again(applied: RunningOrg, cli: Cli) -> None:
    assert cli(applied, "destroy", "--yes", "--keep-releases").code == 0
    last, _ = json.loads(cli(applied, "releases", "--json").out)
    assert (last["number"], last["bundle"]) == (2, "nothing")
    again = cli(applied, "destroy", "--yes", "--keep-releases")
    assert (again.code, again.out) == (0, f"Local org holds nothing that {SETTINGS.project} made\n")
    assert cli(applied, "apply").code == 0
    assert cli(applied, "destroy", "--yes").code == 0
    assert "was never applied" in cli(applied, "releases").out


def test_not_while_somebody_applies(applied: RunningOrg, cli: Cli, org: CloudOrg) -> None:
    with locked(org, SETTINGS.project, "ada"):
        refused = cli(applied, "destroy", "--yes")
    assert refused.code == 1
    assert "ada has been applying this project since" in refused.err
    assert len(flows(applied)) == 6


def test_the_permissions_that_doctor_asks_for_suffice(cli: Cli) -> None:
    needed = {*needed_permissions(RESOURCES, Role.APPLY), *needed_permissions(RESOURCES, Role.DESTROY)}
    client = OAuthClient(secret=PASSWORD, permissions=frozenset(needed))
    with serve(settings=OrgSettings(clients=(client,))) as server:
        assert [cli(server, *words).code for words in (("apply",), ("destroy", "--yes"))] == [0, 0]
        assert flows(server) == []


def test_whoever_may_not_delete_all_of_it_deletes_nothing(cli: Cli) -> None:
    needed = {*needed_permissions(RESOURCES, Role.APPLY), *needed_permissions(RESOURCES, Role.DESTROY)}
    client = OAuthClient(secret=PASSWORD, permissions=frozenset(needed - {"routing:queue:delete"}))
    with serve(settings=OrgSettings(clients=(client,))) as server:
        cli(server, "apply")
        refused = cli(server, "destroy", "--yes")
        assert (refused.code, len(flows(server))) == (1, 6)
    assert "the OAuth client lacks routing:queue:delete; nothing was changed" in refused.err


def test_doctor_tells_what_destroying_takes(applied: RunningOrg, cli: Cli) -> None:
    missing = json.loads(cli(applied, "doctor", "--role", "destroy", "--json").out)
    assert "architect:flow:delete" in missing["permissions"]
    assert "architect:flow:publish" not in missing["permissions"]


def test_drift_says_in_a_sentence_that_nothing_was_applied(server: RunningOrg, cli: Cli) -> None:
    for words in (("drift",), ("drift", "--deep"), ("drift", "--json")):
        ran = cli(server, *words, env={})
        assert (ran.code, ran.out) == (1, "")
        assert (
            f"{SETTINGS.project} was never applied to Local org: there is nothing to differ from" in ran.err
        )
    cli(server, "apply")
    cli(server, "destroy", "--yes", "--keep-releases")
    assert f"{SETTINGS.project} was destroyed in Local org" in cli(server, "drift", env={}).err
