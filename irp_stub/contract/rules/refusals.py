"""What cannot be answered is refused in a way that a flow, and a person, can understand."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.rule import Family
from irp_stub.contract.wire import json_of

if TYPE_CHECKING:
    from irp_stub.contract.exchange import Exchange
    from irp_stub.contract.probe import Probe

__all__ = ["REFUSALS"]

REFUSALS = Family("refusals")
_INTERNALS = re.compile(
    r"Traceback \(most|^\s+at [\w.$]+\(|Exception in thread|SQLSTATE|ORA-\d{5}", re.MULTILINE
)


def _malformed(probe: Probe) -> Exchange:
    channel, user_id = probe.data.guest_channel, probe.marks.user_id("malformed")
    request = probe.request(
        Purpose.RESOLVE, channel=channel, userId=user_id, conversationId=probe.marks.conversation()
    )
    if request.body is None:
        raise NotApplicable("the Data Action sends no body")
    return probe.send(replace(request, body=request.body.rstrip().removesuffix("}")))


def _nobody(probe: Probe) -> Exchange:
    request = probe.request(
        Purpose.RESOLVE, channel=probe.data.guest_channel, conversationId=probe.marks.conversation()
    )
    return probe.send(request)


def _refused(probe: Probe) -> Exchange:
    exchange = probe.once(_malformed)
    if exchange.response is None or exchange.response.status < 400:
        raise NotApplicable("broken JSON is not refused (rule malformed-refused)")
    return exchange


@REFUSALS.should(
    "malformed-refused",
    "A body that is no JSON is the caller's fault",
    source="RFC 9110, 15.5.1",
    why="a success would be taken for an identity, and a 5xx wakes somebody up",
)
def malformed_refused(probe: Probe) -> None:
    exchange = probe.once(_malformed)
    if not exchange.refused:
        raise Broken(f"broken JSON {exchange.told()}", exchange)


@REFUSALS.should(
    "nobody-refused",
    "A request that names no sender is refused",
    source='Data Action "Resolve Identity": one of userId and handle',
    why="an answer would be about nobody",
)
def nobody_refused(probe: Probe) -> None:
    exchange = probe.once(_nobody)
    if not exchange.refused:
        raise Broken(f"a request with neither user_id nor handle {exchange.told()}", exchange)


@REFUSALS.should(
    "problem-json",
    "Errors are application/problem+json",
    source="RFC 9457",
    why="the flow's failure outputs, and whoever reads the log, get a sentence instead of a page",
)
def problem_json(probe: Probe) -> None:
    exchange = _refused(probe)
    declared = (exchange.header("Content-Type") or "nothing").partition(";")[0].strip().lower()
    if declared != "application/problem+json":
        raise Broken(f"an error comes as {declared}", exchange)
    problem = json_of(exchange)
    if not isinstance(problem.get("title"), str) or problem.get("status") != exchange.status:
        raise Broken("an error has no title, or another status than its answer", exchange)


@REFUSALS.should(
    "errors-hide-internals",
    "Errors tell nothing of the inside",
    source="OWASP API8",
    why="stack traces tell an attacker what to try next",
)
def errors_hide_internals(probe: Probe) -> None:
    exchange = _refused(probe)
    if exchange.response and (found := _INTERNALS.search(exchange.response.body)):
        raise Broken(f"an error shows its inside: {json.dumps(found.group().strip())}", exchange)
