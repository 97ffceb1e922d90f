"""What flows of other people use is changed only when that is accepted; two teams in one org do not meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from genesys_deploy.deploy import Plan, Release, apply, plan
from genesys_deploy.deploy.errors import PlanRefused
from genesys_deploy.deploy.planning.choices import Choices
from genesys_deploy.deploy.planning.plan_data import plan_data
from genesys_deploy.deploy.planning.plan_text import plan_lines, plan_markdown
from genesys_deploy.deploy.planning.saved_plan import check_saved, choices_in, save
from genesys_deploy.deploy.undo.destroying import destroy, plan_destroy
from genesys_deploy.deploy.undo.rollback import plan_rollback
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import (
    DataActionResource,
    FlowResource,
    Integration,
    Key,
    Kind,
    OpenMessagingIntegration,
    Ownership,
    Queue,
    Recipient,
    Secret,
)
from tests.genesys_deploy.deploy.faulty_network import FaultyNetwork
from tests.genesys_deploy.deploy.small_project import ACTION, FLOW, Project, action, flow, project

NAME = "small"
OURS = project()
SLOWER = OURS.with_changed(action(ACTION.replace("timeoutSeconds: 5", "timeoutSeconds: 7")))
CONTRACT = OURS.with_changed(action(ACTION.replace("title: {type: string}", "title: {type: integer}")))
NOTED = OURS.with_changed(Integration("Greeter", "custom-rest-actions", "Greeter key", notes="says goodbye"))
GREETER = Integration("Greeter", "custom-rest-actions", ownership=Ownership.REFERENCE)
THEIR_FLOW = FLOW.replace("name: Welcome", "name: Theirs")
ACCEPTED = Choices(accept_shared=True)


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    yield org
    org.close()


@pytest.fixture
def shared(org: CloudOrg) -> CloudOrg:
    """Our project, and somebody else's flow that calls our Data Action."""
    apply(plan(OURS, org, project=NAME), org, release=Release("old"))
    theirs = FlowResource("Theirs", "inboundShortMessage", THEIR_FLOW, flow().needs)
    greet = replace(action(), ownership=Ownership.REFERENCE)
    apply(plan(Project([theirs, greet, Queue("General"), GREETER]), org), org)
    return org


def rows(server: RunningOrg, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.org.snapshot().get(kind, [])
    return found


def refused(planned: Plan) -> dict[str, str]:
    return {str(one.key): one.reason for one in planned.refused}


WHY = 'used outside of this project by flow "Theirs"; change it all the same with --accept-shared'


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        (SLOWER, 'Data Action "Greet"'),
        (CONTRACT, 'Data Action "Greet"'),
        (NOTED, 'integration "Greeter"'),
    ],
    ids=["Data Action", "contract", "integration"],
)
def test_a_change_is_refused_by_name_and_can_be_accepted(
    shared: CloudOrg, changed: Project, key: str
) -> None:
    planned = plan(changed, shared, project=NAME)
    assert refused(planned) == {key: WHY}
    with pytest.raises(PlanRefused, match='flow "Theirs"'):
        apply(planned, shared)
    accepted = plan(changed, shared, choices=ACCEPTED, project=NAME)
    assert refused(accepted) == {}
    apply(accepted, shared, release=Release("new"))
    assert plan(changed, shared, project=NAME).changes == ()


def test_it_is_told_in_every_form(shared: CloudOrg) -> None:
    planned = plan(SLOWER, shared, choices=ACCEPTED, project=NAME)
    told = 'used outside of this project by flow "Theirs"'
    assert f"    {told}" in list(plan_lines(planned))
    assert 'Used outside of this project: Data Action "Greet" by flow "Theirs"' in plan_markdown(planned)
    data = plan_data(planned, shared.organization())
    (greet,) = [one for one in data["operations"] if one["name"] == "Greet"]
    (theirs,) = greet["usedOutside"]
    assert (theirs["kind"], theirs["name"]) == ("flow", "Theirs")
    assert greet["usedBy"][0]["name"] == "Welcome"
    assert data["choices"] == {"acceptShared": True, "takeLock": False}


def test_a_saved_plan_knows_what_was_accepted(shared: CloudOrg) -> None:
    planned = plan(SLOWER, shared, choices=ACCEPTED, project=NAME)
    text = save(planned, shared.organization(), "release")
    assert choices_in(text) == ACCEPTED
    again = plan(SLOWER, shared, choices=choices_in(text), project=NAME)
    check_saved(text, again, shared.organization(), "release")


def test_flows_of_the_project_alone_need_no_consent(org: CloudOrg) -> None:
    for of in (OURS, SLOWER, NOTED, CONTRACT):
        planned = plan(of, org, project=NAME)
        assert (planned.refused, dict(planned.users_outside)) == ((), {})
        apply(planned, org, release=Release("any"))


def test_undoing_it_needs_consent_too(shared: CloudOrg) -> None:
    apply(plan(SLOWER, shared, choices=ACCEPTED, project=NAME), shared, release=Release("new"))
    assert refused(plan_rollback(SLOWER, shared, NAME).plan) == {'Data Action "Greet"': WHY}
    apply(plan_rollback(SLOWER, shared, NAME, choices=ACCEPTED).plan, shared, release=Release("old"))
    assert plan(OURS, shared, project=NAME).changes == ()


def test_only_what_will_change_is_looked_up(server: RunningOrg, shared: CloudOrg) -> None:
    network = FaultyNetwork()
    client = Client(
        Credentials("local-client", Secret("local-secret"), server.url), Transport(network=network)
    )
    client.log_in()
    counted = CloudOrg(client)
    asked = "GET /api/v2/architect/dependencytracking/consumingresources"
    plan(OURS, counted, project=NAME)
    assert network.calls.count(asked) == 0
    plan(SLOWER, counted, project=NAME)
    assert network.calls.count(asked) == 1
    counted.close()


def of_team(team: str) -> Project:
    """The same product, in the same org: nothing but the names of flow, channel and integration differ."""
    text = FLOW.replace("name: Welcome", f"name: {team} welcome").replace("Greeter:", f"{team} greeter:")
    greet = DataActionResource(action().action, f"{team} greeter")
    needs = frozenset({Key(Kind.QUEUE, "General"), greet.key})
    return Project(
        [
            Queue("General"),
            Integration(f"{team} greeter", "custom-rest-actions"),
            greet,
            FlowResource(f"{team} welcome", "inboundShortMessage", text, needs),
            OpenMessagingIntegration(f"{team} chat", "https://example.org/out", Secret(team)),
            Recipient("open", f"{team} chat", f"{team} welcome"),
        ]
    )


CHAT = OpenMessagingIntegration("Red chat", "https://example.org/out", Secret("red"))


@pytest.fixture
def manned(org: CloudOrg) -> CloudOrg:
    """An org with a queue for both teams, and the red team's project."""
    apply(plan(Project([Queue("General", ownership=Ownership.OWN)]), org), org)
    apply(plan(of_team("Red"), org, project="red"), org, release=Release("red"))
    return org


def taking_the_chat_of(other: Project) -> Project:
    """The blue team's project, which declares a channel of the red team's as its own."""
    led_here = Recipient("open", "Red chat", "Blue welcome")
    return Project([*other.resources, replace(CHAT, ownership=Ownership.REFERENCE), led_here])


def test_messages_are_led_away_from_another_project_only_where_that_is_accepted(manned: CloudOrg) -> None:
    blue = taking_the_chat_of(of_team("Blue"))
    planned = plan(blue, manned, project="blue")
    assert refused(planned) == {
        'message recipient "Red chat" (open)': 'flow "Red welcome", which is not this project\'s, gets its messages; '
        "lead them here with --accept-shared"
    }
    apply(plan(blue, manned, choices=ACCEPTED, project="blue"), manned, release=Release("blue"))
    assert plan(blue, manned, project="blue").changes == ()


def test_messages_are_led_from_one_flow_of_the_project_to_another_without_asking(manned: CloudOrg) -> None:
    renamed = of_team("Blue").resources
    chat = Recipient("open", "Red chat", "Blue welcome")
    moved = Project([*(one for one in renamed if one.key.name != "Blue chat"), CHAT, chat])
    planned = plan(moved, manned, project="red")
    assert refused(planned) == {}
    assert chat.key in {one.key for one in planned.changes}


def of(server: RunningOrg, team: str) -> list[Any]:
    """All that there is of a team, and whatever the org says of it."""
    named = [
        row for kind in ("Integration", "Flow", "OpenIntegration", "DataTable") for row in rows(server, kind)
    ]
    actions = [row for row in rows(server, "Action") if row["category"] == f"{team} greeter"]
    return [row for row in named if team in row["name"] and not row.get("deleted")] + actions


def test_two_teams_in_one_org_do_not_meet(server: RunningOrg, org: CloudOrg) -> None:
    apply(plan(Project([Queue("General", ownership=Ownership.OWN)]), org), org)
    ada, bob = of_team("ada"), of_team("bob")
    apply(plan(ada, org, project="ada"), org, release=Release("ada"))
    before = of(server, "ada")
    apply(plan(bob, org, project="bob"), org, release=Release("bob"))
    slower = replace(
        action(ACTION.replace("timeoutSeconds: 5", "timeoutSeconds: 7")), integration="bob greeter"
    )
    changed = plan(bob.with_changed(slower), org, project="bob")
    assert ([str(one.key) for one in changed.changes], changed.refused) == (['Data Action "Greet"'], ())
    apply(changed, org, release=Release("bob"))
    assert plan(ada, org, project="ada").changes == ()
    destroy(plan_destroy(bob, org, "bob"), org, release=Release(""))
    assert (of(server, "ada"), of(server, "bob")) == (before, [])
    assert plan(ada, org).changes == ()
