from __future__ import annotations

import contextlib
import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genesys_deploy.source.document import Mapping, Scalar, plain
from genesys_deploy.source.errors import SyntaxFault
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

SOURCE = IdentityMap("flow.yaml")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("010", "010"),
        ("12:30", "12:30"),
        ("2024-01-01", "2024-01-01"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-17", -17),
        ("+3", 3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("'true'", "true"),
        ('"5"', "5"),
        ('""', ""),
        ('"a\\nb"', "a\nb"),
    ],
)
def test_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    read = plain(read_yaml(f"key: {text}", SOURCE).root)
    assert read == {"key": value}
    assert isinstance(read, dict)
    assert type(read["key"]) is type(value)


def test_branch_keys_stay_words() -> None:
    root = read_yaml("outputs:\n  yes: 1\n  no: 2\n", SOURCE).root
    assert plain(root) == {"outputs": {"yes": 1, "no": 2}}


def test_nodes_know_their_place() -> None:
    root = read_yaml('a:\n  - b: "text"\n', SOURCE).root
    assert isinstance(root, Mapping)
    items = root.get("a")
    assert items is not None
    (item,) = items  # type: ignore[misc]
    value = item.get("b")  # type: ignore[union-attr]
    assert isinstance(value, Scalar)
    assert str(value.span) == "flow.yaml:2:8"
    assert value.span.end.column == 14
    assert value.quoted


def test_a_key_that_stands_twice_is_a_finding_with_both_lines() -> None:
    document = read_yaml("a: 1\nb: 2\na: 3\n", SOURCE)
    (finding,) = document.findings
    assert finding.rule == "duplicate-key"
    assert str(finding.span) == "flow.yaml:3:1"
    assert "line 1" in finding.message
    assert plain(document.root) == {"a": 3, "b": 2}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: ]", "flow.yaml:1:4"),
        ("a: b: c", "flow.yaml:1:5"),
        ("\tx", "flow.yaml:1:1"),
        ("", "flow.yaml:1:1"),
        ("? [a]\n: 1", "flow.yaml:1:3"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_place(text: str, place: str) -> None:
    with pytest.raises(SyntaxFault) as caught:
        read_yaml(text, SOURCE)
    assert str(caught.value).startswith(f"{place}: ")


def test_aliases_that_unfold_without_end_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(SyntaxFault, match="aliases"):
        read_yaml("\n".join(lines), SOURCE)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_yaml(text, SOURCE)
    except SyntaxFault as fault:
        assert fault.span is not None


DEEP = [
    "[" * 100_000,
    "{a: " * 5_000,
    "- " * 5_000,
    "\n".join(" " * depth + "a:" for depth in range(1_000)),
    "&a [*a]",
]


@pytest.mark.parametrize("text", DEEP, ids=["brackets", "braces", "dashes", "indented", "itself"])
def test_nesting_without_end_is_a_fault_not_a_crash(text: str) -> None:
    with pytest.raises(SyntaxFault, match="nested deeper"):
        read_yaml(text, SOURCE)


def test_half_a_character_is_a_fault() -> None:
    with pytest.raises(SyntaxFault, match="not readable as YAML"):
        read_yaml("\ud800", SOURCE)


def test_many_brackets_are_not_depth() -> None:
    assert plain(read_yaml("[[]" + ", []" * 1_000 + "]", SOURCE).root) == [[]] * 1_001


@pytest.mark.parametrize("text", ["a: 1", "a: ["])
def test_the_garbage_collector_goes_on_afterwards(text: str) -> None:
    with contextlib.suppress(SyntaxFault):
        read_yaml(text, SOURCE)
    assert gc.isenabled()
