"""The official checker's verdicts, the official examples, and the expressions of published flows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.architect.expressions import (
    Environment,
    ExpressionError,
    Scope,
    Type,
    compile_expression,
    to_text,
)
from genesys_deploy.architect.expressions.properties import property_type
from genesys_deploy.architect.expressions.registry import find_function
from genesys_deploy.architect.expressions.scratchpad import answer
from genesys_deploy.source.document import Mapping, Node, Scalar, Sequence
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml
from tests.shared_facts import SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.shared]

CASES = Path(__file__, "../cases").resolve()


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def shared(name: str) -> Any:
    path = SHARED / "architect" / name
    return lines(path) if path.suffix == ".jsonl" else json.loads(path.read_text("utf-8"))


def verdict_of(case: dict[str, Any], scope: Scope) -> dict[str, Any]:
    target = Type.parse(case["target"]) if "target" in case else None
    try:
        expression = compile_expression(case["expression"], scope, target)
    except ExpressionError as error:
        return {"ok": False, "position": error.position}
    cast = {"cast": expression.cast} if expression.cast else {}
    return {"ok": True, "type": str(expression.type), **cast}


def test_agrees_with_every_verdict() -> None:
    head, *cases = shared("verdicts.jsonl")
    scope = Scope({name: Type.parse(word) for name, word in head["variables"].items()})
    wanted = ("ok", "type", "cast", "position")
    wrong = {
        case["expression"]: (found, expected)
        for case in cases
        if (found := verdict_of(case, scope))
        != (expected := {key: case[key] for key in wanted if key in case})
    }
    assert wrong == {}


def test_every_example_with_an_output_has_it(environment: Environment) -> None:
    wrong = {}
    for case in shared("examples.jsonl"):
        if "output" not in case:
            continue
        found = to_text(compile_expression(case["input"], Scope({})).evaluate({}, environment))
        output = case["output"]
        if found != (json.loads(output) if output.startswith('"') else output):
            wrong[case["input"]] = found
    assert wrong == {}


def test_the_scratchpad_gives_every_output() -> None:
    cases = [case for case in shared("examples.jsonl") if "output" in case]
    wanted = [json.loads(out) if (out := case["output"]).startswith('"') else out for case in cases]
    assert [answer({"expression": case["input"]})["value"] for case in cases] == wanted


def test_every_example_is_in_the_tables_of_cases() -> None:
    known = {
        case["expression"]
        for name in ("examples", "not_evaluated")
        for case in lines(CASES / f"{name}.jsonl")
    }
    missing = {case["input"] for case in shared("examples.jsonl")} - known
    assert {expression for expression in missing if "Format." not in expression} == set()


def test_every_function_of_the_package_is_declared_with_as_many_overloads() -> None:
    for declared in shared("functions.json")["functions"]:
        if declared.get("symbol"):
            continue
        function = find_function(declared["name"])
        assert function is not None, declared["name"]
        assert len(function.overloads) >= len(declared["overloads"]), declared["name"]


def test_properties_of_the_types_of_messages_are_known() -> None:
    words = {
        "ShortMessage": "shortMessage",
        "Queue": "queue",
        "PhoneNumber": "phoneNumber",
        "ExternalContact": "externalContact",
    }
    for declared in shared("types.json")["types"]:
        if declared["key"] in words:
            for name in (entry["name"] for entry in declared["properties"]):
                assert property_type(Type(words[declared["key"]]), name) is not None, name


def expressions(node: Node) -> Iterator[str]:
    match node:
        case Mapping(entries=entries):
            for entry in entries:
                if entry.key.text == "exp" and isinstance(entry.value, Scalar):
                    yield entry.value.text
                yield from expressions(entry.value)
        case Sequence(items=items):
            for item in items:
                yield from expressions(item)


def test_every_expression_of_the_corpus_parses_and_knows_its_functions() -> None:
    count = 0
    for path in sorted((SHARED / "corpus" / "flows").iterdir()):
        text = re.sub(r"\{\{\s*(\w+)\s*\}\}", r"\1", path.read_text("utf-8-sig"))
        document = read_yaml(re.sub(r"\$\{(\w+)\}", r"\1", text), IdentityMap(path.name))
        for expression in expressions(document.root):
            compile_expression(expression, Scope({}, is_open=True))
            count += 1
    assert count > 200
