"""Published flows of other people run to an ending, whatever the world answers."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Record, Reference
from genesys_deploy.architect.flow.model import FlowKind
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.simulate import requests as ask
from genesys_deploy.simulate.inputs import Inputs
from genesys_deploy.simulate.program import compile_flow
from genesys_deploy.simulate.run import run
from genesys_deploy.source.source_map import IdentityMap
from tests.genesys_deploy.simulate.building import MESSAGE, NOW
from tests.shared_facts import SHARED, needs_shared

if TYPE_CHECKING:
    from pathlib import Path

    from genesys_deploy.simulate.requests import Answer, Request

pytestmark = [needs_shared, pytest.mark.shared]

FLOWS = sorted(
    path
    for path in (SHARED / "corpus" / "flows").glob("*.y*ml")
    if any(f"{kind}:" in path.read_text("utf-8").splitlines() for kind in FlowKind)
)
SOME_TIME = timedelta(seconds=1)


class Whim:
    """Answers anything that fits."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def answer(self, request: Request) -> Answer:
        return self._random.choice(self._choices(request))

    def _choices(self, request: Request) -> tuple[Answer, ...]:
        match request:
            case ask.CallDataAction():
                return (
                    ask.ActionSucceeded({}, SOME_TIME),
                    ask.ActionFailed({}, SOME_TIME),
                    ask.ActionTimedOut(request.timeout or SOME_TIME),
                )
            case ask.Find(kind=kind, wanted=wanted):
                return (ask.Found(Reference(kind, "id", wanted)), ask.NotFound())
            case ask.LookUpDataTable():
                return (ask.RowFound({}), ask.NotFound(), ask.LookupFailed("type", "message"))
            case ask.EvaluateSchedule():
                return (ask.ScheduleEvaluated("active"), ask.ScheduleEvaluated("inactive"))
            case ask.EvaluateScheduleGroup():
                return tuple(ask.ScheduleEvaluated(one) for one in ("open", "closed", "holiday", "emergency"))
            case ask.GetConversationData(names=names):
                return (ask.ConversationData(dict.fromkeys(names, "true")), ask.NotFound())
            case ask.GetExternalContact():
                contact = Record(Type("externalContact"), {"workEmail": "w@example.org"})
                return (ask.ContactFound(contact), ask.NotFound())
            case ask.CallBot():
                return (ask.BotEnded("done", "intent"), ask.ActionFailed())
            case _:
                return (ask.ActionSucceeded(),)


def known(path: Path) -> str:
    return path.name


def test_there_are_flows() -> None:
    assert len(FLOWS) >= 15


@pytest.mark.parametrize("path", FLOWS, ids=known)
def test_every_action_and_expression_is_modelled(path: Path) -> None:
    flow, _ = read_flow_text(path.read_text("utf-8"), IdentityMap(path.name), templated=True)
    assert [str(finding) for finding in compile_flow(flow).findings] == []


@pytest.mark.parametrize("path", FLOWS, ids=known)
def test_every_run_ends(path: Path) -> None:
    flow, _ = read_flow_text(path.read_text("utf-8"), IdentityMap(path.name), templated=True)
    program = compile_flow(flow)
    message = MESSAGE if flow.kind == FlowKind.INBOUND_MESSAGE else None
    for seed in range(40):
        done = run(program, Inputs(message=message, now=NOW), Whim(seed))
        assert done.actions_executed <= 11_000
