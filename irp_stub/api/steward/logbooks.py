"""GET /api/v1/unresolved, /api/v1/audit and /api/v1/people/{customer_id}: what is kept, to be read."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from irp_stub.api.http.exchange import Reply, reply
from irp_stub.api.http.problems import HttpProblem
from irp_stub.api.http.times import iso
from irp_stub.api.steward.customers import history_of
from irp_stub.api.steward.log_answers import (
    AuditEntry,
    AuditPage,
    LeadRecord,
    PersonExport,
    UnresolvedEntry,
    UnresolvedPage,
)
from irp_stub.api.steward.queue import review_item
from irp_stub.api.steward.stewarding import graph_of

if TYPE_CHECKING:
    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform
    from irp_stub.store.records import Lead, Unresolved, Written

__all__ = ["export_person", "list_unresolved", "show_audit"]

_PAGE, _MAX_PAGE = 100, 500
_EVENTS = 10_000


async def list_unresolved(platform: Platform, call: Call) -> Reply:
    """Senders whom nobody knew, for a person to look at."""
    size, after = _page(call)
    found = platform.store.read.logs.unresolved(size, after)
    following = repr(found[-1][0]) if len(found) >= size else None
    return reply(UnresolvedPage(tuple(_entry(at, who) for at, who in found), following))


async def show_audit(platform: Platform, call: Call) -> Reply:
    """Who wrote what."""
    size, after = _page(call)
    found = platform.store.read.logs.written(size, int(after))
    following = str(found[-1].number) if len(found) == size else None
    return reply(AuditPage(tuple(map(_line, found)), following))


async def export_person(platform: Platform, call: Call) -> Reply:
    """All that is kept about one person."""
    tables = platform.store.read
    customer = tables.people.customer(call.parameters["customer_id"])
    if customer is None:
        raise HttpProblem(HTTPStatus.NOT_FOUND, "there is no customer with this id")
    dossier, who = tables.dossier, customer.customer_id
    return reply(
        PersonExport(
            graph_of(tables, customer),
            tuple(map(_lead, dossier.leads(who))),
            tuple(map(review_item, dossier.reviews(who))),
            tuple(_entry(at, unresolved) for at, unresolved in dossier.unresolved(who)),
            history_of(tables, who, _EVENTS),
        )
    )


def _page(call: Call) -> tuple[int, float]:
    try:
        size, after = int(call.query.get("limit", str(_PAGE))), float(call.query.get("after", "0"))
    except ValueError:
        size, after = 0, 0.0
    if not 1 <= size <= _MAX_PAGE or not 0.0 <= after < 1e12:
        detail = f"limit is from 1 to {_MAX_PAGE}, after the `next` of the page before"
        raise HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, detail)
    return size, after


def _entry(at: float, who: Unresolved) -> UnresolvedEntry:
    return UnresolvedEntry(iso(at), who.channel, who.user_id, who.handle, who.conversation_id, who.reason)


def _line(line: Written) -> AuditEntry:
    return AuditEntry(iso(line.at), line.actor, line.action, line.detail, line.customer_id)


def _lead(lead: Lead) -> LeadRecord:
    return LeadRecord(
        lead.lead_id, lead.channel, lead.status, lead.needs_review, iso(lead.created_at), lead.user_id,
        lead.handle, lead.display_name, lead.email, lead.claimed_email, lead.conversation_id,
    )  # fmt: skip
