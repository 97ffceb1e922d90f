"""What comes back can be read by the Data Actions, field by field."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.probe import NOT_SERVED
from irp_stub.contract.rule import Family

if TYPE_CHECKING:
    from irp_stub.contract.answer import Answer
    from irp_stub.contract.probe import Probe

__all__ = ["SHAPE"]

SHAPE = Family("shape")


def _known(probe: Probe) -> Answer:
    return probe.resolve_account(probe.need(probe.data.known, "known"))


@SHAPE.must(
    "resolve-shape",
    "A resolved answer satisfies the Data Action",
    source='Data Action "Resolve Identity"; guide, "Expected Response from IRP"',
    why="an answer that breaks the output contract is a failure in the flow: every customer becomes a guest",
)
def resolve_shape(probe: Probe) -> None:
    probe.once(_known).demanded()


@SHAPE.must(
    "resolve-profile",
    "A resolved answer has the customer id and the tier",
    source='guide, "Expected Response from IRP", "Routing Based on Resolved Identity"',
    why="the flow merges by the customer id and routes by the tier",
)
def resolve_profile(probe: Probe) -> None:
    known, answer = probe.need(probe.data.known, "known"), probe.once(_known)
    if not answer.resolved:
        raise NotApplicable("the known account is not resolved (rule known-user-id)")
    missing = [name for name in ("customerId", "tier") if not answer.text(name)]
    if missing:
        raise Broken(f"the resolved answer has no {' and no '.join(missing)}", answer.exchange)
    if known.tier is not None and answer.text("tier") != known.tier:
        raise Broken(f'the tier is "{answer.text("tier")}", not "{known.tier}"', answer.exchange)


@SHAPE.should(
    "profile-updated-at",
    "The profile says when it last changed",
    source='guide, "Stale Profile Data": the agent is told of a recent change',
    why="without `updated_at` the flow cannot warn the agent",
)
def profile_updated_at(probe: Probe) -> None:
    answer = probe.once(_known)
    if not answer.resolved:
        raise NotApplicable("the known account is not resolved (rule known-user-id)")
    text = answer.text("updatedAt")
    try:
        zoned = datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        zoned = False
    if not zoned:
        told = f'"{text}" is no' if text else "the profile has no"
        raise Broken(f"{told} ISO 8601 time with its zone (profile_data.updated_at)", answer.exchange)


@SHAPE.should(
    "json-content-type",
    "Answers are declared as JSON",
    source="RFC 9110, 8.3",
    why="gateways between the platform and the IRP go by the content type",
)
def json_content_type(probe: Probe) -> None:
    answer = probe.once(_known)
    if not answer.succeeded:
        raise NotApplicable("there is no answer that could be read")
    declared = answer.exchange.header("Content-Type") or "nothing"
    if declared.partition(";")[0].strip().lower() != "application/json":
        raise Broken(f"the answer is declared as {declared}", answer.exchange)


@SHAPE.should(
    "serves-every-action",
    "Every Data Action finds its endpoint",
    source="data_actions/",
    writes=True,
    why="the flow goes on without what is not there, and its attributes say so on every conversation",
)
def serves_every_action(probe: Probe) -> None:
    known = probe.data.known
    inputs = {"channel": probe.data.guest_channel, "userId": probe.marks.user_id("served"), "reason": "test"}
    asked = [Purpose.BOT_CHECK, Purpose.LEAD, Purpose.UNRESOLVED, *([Purpose.ACCOUNT] if known else [])]
    missing = []
    for purpose in asked:
        if purpose in probe.catalogue and purpose not in probe.data.without:
            conversation = probe.marks.conversation()
            customer = known.customer_id if known else None
            answer = probe.ask(purpose, customerId=customer, conversationId=conversation, **inputs)
            if answer.exchange.status in NOT_SERVED:
                missing.append((purpose, answer))
    if missing:
        raise Broken(f"not served: {', '.join(purpose for purpose, _ in missing)}", missing[0][1].exchange)


@SHAPE.should(
    "correlation-id",
    "The correlation id of a request comes back",
    source="the platform sends ININ-Correlation-Id",
    why="it is the only thread between a conversation and the IRP's log",
)
def correlation_id(probe: Probe) -> None:
    exchange = probe.once(_known).exchange
    sent = exchange.request.headers.get("ININ-Correlation-Id")
    got = exchange.header("ININ-Correlation-Id")
    if exchange.response is not None and got != sent:
        raise Broken(f"ININ-Correlation-Id came back as {got or 'nothing'}", exchange)
