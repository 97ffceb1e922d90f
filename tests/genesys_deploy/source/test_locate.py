from __future__ import annotations

from pathlib import Path

import pytest

from genesys_deploy.source.errors import NotFound
from genesys_deploy.source.locate import find_project


def test_the_nearest_folder_upwards_is_the_project(tmp_path: Path) -> None:
    (tmp_path / "flows" / "settings").mkdir(parents=True)
    deep = tmp_path / "flows" / "steps"
    deep.mkdir()
    assert find_project(start=deep).root == tmp_path
    assert find_project(start=deep).name_of(deep / "a.j2") == "flows/steps/a.j2"


def test_elsewhere_the_shipped_project_serves(tmp_path: Path) -> None:
    project = find_project(start=tmp_path)
    assert (project.flows / "settings" / "base.yaml").is_file()
    assert list(project.data_actions.glob("*.yaml"))


def test_a_named_folder_must_be_a_project(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="is no project"):
        find_project(tmp_path)
