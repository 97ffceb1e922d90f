"""Precedence, literals, limits."""

from __future__ import annotations

import pytest

from genesys_deploy.architect.expressions import ExpressionError
from genesys_deploy.architect.expressions.nodes import Call, Literal, Name, Node, Property
from genesys_deploy.architect.expressions.parser import MAX_DEPTH, MAX_LENGTH, parse


def shape(node: Node) -> str:
    match node:
        case Literal(value=value):
            return repr(value) if isinstance(value, str) else str(value)
        case Name(text=text):
            return text
        case Property(target=target, name=name):
            return f"{shape(target)}.{name}"
        case Call(name=name, arguments=arguments):
            return f"{name}({', '.join(map(shape, arguments))})"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", "+(1, *(2, 3))"),
        ("(1 + 2) * 3", "*(+(1, 2), 3)"),
        ("1 - 2 - 3", "-(-(1, 2), 3)"),
        ("2 ^ 3 ^ 2", "^(2, ^(3, 2))"),
        ("-2 ^ 2", "^(-2, 2)"),
        ("- a.b * 2", "*(-(a.b), 2)"),
        ("!a or b and c", "or(!(a), and(b, c))"),
        ("a AND b Or c", "or(and(a, b), c)"),
        ("a < b == c >= d", "==(<(a, b), >=(c, d))"),
        ("a | b & c == d", "|(a, &(b, ==(c, d)))"),
        ("a ? b : c ? d : e", "?(?(a, b, c), d, e)"),
        ("a ? (b ? c : d) : e", "?(a, ?(b, c, d), e)"),
        (".5 + 1.", "+(0.5, 1)"),
        ("a + 1 ? b : c", "?(+(a, 1), b, c)"),
        ("f()", "f()"),
        ("f(1, -2, g(a.b))", "f(1, -2, g(a.b))"),
        ("f(1).id.name", "f(1).id.name"),
        ("a.b[1].c", "[(a.b, 1).c"),
        ("a[1][2]", "[([(a, 1), 2)"),
        ("~ 5", "~(5)"),
        ('"a\\"b\\\\c\\n"', repr('a"b\\c\n')),
        ('""', "''"),
        ("NOT_SET", "None"),
        ("true", "True"),
        ("TRUE", "TRUE"),
        (" \n\t1 ", "1"),
        ("Flow .x", "Flow .x"),
        ("State.{{type}}_x", "State.{{type}}_x"),
    ],
)
def test_reads(text: str, expected: str) -> None:
    assert shape(parse(text).root) == expected


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("a + f(1)", {"a": 0, "+": 2, "f": 4, "1": 6}),
        ("a.b[c]", {"a.b": 0, "[": 3, "c": 4}),
        ("x ? -1 : y", {"x": 0, "?": 2, "-1": 4, "y": 9}),
    ],
)
def test_knows_where_everything_stands(text: str, positions: dict[str, int]) -> None:
    found = {}
    for node in parse(text).nodes:
        key = node.name if isinstance(node, Call) else shape(node)
        found[key] = node.position
    assert found == positions


def test_nodes_come_after_what_they_are_made_of() -> None:
    tree = parse("f(a, b + c)[d].e")
    seen: set[int] = set()
    for node in tree.nodes:
        parts = (
            node.arguments if isinstance(node, Call) else (node.target,) if isinstance(node, Property) else ()
        )
        assert all(id(part) in seen for part in parts)
        seen.add(id(node))
    assert tree.root is tree.nodes[-1]


@pytest.mark.parametrize("opening", ["(", "f(", "-", "!", "x[", "x ? (1) : ("])
def test_nesting_has_a_limit(opening: str) -> None:
    with pytest.raises(ExpressionError, match=f"deeper than {MAX_DEPTH}"):
        parse(opening * (MAX_DEPTH + 2) + "1")


def test_length_has_a_limit() -> None:
    parse("1" + "+1" * ((MAX_LENGTH - 1) // 2))
    with pytest.raises(ExpressionError, match="at most 32,000 characters") as caught:
        parse(" " * MAX_LENGTH + "1")
    assert caught.value.position == -1


def test_a_backslash_outside_of_a_text_is_passed_over() -> None:
    assert shape(parse("\\1 + \\f(\\)").root) == "+(1, f())"
