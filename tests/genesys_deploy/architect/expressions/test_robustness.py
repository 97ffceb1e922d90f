"""Whatever comes in: an answer or the language's own error."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genesys_deploy.architect.expressions import (
    EvaluationError,
    ExpressionError,
    LanguageError,
    Scope,
    Type,
    compile_expression,
    to_text,
)
from genesys_deploy.architect.expressions.registry import functions
from genesys_deploy.architect.expressions.scratchpad import answer
from genesys_deploy.architect.expressions.values import Value

SCOPE = Scope(
    {
        "Flow.a": Type("integer"),
        "Flow.s": Type("string"),
        "Flow.l": Type("integer", collection=True),
        "Flow.j": Type("json"),
    }
)
VALUES: dict[str, Value] = {"flow.x": "2", "flow.a": 3, "flow.s": "x", "flow.l": (1, 2), "flow.j": None}

EXAMPLES = Path(__file__, "../cases/examples.jsonl").resolve()
FRAGMENTS = [
    "(", ")", "[", "]", ",", ".", "+", "-", "*", "/", "^", "%", "?", ":", "==", "!=", "<", ">=", "!", "~", "&", "|", '"', "\\",
    "and", "OR", "true", "NOT_SET", "1", "0.5", "999999999999999", '"a"', "Flow.a", "Flow.s", "Flow.l", "Flow.j", "Flow.x",
    " ", "\n", "{{x}}", "é", "\x00", *(f"{function.name}(" for function in functions().values()),
]  # fmt: skip


def run(text: str, scope: Scope) -> None:
    try:
        expression = compile_expression(text, scope)
    except ExpressionError as error:
        assert -1 <= error.position <= len(text)
        assert error.caret()
        return
    try:
        to_text(expression.evaluate(VALUES))
    except EvaluationError as error:
        assert error.caret()


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    run(text, SCOPE)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join), st.booleans())
def test_any_heap_of_fragments(text: str, is_open: bool) -> None:
    run(text, Scope(SCOPE.variables, is_open=is_open))


def calls(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = st.sampled_from([function.name for function in functions().values()])
    arguments = st.lists(children, max_size=4).map(", ".join)
    operators = st.sampled_from(["+", "-", "*", "/", "%", "^", "==", "<", "and", "or", "&"])
    return st.one_of(
        st.tuples(names, arguments).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(children, operators, children).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        st.tuples(children, children, children).map(lambda parts: f"If({', '.join(parts)})"),
    )


LEAVES = st.sampled_from(
    [
        "1",
        "-7",
        "2.5",
        '"x"',
        '"2024-01-01T00:00:00Z"',
        "true",
        "NOT_SET",
        "Flow.a",
        "Flow.s",
        "Flow.l",
        "Flow.j",
        "Flow.x",
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.recursive(LEAVES, calls, max_leaves=12))
def test_any_well_formed_expression(text: str) -> None:
    run(text, Scope(SCOPE.variables, is_open=True))


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda children: (
            st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3)
        ),
    ),
    st.sampled_from(
        [
            "string",
            "integer",
            "decimal",
            "json",
            "queue",
            "dateTime",
            "shortMessage",
            "stringCollection",
            "strange",
        ]
    ),
)
def test_any_value(data: object, type_: str) -> None:
    found = answer({"expression": "Flow.x", "variables": {"Flow.x": {"type": type_, "value": data}}})
    assert found["ok"] is True


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.text(max_size=5),
        lambda children: st.dictionaries(
            st.sampled_from(["expression", "variables", "target", "type", "value"]), children
        ),
    )
)
def test_any_request(request: object) -> None:
    assert isinstance(answer(request)["ok"], bool)


@pytest.mark.parametrize("length", [2_000, 30_000])
@pytest.mark.parametrize(
    "piece",
    ["(", "f(", "-", "[", '"', "a ", "1+", "a.", "?", "a?b:", "!", "\\", ",", ")", "If(true,1,", "x[0]"],
)
def test_repetition_is_answered(piece: str, length: int) -> None:
    with pytest.raises(LanguageError):
        compile_expression(piece * (length // len(piece)) + '"', SCOPE)


def mutated(text: str, random: Random) -> str:
    """Something that somebody might type: a piece lost, doubled, moved or foreign."""
    for _ in range(random.randint(1, 4)):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.randint(0, 6))
        text = text[:start] + random.choice(["", text[start:end] * 2, *FRAGMENTS]) + text[end:]
    return text


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(20))
def test_fuzz(seed: int) -> None:
    """`make soak`: worked examples, broken in every way."""
    random = Random(seed)
    examples = [json.loads(line)["expression"] for line in EXAMPLES.read_text("utf-8").splitlines()]
    for _ in range(20_000):
        run(mutated(random.choice(examples), random), Scope(SCOPE.variables, is_open=random.random() < 0.5))
