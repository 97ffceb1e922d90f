"""The CI files of a made repository: their own shell lines, against local orgs over real HTTP."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.starter.files import Ci, Facts, starter_files
from genesys_deploy.starter.making import make
from tests.genesys_deploy.starter.workflow import GitHub, GitLab, fake_commands

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")

OAUTH = {
    "GENESYSCLOUD_OAUTHCLIENT_ID": "local-client",
    "GENESYSCLOUD_OAUTHCLIENT_SECRET": "local-secret",
}
SECRETS = {**OAUTH, "IRP_API_KEY": "the-irp-key", "OPEN_MESSAGING_SECRET": "the-signature"}
OURS = {"pull_request": {"number": 7, "head": {"repo": {"full_name": "team/social-care"}}}}
FORKED = {"pull_request": {"number": 7, "head": {"repo": {"full_name": "stranger/social-care"}}}}
OWNED = """
ownership: {queues: own, skills: own, languages: own, open_messaging: own}
channels: {instagram: ~, facebook: ~, whatsapp: ~, linkedin: ~, open: ~}
"""
PACKAGED = [
    f"flows/scenarios/{name}.yaml" for name in ("bots", "doubt-and-guests", "known-customers", "returning")
]
"""The package's scenarios: that they pass in a made repository is held to elsewhere."""
SEEN = {
    "id": 1,
    "user": {"login": "stranger"},
    "author": {"id": 1},
    "body": "<!-- genesys-deploy plan test --> mine",
}


@pytest.fixture
def orgs() -> Iterator[dict[str, RunningOrg]]:
    with serve() as test, serve() as prod:
        yield {"test": test, "prod": prod}


def repository(tmp_path: Path, ci: Ci) -> Path:
    root = tmp_path / "social-care"
    assert list(make(root, Facts("social-care", ci)))
    with (root / "flows" / "settings" / "base.yaml").open("a", encoding="utf-8") as base:
        base.write(OWNED)
    declaration = f"extends: package\nleave_out: {json.dumps(PACKAGED)}\n"
    (root / "genesys-deploy.yaml").write_text(declaration, encoding="utf-8")
    (tmp_path / "comments.json").write_text(json.dumps([SEEN]), encoding="utf-8")
    return root


def common(tmp_path: Path) -> dict[str, str]:
    return {
        "COMMENTS": str(tmp_path / "comments.json"),
        "GITHUB_SHA": "c0ffee",
        "GITHUB_ACTOR": "ada",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }


def comments(tmp_path: Path) -> list[dict[str, Any]]:
    stored: list[dict[str, Any]] = json.loads((tmp_path / "comments.json").read_text(encoding="utf-8"))
    return stored[1:]


@pytest.fixture
def github(tmp_path: Path, orgs: dict[str, RunningOrg]) -> GitHub:
    root = repository(tmp_path, "github")
    return GitHub(
        root,
        fake_commands(tmp_path / "bin"),
        common(tmp_path),
        event=OURS,
        secrets={"test": SECRETS, "prod": SECRETS, "test-plan": OAUTH, "prod-plan": OAUTH},
        regions={
            name: orgs[name.partition("-")[0]].url for name in ("test", "prod", "test-plan", "prod-plan")
        },
    )


def test_a_pull_request_is_checked_and_planned_in_one_comment_for_each_org(
    github: GitHub, orgs: dict[str, RunningOrg], tmp_path: Path
) -> None:
    (checked,) = github.job("pull-request", "check")
    assert checked.code == 0, checked.out
    assert json.loads((github.root / "findings.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "<testsuite" in (github.root / "scenarios.xml").read_text(encoding="utf-8")
    for times in (1, 2):
        planned = github.job("pull-request", "plan")
        assert [ran.code for ran in planned] == [0, 0], planned[0].out
        bodies = [one["body"] for one in comments(tmp_path)]
        assert [body.splitlines()[:2] for body in bodies] == [
            [f"<!-- genesys-deploy plan {org} -->", f"### Plan for {org}"] for org in ("test", "prod")
        ], times
        assert all("| create | flow" in body for body in bodies)
    assert "to create" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "changes=true" in (tmp_path / "output").read_text(encoding="utf-8")
    assert not orgs["test"].org.snapshot().get("Flow")


def test_a_fork_is_checked_and_gets_no_secrets(github: GitHub) -> None:
    github.event = FORKED
    assert [ran.code for ran in github.job("pull-request", "check")] == [0]
    assert github.job("pull-request", "plan") == []


def test_a_fault_stops_a_pull_request_and_is_reported(github: GitHub) -> None:
    step = github.root / "flows" / "steps" / "review.j2"
    step.write_text(
        step.read_text(encoding="utf-8").replace("agentNotice", "resolutionStatus"), encoding="utf-8"
    )
    text = step.read_text(encoding="utf-8").replace(
        "lit: Identity in doubt.", "exp: Flow.nobody\n            # "
    )
    step.write_text(text, encoding="utf-8")
    (checked,) = github.job("pull-request", "check")
    assert checked.code == 2
    (run,) = json.loads((github.root / "findings.sarif").read_text(encoding="utf-8"))["runs"]
    places = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]}
    assert "flows/steps/review.j2" in places


def test_a_failing_scenario_stops_a_pull_request(github: GitHub) -> None:
    file = github.root / "flows" / "scenarios" / "reviews.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Supervisor_Review", "Elsewhere"), encoding="utf-8"
    )
    (checked,) = github.job("pull-request", "check")
    assert checked.code == 2
    assert "Supervisor_Review" in (github.root / "scenarios.xml").read_text(encoding="utf-8")


def test_what_is_merged_goes_through_test_to_prod_as_one_file(
    github: GitHub, orgs: dict[str, RunningOrg], tmp_path: Path
) -> None:
    for job in ("build", "test", "prod"):
        (ran,) = github.job("deploy", job)
        assert ran.code == 0, ran.out
        assert "the-irp-key" not in ran.out
    assert "promoted from test" in ran.out
    assert "irp.url: https://irp-test.example.com → https://irp.example.com" in ran.out
    for org in orgs.values():
        assert [one["name"] for one in org.org.snapshot()["Flow"]] == ["Social Care - twitter"]
    (again,) = github.job("deploy", "prod")
    assert (again.code, "0 written" in again.out) == (0, True)
    assert [ran.code for ran in github.job("drift", "drift")] == [0, 0]


def test_prod_takes_nothing_that_did_not_pass_in_test(github: GitHub, orgs: dict[str, RunningOrg]) -> None:
    assert github.job("deploy", "build")[0].code == 0
    (github.root / "releases.json").write_text("[]", encoding="utf-8")
    (refused,) = github.job("deploy", "prod")
    assert (refused.code, "was never applied to test" in refused.out) == (1, True)
    assert not orgs["prod"].org.snapshot().get("Flow")


def test_an_edit_by_hand_fails_the_night(github: GitHub, orgs: dict[str, RunningOrg]) -> None:
    for job in ("build", "test", "prod"):
        assert github.job("deploy", job)[0].code == 0
    queue = github.root / "flows" / "settings" / "prod.yaml"
    queue.write_text(queue.read_text(encoding="utf-8") + "identity: {threshold: 0.91}\n", encoding="utf-8")
    test, prod = github.job("drift", "drift")
    assert (test.code, prod.code) == (0, 2)
    assert "not as declared" in prod.out


@pytest.fixture
def gitlab(tmp_path: Path) -> GitLab:
    root = repository(tmp_path, "gitlab")
    environment = {
        **common(tmp_path),
        "CI_API_V4_URL": "https://gitlab.example.com/api/v4",
        "CI_PROJECT_ID": "1",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_COMMIT_SHA": "c0ffee",
        "GITLAB_TOKEN": "the-token",
    }
    return GitLab(root, fake_commands(tmp_path / "bin"), environment)


def test_gitlab_does_the_same(gitlab: GitLab, orgs: dict[str, RunningOrg], tmp_path: Path) -> None:
    def given(org: str, secrets: dict[str, str]) -> dict[str, str]:
        return {"ORG": org, "GENESYSCLOUD_REGION": orgs[org].url, **secrets}

    for name in ("validate", "test", "build"):
        ran = gitlab.job(name, {})
        assert ran.code == 0, ran.out
    for report in ("findings.xml", "scenarios.xml"):
        assert "<testsuite" in (gitlab.root / report).read_text(encoding="utf-8")
    for _ in range(2):
        for org in orgs:
            planned = gitlab.job("plan", given(org, OAUTH))
            assert planned.code == 0, planned.out
            assert "the-token" not in planned.out
    headings = [one["body"].splitlines()[1] for one in comments(tmp_path)]
    assert headings == ["### Plan for test", "### Plan for prod"]
    for name, org in (("apply to test", "test"), ("apply to prod", "prod"), ("drift", "prod")):
        ran = gitlab.job(name, given(org, SECRETS))
        assert ran.code == 0, ran.out


def test_gitlab_plans_without_a_token_for_notes(
    gitlab: GitLab, orgs: dict[str, RunningOrg], tmp_path: Path
) -> None:
    region = {"ORG": "test", "GENESYSCLOUD_REGION": orgs["test"].url}
    planned = gitlab.job("plan", {**OAUTH, **region, "GITLAB_TOKEN": ""})
    assert (planned.code, comments(tmp_path)) == (0, [])
    refused = gitlab.job(
        "plan", {**region, "GENESYSCLOUD_OAUTHCLIENT_ID": "x", "GENESYSCLOUD_OAUTHCLIENT_SECRET": "y"}
    )
    assert refused.code == 1


GITHUB = {name: text for name, text in starter_files(Facts("social-care")) if name.startswith(".github/")}
WORKFLOWS = sorted(name for name in GITHUB if "/workflows/" in name)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_no_more_than_it_needs(name: str) -> None:
    workflow = yaml.safe_load(GITHUB[name])
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        if "secrets." in json.dumps(job):
            assert "group" in (job.get("concurrency") or workflow["concurrency"])
        assert job["timeout-minutes"] <= 30
        writes = {what for what, right in job.get("permissions", {}).items() if right == "write"}
        assert writes <= {"security-events", "pull-requests"}
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
        if "secrets." in json.dumps(job):
            assert job["environment"]


@pytest.mark.parametrize("name", sorted(GITHUB))
def test_nothing_that_strangers_write_gets_into_a_shell(name: str) -> None:
    def scripts(node: Any) -> Iterator[str]:
        match node:
            case {"run": str(script)}:
                yield script
            case dict():
                yield from (script for value in node.values() for script in scripts(value))
            case list():
                yield from (script for value in node for script in scripts(value))

    assert not [script for script in scripts(yaml.safe_load(GITHUB[name])) if "${{" in script]


def test_pull_requests_never_run_with_the_rights_of_the_target() -> None:
    assert not [name for name in WORKFLOWS if re.search(r"pull_request_target|workflow_run", GITHUB[name])]


@pytest.mark.skipif(shutil.which("actionlint") is None, reason="there is no actionlint")
def test_the_workflows_are_what_github_understands(tmp_path: Path) -> None:
    assert list(make(tmp_path, Facts("social-care")))
    files = [str(tmp_path / name) for name in WORKFLOWS]
    command = ["actionlint", "-color=false", *files]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")
