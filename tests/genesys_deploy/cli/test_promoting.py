"""One bundle through two orgs: what passed in test goes to prod, and nothing else does."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from genesys_deploy.bundle.archive.building import build_archive
from genesys_deploy.bundle.archive.manifest import sha256
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.source.locate import Project, find_project
from tests.genesys_deploy.cli.conftest import PASSWORD, Cli

OWN = "ownership: {queues: own, skills: own, languages: own, open_messaging: own}\n"
SETTINGS = {
    "base": "project: ours\nchannels: {instagram: ~, facebook: ~, whatsapp: ~, linkedin: ~, open: ~}\n",
    "test": OWN + "org: {name: test, region: eu-central-1}\n",
    "prod": OWN + "org: {name: prod, region: eu-central-1}\nidentity: {threshold: 0.9}\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    folder = tmp_path / "team" / "flows" / "settings"
    folder.mkdir(parents=True)
    for name, text in SETTINGS.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "team" / "genesys-deploy.yaml").write_text("extends: package\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "team")
    return find_project()


@pytest.fixture
def bundle(project: Project, tmp_path: Path) -> Path:
    file = tmp_path / "ours.zip"
    file.write_bytes(build_archive(project, "c0ffee"))
    return file


@pytest.fixture
def prod() -> Iterator[RunningOrg]:
    with serve() as running:
        yield running


def test_what_passed_in_test_goes_to_prod(
    server: RunningOrg,
    prod: RunningOrg,
    cli: Cli,
    bundle: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    applied = cli(server, "apply", "--bundle", str(bundle), "--settings", "test")
    assert applied.code == 0, applied.err
    printed = cli(server, "releases", "--settings", "test", "--json").out
    (release,) = json.loads(printed)
    assert (release["archive"], release["commit"]) == (sha256(bundle.read_bytes()), "c0ffee")
    assert f"built as {release['archive'][:12]}" in cli(server, "releases", "--settings", "test").out

    given = tmp_path / "releases.json"
    given.write_text(printed, encoding="utf-8")
    promotion = ("--bundle", str(bundle), "--settings", "prod", "--promoted-from", "test")
    planned = cli(prod, "plan", *promotion, "--promoted-releases", str(given))
    assert planned.code == 2
    assert "identity.threshold: 0.85 → 0.9  (flows/settings/prod.yaml:3:23)" in planned.out
    assert "2 settings differ between test and prod, and nothing else" in planned.out

    for name, value in (("ID", "local-client"), ("SECRET", PASSWORD)):
        monkeypatch.setenv(f"PROMOTED_FROM_OAUTHCLIENT_{name}", value)
    monkeypatch.setenv("PROMOTED_FROM_REGION", server.url)
    done = cli(prod, "apply", *promotion)
    assert done.code == 0, done.err
    assert "promoted from test" in done.out
    (release,) = json.loads(cli(prod, "releases", "--settings", "prod", "--json").out)
    assert release["archive"] == sha256(bundle.read_bytes())


def test_a_bundle_that_changes_nothing_is_a_release_once(server: RunningOrg, cli: Cli, bundle: Path) -> None:
    assert cli(server, "apply", "--settings", "test").code == 0
    for _ in range(2):
        again = cli(server, "apply", "--bundle", str(bundle), "--settings", "test")
        assert "0 written" in again.out
    latest, first = json.loads(cli(server, "releases", "--settings", "test", "--json").out)
    assert (latest["archive"], latest["changed"], latest["complete"]) == (
        sha256(bundle.read_bytes()),
        [],
        True,
    )
    assert first["archive"] == ""


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        (["--promoted-from", "test", "--promoted-releases", "none.json"], "was never applied to test"),
        (["--promoted-from", "test", "--set", "language: de-de"], "takes no --set"),
        (["--promoted-from", "nowhere"], "there are no settings nowhere"),
        (["--project", "."], "name a --project or a --bundle, not both"),
    ],
)
def test_what_did_not_pass_changes_nothing(
    server: RunningOrg, cli: Cli, bundle: Path, project: Project, extra: list[str], told: str
) -> None:
    (project.root / "none.json").write_text("[]", encoding="utf-8")
    refused = cli(server, "apply", "--bundle", str(bundle), "--settings", "prod", *extra)
    assert refused.code == 1
    assert told in refused.err
    assert not server.org.snapshot().get("Flow")


def test_a_promotion_needs_a_bundle(server: RunningOrg, cli: Cli, project: Project) -> None:
    refused = cli(server, "plan", "--settings", "prod", "--promoted-from", "test")
    assert (refused.code, "needs a --bundle" in refused.err) == (1, True)
    assert project.built is None


@pytest.mark.parametrize("command", ["plan", "apply", "drift", "validate", "test"])
def test_a_bundle_that_was_tampered_with_is_refused_everywhere(
    server: RunningOrg, cli: Cli, bundle: Path, command: str
) -> None:
    bundle.write_bytes(bundle.read_bytes().replace(b"threshold: 0.85", b"threshold: 0.05"))
    refused = cli(server, command, "--bundle", str(bundle), "--settings", "prod")
    assert refused.code == 1
    assert "cut off or damaged" in refused.err
    assert not server.org.snapshot().get("Flow")


def test_build_prints_the_hash_of_the_file(
    server: RunningOrg, cli: Cli, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.root.parent))
    ran = cli(server, "build")
    digest, name = ran.out.split()
    assert name == f"ours-{digest[:12]}.zip"
    assert sha256((project.root / name).read_bytes()) == digest
    assert not list(project.root.glob("*.part"))


def test_all_secrets_that_are_missing_are_told_at_once(
    server: RunningOrg, cli: Cli, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    refused = cli(server, "apply", "--settings", "prod", env={"GENESYSCLOUD_OAUTHCLIENT_SECRET": ""})
    assert refused.code == 1
    for variable in ("IRP_API_KEY", "GENESYSCLOUD_OAUTHCLIENT_SECRET"):
        assert f"{variable} is not set" in refused.err
    assert "keyring" in refused.err
    assert not server.org.snapshot().get("Flow")
