"""Back to an earlier release: the same flows, Data Actions and routing as then, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed, CannotRollBack, NoSuchRelease, PlanRefused
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.deploy.undo.rollback import Rollback, plan_rollback
from genesys_deploy.local_org.http.faults import Fault, FaultKind
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.local_org.settings import OAuthClient, OrgSettings
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Integration, Key, Kind, Ownership, Queue, Recipient, Secret
from genesys_deploy.source.errors import OrgError
from tests.genesys_deploy.deploy.faulty_network import FaultyNetwork, Killed
from tests.genesys_deploy.deploy.small_project import ACTION, FLOW, Project, action, flow, project

NAME = "small"
OWN = Ownership.OWN
OTHER_FLOW = FLOW.replace("name: Welcome", "name: Goodbye")
OLD = project()
CHANGED = (
    OLD.with_changed(Queue("General", division="Home", description="Nobody", ownership=OWN))
    .with_changed(Integration("Greeter", "custom-rest-actions", "Greeter key", notes="says goodbye"))
    .with_changed(action(ACTION.replace("timeoutSeconds: 5", "timeoutSeconds: 7")))
    .with_changed(flow(FLOW.replace("One moment", "Just a moment")))
)
CONTRACT = OLD.with_changed(action(ACTION.replace("title: {type: string}", "title: {type: integer}")))
CLIENTS = (OAuthClient(), OAuthClient("editor", "local-secret"))


@pytest.fixture
def server() -> Iterator[RunningOrg]:
    with serve(settings=OrgSettings(clients=CLIENTS)) as running:
        yield running


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    yield org
    org.close()


def release(org: CloudOrg, of: Project, bundle: str) -> None:
    apply(plan(of, org, project=NAME), org, release=Release(bundle))


def go_back(org: CloudOrg, of: Project, number: int | None = None) -> Rollback:
    rollback = plan_rollback(of, org, NAME, number)
    target = rollback.target
    apply(rollback.plan, org, release=Release(target.bundle, back_to=target.number))
    return rollback


def rows(server: RunningOrg, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.org.snapshot().get(kind, [])
    return found


def releases(org: CloudOrg) -> list[str]:
    return [one.bundle for one in ReleaseTable.read(org, NAME).releases]


def test_everything_is_as_it_was(server: RunningOrg, org: CloudOrg) -> None:
    release(org, OLD, "old")
    release(org, CHANGED, "new")
    rollback = go_back(org, CHANGED)
    assert sorted(one.key.name for one in rollback.plan.changes) == ["General", "Greet", "Greeter", "Welcome"]
    assert "description: Nobody → Everybody" in [
        str(change) for one in rollback.plan.changes for change in one.changes
    ]
    assert plan(OLD, org).changes == ()
    (welcome,) = rows(server, "Flow")
    assert (welcome["published"], welcome["latest"]) == ("1.0", "2.0")
    assert releases(org) == ["old", "new", "old"]


def test_going_back_can_be_undone(org: CloudOrg) -> None:
    release(org, OLD, "old")
    release(org, CHANGED, "new")
    go_back(org, CHANGED)
    go_back(org, CHANGED)
    assert plan(CHANGED, org).changes == ()
    assert releases(org) == ["new", "old", "new", "old"]


def test_several_releases_are_undone_at_once(org: CloudOrg) -> None:
    release(org, OLD, "1")
    release(org, CHANGED, "2")
    third = CHANGED.with_changed(flow(FLOW.replace("One moment", "A moment")))
    release(org, third, "3")
    rollback = go_back(org, third, 1)
    assert (rollback.target.number, rollback.left) == (1, ())
    assert plan(OLD, org).changes == ()


def test_across_a_change_of_a_contract(server: RunningOrg, org: CloudOrg) -> None:
    """The flow calls the Data Action of the old contract again, which stayed for that."""
    release(org, OLD, "old")
    release(org, CONTRACT, "new")
    assert sorted(row["name"] for row in rows(server, "Action")) == ["Greet", "Greet v2"]
    rollback = go_back(org, CONTRACT)
    assert [one.key.name for one in rollback.plan.changes] == ["Welcome"]
    assert rollback.left == ('Data Action "Greet"',)
    (welcome,) = rows(server, "Flow")
    assert welcome["published"] == "1.0"


def test_what_was_made_since_stays(org: CloudOrg) -> None:
    release(org, OLD, "old")
    more = Project([*OLD.resources, Queue("Another", ownership=OWN)])
    release(org, more, "new")
    rollback = plan_rollback(more, org, NAME)
    assert (rollback.plan.changes, rollback.left) == ((), ('queue "Another"',))


def test_messages_go_where_they_went(server: RunningOrg, org: CloudOrg) -> None:
    def led_to() -> str:
        (recipient,) = [row for row in rows(server, "Recipient") if row["name"] == "twitter-recipient"]
        names = {row["id"]: str(row["name"]) for row in rows(server, "Flow")}
        return names[recipient["flow_id"]]

    goodbye = flow(OTHER_FLOW)
    both = Project([*OLD.resources, type(goodbye)("Goodbye", goodbye.type, OTHER_FLOW, goodbye.needs)])
    release(org, both, "old")
    moved = both.with_changed(Recipient("twitter", "twitter-recipient", "Goodbye"))
    release(org, moved, "new")
    assert led_to() == "Goodbye"
    go_back(org, moved)
    assert led_to() == "Welcome"


@pytest.mark.parametrize(
    ("key", "api", "delete"),
    [
        (Key(Kind.QUEUE, "General"), "RoutingApi", "delete_routing_queue"),
        (Key(Kind.DATA_ACTION, "Greet"), "IntegrationsApi", "delete_integrations_action"),
    ],
    ids=lambda value: str(getattr(value, "kind", "")),
)
def test_what_is_gone_is_named_and_nothing_is_changed(
    server: RunningOrg, org: CloudOrg, key: Key, api: str, delete: str
) -> None:
    release(org, OLD, "old")
    release(org, OLD.with_changed(flow(FLOW.replace("One moment", "Just a moment"))), "new")
    (held,) = org.shelf(key.kind).find([key])
    getattr(org._client.api(api), delete)(held.id)
    with pytest.raises(CannotRollBack) as caught:
        plan_rollback(OLD, org, NAME)
    assert f'version 1.0 of flow "Welcome" (inboundShortMessage) needs {key}, which is gone' in str(
        caught.value
    )
    assert rows(server, "Flow")[0]["published"] == "2.0"


@pytest.mark.parametrize("number", [None, 1, 7])
def test_without_an_earlier_release_there_is_nothing_to_go_back_to(org: CloudOrg, number: int | None) -> None:
    with pytest.raises(NoSuchRelease):
        plan_rollback(OLD, org, NAME, number)
    release(org, OLD, "old")
    with pytest.raises(NoSuchRelease):
        plan_rollback(OLD, org, NAME, number)


def test_a_flow_that_somebody_edits_stays(server: RunningOrg, org: CloudOrg) -> None:
    release(org, OLD, "old")
    release(org, CHANGED, "new")
    editor = connect(Credentials("editor", Secret("local-secret"), server.url))
    (held,) = editor.shelf(Kind.FLOW).find([flow().key])
    editor._client.api("ArchitectApi").post_flows_actions_checkout(held.id)
    editor.close()
    with pytest.raises(PlanRefused, match="client editor has had it locked for editing since"):
        go_back(org, CHANGED)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind=FaultKind.DROPPED_AFTER, operation="POST /api/v2/flows/actions/publish", times=1),
        Fault(kind=FaultKind.SERVER_ERROR, operation="POST /api/v2/flows/actions/publish", times=1),
        Fault(kind=FaultKind.TOO_MANY_REQUESTS, operation="P* *", times=2, seconds=0.01),
    ],
    ids=lambda fault: str(fault.kind),
)
def test_a_bad_moment_is_got_through(server: RunningOrg, org: CloudOrg, fault: Fault) -> None:
    release(org, OLD, "old")
    release(org, CHANGED, "new")
    server.org.faults.switch([fault])
    go_back(org, CHANGED)
    assert plan(OLD, org).changes == ()


def test_an_apply_that_broke_off_and_was_taken_up_is_undone_whole(server: RunningOrg, org: CloudOrg) -> None:
    release(org, OLD, "old")
    fault = Fault(kind=FaultKind.PERMISSION_DENIED, operation="POST /api/v2/flows/jobs")
    server.org.faults.switch([fault])
    with pytest.raises(ApplyFailed):
        release(org, CHANGED, "new")
    server.org.faults.switch([])
    release(org, CHANGED, "new")
    assert releases(org) == ["new", "old"]
    go_back(org, CHANGED)
    assert plan(OLD, org).changes == ()


def edit_by_hand(org: CloudOrg) -> None:
    """Somebody gives the Data Action more time, and publishes the flow with another text."""
    (held,) = org.shelf(Kind.DATA_ACTION).find([action().key])
    config = org.shelf(Kind.DATA_ACTION).read(held).wire.raw["config"]
    change = {"version": held.wire.number("version"), "config": {**config, "timeoutSeconds": 60}}
    org._client.api("IntegrationsApi").patch_integrations_action(held.id, change)
    (held,) = org.shelf(Kind.FLOW).find([flow().key])
    org.shelf(Kind.FLOW).update(held, flow(FLOW.replace("One moment", "By hand")), {})


def test_edits_by_hand_that_a_release_mended_do_not_come_back(server: RunningOrg, org: CloudOrg) -> None:
    release(org, OLD, "old")
    edit_by_hand(org)
    release(org, OLD, "old")
    release(org, CHANGED, "new")
    rollback = go_back(org, CHANGED, 1)
    assert sorted(one.key.name for one in rollback.plan.changes) == ["General", "Greet", "Greeter", "Welcome"]
    assert plan(OLD, org).changes == ()


def test_a_flow_goes_back_to_what_was_applied_and_not_to_an_edit(server: RunningOrg, org: CloudOrg) -> None:
    release(org, OLD, "old")
    edit_by_hand(org)
    release(org, CHANGED, "new")
    go_back(org, CHANGED)
    (welcome,) = rows(server, "Flow")
    assert (welcome["published"], welcome["latest"]) == ("1.0", "3.0")


UNDOING = (
    "PUT /api/v2/routing/queues/{id}",
    "PUT /api/v2/integrations/{id}/config/current",
    "PATCH /api/v2/integrations/actions/{id}",
    "POST /api/v2/flows/actions/publish",
    "POST /api/v2/flows/datatables/{id}/rows",
    "PUT /api/v2/flows/datatables/{id}/rows/release-3",
)


@pytest.mark.parametrize(
    "fault", ["killed before", "killed after", "connection lost after", "500 and not done"]
)
@pytest.mark.parametrize("write", UNDOING)
def test_a_rollback_that_broke_off_is_taken_up_again(
    server: RunningOrg, org: CloudOrg, write: str, fault: str
) -> None:
    release(org, OLD, "old")
    release(org, CHANGED, "new")
    network = FaultyNetwork(lambda _, operation: operation == write, fault)
    client = Client(
        Credentials("local-client", Secret("local-secret"), server.url), Transport(network=network)
    )
    client.log_in()
    unlucky = CloudOrg(client)
    with suppress(Killed, OrgError, ApplyFailed):
        go_back(unlucky, CHANGED)
    unlucky.close()
    assert network.struck
    latest = ReleaseTable.read(org, NAME).releases[0]
    if not latest.complete or latest.number == 2:
        go_back(org, CHANGED)
    assert plan(OLD, org).changes == ()
    assert releases(org) == ["old", "new", "old"]
    assert [row["name"] for row in rows(server, "FlowVersion")] == ["1.0", "2.0"]


def test_of_an_integration_only_what_is_ours_is_kept(server: RunningOrg, org: CloudOrg) -> None:
    release(org, OLD, "old")
    (held,) = org.shelf(Kind.INTEGRATION).find([Key(Kind.INTEGRATION, "Greeter")])
    api = org._client.api("IntegrationsApi")
    config = api.get_integration_config_current(held.id)
    theirs = {**config, "properties": {"token": "theirs-and-secret"}}
    api.put_integration_config_current(held.id, body=theirs)
    release(org, CHANGED, "new")
    assert "theirs-and-secret" not in str(ReleaseTable.read(org, NAME).rows)
    go_back(org, CHANGED)
    assert api.get_integration_config_current(held.id)["properties"] == {"token": "theirs-and-secret"}
