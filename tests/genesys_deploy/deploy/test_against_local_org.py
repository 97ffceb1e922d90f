"""The whole way: the official SDK, unmodified, against a server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from genesys_deploy.deploy import Plan, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed, MissingReferences, PlanRefused
from genesys_deploy.deploy.planning.choices import Choices
from genesys_deploy.local_org.http.faults import Fault, FaultKind
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.local_org.settings import OAuthClient, OrgSettings
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.errors import (
    AmbiguousName,
    InvalidDraft,
    JobFailed,
    MissingPermission,
    Outage,
    RateLimited,
    UnexpectedAnswer,
)
from genesys_deploy.resources import Credential, Key, Kind, Ownership, Queue, Secret
from tests.genesys_deploy.deploy.small_project import ACTION, FLOW, Project, action, flow, project

OWN = Ownership.OWN


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(credentials(server))
    yield org
    org.close()


def credentials(server: RunningOrg, client: str = "local-client") -> Credentials:
    return Credentials(client, Secret("local-secret"), server.url)


def verbs(planned: Plan) -> dict[str, str]:
    return {str(operation.key): str(operation.verb) for operation in planned.operations}


def changes(planned: Plan, kind: Kind) -> list[str]:
    return [
        str(change)
        for operation in planned.operations
        if operation.key.kind is kind
        for change in operation.changes
    ]


def rows(server: RunningOrg, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.org.snapshot().get(kind, [])
    return found


def test_everything_is_published_and_led_to(server: RunningOrg, org: CloudOrg) -> None:
    result = apply(plan(project(), org), org)
    (welcome,) = rows(server, "Flow")
    (greet,) = rows(server, "Action")
    (greeter,) = rows(server, "Integration")
    led = {row["name"]: row["flow_id"] for row in rows(server, "Recipient") if row["flow_id"]}
    assert (welcome["published"], greeter["enabled"], rows(server, "Draft")) == ("1.0", True, [])
    assert greeter["credentials"] == {"userDefined": result.ids[Key(Kind.CREDENTIAL, "Greeter key")]}
    assert (greet["category"], greet["integration_id"]) == ("Greeter", greeter["id"])
    assert led == {"Partner chat": welcome["id"], "twitter-recipient": welcome["id"]}
    assert rows(server, "Credential")[0]["fields"] == {"key": "hunter2"}


def test_a_second_time_there_is_nothing_to_do(server: RunningOrg, org: CloudOrg) -> None:
    apply(plan(project(), org), org)
    again = plan(project(), org)
    assert again.changes == ()
    assert set(verbs(again).values()) == {"no change", "not ours"}
    assert apply(again, org).done == ()
    assert [row["name"] for row in rows(server, "FlowVersion")] == ["1.0"]


def test_only_what_was_changed_is_changed(server: RunningOrg, org: CloudOrg) -> None:
    apply(plan(project(), org), org)
    changed = project()
    for one in (
        Queue("General", division="Home", description="Nobody", ownership=OWN),
        action(ACTION.replace("timeoutSeconds: 5", "timeoutSeconds: 7")),
        flow(FLOW.replace("One moment", "Just a moment")),
    ):
        changed = changed.with_changed(one)
    planned = plan(changed, org)
    assert sorted(operation.key.name for operation in planned.changes) == ["General", "Greet", "Welcome"]
    assert changes(planned, Kind.QUEUE) == ["description: Everybody → Nobody"]
    assert changes(planned, Kind.DATA_ACTION) == ["config.timeoutSeconds: 5 → 7"]
    (told,) = changes(planned, Kind.FLOW)
    assert "states/Main/actions/sendResponse" in told
    assert "Just a moment" in told
    apply(planned, org)
    assert plan(changed, org).changes == ()
    assert [row["name"] for row in rows(server, "FlowVersion")] == ["1.0", "2.0"]


def test_a_queue_keeps_what_other_people_set(server: RunningOrg, org: CloudOrg) -> None:
    apply(plan(project(), org), org)
    api = org._client.api("RoutingApi")  # the queue as its owners see it
    (theirs,) = api.get_routing_queues(name="General")["entities"]
    body = {**theirs, "acwSettings": {"wrapupPrompt": "MANDATORY"}, "callingPartyName": "Acme"}
    before = api.put_routing_queue(theirs["id"], body)
    ours = Queue("General", description="Ours", ownership=Ownership.ADOPT)
    apply(plan(project().with_changed(ours), org), org)
    after = api.get_routing_queue(theirs["id"])
    different = {name for name in before if before[name] != after.get(name)}
    assert different - {"dateModified", "modifiedBy"} == {"description"}


def test_what_somebody_edited_by_hand_is_seen_and_mended(org: CloudOrg) -> None:
    apply(plan(project(), org), org)
    api = org._client.api("IntegrationsApi")
    (held,) = org.shelf(Kind.DATA_ACTION).find([Key(Kind.DATA_ACTION, "Greet")])
    config = org.shelf(Kind.DATA_ACTION).read(held).wire.raw["config"]
    api.patch_integrations_action(held.id, {"version": 1, "config": {**config, "timeoutSeconds": 60}})
    planned = plan(project(), org)
    assert changes(planned, Kind.DATA_ACTION) == ["config.timeoutSeconds: 60 → 5"]
    apply(planned, org)
    assert plan(project(), org).changes == ()


def test_a_flow_that_the_platform_rejects_is_told_with_the_line_of_its_template(
    server: RunningOrg, org: CloudOrg
) -> None:
    broken = flow(FLOW.replace("targetQueue", "targetCue"))
    with pytest.raises(ApplyFailed) as caught:
        apply(plan(project().with_changed(broken), org), org)
    (error,) = caught.value.failed.values()
    assert isinstance(error, JobFailed)
    assert 'transferToAcd has no "targetQueue"' in str(error)
    assert "which comes from welcome.yaml.j2:125:13" in str(error)
    assert rows(server, "Flow") == []
    assert [row["name"] for row in rows(server, "Recipient") if row["flow_id"]] == []


def test_a_data_action_that_the_platform_rejects_leaves_no_draft_behind(
    server: RunningOrg, org: CloudOrg
) -> None:
    broken = action(ACTION.replace("name: {type: string}", "name: {type: object, properties: {}}"))
    with pytest.raises(ApplyFailed) as caught:
        apply(plan(project().with_changed(broken), org), org)
    (error,) = caught.value.failed.values()
    assert isinstance(error, InvalidDraft)
    assert rows(server, "Draft") == rows(server, "Action") == rows(server, "Flow") == []


def test_a_draft_that_was_left_behind_is_taken_up(server: RunningOrg, org: CloudOrg) -> None:
    foundation = [one for one in project().resources if one.key.kind in {Kind.CREDENTIAL, Kind.INTEGRATION}]
    ids = apply(plan(Project(foundation), org), org).ids
    left = action(ACTION.replace("name: {type: string}", "name: {type: integer}"))
    body = left.to_wire(ids)
    org._client.api("IntegrationsApi").post_integrations_actions_drafts(body)
    apply(plan(project(), org), org)
    assert rows(server, "Draft") == []
    assert len(rows(server, "Action")) == 1
    assert plan(project(), org).changes == ()


def test_a_draft_of_that_name_under_another_heading_is_somebody_else_s(
    server: RunningOrg, org: CloudOrg
) -> None:
    foundation = [one for one in project().resources if one.key.kind in {Kind.CREDENTIAL, Kind.INTEGRATION}]
    ids = apply(plan(Project(foundation), org), org).ids
    theirs = {**action(ACTION).to_wire(ids), "category": "Theirs"}
    org._client.api("IntegrationsApi").post_integrations_actions_drafts(theirs)
    apply(plan(project(), org), org)
    assert [row["category"] for row in rows(server, "Draft")] == ["Theirs"]
    assert [row["category"] for row in rows(server, "Action")] == ["Greeter"]


def test_what_is_only_referred_to_must_be_there(org: CloudOrg) -> None:
    gone = project().with_changed(Queue("General"))
    with pytest.raises(MissingReferences, match='queue "General", needed by flow "Welcome"'):
        plan(gone, org)


def test_a_rotated_credential_is_written(server: RunningOrg, org: CloudOrg) -> None:
    apply(plan(project(), org), org)
    new = project().with_changed(Credential("Greeter key", "userDefined", {"key": Secret("hunter4")}))
    assert plan(new, org).changes == ()
    apply(plan(new, org, choices=Choices(rotate=("Greeter key",))), org)
    assert [row["fields"] for row in rows(server, "Credential")] == [{"key": "hunter4"}]


def test_a_missing_permission_is_told_by_its_name() -> None:
    viewer = OAuthClient("viewer", "local-secret", permissions=frozenset({"routing:queue:view"}))
    with serve(settings=OrgSettings(clients=(viewer,))) as server:
        org = connect(credentials(server, "viewer"))
        ours = Queue("General", ownership=OWN)
        planned = plan(Project([ours]), org)
        assert verbs(planned) == {'queue "General"': "create"}
        with pytest.raises(ApplyFailed) as caught:
            apply(planned, org)
        (error,) = caught.value.failed.values()
        assert isinstance(error, MissingPermission)
        assert error.permissions == ("routing:queue:add",)
        org.close()


def test_two_of_one_name_are_not_chosen_from(server: RunningOrg, org: CloudOrg) -> None:
    apply(plan(project(), org), org)
    api = org._client.api("IntegrationsApi")
    api.post_integrations(body={"name": "Greeter", "integrationType": {"id": "custom-rest-actions"}})
    with pytest.raises(AmbiguousName, match='the org has 2 of integration "Greeter"'):
        plan(project(), org)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind=FaultKind.DROPPED_AFTER, operation="POST /api/v2/routing/queues", times=1),
        Fault(kind=FaultKind.DROPPED_AFTER, operation="PUT /local/uploads/*", times=1),
        Fault(kind=FaultKind.DROPPED_AFTER, operation="POST /api/v2/integrations/actions/drafts", times=1),
        Fault(kind=FaultKind.DROPPED_BEFORE, operation="GET *", times=2),
        Fault(kind=FaultKind.TOO_MANY_REQUESTS, operation="POST *", times=3, seconds=0.01),
        Fault(kind=FaultKind.EXPIRED_TOKEN, operation="P* /api/*", times=3),
        Fault(kind=FaultKind.LAGGING_LISTS, seconds=0.3),
    ],
    ids=lambda fault: f"{fault.kind} {fault.operation}",
)
def test_a_bad_day_of_the_platform_is_got_through(server: RunningOrg, org: CloudOrg, fault: Fault) -> None:
    planned = plan(project(), org)
    server.org.faults.switch([fault])
    apply(planned, org)
    server.org.faults.switch([])
    again = plan(project(), org)
    assert again.changes == ()
    assert [len(rows(server, kind)) for kind in ("Queue", "Action", "Draft", "Flow", "FlowVersion")] == [
        1,
        1,
        0,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(kind=FaultKind.NOT_JSON, operation="GET *"), UnexpectedAnswer),
        (Fault(kind=FaultKind.SERVER_ERROR, operation="GET *"), Outage),
        (Fault(kind=FaultKind.PERMISSION_DENIED, operation="GET /api/v2/flows"), MissingPermission),
        (Fault(kind=FaultKind.TOO_MANY_REQUESTS, operation="GET *", seconds=900), RateLimited),
    ],
    ids=lambda value: str(getattr(value, "kind", "")),
)
def test_an_org_that_cannot_be_read_is_one_clear_sentence(
    server: RunningOrg, org: CloudOrg, fault: Fault, error: type[Exception]
) -> None:
    server.org.faults.switch([fault])
    with pytest.raises(error):
        plan(project(), org)


def test_a_flow_that_somebody_edits_is_not_published_over() -> None:
    clients = (OAuthClient(), OAuthClient("editor", "local-secret"))
    with serve(settings=OrgSettings(clients=clients)) as server:
        ours, theirs = connect(credentials(server)), connect(credentials(server, "editor"))
        apply(plan(project(), ours), ours)
        (held,) = theirs.shelf(Kind.FLOW).find([flow().key])
        theirs._client.api("ArchitectApi").post_flows_actions_checkout(held.id)
        changed = project().with_changed(flow(FLOW.replace("One moment", "Just a moment")))
        with pytest.raises(PlanRefused, match="client editor has had it locked for editing since"):
            apply(plan(changed, ours), ours)
        assert apply(plan(changed, theirs), theirs).done
        ours.close()
        theirs.close()
