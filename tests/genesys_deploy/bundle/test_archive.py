from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from genesys_deploy.bundle.archive.archive import MOST_BYTES, write_archive
from genesys_deploy.bundle.archive.building import NotForBundles, build_archive
from genesys_deploy.bundle.archive.manifest import BundleUnreadable, Manifest, sha256
from genesys_deploy.bundle.archive.unpacking import unpacked
from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.contents import contents_of
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.resources import TableRows
from genesys_deploy.source.errors import NotFound
from genesys_deploy.source.locate import Project, find_project

SHIPPED = find_project()
FILES = {"project/flows/a.j2": b"a: 1\n", "project/data_actions/\xe4.yaml": b"name: x\n"}


TABLE = "{columns: {who: string}, rows: rota.csv}"


@pytest.fixture
def team(tmp_path: Path) -> Project:
    """A project that wraps one step of the package, with the settings of two orgs."""
    root = tmp_path / "team"
    for name, text in (
        ("flows/steps/review.j2", "{# ours #}\r\n{% macro review() %}\r\n{% endmacro %}\r\n"),
        ("flows/settings/base.yaml", f"project: ours\ndata_tables: {{Rota: {TABLE}}}\n"),
        ("flows/settings/rota.csv", "key,who\nmonday,ada\n"),
        ("flows/settings/other.csv", "key,who\n"),
        ("flows/settings/prod.yaml", "org: {name: prod, region: eu-central-1}\n"),
        ("flows/settings/test.yaml", "org: {name: test, region: eu-central-1}\n"),
        ("flows/scenarios/ours.yaml", "flow: twitter\noverlay: demo\nscenarios: []\n"),
        ("README.md", "not for orgs\n"),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return Project(root, SHIPPED.root, frozenset({"data_actions/create-lead.yaml"}))


def test_the_bytes_follow_from_the_contents_alone() -> None:
    """Held by every Python that the tests run on: whatever one of them writes otherwise shows here."""
    manifest = Manifest(1, "1.2.3", "c0ffee", (), {name: sha256(content) for name, content in FILES.items()})
    archive = write_archive(manifest, dict(reversed(FILES.items())))
    assert sha256(archive) == "df6fbb8500e1bead13f69a22a4906d072b3841f0a718ee3ae1272ea1046c581d"


def test_another_machine_s_ends_of_lines_and_times_make_no_difference(team: Project, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "copy"
    shutil.copytree(team.root, copy)
    step = copy / "flows" / "steps" / "review.j2"
    step.write_bytes(step.read_bytes().replace(b"\r\n", b"\n"))
    other = Project(copy, team.below, team.left_out)
    assert build_archive(other, "c0ffee") == build_archive(team, "c0ffee")
    assert build_archive(other, "c0ffee") != build_archive(team, "beef")


def test_it_holds_everything_but_the_settings_of_orgs(team: Project) -> None:
    with zipfile.ZipFile(BytesIO(build_archive(team, "c"))) as archive:
        names = set(archive.namelist())
    settings = {name for name in names if "/settings/" in name}
    assert settings == {
        "project/flows/settings/base.yaml",
        "project/flows/settings/rota.csv",
        "package/flows/settings/base.yaml",
        "package/flows/settings/demo.yaml",
        "package/flows/settings/local.yaml",
    }
    assert "project/flows/scenarios/ours.yaml" in names
    assert "package/flows/invariants.yaml" in names
    assert "project/README.md" not in names


def test_rows_of_tables_come_with_it_or_with_the_settings_of_the_org(team: Project, tmp_path: Path) -> None:
    folder = team.flows / "settings"
    theirs = "org: {name: x, region: eu-central-1}\ndata_tables: {Rota: {rows: other.csv}}\n"
    (folder / "other.csv").write_text("key,who\ntuesday,grace\n", encoding="utf-8")
    (folder / "theirs.yaml").write_text(theirs, encoding="utf-8")
    file = tmp_path / "b.zip"
    file.write_bytes(build_archive(team, "c0ffee"))
    found = []
    with unpacked(file, folder) as project:
        for overlay in ("prod", "theirs"):
            contents = contents_of(build_bundle(project, load_settings(project, overlay)), None)
            found += [
                rows
                for resource in contents.resources
                if isinstance(resource, TableRows)
                for rows in resource.rows
            ]
    assert found == ["monday", "tuesday"]


def test_it_renders_as_the_folder_does(team: Project, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    file.write_bytes(build_archive(team, "c0ffee"))
    with unpacked(file, team.flows / "settings") as project:
        there = build_bundle(project, load_settings(project, "prod"))
        folder = project.root
    here = build_bundle(team, load_settings(team, "prod"))
    assert there.release == here.release
    assert [flow.origin for flow in there.flows] == [flow.origin for flow in here.flows]
    assert [action.span for action in there.data_actions] == [action.span for action in here.data_actions]
    assert project.built is not None
    assert (project.built.hash, project.built.commit) == (sha256(file.read_bytes()), "c0ffee")
    assert not folder.exists()


def repacked(archive: bytes, change: Callable[[dict[str, bytes]], object], compression: int = 0) -> bytes:
    with zipfile.ZipFile(BytesIO(archive)) as before:
        files = {name: before.read(name) for name in before.namelist()}
    change(files)
    target = BytesIO()
    with zipfile.ZipFile(target, "w", compression) as after:
        for name, content in files.items():
            after.writestr(name, content)
    return target.getvalue()


def manifest_with(**values: object) -> Callable[[dict[str, bytes]], object]:
    def change(files: dict[str, bytes]) -> None:
        files["manifest.json"] = json.dumps({**json.loads(files["manifest.json"]), **values}).encode()

    return change


REVIEW = "project/flows/steps/review.j2"


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (lambda a: repacked(a, lambda f: f.update({REVIEW: b"x"})), f"{REVIEW} is not as it was built"),
        (lambda a: repacked(a, lambda f: f.pop(REVIEW)), f"{REVIEW} is gone"),
        (lambda a: repacked(a, lambda f: f.update({"project/flows/x.j2": b""})), "x.j2 was added"),
        (lambda a: repacked(a, lambda f: f.pop("manifest.json")), "it has no manifest"),
        (lambda a: repacked(a, lambda f: f.update({"manifest.json": b"{"})), "its manifest is malformed"),
        (lambda a: repacked(a, lambda f: f.update({"manifest.json": b"[1]"})), "its manifest is malformed"),
        (lambda a: repacked(a, manifest_with(format=2)), "it might come out differently"),
        (lambda a: repacked(a, manifest_with(tool="9.9.9")), "was built by genesys-deploy 9.9.9"),
        (lambda a: repacked(a, lambda f: None, zipfile.ZIP_DEFLATED), "is compressed"),
        (lambda a: repacked(a, lambda f: f.update({"project/../../x": b""})), "is no name of a file"),
        (lambda a: repacked(a, lambda f: f.update({"/etc/x": b""})), "is no name of a file"),
        (lambda a: repacked(a, lambda f: f.update({"project/a\\..\\x": b""})), "is no name of a file"),
        (lambda a: repacked(a, lambda f: f.update({"project/c:x": b""})), "is no name of a file"),
        (lambda a: a[: len(a) // 2], "cut off or damaged"),
        (lambda a: a.replace(b"{% macro review", b"{% macro rev1ew"), "cut off or damaged"),
        (lambda a: b"", "this is no bundle"),
        (lambda a: b"<html>", "this is no bundle"),
    ],
)
def test_a_file_that_is_not_as_it_was_built_is_refused(
    team: Project, tmp_path: Path, tamper: Callable[[bytes], bytes], told: str
) -> None:
    file = tmp_path / "b.zip"
    file.write_bytes(tamper(build_archive(team, "c")))
    with pytest.raises(BundleUnreadable) as caught, unpacked(file):
        pass
    assert told in caught.value.message


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    with file.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    with pytest.raises(BundleUnreadable, match="larger than 50 MB"), unpacked(file):
        pass


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"none\.zip cannot be read"), unpacked(tmp_path / "none.zip"):
        pass


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("flows/steps/x.j2", "key: hunter2-hunter2", "flows/steps/x.j2 holds a secret"),
        (
            "flows/scenarios/p.yaml",
            "flow: twitter\nscenarios:\n- {name: a, overlay: prod}\n",
            "runs with the settings of an org, prod",
        ),
    ],
)
def test_what_must_not_go_into_a_bundle_is_refused(team: Project, name: str, text: str, told: str) -> None:
    (team.root / name).write_text(text, encoding="utf-8")
    with pytest.raises(NotForBundles, match=told) as caught:
        build_archive(team, "", ["hunter2-hunter2"])
    assert "hunter2" not in str(caught.value)


def test_a_link_that_leads_elsewhere_is_refused(team: Project, tmp_path: Path) -> None:
    (tmp_path / "private.yaml").write_text("x: 1\n", encoding="utf-8")
    (team.root / "flows" / "link.yaml").symlink_to(tmp_path / "private.yaml")
    with pytest.raises(NotForBundles, match="leads out of the project"):
        build_archive(team, "")
