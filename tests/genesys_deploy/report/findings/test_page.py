"""What docs/findings.md shows is what happens."""

from __future__ import annotations

import json
import re
from pathlib import Path

from genesys_deploy.report.findings import JsonList
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.span import Span

PAGE = (Path(__file__).parents[4] / "docs" / "findings.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_json_of_the_page_is_what_is_written() -> None:
    place = Span.at("flows/steps/route.j2", 12, 20, 8)
    hint = 'did you mean "Flow.tier"?'
    finding = Finding("unknown-variable", Severity.ERROR, "there is no variable Flow.tir", place, hint)
    assert json.loads(block("json")) == json.loads(JsonList().render([finding]))


def test_the_python_of_the_page_runs() -> None:
    names: dict[str, object] = {}
    exec(compile(block("python"), "docs/findings.md", "exec"), names)
    assert str(names["report"]).startswith("flow.yaml:1:1: error:")
