"""Held against the real engines: each row of `cases/` is what they answered, once; the first line names them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.data_action.bulk import answer

CASES = Path(__file__).parent / "cases"


def rows(file: str, values: str) -> list[Any]:
    head, *lines = (CASES / file).read_text(encoding="utf-8").splitlines()
    named = json.loads(head)[values]
    cases = [json.loads(line) for line in lines]
    return [
        pytest.param(case, named[case[values[:-1]]], id=f"{n}: {line}")
        for n, (case, line) in enumerate(zip(cases, lines, strict=True), 2)
    ]


@pytest.mark.parametrize(("case", "context"), rows("velocity.jsonl", "contexts"))
def test_velocity_prints_what_apache_velocity_prints(case: dict[str, Any], context: dict[str, Any]) -> None:
    before = json.dumps(context)
    given = answer({"velocity": case["velocity"], "context": context})
    assert given.get("out") == case.get("out")
    assert ("error" in given) == ("error" in case)
    assert json.dumps(context) == before


@pytest.mark.parametrize(("case", "document"), rows("jsonpath.jsonl", "documents"))
def test_jsonpath_finds_what_jayway_finds(case: dict[str, Any], document: object) -> None:
    before = json.dumps(document)
    given = answer({"jsonpath": case["jsonpath"], "document": document})
    assert json.dumps(given.get("out")) == json.dumps(case.get("out"))
    assert ("error" in given) == ("error" in case)
    assert json.dumps(document) == before
