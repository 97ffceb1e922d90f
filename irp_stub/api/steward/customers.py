"""Customers as stewards look for them, and the history of one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec

from irp_stub.api.decisions import DecisionRecord
from irp_stub.api.http.exchange import Reply, reply
from irp_stub.api.http.problems import HttpProblem
from irp_stub.api.http.times import iso
from irp_stub.api.steward.customer_answers import CustomerHistory, FoundCustomer, FoundCustomers, HistoryEvent
from irp_stub.api.steward.wording import change_in_words

if TYPE_CHECKING:
    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform
    from irp_stub.api.steward.customer_answers import SearchRequest
    from irp_stub.store.protocol import Tables
    from irp_stub.store.records import Found, Happening

__all__ = ["customer_history", "history_of", "search_customers"]

_FOUND, _EVENTS = 20, 100
_LONGEST = 320
_decoder = msgspec.json.Decoder(DecisionRecord)


async def search_customers(platform: Platform, call: Call) -> Reply:
    """Find customers. The text is in the body, since handles have no place in addresses that others log."""
    request: SearchRequest = call.message
    found = platform.store.read.directory.find(request.text[:_LONGEST], _FOUND)
    return reply(FoundCustomers(tuple(map(_found, found))))


async def customer_history(platform: Platform, call: Call) -> Reply:
    """What was done to a customer, and to those who became part of it: by stewards, and by the rules."""
    tables = platform.store.read
    customer = tables.people.customer(call.parameters["customer_id"])
    if customer is None:
        raise HttpProblem(HTTPStatus.NOT_FOUND, "there is no customer with this id")
    return reply(CustomerHistory(history_of(tables, customer.customer_id, _EVENTS)))


def history_of(tables: Tables, customer_id: str, limit: int) -> tuple[HistoryEvent, ...]:
    people = (customer_id, *tables.dossier.aliases(customer_id))
    return tuple(map(_event, tables.logs.of_people(people, limit)))


def _found(one: Found) -> FoundCustomer:
    return FoundCustomer(one.customer_id, one.name, one.kind, one.tier, one.channel, one.value)


def _event(one: Happening) -> HistoryEvent:
    at = iso(one.at)
    if one.decision is None:
        return HistoryEvent(at=at, action=one.action, text=one.detail, actor=one.actor)
    record = _decoder.decode(one.decision)
    return HistoryEvent(at=at, action=one.action, text=_sentence(record), decision_id=record.decision_id)


def _sentence(record: DecisionRecord) -> str:
    sender = record.user_id or record.handle or "nobody that was named"
    verdict = f"is {record.customer_id}" if record.resolved else "may be this customer"
    done = list(map(change_in_words, record.changes))
    asked = [f"a steward was asked ({kind})" for kind in record.reviews]
    return "; ".join([f"{sender} on {record.channel} {verdict}", *done, *asked])
