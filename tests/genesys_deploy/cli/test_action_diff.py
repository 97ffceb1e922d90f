from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from genesys_deploy.cli.app import group
from genesys_deploy.source.locate import find_project

SHIPPED = find_project().data_actions


def diff(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["action", "diff", *map(str, arguments)])


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """The shipped Data Actions, one of which has lost an output that the shipped flows take."""
    folder = tmp_path / "data_actions"
    shutil.copytree(SHIPPED, folder)
    file = folder / "resolve-identity.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("        tier: {type: string}\n", ""), encoding="utf-8")
    return folder


def test_nothing_changed_is_fine() -> None:
    done = diff(SHIPPED, SHIPPED)
    assert (done.exit_code, done.output) == (0, "nothing changed\n")


def test_a_lost_output_names_the_line_of_the_template_that_takes_it(edited: Path) -> None:
    done = diff(SHIPPED, edited, "--project", SHIPPED.parent)
    assert done.exit_code == 2
    assert "Resolve Identity: 1 change, 1 breaking" in done.output
    assert 'takes "tier" into Flow.tier' in done.output
    assert "flows/steps/resolve.j2:" in done.output
    assert "6 of 6 flows must change" in done.output


def test_two_files_with_exported_flows(edited: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    assert CliRunner().invoke(group, ["render", "--settings", "demo", "--out", str(exports)]).exit_code == 0
    name = "resolve-identity.yaml"
    done = diff(SHIPPED / name, edited / name, "--flows", exports / "flows", "--json")
    report = json.loads(done.output)
    assert (done.exit_code, report["flowsLookedAt"]) == (2, 6)
    assert {flow for action in report["actions"] for call in action["calls"] for flow in call["flows"]}


def test_an_export_is_compared_with_the_filled_in_file(tmp_path: Path) -> None:
    assert CliRunner().invoke(group, ["render", "--settings", "demo", "--out", str(tmp_path)]).exit_code == 0
    exported = tmp_path / "data_actions" / "Get Account.custom.json"
    setting = ("--setting", "crm_url=http://127.0.0.1:8081")
    done = diff(exported, SHIPPED / "get-account.yaml", *setting, "--markdown")
    assert "timeout shorter" in done.output  # an export knows no timeout
    assert "1 change," in done.output


def test_a_file_and_a_folder_are_not_compared() -> None:
    done = diff(SHIPPED, SHIPPED / "check-bot.yaml")
    assert done.exit_code != 0
    assert "two files or two folders" in done.output
