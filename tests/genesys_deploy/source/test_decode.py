from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import pytest

from genesys_deploy.source.decode import decode_or_raise
from genesys_deploy.source.document import Node, plain
from genesys_deploy.source.errors import SourceProblems
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.span import Span
from genesys_deploy.source.yaml_reader import read_yaml


class Mode(StrEnum):
    FAST = "fast"
    SLOW = "slow"


@dataclass(frozen=True)
class Part:
    name: str
    span: Span
    size: int = 1


@dataclass(frozen=True)
class Whole:
    title: str
    mode: Mode
    ratio: float
    parts: tuple[Part, ...] = ()
    by_name: Mapping[str, Part] | None = None
    side: Literal["left", "right"] = "left"
    anything: Node | None = None


def read(text: str) -> Whole:
    return decode_or_raise(Whole, read_yaml(text, IdentityMap("f.yaml")).root)


def test_a_document_becomes_values() -> None:
    whole = read(
        "title: t\nmode: slow\nratio: 2\nparts:\n  - {name: a}\n  - {name: b, size: 3}\nby_name:\n  x: {name: c}\nside: right\n"
    )
    assert (whole.title, whole.mode, whole.ratio, whole.side) == ("t", Mode.SLOW, 2.0, "right")
    assert [(part.name, part.size) for part in whole.parts] == [("a", 1), ("b", 3)]
    assert whole.by_name is not None
    assert str(whole.by_name["x"].span) == "f.yaml:8:6"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[]", ["f.yaml:1:1: the file must be a mapping of names to values"]),
        ("mode: fast\nratio: 1", ['f.yaml:1:1: "title" is missing\n  add it']),
        ("title: 5\nmode: fast\nratio: 1", ["f.yaml:1:8: title must be a text, not 5\n  put it in quotes"]),
        ("title: a\nmode: fats\nratio: 1", ["f.yaml:2:7: mode cannot be fats\n  one of: fast, slow"]),
        ("title: a\nmode: fast\nratio: yes", ["f.yaml:3:8: ratio must be a number, not yes"]),
        ("title: a\nmode: fast\nratio: true", ["f.yaml:3:8: ratio must be a number, not true"]),
        (
            "titel: a\ntitle: b\nmode: fast\nratio: 1",
            ['f.yaml:1:1: unknown key "titel"\n  did you mean "title"?'],
        ),
        ("title: a\nmode: fast\nratio: 1\nparts: {}", ["f.yaml:4:8: parts must be a list"]),
        (
            "title: a\nmode: fast\nratio: 1\nparts:\n  - {size: x}",
            [
                "f.yaml:5:12: parts[1].size must be a whole number, not x",
                'f.yaml:5:5: "parts[1].name" is missing\n  add it',
            ],
        ),
        (
            "title: a\nmode: fast\nratio: 1\nby_name: {x: 1}",
            ["f.yaml:4:14: by_name.x must be a mapping of names to values"],
        ),
        (
            "title: a\nmode: fast\nratio: 1\nside: up",
            ["f.yaml:4:7: side cannot be up\n  one of: left, right"],
        ),
    ],
)
def test_every_problem_is_told_at_once(text: str, problems: list[str]) -> None:
    with pytest.raises(SourceProblems) as caught:
        read(text)
    assert [str(finding) for finding in caught.value.findings] == problems


@pytest.mark.parametrize(("text", "value"), [("5", 5), ("[a]", ["a"]), ("{a: b}", {"a": "b"}), ("~", None)])
def test_a_field_may_take_whatever_stands_there(text: str, value: object) -> None:
    node = read(f"title: t\nmode: fast\nratio: 1\nanything: {text}").anything
    assert (None if node is None else plain(node)) == value
