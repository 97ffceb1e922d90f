"""A project for other tools, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.genesys_deploy.cli.conftest import Run


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("archy", ["Social Identity - twitter.yaml"]),
        ("data-actions", ["Get Account.custom.json"]),
        ("terraform", ["versions.tf", "flows.tf", "data_actions.tf", "flows/Social Identity - twitter.yaml"]),
    ],
)
def test_each_form_needs_no_org(run: Run, tmp_path: Path, form: str, names: list[str]) -> None:
    first = run("export", str(tmp_path), "--format", form)
    assert first.code == 0
    assert [name for name in names if not (tmp_path / name).is_file()] == []
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = run("export", str(tmp_path), "--format", form)
    assert {line.split("  ")[0] for line in again.out.splitlines()} == {"as before"}
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_terraform_must_be_told_and_is_not(run: Run, tmp_path: Path) -> None:
    secrets = {"IRP_API_KEY": "hunter2", "OPEN_MESSAGING_SECRET": "hunter2"}
    ran = run("export", str(tmp_path), "--format", "terraform", env=secrets)
    assert "set TF_VAR_social_identity_irp_key_api_key:" in ran.err
    assert 'left out: message recipient "twitter-recipient" (twitter)' in ran.err
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"hunter2" in path.read_bytes()]


def test_an_exported_data_action_is_what_the_admin_page_takes(run: Run, tmp_path: Path) -> None:
    run("export", str(tmp_path), "--format", "data-actions")
    exported = json.loads((tmp_path / "Get Account.custom.json").read_text(encoding="utf-8"))
    assert sorted(exported) == ["actionType", "config", "contract", "integrationType", "name", "secure"]
    assert run("validate", str(tmp_path)).code == 0


def test_what_the_project_no_longer_has_goes_and_an_edit_stays(run: Run, tmp_path: Path) -> None:
    run("export", str(tmp_path), "--format", "archy")
    edited = tmp_path / "Social Identity - twitter.yaml"
    edited.write_text("mine", encoding="utf-8")
    renamed = ("--set", "flow_name: 'Other - {channel}'")
    ran = run("export", str(tmp_path), "--format", "archy", *renamed)
    assert (ran.code, ran.out.count("removed")) == (0, 5)
    assert edited.read_text(encoding="utf-8") == "mine"
    (tmp_path / "Other - open.yaml").write_text("mine", encoding="utf-8")
    left = run("export", str(tmp_path), "--format", "archy", *renamed)
    assert (left.code, "left as edited by hand" in left.err) == (2, True)
    assert run("export", str(tmp_path), "--format", "archy", "--force", *renamed).code == 0
