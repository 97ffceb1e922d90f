from __future__ import annotations

from pathlib import Path

import pytest

from genesys_deploy.source.errors import ProductError, SourceProblems
from genesys_deploy.source.locate import find_project, shipped_root
from genesys_deploy.source.project import MARKER, Project

REVIEW = "flows/steps/review.j2"
GUEST = "flows/steps/guest.j2"


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(root), encoding="utf-8")


@pytest.fixture
def layered(tmp_path: Path) -> Project:
    write(tmp_path / "team", REVIEW, "flows/steps/ours.j2")
    write(tmp_path / "package", REVIEW, GUEST, "flows/steps/resolve.j2")
    return Project(tmp_path / "team", tmp_path / "package", frozenset({"flows/steps/resolve.j2"}))


def test_a_file_of_the_team_stands_in_for_the_package_s(layered: Project) -> None:
    names = [layered.name_of(path) for path in layered.files("flows", ".j2")]
    assert names == ["<package>/flows/steps/guest.j2", "flows/steps/ours.j2", REVIEW]


@pytest.mark.parametrize(
    ("name", "layer"),
    [(REVIEW, "team"), (GUEST, "package"), (f"<package>/{REVIEW}", "package"), ("flows/none.j2", "team")],
)
def test_a_name_leads_to_the_layer_that_has_it(
    layered: Project, tmp_path: Path, name: str, layer: str
) -> None:
    assert layered.path_of(name).is_relative_to(tmp_path / layer)


def test_what_is_left_out_is_in_no_layer(layered: Project) -> None:
    assert layered.layers("flows/steps/resolve.j2") == ()
    assert not layered.path_of("flows/steps/resolve.j2").exists()


def test_layers_are_told_from_the_lowest(layered: Project, tmp_path: Path) -> None:
    assert layered.layers(REVIEW) == (tmp_path / "package" / REVIEW, tmp_path / "team" / REVIEW)


def test_a_project_that_extends_the_package_says_so(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text("extends: package\nleave_out: [data_actions/create-lead.yaml]\n", "utf-8")
    project = find_project(start=tmp_path / "sub")
    assert (project.root, project.below) == (tmp_path, shipped_root())
    names = [project.name_of(path) for path in project.files("data_actions", ".yaml")]
    assert "<package>/data_actions/check-bot.yaml" in names
    assert "<package>/data_actions/create-lead.yaml" not in names


def test_a_copy_of_everything_rests_on_nothing(tmp_path: Path) -> None:
    (tmp_path / "flows" / "settings").mkdir(parents=True)
    assert find_project(tmp_path).below is None


@pytest.mark.parametrize(
    ("text", "error", "told"),
    [
        ("extends: other\n", SourceProblems, "genesys-deploy.yaml:1:10: extends cannot be other"),
        ("extend: package\n", SourceProblems, 'did you mean "extends"?'),
        ("extends: package\nleave_out: [flows/steps/revew.j2]\n", ProductError, "flows/steps/review.j2"),
    ],
)
def test_a_wrong_declaration_is_refused(
    tmp_path: Path, text: str, error: type[ProductError], told: str
) -> None:
    (tmp_path / MARKER).write_text(text, "utf-8")
    with pytest.raises(error) as caught:
        find_project(tmp_path)
    assert told in str(caught.value)
