from __future__ import annotations

import re
from pathlib import Path

import pytest

from genesys_deploy import __version__
from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.check import check_bundle
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.simulate.scenario.flows import Flows
from genesys_deploy.simulate.scenario.reader import read_scenarios
from genesys_deploy.simulate.scenario.runner import run_scenarios
from genesys_deploy.source.locate import find_project
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml
from genesys_deploy.starter.errors import UnfitName
from genesys_deploy.starter.files import Ci, Facts, starter_files
from genesys_deploy.starter.making import What, make

FACTS = Facts("social-care")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    root = tmp_path / "social-care"
    assert {one.what for one in make(root, FACTS)} == {What.WRITTEN}
    return root


def test_it_rests_on_the_package_and_copies_next_to_nothing(made: Path) -> None:
    project = find_project(made)
    own = {
        path.relative_to(made).as_posix()
        for path in project.files("flows", ".j2")
        if path.is_relative_to(made)
    }
    assert own == {"flows/steps/review.j2"}
    assert [path.name for path in (made / "data_actions").iterdir()] == ["get-account.yaml"]


@pytest.mark.parametrize("overlay", ["local", "test", "prod"])
def test_its_flows_have_nothing_to_be_said_against_them(made: Path, overlay: str) -> None:
    project = find_project(made)
    bundle = build_bundle(project, load_settings(project, overlay))
    assert check_bundle(bundle) == ()
    assert "Tell the supervisor what to look at" in bundle.flow("twitter").text


def test_its_own_scenarios_pass(made: Path) -> None:
    project = find_project(made)
    file = made / "flows" / "scenarios" / "reviews.yaml"
    scenarios = read_scenarios(file.read_text(encoding="utf-8"), project.name_of(file))
    assert [result.passed for result in run_scenarios([scenarios], Flows(project))] == [True, True]


def test_a_second_time_nothing_is_written(made: Path) -> None:
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    assert {one.what for one in make(made, FACTS)} == {What.SAME}
    assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before


def test_what_is_there_is_kept_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours\n", encoding="utf-8")
    what = {one.name: one.what for one in make(tmp_path, FACTS)}
    assert (what["README.md"], what["requirements.txt"]) == (What.KEPT, What.WRITTEN)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "ours\n"
    assert {one.what for one in make(tmp_path, FACTS, force=True)} == {What.WRITTEN}
    assert "Social Care" in (tmp_path / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["", "Social", "a b", "-a", "a/b", "a'b"])
def test_a_name_that_no_table_could_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnfitName):
        list(make(tmp_path, Facts(name)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("ci", "there", "absent"),
    [
        ("github", ".github/workflows/pull-request.yml", ".gitlab-ci.yml"),
        ("gitlab", ".gitlab-ci.yml", ".github/workflows/pull-request.yml"),
        ("none", "README.md", ".gitlab-ci.yml"),
    ],
)
def test_ci_files_are_for_whose_ci_it_is(ci: Ci, there: str, absent: str) -> None:
    names = [name for name, _ in starter_files(Facts("a", ci))]
    assert there in names
    assert absent not in names


@pytest.mark.parametrize("ci", ["github", "gitlab"])
def test_every_file_is_whole(ci: Ci) -> None:
    texts = dict(starter_files(Facts("social-care", ci)))
    assert texts["requirements.txt"] == f"genesys-social-identity=={__version__}\n"
    for name, text in texts.items():
        assert text.endswith("\n")
        assert not re.search(r"\[\[ |\[%", text)
        if name.endswith((".yaml", ".yml")):
            assert read_yaml(text, IdentityMap(name)).findings == ()
