"""One lead for one person, however often and at once it is asked for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.rule import Family

if TYPE_CHECKING:
    from irp_stub.contract.answer import Answer
    from irp_stub.contract.probe import Probe

__all__ = ["LEADS"]

LEADS = Family("leads")
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class _Prospect:
    """`first` is the answer that made the lead."""

    user_id: str
    handle: str
    conversation: str
    first: Answer


def _ask(probe: Probe, user_id: str, handle: str | None, conversation: str) -> Answer:
    answer = probe.ask(
        Purpose.LEAD,
        channel=probe.data.guest_channel,
        userId=user_id,
        handle=handle,
        conversationId=conversation,
    )
    return probe.served(Purpose.LEAD, answer)


def _prospect(probe: Probe) -> _Prospect:
    user_id, handle = probe.marks.user_id("lead"), probe.marks.handle("lead")
    conversation = probe.marks.conversation()
    return _Prospect(user_id, handle, conversation, _ask(probe, user_id, handle, conversation))


def _lead_of(answer: Answer) -> str:
    """The lead's id.

    Raises:
        NotApplicable: there is none.
    """
    if lead := answer.text("leadId"):
        return lead
    raise NotApplicable("the first request made no lead (rule lead-created)")


@LEADS.must(
    "lead-created",
    "Somebody new becomes a lead",
    source='guide, "Create Lead/Contact"; Data Action "Create Lead"',
    writes=True,
    why="the sales team would never hear of them",
)
def lead_created(probe: Probe) -> None:
    answer = probe.once(_prospect).first
    outputs = answer.demanded()
    if outputs.get("outcome") != "created" or not outputs.get("leadId"):
        raise Broken("the answer is not a lead_id with the outcome created", answer.exchange)


@LEADS.should(
    "lead-needs-review",
    "A new lead is tagged for review",
    source='guide, "Alerting": needs_review',
    writes=True,
    why="a steward may know whose new account it is",
)
def lead_needs_review(probe: Probe) -> None:
    answer = probe.once(_prospect).first
    if answer.text("outcome") != "created":
        raise NotApplicable("no lead was created (rule lead-created)")
    if not answer.true("needsReview"):
        raise Broken("the new lead is without needs_review", answer.exchange)


@LEADS.must(
    "lead-deduplicated",
    "The same person in another conversation makes no second lead",
    source='guide, "Duplicate Lead Creation": by user_id',
    writes=True,
    why="sales calls one person twice, and counts two",
)
def lead_deduplicated(probe: Probe) -> None:
    prospect = probe.once(_prospect)
    lead = _lead_of(prospect.first)
    renamed = probe.marks.handle("lead-renamed")
    for handle in (prospect.handle, renamed):
        again = _ask(probe, prospect.user_id, handle, probe.marks.conversation())
        if again.text("outcome") == "created" or again.text("leadId") != lead:
            what = "a renamed account" if handle == renamed else "a second conversation"
            raise Broken(f"{what} of the same user id made another lead", again.exchange)


@LEADS.should(
    "lead-idempotent",
    "The same request has the same answer",
    source='Data Action "Create Lead": Idempotency-Key',
    writes=True,
    why="a flow that runs twice, or a retry on the way, must not change what is told",
)
def lead_idempotent(probe: Probe) -> None:
    prospect = probe.once(_prospect)
    first = prospect.first
    lead = _lead_of(first)
    again = _ask(probe, prospect.user_id, prospect.handle, prospect.conversation)
    same = (again.exchange.status, again.outputs) == (first.exchange.status, first.outputs)
    if again.text("leadId") != lead or not same:
        raise Broken("the same request with the same Idempotency-Key was answered otherwise", again.exchange)


@LEADS.should(
    "lead-once-at-once",
    "Requests at the same moment make one lead",
    source='guide, "Duplicate Lead Creation"',
    writes=True,
    why="people send three messages in a second, each a conversation's start",
)
def lead_once_at_once(probe: Probe) -> None:
    if probe.limits.rate < _AT_ONCE:
        raise NotApplicable(f"--rate {probe.limits.rate} lets no {_AT_ONCE} requests start at once")
    user_id, handle = probe.marks.user_id("crowd"), probe.marks.handle("crowd")
    conversations = [probe.marks.conversation() for _ in range(_AT_ONCE)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = list(pool.map(lambda name: _ask(probe, user_id, handle, name), conversations))
    leads = {_lead_of(answer) for answer in answers}
    if len(leads) > 1:
        raise Broken(
            f"{_AT_ONCE} requests at once for one user id made {len(leads)} leads", answers[-1].exchange
        )


@LEADS.must(
    "customer-is-no-lead",
    "A customer does not become a lead",
    source='guide, "Deduplication Logic"',
    writes=True,
    why='"new leads" that are customers are what the guide warns of',
)
def customer_is_no_lead(probe: Probe) -> None:
    known = probe.need(probe.data.known, "known")
    answer = probe.ask(
        Purpose.LEAD,
        channel=known.channel,
        userId=known.user_id,
        handle=known.handle,
        conversationId=probe.marks.conversation(),
    )
    if probe.served(Purpose.LEAD, answer).text("outcome") == "created":
        raise Broken("a known customer was made a lead", answer.exchange)
