from __future__ import annotations

from pathlib import Path

from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.source.locate import find_project, shipped_root
from genesys_deploy.starter.ejecting import eject


def test_every_step_of_the_package_can_be_wrapped_and_does_the_same(tmp_path: Path) -> None:
    (tmp_path / "genesys-deploy.yaml").write_text("extends: package\n", encoding="utf-8")
    project = find_project(tmp_path)
    steps = sorted(path.name for path in (shipped_root() / "flows" / "steps").glob("*.j2"))
    for step in steps:
        eject(project, f"steps/{step}", wrap=True)
    assert sorted(path.name for path in (tmp_path / "flows" / "steps").iterdir()) == steps
    wrapped = build_bundle(project, load_settings(project, "demo"))
    plain = build_bundle(find_project(shipped_root()), wrapped.settings)
    assert [flow.text for flow in wrapped.flows] == [flow.text for flow in plain.flows]
