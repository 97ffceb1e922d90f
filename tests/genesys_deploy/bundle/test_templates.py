from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.bundle.templates import Templates
from genesys_deploy.source.errors import NotFound, SourceError, SyntaxFault
from genesys_deploy.source.locate import Project
from genesys_deploy.source.yaml_reader import read_yaml

STEP = """\
{% macro step(n) %}
- one: {{ n }}
{% if n > 1 %}
  two:
    - x
{% endif %}
{% endmacro %}
"""
MAIN = """\
{% from "steps/step.j2" import step %}
root:
  first: {{ value | quoted }}
  actions:
    {{ step(2) | indent(4) }}
    {% for i in [1, 2] %}
    - loop: {{ i }}
    {% endfor %}
  {% include "tail.j2" %}
"""


def templates(root: Path, **files: str) -> Templates:
    (root / "flows" / "steps").mkdir(parents=True)
    for name, text in files.items():
        (root / "flows" / name.replace("__", "/")).with_suffix(".j2").write_text(text, encoding="utf-8")
    return Templates(Project(root))


def test_every_rendered_line_knows_its_template_line(tmp_path: Path) -> None:
    made = templates(tmp_path, main=MAIN, steps__step=STEP, tail="end: 1\n")
    rendered = made.render("main.j2", {"value": "a: b"})
    lines = rendered.text.splitlines()
    places = [f"{origin.file}:{origin.line}" for origin in rendered.origin.origins]
    assert list(zip(lines, places, strict=False)) == [
        ("root:", "flows/main.j2:2"),
        ('  first: "a: b"', "flows/main.j2:3"),
        ("  actions:", "flows/main.j2:4"),
        ("    - one: 2", "flows/steps/step.j2:2"),
        ("      two:", "flows/steps/step.j2:4"),
        ("        - x", "flows/steps/step.j2:5"),
        ("    - loop: 1", "flows/main.j2:7"),
        ("    - loop: 2", "flows/main.j2:7"),
        ("end: 1", "flows/tail.j2:1"),
    ]


def test_the_column_is_that_of_the_template_too(tmp_path: Path) -> None:
    made = templates(tmp_path, main=MAIN, steps__step=STEP, tail="end: 1\n")
    rendered = made.render("main.j2", {"value": "v"})
    root: Any = read_yaml(rendered.text, rendered.origin).root
    two = root.get("root").get("actions").items[0].entry("two")
    assert str(two.key.span) == "flows/steps/step.j2:4:3"
    assert str(two.value.items[0].span) == "flows/steps/step.j2:5:7"


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("a\n{% if %}\n", SyntaxFault, "flows/main.j2:2:1: Expected an expression"),
        ("a\n{{ nothing }}\n", SourceError, "flows/main.j2:2:1: 'nothing' is undefined"),
        ("a\n\n{{ settings.x }}\n", SourceError, "flows/main.j2:3:1: 'settings' is undefined"),
        (
            "{{ ''.__class__ }}\n",
            SourceError,
            "flows/main.j2:1:1: access to attribute '__class__' of 'str' object is unsafe",
        ),
        ("a\n{{ 1 + 'a' }}", SourceError, "flows/main.j2:2:1: unsupported operand"),
        ('\n{% include "none.j2" %}', NotFound, "there is no template none.j2"),
        (
            "{{ '\ue000' | quoted }}",
            SourceError,
            "flows/main.j2:1:1: a setting contains a character that is reserved",
        ),
    ],
)
def test_a_faulty_template_is_told_with_its_place(
    tmp_path: Path, text: str, error: type[SourceError], message: str
) -> None:
    with pytest.raises(error) as caught:
        templates(tmp_path, main=text).render("main.j2", {})
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ('{{ "a\\"b" | quoted }}', '"a\\"b"\n'),
        ('{{ "x: #y" | quoted }}', '"x: #y"\n'),
        ('{{ "say \\"hi\\" \\\\" | text_literal }}', '"say \\"hi\\" \\\\"\n'),
        ("{{ 2 | duration }}", "{seconds: 2}\n"),
        ("{{ 1.5 | duration }}", "{ms: 1500}\n"),
    ],
)
def test_filters(tmp_path: Path, template: str, text: str) -> None:
    assert templates(tmp_path, main=template).render("main.j2", {}).text == text
