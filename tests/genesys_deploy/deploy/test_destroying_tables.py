"""What a project made beside flows goes with it; what it only added to stays without that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.undo.destroying import destroy, plan_destroy
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.resources import DataTable, Key, Kind, Ownership, Resource, Secret, TableRows
from tests.genesys_deploy.deploy.small_project import Project
from tests.genesys_deploy.deploy.wide_project import api, publish_workflow, wide_resources

NAME = "wide"
WIDE: tuple[Any, ...] = tuple(wide_resources())
TABLE, ROWS, ENDED = WIDE[0], WIDE[1], WIDE[4]


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    publish_workflow(org)
    yield org
    org.close()


def release(org: CloudOrg, *resources: Resource) -> Project:
    project = Project(resources)
    apply(plan(project, org, project=NAME), org, release=Release("a"))
    return project


def names(server: RunningOrg, kind: str) -> list[str]:
    rows: list[dict[str, Any]] = server.org.snapshot().get(kind, [])
    return [row["body"]["name"] if kind == "Trigger" else row["name"] for row in rows]


def test_all_of_it_goes_under_whatever_name_it_has_by_then(server: RunningOrg, org: CloudOrg) -> None:
    release(org, *WIDE)
    renamed = release(
        org,
        replace(TABLE, name="Levels", renamed_from="Tiers"),
        replace(ROWS, table="Levels", renamed_from="Tiers", rows={"gold": {"priority": 9}}),
        *WIDE[2:4],
        replace(ENDED, name="Over", renamed_from="Ended"),
    )
    destruction = plan_destroy(renamed, org, NAME)
    assert {str(one.verb) for one in destruction.plan.changes} == {"delete"}
    destroy(destruction, org, release=Release(""))
    for kind in ("DataTable", "Trigger", "Integration", "Credential"):
        assert names(server, kind) == []
    assert names(server, "Flow") == ["Tell CRM"]


def test_somebody_elses_table_gets_its_rows_back(org: CloudOrg) -> None:
    schema = {"type": "object", "properties": {"key": {"type": "string"}, "queue": {"type": "string"}}}
    table = api(org, "ArchitectApi").post_flows_datatables({"name": "Tiers", "schema": schema})["id"]
    api(org, "ArchitectApi").post_flows_datatable_rows(table, {"key": "gold", "queue": "Theirs"})
    ours = release(
        org,
        DataTable("Tiers", ownership=Ownership.REFERENCE),
        TableRows("Tiers", {"gold": {"queue": "Ours"}, "tin": {"queue": "Ours"}}, ownership=Ownership.ADOPT),
    )
    destroy(plan_destroy(ours, org, NAME), org, release=Release(""))
    rows = api(org, "ArchitectApi").get_flows_datatable_rows(table, showbrief=False)["entities"]
    assert rows == [{"key": "gold", "queue": "Theirs"}]
    assert org.shelf(Kind.DATA_TABLE).find([Key(Kind.DATA_TABLE, "Tiers")])
