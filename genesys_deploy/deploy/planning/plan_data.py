"""A plan as plain data, for `--json` and for plans that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.planning.plan import Plan
    from genesys_deploy.platform.org import Organization
    from genesys_deploy.resources import Key

__all__ = ["FORMAT", "plan_data"]

FORMAT = 2


def plan_data(plan: Plan, organization: Organization, release: str = "") -> dict[str, Any]:
    """JSON to be; `release` identifies the content that was planned. There is no secret in it."""
    return {
        "format": FORMAT,
        "organization": {"id": organization.id, "name": organization.name},
        "release": release,
        "choices": {"acceptShared": plan.choices.accept_shared, "takeLock": plan.choices.take_lock},
        "notes": list(plan.notes),
        "operations": [_operation(operation, plan) for operation in plan.operations],
    }


def _operation(operation: Operation, plan: Plan) -> dict[str, Any]:
    changes = [
        {"field": change.field, "before": change.before, "after": change.after}
        for change in operation.changes
    ]
    return {
        **_key(operation.key),
        "verb": str(operation.verb),
        "reason": operation.reason,
        "id": operation.held.id if operation.held else None,
        "changes": changes,
        "usedBy": [_key(user) for user in plan.users_of(operation.key)],
        "usedOutside": [
            {"kind": user.what, "name": user.name, "id": user.id}
            for user in plan.users_outside.get(operation.key, ())
        ],
        **({"probablyRenamedFrom": operation.probably.name} if operation.probably else {}),
    }


def _key(key: Key) -> dict[str, str]:
    return {"kind": str(key.kind), "name": key.name} | ({"scope": key.scope} if key.scope else {})
