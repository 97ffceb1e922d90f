"""The permissions that are asked for suffice, and none is asked for in vain."""

from __future__ import annotations

import json
from collections.abc import Collection

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed
from genesys_deploy.deploy.health.permissions import (
    MissingPermissions,
    Role,
    missing_permissions,
    needed_permissions,
    require,
    role_definition,
)
from genesys_deploy.local_org.server import serve
from genesys_deploy.local_org.settings import OAuthClient, OrgSettings
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.errors import MissingPermission
from genesys_deploy.resources import Queue, Resource, Secret, Skill
from tests.genesys_deploy.deploy.memory_org import MemoryOrg
from tests.genesys_deploy.deploy.small_project import Project, project
from tests.genesys_deploy.deploy.wide_project import publish_workflow, wide_resources
from tests.shared_facts import SHARED, needs_shared

RESOURCES = project().resources
PLAN = needed_permissions(RESOURCES, Role.PLAN)
APPLY = needed_permissions(RESOURCES, Role.APPLY)
OF_THE_JOB = {"architect:flow:add", "architect:flow:edit", "architect:flow:publish"}
"""The local org's publish job does not ask for them; whether the platform's does is assumed."""


def attempt(permissions: Collection[str], *, writes: bool = True, of: Project | None = None) -> None:
    client = OAuthClient("limited", "s", permissions=frozenset(permissions))
    everything = of or project()
    with serve(settings=OrgSettings(clients=(client,))) as server:
        org = connect(Credentials("limited", Secret("s"), server.url))
        try:
            planned = plan(everything, org, project="small")
            if writes:
                apply(planned, org, release=Release("hash"))
                assert plan(everything, org).changes == ()
        finally:
            org.close()


def test_they_suffice() -> None:
    attempt(APPLY)
    attempt(PLAN, writes=False)


def test_planning_alone_allows_no_writing() -> None:
    with pytest.raises(ApplyFailed, match="is not permitted"):
        attempt(PLAN)


def test_they_suffice_for_everything_that_can_be_declared() -> None:
    everything = Project([*RESOURCES, *wide_resources()])
    apply_permissions = needed_permissions(everything.resources, Role.APPLY)
    assert {"processautomation:trigger:add", "processautomation:trigger:edit"} <= set(apply_permissions)
    assert "processautomation:trigger:view" in needed_permissions(everything.resources, Role.PLAN)
    full = OAuthClient("full", "s")
    client = OAuthClient("limited", "s", permissions=frozenset(apply_permissions))
    with serve(settings=OrgSettings(clients=(client, full))) as server:
        theirs, ours = (connect(Credentials(name, Secret("s"), server.url)) for name in ("full", "limited"))
        publish_workflow(theirs)
        apply(plan(everything, ours, project="wide"), ours, release=Release("hash"))
        assert plan(everything, ours, project="wide").changes == ()
        theirs.close()
        ours.close()


@pytest.mark.parametrize(
    "permission", ["routing:queue:view", "architect:flow:view", "routing:message:manage"]
)
def test_without_one_it_fails_by_that_name(permission: str) -> None:
    with pytest.raises(MissingPermission, match=permission):
        attempt(set(APPLY) - {permission}, writes=False)


def test_what_is_only_referred_to_needs_no_writing() -> None:
    references: list[Resource] = [Queue("Theirs"), Skill("Theirs")]
    assert "routing:queue:edit" not in needed_permissions(references, Role.APPLY)
    assert needed_permissions(references, Role.PLAN) == (
        "architect:datatable:view",
        "routing:queue:view",
        "routing:skill:view",
    )


def test_the_missing_are_listed_in_order(org: MemoryOrg) -> None:
    org.forbidden = frozenset({"routing:queue:edit", "architect:flow:view"})
    assert missing_permissions(org, APPLY) == ("architect:flow:view", "routing:queue:edit")


def test_what_is_missing_is_refused_all_at_once(org: MemoryOrg) -> None:
    require(org, RESOURCES, Role.APPLY)
    org.forbidden = frozenset({"routing:queue:edit", "architect:job:create"})
    with pytest.raises(MissingPermissions) as refused:
        require(org, RESOURCES, Role.APPLY)
    assert refused.value.permissions == ("architect:job:create", "routing:queue:edit")
    require(org, RESOURCES, Role.PLAN)


def test_an_org_that_denies_everything_is_not_believed(org: MemoryOrg) -> None:
    org.forbidden = frozenset(APPLY)
    require(org, RESOURCES, Role.APPLY)


def test_the_org_is_asked_for_each() -> None:
    client = OAuthClient("limited", "s", permissions=frozenset({"routing:queue:view"}))
    with serve(settings=OrgSettings(clients=(client,))) as server:
        org = connect(Credentials("limited", Secret("s"), server.url))
        assert missing_permissions(org, ["routing:queue:view", "routing:queue:add"]) == ("routing:queue:add",)
        org.close()


def test_a_role_is_ready_to_be_created() -> None:
    role = role_definition(["routing:queue:view", "routing:queue:add", "architect:flow:view"], "deployer")
    assert role["name"] == "deployer"
    assert role["permissionPolicies"] == [
        {"domain": "architect", "entityName": "flow", "actionSet": ["view"], "allowConditions": False},
        {"domain": "routing", "entityName": "queue", "actionSet": ["add", "view"], "allowConditions": False},
    ]


@needs_shared
@pytest.mark.shared
def test_every_name_is_one_of_the_platforms() -> None:
    paths = json.loads((SHARED / "openapi/genesys-slice-269.openapi.json").read_text(encoding="utf-8"))[
        "paths"
    ]
    known = {
        permission
        for operations in paths.values()
        for operation in operations.values()
        for permission in (operation.get("x-inin-requires-permissions") or {}).get("permissions") or ()
    }
    assert set(APPLY) - known == set()
