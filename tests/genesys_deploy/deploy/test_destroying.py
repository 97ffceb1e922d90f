"""What a project made goes, what it changed is as before, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed, CannotDestroy, LockLost, NoSuchRelease
from genesys_deploy.deploy.planning.choices import Choices
from genesys_deploy.deploy.planning.plan_text import plan_lines
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.deploy.undo.destroying import Destruction, destroy, plan_destroy
from genesys_deploy.deploy.undo.rollback import plan_rollback
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.local_org.settings import OAuthClient, OrgSettings
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.patience import Clock
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import (
    Credential,
    Division,
    FlowResource,
    Integration,
    Key,
    Kind,
    OpenMessagingIntegration,
    Ownership,
    Queue,
    Recipient,
    Secret,
    Skill,
)
from genesys_deploy.source.errors import OrgError
from tests.genesys_deploy.deploy.faulty_network import FAULTS, FaultyNetwork, Killed
from tests.genesys_deploy.deploy.small_project import ACTION, FLOW, Project, action, flow, project

NAME = "small"
ACCEPTED = Choices(accept_shared=True)
OURS = project()
CONTRACT = OURS.with_changed(action(ACTION.replace("title: {type: string}", "title: {type: integer}")))
ONLY_A_QUEUE = Project([Queue("General", description="Ours", ownership=Ownership.OWN)])
THEIR_FLOW = FLOW.replace("name: Welcome", "name: Theirs")
CALL = FLOW[FLOW.index("          - callData:") : FLOW.index("          - sendResponse:")]
QUIET = FlowResource(
    "Quiet",
    "inboundShortMessage",
    FLOW.replace("name: Welcome", "name: Quiet").replace(CALL, ""),
    frozenset({Key(Kind.QUEUE, "General")}),
)
TWITTER = Key(Kind.RECIPIENT, "twitter-recipient", "twitter")
KINDS = (
    "Queue",
    "Skill",
    "Language",
    "Credential",
    "Integration",
    "Action",
    "Draft",
    "OpenIntegration",
    "DataTable",
)
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


def release(org: CloudOrg, of: Project = OURS) -> None:
    apply(plan(of, org, choices=ACCEPTED, project=NAME), org, release=Release("hash"))


def take_out(
    org: CloudOrg, of: Project = OURS, *, keep: bool = False, clock: Clock | None = None
) -> Destruction:
    planned = plan_destroy(of, org, NAME)
    if not planned.is_done(keep_releases=keep):
        destroy(planned, org, release=Release(""), keep_releases=keep, clock=clock)
    return planned


def census(server: RunningOrg) -> dict[str, Any]:
    """The names of all that is there, and where messages are led."""
    rows: dict[str, list[dict[str, Any]]] = server.org.snapshot()
    names: dict[str, Any] = {kind: sorted(row["name"] for row in rows.get(kind, [])) for kind in KINDS}
    flows = {row["id"]: row for row in rows.get("Flow", [])}
    names["Flow"] = sorted(row["name"] for row in flows.values() if not row["deleted"])
    names["led"] = {
        row["name"]: flows[row["flow_id"]]["name"] for row in rows.get("Recipient", []) if row["flow_id"]
    }
    return names


def theirs(org: CloudOrg, *resources: Any) -> None:
    """Somebody else's work, which no release table knows of."""
    apply(plan(Project(resources), org, choices=ACCEPTED), org)


def test_nothing_is_left_of_it(server: RunningOrg, org: CloudOrg) -> None:
    theirs(org, Skill("Theirs", Ownership.OWN))
    before = census(server)
    release(org)
    release(org, CONTRACT)
    planned = take_out(org, CONTRACT)
    assert census(server) == before
    assert [str(one.key) for one in planned.plan.changes] == [
        'message recipient "Partner chat" (open)',
        'message recipient "twitter-recipient" (twitter)',
        'Open Messaging integration "Partner chat"',
        'flow "Welcome" (inboundShortMessage)',
        'skill "New Customer"',
        'language "en-US"',
        'queue "General"',
        'Data Action "Greet"',
        'Data Action "Greet v2"',
        'integration "Greeter"',
        'credential "Greeter key"',
    ]
    assert plan_destroy(CONTRACT, org, NAME).is_done()


def test_the_plan_says_what_goes_and_by_whom_it_was_made(org: CloudOrg) -> None:
    release(org)
    release(org, CONTRACT)
    lines = list(plan_lines(plan_destroy(CONTRACT, org, NAME).plan))
    assert '- delete Data Action "Greet": made by release 1' in lines
    assert '- delete Data Action "Greet v2": made by release 2' in lines
    assert "    flow name: Welcome → nothing" in lines
    assert lines[-1] == "2 to update, 9 to delete"


def test_without_any_release_there_is_nothing_to_do(server: RunningOrg, org: CloudOrg) -> None:
    assert plan_destroy(OURS, org, NAME).is_done()
    theirs(org, *OURS.resources)
    before = census(server)
    take_out(org)
    assert census(server) == before


def test_what_was_there_before_is_as_it_was(server: RunningOrg, org: CloudOrg) -> None:
    queue = Queue("General", division="Home", description="Theirs", ownership=Ownership.OWN)
    theirs(org, Division("Home"), queue, QUIET, Recipient("twitter", TWITTER.name, "Quiet"))
    before = census(server)
    release(org)
    assert census(server)["led"][TWITTER.name] == "Welcome"
    take_out(org)
    assert census(server) == before
    (general,) = server.org.snapshot()["Queue"]
    assert general["fields"]["description"] == "Theirs"


def test_messages_that_somebody_led_elsewhere_stay_there(server: RunningOrg, org: CloudOrg) -> None:
    theirs(org, Queue("General", ownership=Ownership.OWN), QUIET)
    release(org)
    theirs(org, QUIET, Queue("General"), Recipient("twitter", TWITTER.name, "Quiet"))
    planned = take_out(org)
    assert planned.left == (
        'message recipient "twitter-recipient" (twitter): somebody leads it to the flow "Quiet" by now',
    )
    assert census(server)["led"] == {TWITTER.name: "Quiet"}


def test_what_was_made_anew_by_somebody_else_stays(server: RunningOrg, org: CloudOrg) -> None:
    release(org)
    (held,) = org.shelf(Kind.SKILL).find([Key(Kind.SKILL, "New Customer")])
    org.shelf(Kind.SKILL).delete(held)
    theirs(org, Skill("New Customer", Ownership.OWN))
    take_out(org)
    assert census(server)["Skill"] == ["New Customer"]


def test_what_we_changed_of_it_since_is_as_they_had_it(server: RunningOrg, org: CloudOrg) -> None:
    release(org, ONLY_A_QUEUE)
    (held,) = org.shelf(Kind.QUEUE).find([Key(Kind.QUEUE, "General")])
    org.shelf(Kind.QUEUE).delete(held)
    theirs(org, Queue("General", description="Theirs", ownership=Ownership.OWN))
    release(org, ONLY_A_QUEUE)
    take_out(org, ONLY_A_QUEUE)
    (general,) = server.org.snapshot()["Queue"]
    assert general["fields"]["description"] == "Theirs"


@pytest.mark.parametrize("ownership", [Ownership.REFERENCE, Ownership.ADOPT])
def test_what_was_handed_over_stays(server: RunningOrg, org: CloudOrg, ownership: Ownership) -> None:
    release(org)
    handed_over = OURS.with_changed(Queue("General", ownership=ownership))
    planned = take_out(org, handed_over)
    assert planned.left == ('queue "General": the project only refers to it by now, or has adopted it',)
    assert census(server)["Queue"] == ["General"]
    assert census(server)["Flow"] == []


def of_theirs(org: CloudOrg, what: str) -> None:
    match what:
        case "flow":
            other_flow = FlowResource("Theirs", "inboundShortMessage", THEIR_FLOW, flow().needs)
            greet = replace(action(), ownership=Ownership.REFERENCE)
            theirs(org, other_flow, greet, Queue("General"), GREETER)
        case "recipient":
            theirs(org, Recipient("facebook", "facebook-recipient", "Welcome"))
        case "Data Action":
            other = replace(action(ACTION.replace("name: Greet", "name: Other")), category="Elsewhere")
            theirs(org, other, GREETER)
        case "integration":
            theirs(
                org,
                Integration("Other", "custom-rest-actions", "Greeter key"),
                Credential("Greeter key", "userDefined", ownership=Ownership.REFERENCE),
            )
        case "channel":
            theirs(org, QUIET, Queue("General"), Recipient("open", "Partner chat", "Quiet"), CHANNEL)


GREETER = Integration("Greeter", "custom-rest-actions", ownership=Ownership.REFERENCE)
CHANNEL = OpenMessagingIntegration("Partner chat", "", Secret(""), Ownership.REFERENCE)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (
            "flow",
            ['Data Action "Greet" is used by flow "Theirs"', 'queue "General" is used by flow "Theirs"'],
        ),
        (
            "recipient",
            ['flow "Welcome" (inboundShortMessage) is used by message recipient "facebook-recipient"'],
        ),
        ("Data Action", ['integration "Greeter" is used by Data Action "Other"']),
        ("integration", ['credential "Greeter key" is used by integration "Other"']),
        (
            "channel",
            ['message recipient "Partner chat" (open): somebody leads it to the flow "Quiet" by now'],
        ),
    ],
)
def test_what_somebody_else_uses_keeps_all_of_it(
    server: RunningOrg, org: CloudOrg, what: str, told: list[str]
) -> None:
    release(org)
    of_theirs(org, what)
    before = census(server)
    with pytest.raises(CannotDestroy) as refused:
        take_out(org)
    assert [line for line in told if line not in refused.value.problems] == []
    assert census(server) == before


def test_a_flow_that_somebody_edits_keeps_all_of_it(server: RunningOrg, org: CloudOrg) -> None:
    release(org)
    editor = connect(Credentials("editor", Secret("local-secret"), server.url))
    (held,) = editor.shelf(Kind.FLOW).find([flow().key])
    editor._client.api("ArchitectApi").post_flows_actions_checkout(held.id)
    editor.close()
    with pytest.raises(CannotDestroy, match="client editor has had it locked for editing since"):
        take_out(org)


def test_the_releases_can_be_kept(server: RunningOrg, org: CloudOrg) -> None:
    release(org)
    take_out(org, keep=True)
    assert census(server)["DataTable"] == ["genesys-deploy small"]
    table = ReleaseTable.read(org, NAME)
    assert [one.bundle for one in table.releases] == ["nothing", "hash"]
    assert {key.partition("-")[0] for key in table.rows} == {"release"}
    assert plan_destroy(OURS, org, NAME).is_done(keep_releases=True)
    with pytest.raises(NoSuchRelease):
        plan_rollback(OURS, org, NAME, 1)
    release(org)
    take_out(org)
    assert census(server)["DataTable"] == []


DELETES = (
    "PUT /api/v2/routing/message/recipients/{id}",
    "DELETE /api/v2/flows/{id}",
    "DELETE /api/v2/conversations/messaging/integrations/open/{id}",
    "DELETE /api/v2/routing/skills/{id}",
    "DELETE /api/v2/routing/languages/{id}",
    "DELETE /api/v2/routing/queues/{id}",
    "DELETE /api/v2/integrations/actions/{id}",
    "DELETE /api/v2/integrations/{id}",
    "DELETE /api/v2/integrations/credentials/{id}",
    "POST /api/v2/flows/datatables/{id}/rows",
    "PUT /api/v2/flows/datatables/{id}/rows/made-1-0",
    "PUT /api/v2/flows/datatables/{id}/rows/release-2",
    "DELETE /api/v2/flows/datatables/{id}",
)


def unlucky(server: RunningOrg, clock: Clock, network: FaultyNetwork) -> CloudOrg:
    transport = Transport(clock=clock, network=network)
    client = Client(Credentials("local-client", Secret("local-secret"), server.url), transport)
    client.log_in()
    return CloudOrg(client)


def test_the_table_names_every_write(server: RunningOrg, org: CloudOrg, clock: Clock) -> None:
    release(org)
    network = FaultyNetwork()
    take_out(unlucky(server, clock, network))
    assert network.writes - {"POST /oauth/token"} == set(DELETES)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "no answer in time"])
@pytest.mark.parametrize("write", DELETES)
def test_one_that_broke_off_is_taken_up_again(
    server: RunningOrg, org: CloudOrg, clock: Clock, write: str, fault: str
) -> None:
    before = census(server)
    release(org)
    network = FaultyNetwork(lambda _, operation: operation == write, fault)
    broken = unlucky(server, clock, network)
    with suppress(Killed, OrgError, ApplyFailed):
        take_out(broken, clock=clock)
    broken.close()
    assert network.struck
    take_out(org)
    assert census(server) == before
    assert plan_destroy(OURS, org, NAME).is_done()


@pytest.mark.soak
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_call(fault: str) -> None:
    """Calls run side by side, so that which call has a number varies; all the more is tried."""
    at, struck = 0, True
    while struck:
        at += 1
        with serve() as server:
            org = connect(Credentials("local-client", Secret("local-secret"), server.url))
            before = census(server)
            release(org)
            network = FaultyNetwork(lambda number, _, at=at: number == at, fault)  # type: ignore[misc]
            quick = Clock(sleep=lambda _: None)
            with suppress(Killed, OrgError, ApplyFailed):
                take_out(unlucky(server, quick, network), clock=quick)
            struck = network.struck
            take_out(org)
            assert census(server) == before, f"{fault} at call {at}"
            org.close()


def test_a_lock_that_was_lost_leaves_the_releases_to_whoever_has_it(
    server: RunningOrg, org: CloudOrg
) -> None:
    class Lost:
        """Holds until everything else is deleted."""

        def keep(self) -> None:
            if not server.org.snapshot()["Credential"]:
                raise LockLost(None)

    release(org)
    with pytest.raises((LockLost, ApplyFailed)):
        destroy(plan_destroy(OURS, org, NAME), org, release=Release(""), lock=Lost())
    assert census(server)["DataTable"] == ["genesys-deploy small"]
    take_out(org)
    assert census(server)["DataTable"] == []
