"""Taking over an org whose release table is lost, or that something else deployed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.errors import MissingReferences
from genesys_deploy.deploy.planning.operation import Verb
from genesys_deploy.deploy.record.importing import State, plan_import, take_over
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.deploy.undo.destroying import destroy, plan_destroy
from genesys_deploy.deploy.undo.rollback import plan_rollback
from genesys_deploy.local_org.http.faults import Fault, FaultKind
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.errors import MissingPermission
from genesys_deploy.platform.patience import Clock
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Kind, Ownership, Queue, Secret
from genesys_deploy.source.errors import OrgError
from tests.genesys_deploy.deploy.faulty_network import FAULTS, FaultyNetwork, Killed
from tests.genesys_deploy.deploy.small_project import ACTION, FLOW, Project, action, flow, project

NAME = "social"
OWN = Ownership.OWN
HERE = Release("bundle", "commit", "ada", "2026-11-23T17:16:10+00:00", archive="built")
READS_OF_CONTENT = ("flows/export", "/actions/{id}", "/templates/")
OTHER_FLOW = flow(FLOW.replace("One moment", "Wait"))
OTHER_ACTION = action(ACTION.replace("timeoutSeconds: 5", "timeoutSeconds: 9"))
CHANGED = project().with_changed(OTHER_FLOW)


@pytest.fixture
def network() -> FaultyNetwork:
    return FaultyNetwork()


@pytest.fixture
def bare(server: RunningOrg, network: FaultyNetwork) -> Iterator[CloudOrg]:
    client = Client(
        Credentials("local-client", Secret("local-secret"), server.url), Transport(network=network)
    )
    client.log_in()
    org = CloudOrg(client)
    yield org
    org.close()


@pytest.fixture
def org(bare: CloudOrg, network: FaultyNetwork) -> CloudOrg:
    """An org that holds the small project, and no release table."""
    apply(plan(project(), bare), bare)
    network.calls.clear()
    return bare


def imported(org: CloudOrg, of: Project) -> dict[str, str]:
    """What was written, by name; with the release's bundle."""
    found = plan_import(of, org, NAME)
    take_over(found, org, HERE)
    return {wanted.key.name: held.id for wanted, held in found.rows}


def rows(org: CloudOrg) -> list[str]:
    return sorted(
        row["name"] for row in ReleaseTable.read(org, NAME).rows.values() if row["kind"] != "release"
    )


def latest(org: CloudOrg) -> Release:
    return ReleaseTable.read(org, NAME).releases[0]


def test_what_is_equal_is_written_down_and_recognised_from_then_on(
    org: CloudOrg, network: FaultyNetwork
) -> None:
    assert sorted(imported(org, project())) == ["Greet", "Welcome"]
    assert rows(org) == ["Greet", "Welcome"]
    assert (latest(org).bundle, latest(org).complete, latest(org).taken_over) == ("bundle", True, True)
    network.calls.clear()
    assert plan(project(), org, project=NAME).changes == ()
    assert not any(part in call for call in network.calls for part in READS_OF_CONTENT)


def test_looking_writes_nothing(org: CloudOrg, network: FaultyNetwork, server: RunningOrg) -> None:
    plan_import(project(), org, NAME)
    written = [call for call in network.calls if not call.startswith(("GET", "POST /api/v2/flows/export"))]
    assert [call for call in written if "oauth" not in call and "downloads" not in call] == []


@pytest.mark.parametrize(
    ("declared", "different", "equal"),
    [
        (CHANGED, "Welcome", ["Greet"]),
        (project().with_changed(OTHER_ACTION), "Greet", ["Welcome"]),
    ],
    ids=["flow", "Data Action"],
)
def test_nothing_is_written_down_of_what_differs(
    org: CloudOrg, declared: Project, different: str, equal: list[str]
) -> None:
    found = plan_import(declared, org, NAME)
    states = {operation.key.name: found.state(operation) for operation in found.plan.operations}
    assert states[different] is State.DIFFERENT
    take_over(found, org, HERE)
    assert rows(org) == equal
    assert (latest(org).bundle, latest(org).archive) == ("", "")
    changes = plan(declared, org, project=NAME).changes
    assert [operation.key.name for operation in changes] == [different]


def test_what_is_not_there_is_told(org: CloudOrg) -> None:
    more = Project([*project().resources, Queue("Another", ownership=OWN)])
    found = plan_import(more, org, NAME)
    missing = [one.key.name for one in found.plan.operations if found.state(one) is State.MISSING]
    assert (missing, found.is_whole) == (["Another"], False)


def test_what_is_only_referred_to_must_be_there(org: CloudOrg) -> None:
    more = Project([*project().resources, Queue("Theirs", ownership=Ownership.REFERENCE)])
    with pytest.raises(MissingReferences, match="Theirs"):
        plan_import(more, org, NAME)


def test_a_second_import_writes_nothing(org: CloudOrg) -> None:
    imported(org, project())
    again = plan_import(project(), org, NAME)
    assert (again.writes, again.rows) == (False, ())
    take_over(again, org, HERE)
    assert [release.number for release in ReleaseTable.read(org, NAME).releases] == [1]


def test_the_release_after_an_import_can_be_undone(org: CloudOrg) -> None:
    imported(org, project())
    apply(plan(CHANGED, org, project=NAME), org, release=Release("next"))
    undoing = plan_rollback(CHANGED, org, NAME)
    assert undoing.target.number == 1
    assert [one.key.kind for one in undoing.plan.changes] == [Kind.FLOW]
    apply(undoing.plan, org, release=Release("back", back_to=1))
    assert plan(project(), org).changes == ()


def test_a_row_that_tells_of_other_content_is_corrected(org: CloudOrg) -> None:
    apply(plan(CHANGED, org, project=NAME), org, release=Release("first"))
    apply(plan(project(), org), org)
    assert list(imported(org, project())) == ["Welcome"]
    assert [release.number for release in ReleaseTable.read(org, NAME).releases] == [1]
    assert plan(project(), org, project=NAME).changes == ()


def test_a_table_that_may_not_be_read_is_told(org: CloudOrg, server: RunningOrg) -> None:
    imported(org, project())
    operation = "GET /api/v2/flows/datatables*"
    server.org.faults.switch([Fault(kind=FaultKind.PERMISSION_DENIED, operation=operation)])
    with pytest.raises(MissingPermission):
        plan_import(project(), org, NAME)


@pytest.mark.parametrize("as_made", [False, True])
def test_what_was_there_is_destroyed_only_where_one_says_that_we_made_it(
    bare: CloudOrg, as_made: bool
) -> None:
    ours = Project([one for one in project().resources if one.key.kind is not Kind.RECIPIENT])
    apply(plan(ours, bare), bare)
    take_over(plan_import(ours, bare, NAME), bare, HERE, as_made=as_made)
    going = {one.key for one in plan_destroy(ours, bare, NAME).plan.changes if one.verb is Verb.DELETE}
    own = {one.key for one in ours.resources if one.ownership is OWN}
    assert going == (own if as_made else set())


def test_recipients_of_flows_that_count_as_made_lead_nowhere_after_a_destroy(bare: CloudOrg) -> None:
    apply(plan(project(), bare), bare)
    take_over(plan_import(project(), bare, NAME), bare, HERE, as_made=True)
    destruction = plan_destroy(project(), bare, NAME)
    back = {one.key.name: str(one.changes[0]) for one in destruction.plan.changes if one.verb is Verb.UPDATE}
    assert back == dict.fromkeys(("Partner chat", "twitter-recipient"), "flow name: Welcome → nothing")
    destroy(destruction, bare, release=HERE)
    assert bare.shelf(Kind.FLOW).find([flow().key]) == ()


def test_what_counts_as_made_is_not_counted_twice(org: CloudOrg) -> None:
    take_over(plan_import(project(), org, NAME), org, HERE, as_made=True)
    again = plan_import(project(), org, NAME)
    assert again.not_made == {}
    before = ReleaseTable.read(org, NAME).rows
    take_over(again, org, HERE, as_made=True)
    assert ReleaseTable.read(org, NAME).rows == before


@pytest.mark.parametrize("write", [1, 2, 3, 4])
@pytest.mark.parametrize("fault", FAULTS)
def test_an_import_that_was_broken_off_is_finished_by_the_next(
    server: RunningOrg, org: CloudOrg, clock: Clock, fault: str, write: int
) -> None:
    """The writes are the table, two rows side by side, and the release."""
    network = FaultyNetwork(fault=fault)
    breaking = Client(
        Credentials("local-client", Secret("local-secret"), server.url),
        Transport(network=network, clock=clock),
    )
    breaking.log_in()
    broken = CloudOrg(breaking)
    found = plan_import(project(), broken, NAME)
    network.calls.clear()
    network.chosen = lambda _, call: not call.startswith("GET") and len(posted(network)) == write
    with suppress(Killed, OrgError):
        take_over(found, broken, HERE)
    assert network.struck
    take_over(plan_import(project(), org, NAME), org, HERE)
    assert rows(org) == ["Greet", "Welcome"]
    assert [release.number for release in ReleaseTable.read(org, NAME).releases] == [1]


def posted(network: FaultyNetwork) -> list[str]:
    return [call for call in network.calls if not call.startswith("GET")]
