"""What a plan refuses unless it is asked for: `--accept-shared` and `--take-lock`, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from genesys_deploy.deploy import apply, plan
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.resources import FlowResource, Ownership
from tests.genesys_deploy.cli.conftest import Ran
from tests.genesys_deploy.cli.test_deploying import RESOURCES
from tests.genesys_deploy.deploy.memory_org import Project

Cli = Callable[..., Ran]
HIGHER = ("--set", "identity: {threshold: 0.9}")
ELSEWHERE = ("--set", "irp: {url: 'http://127.0.0.1:9'}")
WHO = 'used outside of this project by flow "Theirs"'


def referred(resource: Any) -> Any:
    return replace(resource, ownership=Ownership.REFERENCE)


@pytest.fixture
def shared(applied: RunningOrg, org: CloudOrg) -> RunningOrg:
    """Somebody else's flow that calls all our Data Actions."""
    (ours,) = [one for one in RESOURCES if one.key.name == "Social Identity - open"]
    assert isinstance(ours, FlowResource)
    theirs = FlowResource(
        "Theirs", ours.type, ours.yaml_text.replace("Social Identity - open", "Theirs"), ours.needs
    )
    needed = [one for one in RESOURCES if one.key in ours.needs]
    wholly = [one for one in RESOURCES if any(one.key in need.needs for need in needed)]
    references = [referred(one) for one in (*needed, *wholly) if one.ownership is Ownership.OWN]
    apply(plan(Project([theirs, *references]), org), org)
    return applied


def test_it_is_refused_told_and_accepted(shared: RunningOrg, cli: Cli, tmp_path: Path) -> None:
    planned = cli(shared, "plan", *ELSEWHERE, env={})
    assert (planned.code, "7 to update, 4 refused" in planned.out) == (2, True)
    assert f"{WHO}; change it all the same with --accept-shared" in planned.out
    refused = cli(shared, "apply", *ELSEWHERE)
    assert (refused.code, f'Data Action "Get Account": {WHO}' in refused.err) == (1, True)
    dry = cli(shared, "apply", "--dry-run", "--accept-shared", *ELSEWHERE)
    assert (dry.code, "11 to update" in dry.out, WHO in dry.out) == (2, True, True)
    kept = str(tmp_path / "a.plan")
    cli(shared, "plan", "--accept-shared", "--out", kept, *ELSEWHERE)
    done = cli(shared, "apply", kept, *ELSEWHERE)
    assert (done.code, "11 written" in done.out) == (0, True)
    back = cli(shared, "rollback", "--dry-run")
    assert WHO in back.out
    assert cli(shared, "rollback", "--yes", "--accept-shared").code == 0
    assert cli(shared, "plan").code == 0


def test_it_is_told_as_data_and_in_markdown(shared: RunningOrg, cli: Cli) -> None:
    told = json.loads(cli(shared, "plan", "--json", *ELSEWHERE).out)
    outside = {one["name"]: [user["name"] for user in one["usedOutside"]] for one in told["operations"]}
    assert outside["Get Account"] == ["Theirs"]
    assert outside["Social Identity - open"] == []
    markdown = cli(shared, "plan", "--markdown", "--accept-shared", *ELSEWHERE).out
    assert 'Used outside of this project: Data Action "Get Account" by flow "Theirs"' in markdown


def test_a_lock_is_told_and_taken(applied: RunningOrg, cli: Cli) -> None:
    (ours,) = [
        row for row in rows(applied, "FlowVersion") if "Social Identity - twitter" in row["text"][:200]
    ]
    draft = ours["text"].replace("One moment", "Half done")
    lock = {"flow": "Social Identity - twitter", "by": "ada", "draft": draft}
    requests.put(f"{applied.url}/local/locks", json=lock, timeout=5).raise_for_status()
    refused = cli(applied, "apply", *HIGHER)
    assert refused.code == 1
    assert "ada has had it locked for editing since" in refused.err
    taken = cli(applied, "apply", "--take-lock", *HIGHER)
    assert (taken.code, "6 written" in taken.out) == (0, True)
    assert "the draft is checked in, not published" in taken.out
    kinds = [row["type"] for row in rows(applied, "FlowVersion") if row["flow_id"] == ours["flow_id"]]
    assert kinds == ["PUBLISH", "CHECKIN", "PUBLISH"]
    (flow,) = [row for row in rows(applied, "Flow") if row["id"] == ours["flow_id"]]
    assert (flow["published"], flow["locked_by"]) == ("3.0", "")


def rows(server: RunningOrg, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.org.snapshot().get(kind, [])
    return found
