"""Canned worlds: HTTP answers through the templates, and what is not prepared."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from genesys_deploy.architect.expressions.values import Reference
from genesys_deploy.simulate import requests
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.simulate.worlds import Canned, CannedWorld, Failing, HttpAnswer, Outputs, TimingOut
from tests.genesys_deploy.simulate.building import check_contract

if TYPE_CHECKING:
    from genesys_deploy.simulate.requests import Answer

ASKED = requests.CallDataAction("IRP", "Check", {"handle": "j"}, timedelta(seconds=2))
SECOND = timedelta(seconds=1)


def kind_of(answer: Answer) -> tuple[str, timedelta]:
    return type(answer).__name__, answer.elapsed


PREPARED: list[tuple[str, Canned, tuple[str, timedelta]]] = [
    ("outputs", Outputs({"score": 1}, SECOND), ("ActionSucceeded", SECOND)),
    ("slow outputs", Outputs({}, 3 * SECOND), ("ActionTimedOut", 2 * SECOND)),
    ("a failure", Failing({"status": 500}), ("ActionFailed", 0 * SECOND)),
    ("a slow failure", Failing({}, 2 * SECOND), ("ActionTimedOut", 2 * SECOND)),
    ("a timeout", TimingOut(), ("ActionTimedOut", 2 * SECOND)),
    ("200", HttpAnswer(200, {"score": 0.5, "tags": ["a"]}, takes=SECOND), ("ActionSucceeded", SECOND)),
    ("500", HttpAnswer(500, "broken"), ("ActionFailed", 0 * SECOND)),
    ("HTML", HttpAnswer(200, "<html>"), ("ActionFailed", 0 * SECOND)),
]


@pytest.mark.parametrize(("what", "canned", "expected"), PREPARED, ids=[what for what, _, _ in PREPARED])
def test_what_a_prepared_answer_becomes(what: str, canned: Canned, expected: tuple[str, timedelta]) -> None:
    world = CannedWorld({"Check": canned}, contracts={"Check": check_contract()})
    assert kind_of(world.answer(ASKED)) == expected


def test_an_http_answer_goes_through_the_templates() -> None:
    contract = check_contract()
    world = CannedWorld(
        {"Check": HttpAnswer(200, '{"score": 0.85, "tags": []}')}, contracts={"Check": contract}
    )
    answer = world.answer(ASKED)
    assert isinstance(answer, requests.ActionSucceeded)
    assert dict(answer.outputs) == {"score": 0.85, "tags": []}


def test_inputs_that_break_the_contract_fail_before_anything_is_answered() -> None:
    world = CannedWorld({"Check": HttpAnswer(200, {"score": 1})}, contracts={"Check": check_contract()})
    answer = world.answer(requests.CallDataAction("IRP", "Check", {}, None))
    assert isinstance(answer, requests.ActionFailed)
    assert answer.outputs["status"] == 400


@pytest.mark.parametrize("timeout", [None, timedelta(minutes=2)])
def test_the_timeout_of_the_data_action_is_a_failure(timeout: timedelta | None) -> None:
    slow = Outputs({"score": 1}, timedelta(seconds=61))
    world = CannedWorld({"Check": slow}, contracts={"Check": check_contract()})
    answer = world.answer(requests.CallDataAction("IRP", "Check", {"handle": "j"}, timeout))
    assert kind_of(answer) == ("ActionFailed", timedelta(seconds=60))


def test_a_failure_has_all_thirteen_outputs() -> None:
    answer = CannedWorld({"Check": Failing({"status": 429})}).answer(ASKED)
    assert isinstance(answer, requests.ActionFailed)
    assert len(answer.outputs) == 13
    assert answer.outputs["status"] == 429


def test_an_http_answer_needs_the_data_action() -> None:
    with pytest.raises(WrongAnswer, match="needs its Data Action"):
        CannedWorld({"Check": HttpAnswer()}).answer(ASKED)


def test_a_data_action_that_nobody_prepared_is_named_and_the_nearest_suggested() -> None:
    with pytest.raises(WrongAnswer, match='"Check"') as caught:
        CannedWorld({"Chekc": Outputs()}).answer(ASKED)
    assert "Chekc" in (caught.value.hint or "")


NOWHERE: list[requests.Request] = [
    requests.LookUpDataTable("T", "k"),
    requests.EvaluateSchedule(Reference("schedule", "s", "S"), None),  # type: ignore[arg-type]
    requests.CallBot("B", None, {}),
    requests.CallModule("M", {}),
]


@pytest.mark.parametrize("request_", NOWHERE, ids=lambda one: type(one).__name__)
def test_what_is_not_prepared_goes_to_the_other_world_or_is_an_error(request_: requests.Request) -> None:
    class Elsewhere:
        def answer(self, request: requests.Request) -> Answer:
            return requests.NotFound()

    with pytest.raises(WrongAnswer, match="nothing says"):
        CannedWorld().answer(request_)
    assert CannedWorld(otherwise=Elsewhere()).answer(request_) == requests.NotFound()


def test_unnamed_objects_are_all_there_with_the_same_id_each_time() -> None:
    def find(world: CannedWorld, name: str) -> Any:
        return world.answer(requests.Find("queue", name))

    assert find(CannedWorld(), "A") == find(CannedWorld(), "A")
    assert find(CannedWorld(), "A") != find(CannedWorld(), "B")
    assert find(CannedWorld(objects={}), "A") == requests.NotFound()
