from __future__ import annotations

from pathlib import Path

import pytest

from genesys_deploy.bundle.templates import Templates
from genesys_deploy.source.errors import NotFound, SourceError
from genesys_deploy.source.project import Project

MAIN = '{% from "steps/step.j2" import step with context %}\nroot:\n  {{ step() | indent(2) }}\n'
STEP = "{% macro step() %}\n- theirs: 1\n{% endmacro %}\n"
WRAPPED = """\
{% from "package/steps/step.j2" import step as packaged with context %}
{% macro step() %}
- ours: 1
{{ packaged() }}
{% endmacro %}
"""


def layered(root: Path, team: dict[str, str]) -> Templates:
    for layer, files in (("package", {"main.j2": MAIN, "steps/step.j2": STEP}), ("team", team)):
        for name, text in files.items():
            path = root / layer / "flows" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return Templates(Project(root / "team", root / "package"))


@pytest.mark.parametrize(
    ("team", "lines"),
    [
        ({}, [("  - theirs: 1", "<package>/flows/steps/step.j2:2")]),
        (
            {"steps/step.j2": "{% macro step() %}\n\n- ours: 1\n{% endmacro %}\n"},
            [("  - ours: 1", "flows/steps/step.j2:3")],
        ),
        (
            {"steps/step.j2": WRAPPED},
            [
                ("  - ours: 1", "flows/steps/step.j2:3"),
                ("  - theirs: 1", "<package>/flows/steps/step.j2:2"),
            ],
        ),
    ],
)
def test_every_line_names_the_layer_that_it_came_from(
    tmp_path: Path, team: dict[str, str], lines: list[tuple[str, str]]
) -> None:
    rendered = layered(tmp_path, team).render("main.j2", {})
    places = (f"{origin.file}:{origin.line}" for origin in rendered.origin.origins)
    first = ("root:", "<package>/flows/main.j2:2")
    assert list(zip(rendered.text.splitlines(), places, strict=True)) == [first, *lines]


@pytest.mark.parametrize(
    ("step", "error", "told"),
    [
        (
            "{% macro step() %}\n{{ nobody }}\n{% endmacro %}",
            SourceError,
            "flows/steps/step.j2:2:1: 'nobody'",
        ),
        (
            '{% include "package/steps/none.j2" %}{% macro step() %}{% endmacro %}',
            NotFound,
            "no template package/steps/none.j2",
        ),
    ],
)
def test_a_fault_is_told_in_the_layer_that_has_it(
    tmp_path: Path, step: str, error: type[SourceError], told: str
) -> None:
    with pytest.raises(error) as caught:
        layered(tmp_path, {"steps/step.j2": step}).render("main.j2", {})
    assert told in str(caught.value)
