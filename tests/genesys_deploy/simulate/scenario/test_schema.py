from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from genesys_deploy.simulate.scenario import read_scenarios
from genesys_deploy.simulate.scenario.descriptions import DESCRIPTIONS
from genesys_deploy.simulate.scenario.schema import scenario_schema
from genesys_deploy.source.document import plain
from genesys_deploy.source.errors import SourceError
from genesys_deploy.source.locate import find_project
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

FOLDER = find_project().flows / "scenarios"
VALIDATOR = Draft202012Validator(scenario_schema())
HEAD = "flow: twitter\nscenarios:\n  - "


def problems(text: str) -> list[str]:
    document = plain(read_yaml(text, IdentityMap("s.yaml")).root)
    return [error.message for error in VALIDATOR.iter_errors(json.loads(json.dumps(document)))]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(scenario_schema())


def test_the_file_that_editors_read_is_this_schema() -> None:
    assert json.loads((FOLDER / "scenario.schema.json").read_text(encoding="utf-8")) == scenario_schema()


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_shipped_scenarios_fit(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert problems(text) == []
    assert text.startswith("# yaml-language-server: $schema=scenario.schema.json\n")


@pytest.mark.parametrize(
    "scenario",
    [
        "{name: x, then: {}}",
        "{name: x, message: {from: '1', minutes_later: 3, attachment: true}, then: {queue: ~, skills: [a]}}",
        "{name: x, world: {R: timeout, S: [failure, {a: 1}, {http: {status: 500, body: x}, takes: 1}], T: {}}, then: {}}",
        "{name: x, world: {R: live}, then: {}, again: [{then: {attributes: {a: '='}}}]}",
        "{name: x, org: {schedules: {a: open}, tables: {T: {k: {c: 1}}}, bots: {B: {intent: i}}}, then: {}}",
        "{name: <a>, message: {attachment: <b>}, world: {R: <c>}, then: {}, rows: [{a: n, b: true, c: failure}]}",
        "{name: x, then: {priority: <d>, calls: <e>, ending: <f>}, rows: [{d: 1, e: [], f: queue}]}",
    ],
)
def test_what_the_reader_takes_fits(scenario: str) -> None:
    assert read_scenarios(HEAD + scenario, "s.yaml").scenarios
    assert problems(HEAD + scenario) == []


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "flow: f",
        "flow: f\nscenarios: []",
        "scenarios: [{name: x, then: {}}]",
        "flow: f\nscenario: []\nscenarios: [{name: x, then: {}}]",
        HEAD + "x",
        HEAD + "{name: x}",
        HEAD + "{name: x, then: {queu: a}}",
        HEAD + "{name: x, then: {priority: high}}",
        HEAD + "{name: x, then: {ending: queued}}",
        HEAD + "{name: x, then: {attributes: {a: 1}}}",
        HEAD + "{name: x, message: {from: 7}, then: {}}",
        HEAD + "{name: x, message: {sender2: '7'}, then: {}}",
        HEAD + "{name: x, world: {R: maybe}, then: {}}",
        HEAD + "{name: x, world: {R: []}, then: {}}",
        HEAD + "{name: x, world: {R: {takes: 3}}, then: {}}",
        HEAD + "{name: x, world: {R: {outputs: {}, takes: long}}, then: {}}",
        HEAD + "{name: x, then: {}, rows: 3}",
        HEAD + "{name: x, then: {}, again: [{message: {}}]}",
    ],
)
def test_what_the_reader_refuses_does_not_fit(text: str) -> None:
    assert problems(text)
    with pytest.raises(SourceError):
        read_scenarios(text, "s.yaml")


def test_every_key_is_described_and_no_other() -> None:
    assert set(_described(scenario_schema())) == set(DESCRIPTIONS.values())


def _described(schema: Any) -> list[str]:
    found: list[str] = []
    if isinstance(schema, Mapping):
        for value in schema.values():
            found += _described(value)
        for part in schema.get("properties", {}).values():
            if part.get("description", "").endswith("."):
                found.append(part["description"])
    elif isinstance(schema, list):
        for item in schema:
            found += _described(item)
    return found
