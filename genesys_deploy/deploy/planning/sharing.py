"""What other people's flows have a share in: whoever changes it should know.

Data Actions and integrations that they call, and recipients whose messages come to them.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from genesys_deploy.deploy.planning.operation import Verb
from genesys_deploy.deploy.record.made import Ledger
from genesys_deploy.platform.dependencies import Consumer
from genesys_deploy.resources import Kind, Ownership

if TYPE_CHECKING:
    from collections.abc import Iterable

    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.planning.plan import Plan
    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Key

__all__ = ["with_users_outside"]

READERS = 8
_SHARED = frozenset({Kind.DATA_ACTION, Kind.INTEGRATION})
_CHANGED = frozenset({Verb.UPDATE, Verb.REPLACE})


def with_users_outside(plan: Plan, org: Org) -> Plan:
    """The same plan, knowing which flows outside of the project use what it changes; refused unless accepted.

    Only what will change is looked up, so that the plan of an unchanged org costs nothing more.

    Raises:
        MissingPermission: `architect:dependencyTracking:view`.
    """
    changed = [one for one in plan.operations if one.key.kind in _SHARED and one.verb in _CHANGED]
    ours = _ids_of_ours(plan)
    with ThreadPoolExecutor(READERS, thread_name_prefix="users") as pool:
        found = pool.map(lambda one: _users(one, org), changed)
        users = {one.key: _outside(several, ours) for one, several in zip(changed, found, strict=True)}
    users = {key: several for key, several in (users | _flows_led_to(plan, ours)).items() if several}
    if plan.choices.accept_shared:
        return replace(plan, users_outside=users)
    operations = [_refused(one, users[one.key]) if one.key in users else one for one in plan.operations]
    return replace(plan, operations=tuple(operations), users_outside=users)


def _users(operation: Operation, org: Org) -> tuple[Consumer, ...]:
    """Whoever uses it directly; of an integration, whoever uses one of its Data Actions."""
    held = operation.held
    if held is None:
        return ()
    users = org.consumers(held)
    if held.key.kind is not Kind.INTEGRATION:
        return users
    actions = (_as_action(user, held) for user in users)
    return tuple(user for action in actions for user in org.consumers(action))


def _as_action(user: Consumer, integration: Held) -> Held:
    key = replace(integration.key, kind=Kind.DATA_ACTION, name=user.name)
    return replace(integration, key=key, id=user.id)


def _flows_led_to(plan: Plan, ours: frozenset[str]) -> dict[Key, tuple[Consumer, ...]]:
    """By recipient that is to be led elsewhere, the flow that gets its messages now."""
    led = {
        one.key: one.held.wire.part("flow")
        for one in plan.operations
        if one.key.kind is Kind.RECIPIENT and one.verb is Verb.UPDATE and one.held
    }
    return {
        key: _outside([Consumer("flow", flow.text("name"), flow.text("id"))], ours | {""})
        for key, flow in led.items()
    }


def _ids_of_ours(plan: Plan) -> frozenset[str]:
    declared = (
        one.held.id for one in plan.operations if one.held and one.wanted.ownership is not Ownership.REFERENCE
    )
    table = plan.snapshot.release_table
    made = (one.id for one in Ledger.of(table.rows).made)
    return frozenset((*declared, *made, *table.ids))


def _outside(users: Iterable[Consumer], ours: frozenset[str]) -> tuple[Consumer, ...]:
    return tuple(sorted({user for user in users if user.id not in ours}))


def _refused(operation: Operation, users: Iterable[Consumer]) -> Operation:
    named = ", ".join(map(str, users))
    reason = f"used outside of this project by {named}; change it all the same with --accept-shared"
    if operation.key.kind is Kind.RECIPIENT:
        reason = (
            f"{named}, which is not this project's, gets its messages; lead them here with --accept-shared"
        )
    return replace(operation, verb=Verb.REFUSE, reason=reason)
