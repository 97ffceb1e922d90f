"""Data tables, their rows, triggers and integrations of the platform's own API, planned and applied over the wire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from genesys_deploy.deploy import Plan, Release, apply, plan
from genesys_deploy.deploy.drift import drift
from genesys_deploy.deploy.errors import CannotRollBack, MissingReferences, PlanRefused
from genesys_deploy.deploy.undo.rollback import plan_rollback
from genesys_deploy.local_org.flows.model import Flow
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.errors import AmbiguousName
from genesys_deploy.resources import (
    Column,
    DataTable,
    Division,
    Integration,
    Key,
    Kind,
    Match,
    Ownership,
    Resource,
    Secret,
    TableRows,
    Trigger,
)
from tests.genesys_deploy.deploy.small_project import FLOW, Project, flow, project
from tests.genesys_deploy.deploy.wide_project import TOPIC, api, publish_workflow, wide_resources

PROJECT = "wide"
LOOKUP = """          - dataTableLookup:
              name: Look
              lookupValue: {lit: gold}
              dataTable: {Tiers: {none: true}}
          - callData:
"""
ALL: tuple[Any, ...] = tuple(wide_resources())
TABLE: DataTable = ALL[0]
ROWS: TableRows = ALL[1]
PLATFORM: Integration = ALL[3]
ENDED: Trigger = ALL[4]


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    publish_workflow(org)
    yield org
    org.close()


def wide(*changed: Resource) -> Project:
    project = Project([Division("Home"), *wide_resources()])
    for one in changed:
        project = project.with_changed(one)
    return project


def told(planned: Plan) -> list[str]:
    return [
        f"{operation.verb} {operation.key}{''.join(f' | {change}' for change in operation.changes)}"
        for operation in planned.changes
    ]


def test_all_of_it_is_made_and_a_second_time_there_is_nothing_to_do(org: CloudOrg) -> None:
    first = plan(wide(), org, project=PROJECT)
    assert {str(one.verb) for one in first.changes} == {"create"}
    ids = apply(first, org, release=Release("a")).ids
    table = api(org, "ArchitectApi").get_flows_datatable(ids[TABLE.key], expand="schema")
    assert list(table["schema"]["properties"]) == ["key", "queue", "priority"]
    rows = api(org, "ArchitectApi").get_flows_datatable_rows(table["id"], showbrief=False)["entities"]
    assert rows == [
        {"key": "gold", "queue": "General", "priority": 5},
        {"key": "tin", "queue": "General", "priority": 0},
    ]
    config = api(org, "IntegrationsApi").get_integration_config_current(ids[PLATFORM.key])
    assert list(config["credentials"]) == ["pureCloudOAuthClient"]
    trigger = api(org, "ProcessAutomationApi").get_processautomation_trigger(ids[ENDED.key])
    assert (trigger["topicName"], trigger["eventTTLSeconds"], trigger["enabled"]) == (TOPIC, 60, True)
    assert plan(wide(), org, project=PROJECT).changes == ()
    assert plan(wide(), org).changes == ()


CHANGES: list[tuple[Resource, str]] = [
    (
        replace(TABLE, description="Where they go", columns=(*TABLE.columns, Column("note"))),
        'update data table "Tiers" | description: Who goes where → Where they go | column note: nothing → string',
    ),
    (
        replace(TABLE, columns=(Column("queue"), Column("priority", "integer", 1))),
        'update data table "Tiers" | column priority.default: 0 → 1',
    ),
    (
        replace(ROWS, rows={"gold": {"priority": 7}, "iron": {"queue": "Special"}}),
        'update rows of data table "Tiers" | rows.gold.priority: 5 → 7 | rows.iron: nothing → {"queue": "Special"}',
    ),
    (
        replace(ROWS, rows={"gold": {"priority": 5}}, only_these=True),
        'update rows of data table "Tiers" | rows.tin: {"priority": 0, "queue": "General"} → nothing',
    ),
    (
        replace(
            ENDED, match=(Match("mediaType", "In", values=("MESSAGE", "CHAT")),), event_ttl=None, delay=90
        ),
        (
            'update trigger "Ended" | delay: 0 → 90 | match[0].operator: Equal → In '
            '| match[0].value: MESSAGE → nothing | match[0].values: nothing → ["MESSAGE", "CHAT"]'
        ),
    ),
    (replace(ENDED, enabled=False), 'update trigger "Ended" | enabled: True → False'),
    (replace(PLATFORM, notes="ours"), 'update integration "Platform" | notes: nothing → ours'),
]


@pytest.mark.parametrize(("changed", "expected"), CHANGES, ids=[expected for _, expected in CHANGES])
def test_a_change_is_told_done_seen_as_drift_and_undone(
    org: CloudOrg, changed: Resource, expected: str
) -> None:
    apply(plan(wide(), org, project=PROJECT), org, release=Release("a"))
    planned = plan(wide(changed), org, project=PROJECT)
    assert told(planned) == [expected]
    apply(planned, org, release=Release("b"))
    assert plan(wide(changed), org, project=PROJECT).changes == ()
    assert len(drift(plan(wide(), org, project=PROJECT))) <= 1
    back = plan_rollback(wide(changed), org, PROJECT)
    assert [str(one.key) for one in back.plan.changes] == [str(changed.key)]
    apply(back.plan, org, release=Release("a", back_to=1))
    assert [one for one in told(plan(wide(), org, project=PROJECT)) if "column note" not in one] == []


def test_a_row_that_a_release_added_goes_with_its_undoing(org: CloudOrg) -> None:
    apply(plan(wide(), org, project=PROJECT), org, release=Release("a"))
    more = wide(replace(ROWS, rows={"iron": {"queue": "Special"}}))
    apply(plan(more, org, project=PROJECT), org, release=Release("b"))
    apply(plan_rollback(more, org, PROJECT).plan, org)
    (held,) = org.shelf(Kind.TABLE_ROWS).find([ROWS.key])
    assert set(org.shelf(Kind.TABLE_ROWS).read(held).wire.raw["rows"]) == {"gold", "tin"}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (
            replace(TABLE, columns=(Column("queue"), Column("priority", "string"))),
            "type of column priority: integer → string",
        ),
        (replace(ENDED, topic="v2.other"), f"topic: {TOPIC} → v2.other"),
    ],
)
def test_what_the_platform_forbids_is_refused_with_the_reason(
    org: CloudOrg, changed: Resource, reason: str
) -> None:
    apply(plan(wide(), org), org)
    with pytest.raises(PlanRefused, match="no org lets this be changed") as caught:
        apply(plan(wide(changed), org), org)
    assert reason in str(caught.value)


def test_a_trigger_needs_a_workflow_that_is_there(org: CloudOrg) -> None:
    with pytest.raises(MissingReferences, match=r'flow "Nobody" \(workflow\), needed by trigger "Ended"'):
        plan(wide(replace(ENDED, flow="Nobody")), org)


def test_a_trigger_is_led_to_another_workflow(org: CloudOrg) -> None:
    apply(plan(wide(), org), org)
    publish_workflow(org, "Tell everybody")
    moved = wide(replace(ENDED, flow="Tell everybody"))
    assert told(plan(moved, org)) == ['update trigger "Ended" | flow: Tell CRM → Tell everybody']
    apply(plan(moved, org), org)
    assert plan(moved, org).changes == ()


def test_a_trigger_goes_back_to_a_workflow_that_is_no_longer_declared(org: CloudOrg) -> None:
    first = apply(plan(wide(), org, project=PROJECT), org, release=Release("a")).ids
    publish_workflow(org, "Tell everybody")
    moved = wide(replace(ENDED, flow="Tell everybody"))
    apply(plan(moved, org, project=PROJECT), org, release=Release("b"))
    back = plan_rollback(moved, org, PROJECT).plan
    assert told(back) == ['update trigger "Ended" | flow: Tell everybody → Tell CRM']
    apply(back, org)
    target = api(org, "ProcessAutomationApi").get_processautomation_trigger(first[ENDED.key])["target"]
    assert target["id"] == first[ENDED.target]


def test_rows_of_a_table_that_is_somebody_elses(org: CloudOrg) -> None:
    """The table is only referred to; two of its rows are ours."""
    schema = {"type": "object", "properties": {"key": {"type": "string"}, "queue": {"type": "string"}}}
    theirs = api(org, "ArchitectApi").post_flows_datatables({"name": "Tiers", "schema": schema})["id"]
    api(org, "ArchitectApi").post_flows_datatable_rows(theirs, {"key": "wood", "queue": "Theirs"})
    ours = Project(
        [
            DataTable("Tiers", ownership=Ownership.REFERENCE),
            TableRows("Tiers", {"gold": {"queue": "Ours"}}, ownership=Ownership.ADOPT),
        ]
    )
    apply(plan(ours, org), org)
    assert plan(ours, org).changes == ()
    rows = api(org, "ArchitectApi").get_flows_datatable_rows(theirs, showbrief=False)["entities"]
    assert rows == [{"key": "gold", "queue": "Ours"}, {"key": "wood", "queue": "Theirs"}]


@pytest.mark.parametrize("kind", [DataTable, TableRows, Integration, Trigger])
def test_what_is_only_referred_to_is_neither_written_nor_drift_nor_undone(
    org: CloudOrg, kind: type[Any]
) -> None:
    apply(plan(wide(), org, project=PROJECT), org, release=Release("a"))
    theirs: list[Any] = [
        replace(TABLE, description="x"),
        replace(ROWS, rows={"gold": {"priority": 9}}),
        replace(PLATFORM, notes="x"),
        replace(ENDED, enabled=False),
    ]
    (mine,) = (replace(one, ownership=Ownership.REFERENCE) for one in theirs if isinstance(one, kind))
    referring = wide(mine)
    planned = plan(referring, org, project=PROJECT)
    assert {operation.key: str(operation.verb) for operation in planned.operations}[mine.key] == "not ours"
    assert (planned.changes, drift(planned)) == ((), ())


def test_a_flow_does_not_go_back_to_a_version_that_needs_a_table_that_is_gone(org: CloudOrg) -> None:
    looking = flow(FLOW.replace("          - callData:\n", LOOKUP, 1))
    first = Project([*project().resources, *wide_resources()]).with_changed(looking)
    second = first.with_changed(flow())
    apply(plan(first, org, project=PROJECT), org, release=Release("a"))
    ids = apply(plan(second, org, project=PROJECT), org, release=Release("b")).ids
    api(org, "ArchitectApi").delete_flows_datatable(ids[TABLE.key])
    with pytest.raises(CannotRollBack, match='needs data table "Tiers", which is gone'):
        plan_rollback(second, org, PROJECT)


def test_what_has_become_a_reference_is_not_undone(org: CloudOrg) -> None:
    apply(plan(wide(), org, project=PROJECT), org, release=Release("a"))
    changed = wide(replace(ENDED, enabled=False), replace(TABLE, description="x"))
    apply(plan(changed, org, project=PROJECT), org, release=Release("b"))
    referring = changed.with_changed(replace(ENDED, enabled=False, ownership=Ownership.REFERENCE))
    back = plan_rollback(referring, org, PROJECT)
    assert [str(one.key) for one in back.plan.changes] == ['data table "Tiers"']
    assert back.left == ('trigger "Ended"',)


def test_a_workflow_that_is_there_twice_is_told_with_both(server: RunningOrg, org: CloudOrg) -> None:
    (first,) = server.org.table(Flow)
    server.org.table(Flow).put(msgspec.structs.replace(first, id="second", published="", latest=""))
    with pytest.raises(AmbiguousName, match=f"{first.id} in division Home, second in division Home"):
        plan(wide(), org)


def test_their_keys_name_them() -> None:
    assert [str(one.key) for one in (TABLE, ROWS, ENDED)] == [
        'data table "Tiers"',
        'rows of data table "Tiers"',
        'trigger "Ended"',
    ]
    assert ENDED.needs == {Key(Kind.FLOW, "Tell CRM", "workflow")}
