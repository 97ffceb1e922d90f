"""Data Actions that people published: every one loads, and its templates print for inputs of its own schema."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from genesys_deploy.data_action.check import check_data_action
from genesys_deploy.data_action.diff import diff_action
from genesys_deploy.data_action.reader import load_data_actions
from genesys_deploy.data_action.request import build_request
from genesys_deploy.data_action.response import HttpResponse, read_response
from genesys_deploy.data_action.wire import from_wire, to_wire
from genesys_deploy.source.finding import Severity
from tests.shared_facts import SHARED, needs_shared

if TYPE_CHECKING:
    from genesys_deploy.data_action.model import DataAction

pytestmark = [needs_shared, pytest.mark.shared]

SAMPLES = {"string": 'a "b" & c', "integer": 7, "number": 1.5, "boolean": True, "null": None}


@cache
def corpus() -> tuple[DataAction, ...]:
    return load_data_actions(SHARED / "corpus" / "data_actions")


def inputs_of(action: DataAction) -> dict[str, Any]:
    return {name: sample(part) for name, part in action.input_schema.data["properties"].items()}


def sample(part: dict[str, Any]) -> Any:
    return part["enum"][0] if "enum" in part else SAMPLES[part["type"]]


def test_every_action_loads() -> None:
    assert len(corpus()) == 85


def test_every_request_template_prints_for_inputs_of_its_schema() -> None:
    for action in corpus():
        request = build_request(action, inputs_of(action), {"client_id": "i", "client_secret": "s"})
        texts = [request.url, request.body or "", *request.headers.values()]
        assert not any("input." in text for text in texts if "$Input" not in text), action.name


def test_every_answer_is_judged() -> None:
    for action in corpus():
        for body in ('{"id": "x", "entities": [], "results": []}', "[]", "", "<html>"):
            outcome = read_response(action, HttpResponse(200, body))
            assert (
                outcome.outputs.keys() == {field.name for field in action.outputs}
                or len(outcome.outputs) == 13
            )


def test_every_action_comes_back_from_the_wire() -> None:
    for action in corpus():
        back = from_wire(to_wire(action, "category", "id") | {"integrationType": action.integration_type})
        assert (back.request, back.response, back.outputs) == (
            action.request,
            action.response,
            action.outputs,
        )


def test_what_is_wrong_with_them_is_known() -> None:
    errors = [
        finding.message
        for action in corpus()
        for finding in check_data_action(action)
        if finding.severity is Severity.ERROR
    ]
    assert len(errors) == 3
    assert all("$Input." in message for message in errors)


def test_every_action_is_compared_with_itself_and_with_its_neighbour() -> None:
    for old, new in pairwise(corpus()):
        assert diff_action(old, old).changes == ()
        assert diff_action(old, new).changes, (old.name, new.name)
