"""DELETE /api/v1/people/{customer_id} and /api/v1/leads/{lead_id}: erasure that leaves no trace."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from irp_stub.api.http.exchange import Reply, reply
from irp_stub.api.http.problems import HttpProblem
from irp_stub.api.steward.answers import Erased
from irp_stub.api.upkeep import UNSCRUBBED, scrub

if TYPE_CHECKING:
    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform
    from irp_stub.store.protocol import Tables
    from irp_stub.store.records import KnownAccount

__all__ = ["erase_lead", "erase_person"]


async def erase_person(platform: Platform, call: Call) -> Reply:
    """Erase a person: rows, journal, logged decisions, kept answers, caches, and what files remember of them."""
    customer = platform.store.read.people.customer(call.parameters["customer_id"])
    if customer is None:
        raise HttpProblem(HTTPStatus.NOT_FOUND, "there is no customer with this id")
    customer_id, by = customer.customer_id, call.key.key_id
    accounts = platform.store.read.dossier.accounts(customer_id)
    names = {customer_id, *platform.store.read.dossier.aliases(customer_id)}

    def work(tables: Tables) -> bool:
        return tables.dossier.erase(customer_id) and _note(tables, by, "one person")

    await platform.store.write(work)
    platform.profiles.forget_all()
    platform.decisions.forget(frozenset(names | _names(accounts)))
    for account in accounts:
        for sender in (account.user_id, *(f"@{held.name}" for held in account.handles)):
            platform.limiter.forget(f"{account.channel}|{sender}")
    return await _scrubbed(platform)


async def erase_lead(platform: Platform, call: Call) -> Reply:
    """Erase a lead and the answers that name it."""
    lead_id, by = call.parameters["lead_id"], call.key.key_id

    def work(tables: Tables) -> bool:
        return tables.dossier.erase_lead(lead_id) and _note(tables, by, "one lead")

    if not await platform.store.write(work):
        raise HttpProblem(HTTPStatus.NOT_FOUND, "there is no lead with this id")
    return await _scrubbed(platform)


def _names(accounts: list[KnownAccount]) -> set[str]:
    user_ids = {account.user_id for account in accounts if account.user_id is not None}
    return user_ids | {held.name for account in accounts for held in account.handles}


def _note(tables: Tables, by: str, what: str) -> bool:
    tables.logs.audit(by, "erase", None, what, time.time())
    tables.access.set_fact(UNSCRUBBED, b"1")
    return True


async def _scrubbed(platform: Platform) -> Reply:
    done = await scrub(platform.store)
    return reply(Erased(pending=not done), 200 if done else 202)
