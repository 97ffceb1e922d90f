"""`genesys-deploy test` on somebody's flow, away from any project."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from genesys_deploy.cli.test import command

FLOW = """\
inboundShortMessage:
  name: One way
  startUpRef: "/inboundShortMessage/states/state[S_10]"
  defaultLanguage: en-us
  supportedLanguages: {en-us: {defaultLanguageSkill: {noValue: true}}}
  settingsErrorHandling: {errorHandling: {disconnect: {none: true}}}
  states:
    - state: {name: Start, refId: S_10, actions: [{disconnect: {name: Bye}}]}
"""
SCENARIO = "flow: flow.yaml\nscenarios:\n  - {name: It ends, then: {queue: <queue>}, rows: [{queue: ~}]}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "flow.yaml").write_text(FLOW, encoding="utf-8")
    (tmp_path / "a.scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", ["a.scenario.yaml", ".", "../here"])
def test_the_flow_is_beside_the_scenarios_however_they_are_named(folder: Path, path: str) -> None:
    named = path.replace("here", folder.name)
    done = CliRunner().invoke(command, [named])
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "1 scenario passed")


def test_a_folder_without_files_called_scenarios_is_read_whole(folder: Path) -> None:
    (folder / "checks").mkdir()
    text = SCENARIO.replace("flow.yaml", "../flow.yaml")
    (folder / "checks" / "a.yaml").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(command, ["checks"])
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "1 scenario passed")


def test_a_failure_ends_with_two(folder: Path) -> None:
    (folder / "a.scenario.yaml").write_text(SCENARIO.replace("~", "Elsewhere"), encoding="utf-8")
    done = CliRunner().invoke(command, ["."])
    assert done.exit_code == 2
    assert "queue is absent, not 'Elsewhere'" in done.output


def test_too_little_coverage_ends_with_two(folder: Path) -> None:
    flow = FLOW.replace(
        "[{disconnect: {name: Bye}}]", "[{disconnect: {name: Bye}}, {disconnect: {name: Never}}]"
    )
    (folder / "flow.yaml").write_text(flow, encoding="utf-8")
    assert CliRunner().invoke(command, [".", "--fail-under", "50"]).exit_code == 0
    done = CliRunner().invoke(command, [".", "--fail-under", "51", "--missed"])
    assert done.exit_code == 2
    assert "Never" in done.output
