"""What the OAuth client must be allowed, by the platform's own names."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from genesys_deploy.resources import Kind, Ownership
from genesys_deploy.source.errors import OrgError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from genesys_deploy.platform.org import Org
    from genesys_deploy.resources import Resource

__all__ = [
    "MissingPermissions",
    "Role",
    "missing_permissions",
    "needed_permissions",
    "require",
    "role_definition",
]

CHECKERS = 12


class MissingPermissions(OrgError):
    """The client may not do all that is needed; `permissions` are the platform's own names."""

    def __init__(self, permissions: Collection[str]) -> None:
        self.permissions = tuple(permissions)
        super().__init__(
            f"the OAuth client lacks {', '.join(permissions)}; nothing was changed",
            hint="add them to a role of the OAuth client (Admin > Roles); doctor prints a role of all that is needed",
        )


class Role(StrEnum):
    """`plan` reads and compares, `apply` also writes, `destroy` deletes what was made and brings back the rest."""

    PLAN = "plan"
    APPLY = "apply"
    DESTROY = "destroy"


_READ: Mapping[Kind, tuple[str, ...]] = {
    Kind.SKILL: ("routing:skill:view",),
    Kind.QUEUE: ("routing:queue:view",),
    Kind.CREDENTIAL: ("integrations:integration:view",),
    Kind.INTEGRATION: ("integrations:integration:view",),
    Kind.OPEN_MESSAGING_INTEGRATION: ("messaging:integration:view",),
    # Who uses a Data Action is looked up before it is changed.
    Kind.DATA_ACTION: ("integrations:action:view", "architect:dependencyTracking:view"),
    Kind.FLOW: ("architect:flow:view", "architect:jobExport:create", "architect:jobExport:view"),
    # The platform has no permission that only looks at recipients.
    Kind.RECIPIENT: ("routing:message:manage",),
    Kind.TRIGGER: ("processautomation:trigger:view",),
    Kind.DATA_TABLE: ("architect:datatable:view",),
    Kind.TABLE_ROWS: ("architect:datatable:view",),
}
_WRITE: Mapping[Kind, tuple[str, ...]] = {
    Kind.SKILL: ("routing:skill:manage",),
    Kind.LANGUAGE: ("routing:skill:manage",),
    Kind.QUEUE: ("routing:queue:add", "routing:queue:edit"),
    Kind.CREDENTIAL: ("integrations:integration:add", "integrations:integration:edit"),
    Kind.INTEGRATION: ("integrations:integration:add", "integrations:integration:edit"),
    Kind.OPEN_MESSAGING_INTEGRATION: ("messaging:integration:add", "messaging:integration:edit"),
    Kind.DATA_ACTION: ("integrations:action:add", "integrations:action:edit", "integrations:action:delete"),
    Kind.FLOW: (
        "architect:job:create",
        "architect:job:view",
        # The job works with the client's own rights.
        "architect:flow:add",
        "architect:flow:edit",
        "architect:flow:publish",
    ),
    Kind.TRIGGER: ("processautomation:trigger:add", "processautomation:trigger:edit"),
    # Whoever may write tables may write their rows, but not delete them.
    Kind.DATA_TABLE: ("architect:datatable:add", "architect:datatable:edit", "architect:datatableRow:delete"),
    Kind.TABLE_ROWS: ("architect:datatable:add", "architect:datatable:edit", "architect:datatableRow:delete"),
}


_DELETE: Mapping[Kind, tuple[str, ...]] = {
    Kind.SKILL: ("routing:skill:manage",),
    Kind.LANGUAGE: ("routing:skill:manage",),
    Kind.QUEUE: ("routing:queue:delete", "routing:queue:edit"),
    Kind.CREDENTIAL: ("integrations:integration:delete",),
    Kind.INTEGRATION: ("integrations:integration:delete", "integrations:integration:edit"),
    Kind.OPEN_MESSAGING_INTEGRATION: ("messaging:integration:delete",),
    Kind.DATA_ACTION: ("integrations:action:delete", "integrations:action:edit"),
    Kind.FLOW: ("architect:flow:delete", "architect:dependencyTracking:view", "routing:message:manage"),
    Kind.TRIGGER: ("processautomation:trigger:delete", "processautomation:trigger:edit"),
    Kind.DATA_TABLE: (
        "architect:datatable:delete",
        "architect:datatable:add",
        "architect:datatable:edit",
        "architect:datatableRow:delete",
        "architect:dependencyTracking:view",
    ),
}
"""Also what brings back that which was only changed; a flow goes back by being published."""
_OF_ROLE: Mapping[Role, Mapping[Kind, tuple[str, ...]]] = {
    Role.PLAN: {},
    Role.APPLY: _WRITE,
    Role.DESTROY: _DELETE,
}


def needed_permissions(resources: Iterable[Resource], role: Role) -> tuple[str, ...]:
    """What `role` needs for these resources and the release table, and nothing else."""
    declared = tuple(resources)
    read = {one.key.kind for one in declared} | {need.kind for one in declared for need in one.needs}
    written = {one.key.kind for one in declared if one.ownership is not Ownership.REFERENCE}
    tables = {Kind.DATA_TABLE}
    names = {name for kind in read | tables for name in _READ.get(kind, ())}
    names |= {name for kind in written | tables for name in _OF_ROLE[role].get(kind, ())}
    return tuple(sorted(names))


def require(org: Org, resources: Iterable[Resource], role: Role) -> None:
    """Make sure, before anything is written, that the client may do all that these resources need.

    Raises:
        MissingPermissions: it may not, all at once.
    """
    needed = needed_permissions(resources, role)
    missing = missing_permissions(org, needed)
    # An org that denies everything does not answer this question; what is really denied, it says when it is done.
    if missing and missing != needed:
        raise MissingPermissions(missing)


def missing_permissions(org: Org, permissions: Collection[str]) -> tuple[str, ...]:
    """Those that the client does not hold in any division."""
    with ThreadPoolExecutor(CHECKERS, thread_name_prefix="permit") as pool:
        held = tuple(pool.map(org.permits, permissions))
    return tuple(name for name, is_held in zip(permissions, held, strict=True) if not is_held)


def role_definition(permissions: Iterable[str], name: str) -> dict[str, Any]:
    """The body of `POST /api/v2/authorization/roles` that makes a role of just these."""
    actions: dict[tuple[str, str], list[str]] = defaultdict(list)
    for permission in sorted(permissions):
        domain, entity, action = permission.split(":")
        actions[domain, entity].append(action)
    policies = [
        {"domain": domain, "entityName": entity, "actionSet": names, "allowConditions": False}
        for (domain, entity), names in actions.items()
    ]
    return {
        "name": name,
        "description": "What publishing needs, and nothing else",
        "permissionPolicies": policies,
    }
