"""An org as files: on the command line, against the local org."""

from __future__ import annotations

from pathlib import Path

import pytest

from genesys_deploy.local_org.http.faults import Fault, FaultKind
from genesys_deploy.local_org.server import RunningOrg
from tests.genesys_deploy.cli.conftest import Cli

TWITTER = Path("flows", "inboundShortMessage", "Social Identity - twitter.yaml")
ACTION = Path("data_actions", "Social Identity IRP", "Get Account.custom.json")
SCENARIO = """\
flow: ../{flow}
scenarios:
  - name: a bot
    message: {{from: "1", text: hello}}
    world: {{Check Bot: {{isBot: true, spamKeyword: true}}}}
    then: {{queue: Bot_Disposal, calls: [Check Bot]}}
"""


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_pull_writes_nothing(applied: RunningOrg, cli: Cli, tmp_path: Path) -> None:
    first = cli(applied, "pull", str(tmp_path), env={})
    assert (first.code, first.out.splitlines()[-1]) == (0, f"{tmp_path}: 11 new")
    assert f"new      {TWITTER.as_posix()}" in first.out
    before = files(tmp_path)
    second = cli(applied, "pull", str(tmp_path), env={})
    assert (second.code, second.out) == (0, f"{tmp_path}: 11 as before\n")
    assert files(tmp_path) == before


def test_an_edit_by_hand_is_left(applied: RunningOrg, cli: Cli, tmp_path: Path) -> None:
    cli(applied, "pull", str(tmp_path))
    (tmp_path / ACTION).write_text("{}", encoding="utf-8")
    left = cli(applied, "pull", str(tmp_path))
    assert left.code == 2
    assert f"left as edited by hand: {ACTION.as_posix()}" in left.err
    assert (tmp_path / ACTION).read_text(encoding="utf-8") == "{}"
    forced = cli(applied, "pull", str(tmp_path), "--force")
    assert (forced.code, forced.out.splitlines()[0]) == (0, f"changed  {ACTION.as_posix()}")


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--only", "data-actions"], 5),
        (["--type", "inboundshortmessage", "--only", "flows"], 6),
        (["--type", "workflow", "--only", "flows"], 0),
        (["--name", "*twitter", "--name", "check bot", "--division", "home", "--draft", "--normal"], 2),
    ],
)
def test_filters(applied: RunningOrg, cli: Cli, tmp_path: Path, arguments: list[str], count: int) -> None:
    folder = tmp_path / "some"
    assert cli(applied, "pull", str(folder), *arguments).code == 0
    assert len([path for path in folder.rglob("*") if path.is_file() and path.name != ".pulled"]) == count


def test_what_was_pulled_is_checked_drawn_and_run(applied: RunningOrg, cli: Cli, tmp_path: Path) -> None:
    cli(applied, "pull", str(tmp_path))
    checked = cli(applied, "validate", str(tmp_path), "--fail-on", "error")
    assert checked.code == 0
    assert "neither a flow nor a Data Action" not in checked.err
    assert cli(applied, "graph", str(tmp_path / TWITTER), "--out", str(tmp_path / "flow.svg")).code == 0
    scenario = tmp_path / "scenarios" / "one.scenario.yaml"
    scenario.parent.mkdir()
    scenario.write_text(SCENARIO.format(flow=TWITTER.as_posix()), encoding="utf-8")
    ran = cli(applied, "test", str(scenario))
    assert (ran.code, ran.err) == (0, "")


def test_an_object_that_is_gone_from_the_org_is_told(applied: RunningOrg, cli: Cli, tmp_path: Path) -> None:
    gone = "0" * 64 + "  flows/workflow/Old.yaml\n"
    (tmp_path / ".pulled").write_text(gone, encoding="utf-8")
    ran = cli(applied, "pull", str(tmp_path))
    assert "no longer in the org: flows/workflow/Old.yaml" in ran.err


def test_a_flow_that_is_not_given_is_told_and_the_others_come(
    applied: RunningOrg, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli(applied, "pull", str(tmp_path))
    before = files(tmp_path)
    monkeypatch.setattr("genesys_deploy.platform.flows.BETWEEN_EXPORTS", ())
    operation = "POST /api/v2/flows/export/jobs"
    applied.org.faults.switch([Fault(kind=FaultKind.FAILED_JOB, operation=operation, times=1)])
    ran = cli(applied, "pull", str(tmp_path))
    assert (ran.code, ran.out) == (1, f"{tmp_path}: 10 as before, 1 not pulled\n")
    assert 'not pulled flow "Social Identity - ' in ran.err
    assert "no longer in the org" not in ran.err
    assert files(tmp_path) == before


def test_without_credentials_it_says_which(run: Cli, tmp_path: Path) -> None:
    ran = run("pull", str(tmp_path))
    assert (ran.code, "GENESYSCLOUD_OAUTHCLIENT_ID" in ran.err) == (1, True)
    assert list(tmp_path.iterdir()) == []
