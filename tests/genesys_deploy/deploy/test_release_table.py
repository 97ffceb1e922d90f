"""What an org remembers of what was applied, and what that saves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from genesys_deploy.deploy import Event, NotRecorded, Release, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed
from genesys_deploy.deploy.record.made import Ledger
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.local_org.http.faults import Fault, FaultKind
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Key, Kind, Secret
from genesys_deploy.source.errors import OrgError
from tests.genesys_deploy.deploy.faulty_network import FaultyNetwork
from tests.genesys_deploy.deploy.small_project import ACTION, FLOW, Project, action, flow, project

NAME = "social"
READS_OF_CONTENT = ("flows/export", "/actions/{id}", "/templates/")


@pytest.fixture
def network() -> FaultyNetwork:
    return FaultyNetwork()


@pytest.fixture
def org(server: RunningOrg, network: FaultyNetwork) -> Iterator[CloudOrg]:
    client = Client(
        Credentials("local-client", Secret("local-secret"), server.url), Transport(network=network)
    )
    client.log_in()
    org = CloudOrg(client)
    yield org
    org.close()


def content_read(network: FaultyNetwork) -> bool:
    return any(part in call for call in network.calls for part in READS_OF_CONTENT)


def applied(org: CloudOrg, of: Project, release: Release | None = None) -> list[str]:
    planned = plan(of, org, project=NAME)
    apply(planned, org, release=release)
    return [operation.key.name for operation in planned.changes]


def test_what_was_applied_is_recognised_without_being_read(org: CloudOrg, network: FaultyNetwork) -> None:
    applied(org, project())
    network.calls.clear()
    again = plan(project(), org, project=NAME)
    assert again.changes == ()
    assert not content_read(network)
    assert {one.reason for one in again.operations if one.key.kind is Kind.FLOW} == {"as it was applied"}


def test_a_table_that_lists_do_not_show_yet_is_found_by_whoever_needs_it(
    server: RunningOrg, org: CloudOrg, network: FaultyNetwork
) -> None:
    server.org.faults.switch([Fault(kind=FaultKind.LAGGING_LISTS, seconds=0.5)])
    made = ReleaseTable.read(org, NAME).opened(org)
    assert ReleaseTable.read(org, NAME).id == made.id
    client = Client(
        Credentials("local-client", Secret("local-secret"), server.url), Transport(network=network)
    )
    client.log_in()
    next_run = CloudOrg(client)
    assert ReleaseTable.read(next_run, NAME).opened(next_run).id == made.id
    next_run.close()


def test_nothing_is_written_where_all_is_recognised(org: CloudOrg, network: FaultyNetwork) -> None:
    applied(org, project())
    network.calls.clear()
    applied(org, project())
    assert network.writes == set()


def test_a_change_of_the_project_is_seen(org: CloudOrg) -> None:
    applied(org, project())
    changed = project().with_changed(flow(FLOW.replace("One moment", "Just a moment")))
    assert applied(org, changed) == ["Welcome"]
    assert applied(org, changed) == []


def test_another_layout_is_compared_once_and_then_known(org: CloudOrg, network: FaultyNetwork) -> None:
    applied(org, project())
    laid_out = project().with_changed(flow(FLOW + "# a comment\n"))
    assert applied(org, laid_out) == []
    network.calls.clear()
    assert applied(org, laid_out) == []
    assert not content_read(network)


def test_what_somebody_published_by_hand_is_seen(org: CloudOrg) -> None:
    applied(org, project())
    theirs = flow(FLOW.replace("One moment", "Go away"))
    org.shelf(Kind.FLOW).create(theirs, {})
    assert applied(org, project()) == ["Welcome"]


def test_what_somebody_edited_by_hand_is_seen(org: CloudOrg) -> None:
    applied(org, project())
    (held,) = org.shelf(Kind.DATA_ACTION).find([Key(Kind.DATA_ACTION, "Greet")])
    ids = plan(project(), org).snapshot.ids
    org.shelf(Kind.DATA_ACTION).update(held, action(ACTION.replace("Seconds: 5", "Seconds: 9")), ids)
    assert applied(org, project()) == ["Greet"]


def test_a_lost_table_costs_time_alone(org: CloudOrg, server: RunningOrg, network: FaultyNetwork) -> None:
    applied(org, project())
    api = org._client.api("ArchitectApi")
    api.delete_flows_datatable(org.tables().find(f"genesys-deploy {NAME}"), force=True)
    assert applied(org, project()) == []
    network.calls.clear()
    assert applied(org, project()) == []
    assert not content_read(network)


def test_another_project_has_a_table_of_its_own(org: CloudOrg) -> None:
    applied(org, project())
    assert ReleaseTable.read(org, "other").rows == {}


def test_each_apply_that_changed_something_is_a_release(org: CloudOrg) -> None:
    first = Release("hash-1", commit="c1", actor="ada", time="2026-01-02T03:04:05Z")
    applied(org, project(), first)
    applied(org, project(), Release("hash-1"))
    changed = project().with_changed(flow(FLOW.replace("One moment", "Just a moment")))
    applied(org, changed, Release("hash-2", actor="bob"))
    latest, oldest = ReleaseTable.read(org, NAME).releases
    assert (latest.number, latest.bundle, latest.actor) == (2, "hash-2", "bob")
    assert latest.changed == ('flow "Welcome" (inboundShortMessage)',)
    assert (oldest.number, oldest.commit, oldest.time) == (1, "c1", "2026-01-02T03:04:05Z")
    assert 'Data Action "Greet"' in oldest.changed


def test_a_release_that_was_broken_off_is_taken_up_again(server: RunningOrg, org: CloudOrg) -> None:
    server.org.faults.switch([Fault(kind=FaultKind.PERMISSION_DENIED, operation="POST /api/v2/flows/jobs")])
    with pytest.raises(ApplyFailed):
        applied(org, project(), Release("hash"))
    (broken,) = ReleaseTable.read(org, NAME).releases
    assert not broken.complete
    server.org.faults.switch([])
    applied(org, project(), Release("hash"))
    (whole,) = ReleaseTable.read(org, NAME).releases
    assert (whole.number, whole.complete) == (1, True)
    assert 'flow "Welcome" (inboundShortMessage)' in whole.changed


def test_what_follows_a_broken_release_is_a_release_of_its_own(server: RunningOrg, org: CloudOrg) -> None:
    server.org.faults.switch([Fault(kind=FaultKind.PERMISSION_DENIED, operation="POST /api/v2/flows/jobs")])
    with pytest.raises(ApplyFailed):
        applied(org, project(), Release("hash"))
    server.org.faults.switch([])
    applied(org, project(), Release("mended"))
    found = [(one.number, one.bundle, one.complete) for one in ReleaseTable.read(org, NAME).releases]
    assert found == [(2, "mended", True), (1, "hash", False)]


def test_two_releases_at_once_get_a_number_each(org: CloudOrg) -> None:
    applied(org, project())
    table = ReleaseTable.read(org, NAME)
    table.add(org, Release("mine"))
    table.add(org, Release("theirs"))
    found = {release.number: release.bundle for release in ReleaseTable.read(org, NAME).releases}
    assert found == {1: "mine", 2: "theirs"}


@pytest.mark.parametrize("operation", ["GET /api/v2/flows/datatables*", "POST /api/v2/flows/datatables*"])
def test_where_tables_are_forbidden_all_is_done_without(
    server: RunningOrg, org: CloudOrg, operation: str
) -> None:
    server.org.faults.switch([Fault(kind=FaultKind.PERMISSION_DENIED, operation=operation)])
    told: list[Event] = []
    apply(plan(project(), org, project=NAME), org, told.append)
    assert [event for event in told if isinstance(event, NotRecorded)]
    assert plan(project(), org, project=NAME).changes == ()


def test_nothing_is_made_that_could_not_be_written_down(server: RunningOrg, org: CloudOrg) -> None:
    planned = plan(project(), org, project=NAME)
    ReleaseTable.read(org, NAME).opened(org)
    rows = "POST /api/v2/flows/datatables/*/rows"
    server.org.faults.switch([Fault(kind=FaultKind.SERVER_ERROR, operation=rows)])
    with pytest.raises(OrgError):
        apply(planned, org, release=Release("hash"))
    assert server.org.snapshot().get("Queue", []) == []
    server.org.faults.switch([])
    applied(org, project(), Release("hash"))
    assert Ledger.of(ReleaseTable.read(org, NAME).rows).made
