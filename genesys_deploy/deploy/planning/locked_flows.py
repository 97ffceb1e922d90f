"""Flows that somebody has locked for editing: refused by name, or their lock is taken where that is asked for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from genesys_deploy.deploy.planning.operation import Verb
from genesys_deploy.platform.flow_locks import lock_holder
from genesys_deploy.resources import Kind

if TYPE_CHECKING:
    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.planning.plan import Plan
    from genesys_deploy.platform.org import Held, Org

__all__ = ["lock_told", "with_locks"]

READERS = 8
UNLOCK = "have it unlocked in Architect, or take the lock with --take-lock"


def with_locks(plan: Plan, org: Org) -> Plan:
    """The same plan, without what is locked, or with a note on each lock that will be taken."""
    locked = [one for one in plan.operations if _is_locked(one, org)]
    with ThreadPoolExecutor(READERS, thread_name_prefix="locks") as pool:
        told = dict(zip(locked, pool.map(lambda one: lock_told(one.held, org), locked), strict=True))
    if plan.choices.take_lock:
        notes = (f"{one.key}: {why}; the draft is checked in, not published" for one, why in told.items())
        return replace(plan, notes=(*plan.notes, *notes))
    operations = [_refused(one, told[one]) if one in told else one for one in plan.operations]
    return replace(plan, operations=tuple(operations))


def lock_told(flow: Held | None, org: Org) -> str:
    """Who has it locked, and since when where the org tells; empty where nobody else has."""
    holder = lock_holder(flow.wire, org.client_id) if flow else ""
    if flow is None or not holder:
        return ""
    since = _time(org.locked_since(flow))
    return (
        f"{holder} has had it locked for editing since {since}"
        if since
        else f"{holder} has it locked for editing"
    )


def _is_locked(operation: Operation, org: Org) -> bool:
    held = operation.held
    if held is None or operation.key.kind is not Kind.FLOW or operation.verb is not Verb.UPDATE:
        return False
    return bool(lock_holder(held.wire, org.client_id))


def _refused(operation: Operation, why: str) -> Operation:
    return replace(operation, verb=Verb.REFUSE, reason=f"{why}; {UNLOCK}")


def _time(stamp: str) -> str:
    """As people read it; what is no time stays as the org has it."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S %Z}"
