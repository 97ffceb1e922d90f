"""Renamed in place where the platform can; harmless once it is done; undone by a rollback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import pytest

from genesys_deploy.deploy import Plan, Release, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed, MissingReferences
from genesys_deploy.deploy.undo.rollback import plan_rollback
from genesys_deploy.local_org.http.faults import Fault, FaultKind
from genesys_deploy.local_org.http.refusal import Refusal
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.errors import NotRenamed
from genesys_deploy.resources import (
    DataActionResource,
    Integration,
    Key,
    Kind,
    Language,
    Ownership,
    Queue,
    Recipient,
    Resource,
    Secret,
    Skill,
)
from tests.genesys_deploy.deploy.small_project import ACTION, FLOW, Project, action, flow, project
from tests.genesys_deploy.deploy.wide_project import api, publish_workflow, wide_resources

PROJECT = "renamed"
OWN = Ownership.OWN


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    publish_workflow(org)
    yield org
    org.close()


def everything(*changed: Resource, without: tuple[Key, ...] = ()) -> Project:
    """The project, with `changed` in place of what is `without`, or of the same key."""
    gone = {*without, *(one.key for one in changed)}
    kept = [one for one in [*project().resources, *wide_resources()] if one.key not in gone]
    return Project([*kept, *changed])


def one(kind: Kind, name: str) -> Any:
    return next(
        resource
        for resource in everything().resources
        if (resource.key.kind, resource.key.name) == (kind, name)
    )


def told(planned: Plan) -> list[str]:
    return sorted(f"{operation.verb} {operation.key}" for operation in planned.changes)


def ids(org: CloudOrg, *keys: Key) -> list[str]:
    return [held.id for key in keys for held in org.shelf(key.kind).find([key])]


def renamed_queue() -> Project:
    queue = Queue("Everybody", "Home", "Everybody", OWN, renamed_from="General")
    text = flow(FLOW.replace("name: General", "name: Everybody"))
    needs = frozenset({queue.key, Key(Kind.DATA_ACTION, "Greet")})
    return everything(queue, replace(text, needs=needs), without=(Key(Kind.QUEUE, "General"),))


def renamed_action() -> Project:
    text = ACTION.replace("name: Greet\n", "name: Salute\n")
    salute = replace(action(text), renamed_from="Greet")
    needs = frozenset({Key(Kind.QUEUE, "General"), salute.key})
    calling = replace(flow(FLOW.replace("Greet:", "Salute:").replace("Saluteer", "Greeter")), needs=needs)
    return everything(salute, calling, without=(Key(Kind.DATA_ACTION, "Greet"),))


def renamed_integration() -> Project:
    hello: Integration = replace(one(Kind.INTEGRATION, "Greeter"), name="Hello", renamed_from="Greeter")
    under = DataActionResource(action().action, "Hello", formerly_under="Greeter")
    return everything(
        hello, under, flow(FLOW.replace("Greeter:", "Hello:")), without=(Key(Kind.INTEGRATION, "Greeter"),)
    )


def renamed_flow() -> Project:
    old = Key(Kind.FLOW, "Welcome", "inboundShortMessage")
    hello = replace(flow(FLOW.replace("name: Welcome", "name: Hello")), name="Hello", renamed_from="Welcome")
    recipients = [
        Recipient("open", "Partner chat", "Hello"),
        Recipient("twitter", "twitter-recipient", "Hello"),
    ]
    return everything(hello, *recipients, without=(old,))


def simply(kind: Kind, old: str, new: str) -> Project:
    resource = one(kind, old)
    others: list[Any] = []
    if kind is Kind.CREDENTIAL:
        others = [replace(one(Kind.INTEGRATION, "Greeter"), credential=new)]
    field = "table" if kind is Kind.TABLE_ROWS else "name"
    return everything(replace(resource, **{field: new}, renamed_from=old), *others, without=(resource.key,))


def renamed_table() -> Project:
    table = replace(one(Kind.DATA_TABLE, "Tiers"), name="Levels", renamed_from="Tiers")
    rows = replace(one(Kind.TABLE_ROWS, "Tiers"), table="Levels", renamed_from="Tiers")
    return everything(table, rows, without=(Key(Kind.DATA_TABLE, "Tiers"), Key(Kind.TABLE_ROWS, "Tiers")))


CASES: dict[str, tuple[Project, Key, Key, list[str]]] = {
    "queue": (
        renamed_queue(),
        Key(Kind.QUEUE, "General"),
        Key(Kind.QUEUE, "Everybody"),
        ['update flow "Welcome" (inboundShortMessage)', 'update queue "Everybody"'],
    ),
    "Data Action": (
        renamed_action(),
        Key(Kind.DATA_ACTION, "Greet"),
        Key(Kind.DATA_ACTION, "Salute"),
        ['update Data Action "Salute"', 'update flow "Welcome" (inboundShortMessage)'],
    ),
    "integration": (
        renamed_integration(),
        Key(Kind.INTEGRATION, "Greeter"),
        Key(Kind.INTEGRATION, "Hello"),
        [
            'update Data Action "Greet"',
            'update flow "Welcome" (inboundShortMessage)',
            'update integration "Hello"',
        ],
    ),
    "flow": (
        renamed_flow(),
        Key(Kind.FLOW, "Welcome", "inboundShortMessage"),
        Key(Kind.FLOW, "Hello", "inboundShortMessage"),
        ['update flow "Hello" (inboundShortMessage)'],
    ),
    "data table": (
        renamed_table(),
        Key(Kind.DATA_TABLE, "Tiers"),
        Key(Kind.DATA_TABLE, "Levels"),
        ['update data table "Levels"'],
    ),
    "trigger": (
        simply(Kind.TRIGGER, "Ended", "Over"),
        Key(Kind.TRIGGER, "Ended"),
        Key(Kind.TRIGGER, "Over"),
        ['update trigger "Over"'],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_keeps_its_id_and_what_names_it_follows(org: CloudOrg, case: str) -> None:
    renamed, old, new, expected = CASES[case]
    apply(plan(everything(), org, project=PROJECT), org, release=Release("a"))
    before = ids(org, old)
    planned = plan(renamed, org, project=PROJECT)
    assert told(planned) == expected
    (operation,) = (one for one in planned.changes if one.key == new)
    assert f"name: {old.name} → {new.name}" in operation.reason
    apply(planned, org, release=Release("b"))
    assert (ids(org, new), ids(org, old)) == (before, [])
    assert plan(renamed, org, project=PROJECT).changes == plan(renamed, org).changes == ()


@pytest.mark.parametrize("case", CASES)
def test_a_rollback_gives_the_old_name_back(org: CloudOrg, case: str) -> None:
    renamed, old, new, _ = CASES[case]
    apply(plan(everything(), org, project=PROJECT), org, release=Release("a"))
    before = ids(org, old)
    apply(plan(renamed, org, project=PROJECT), org, release=Release("b"))
    back = plan_rollback(renamed, org, PROJECT)
    assert back.left == ()
    apply(back.plan, org, release=Release("a", back_to=1))
    assert (ids(org, old), ids(org, new)) == (before, [])
    assert plan(everything(), org, project=PROJECT).changes == plan(everything(), org).changes == ()
    again = plan(renamed, org, project=PROJECT)
    apply(again, org, release=Release("c"))
    assert ids(org, new) == before


def test_a_credential_is_written_anew_under_its_new_name(server: RunningOrg, org: CloudOrg) -> None:
    apply(plan(everything(), org), org)
    renamed = simply(Kind.CREDENTIAL, "Greeter key", "Hello key")
    planned = plan(renamed, org)
    assert told(planned) == ['update credential "Hello key"']
    apply(planned, org)
    kept = {row["name"]: row["fields"] for row in server.org.snapshot()["Credential"]}
    assert kept["Hello key"] == {"key": "hunter2"}
    assert "Greeter key" not in kept
    assert plan(renamed, org).changes == ()


@pytest.mark.parametrize(
    "new", [Skill("Newcomer", OWN, None, "New Customer"), Language("en", OWN, None, "en-US")]
)
def test_what_no_org_renames_is_made_anew_and_the_old_one_stays(org: CloudOrg, new: Skill | Language) -> None:
    apply(plan(everything(), org), org)
    renamed = everything(new, without=(Key(new.key.kind, new.renamed_from),))
    (operation,) = plan(renamed, org).changes
    expected = (
        f'no org renames a {new.key.kind}; {new.key.kind} "{new.renamed_from}" stays until you delete it'
    )
    assert (str(operation.verb), operation.reason) == ("create", expected)
    apply(plan(renamed, org), org)
    assert plan(renamed, org).changes == ()
    assert len(ids(org, new.key, Key(new.key.kind, new.renamed_from))) == 2


def test_a_former_name_that_somebody_else_takes_later_is_left_alone(org: CloudOrg) -> None:
    renamed, old, new, _ = CASES["queue"]
    apply(plan(everything(), org), org)
    apply(plan(renamed, org), org)
    api(org, "RoutingApi").post_routing_queues({"name": "General"})
    assert plan(renamed, org).changes == ()
    assert len(ids(org, old, new)) == 2


def test_what_is_only_referred_to_is_never_renamed(org: CloudOrg) -> None:
    apply(plan(everything(), org), org)
    referred = Queue("Everybody", ownership=Ownership.REFERENCE, renamed_from="General")
    with pytest.raises(MissingReferences, match='queue "Everybody"'):
        plan(renamed_queue().with_changed(referred), org)


def test_a_later_version_of_a_data_action_gets_the_new_name_without_a_number(org: CloudOrg) -> None:
    def with_age(text: str) -> DataActionResource:
        return action(
            text.replace("name: {type: string}", "name: {type: string}\n        age: {type: integer}")
        )

    apply(plan(everything(), org), org)
    apply(plan(everything(with_age(ACTION)), org), org)
    salute = replace(with_age(ACTION.replace("name: Greet\n", "name: Salute\n")), renamed_from="Greet")
    renamed = renamed_action().with_changed(salute)
    apply(plan(renamed, org), org)
    assert plan(renamed, org).changes == ()
    names = [one["name"] for one in api(org, "IntegrationsApi").get_integrations_actions()["entities"]]
    assert sorted(names) == ["Greet", "Salute"]


@pytest.mark.parametrize(
    "operation",
    [
        "POST /api/v2/flows/actions/checkout",
        "PUT /api/v2/flows/{flowId}",
        "POST /api/v2/flows/actions/checkin",
    ],
)
def test_a_renaming_whose_answer_is_lost_is_done_once(
    server: RunningOrg, org: CloudOrg, operation: str
) -> None:
    renamed, old, new, _ = CASES["flow"]
    apply(plan(everything(), org), org)
    before = ids(org, old)
    server.org.faults.switch([Fault(kind=FaultKind.DROPPED_AFTER, operation=operation, times=1)])
    apply(plan(renamed, org), org)
    assert ids(org, new) == before
    assert plan(renamed, org).changes == ()


def test_a_flow_that_no_org_renames_says_what_to_do(
    server: RunningOrg, org: CloudOrg, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed, old, _, _ = CASES["flow"]
    apply(plan(everything(), org), org)
    refused = Refusal(405, "architect.inbound.short.message.flow.invalid.operation", "Cannot perform that")
    monkeypatch.setattr("genesys_deploy.local_org.flows.published.find_flow", Mock(side_effect=refused))
    with pytest.raises(ApplyFailed) as caught:
        apply(plan(renamed, org), org)
    (error,) = caught.value.failed.values()
    assert isinstance(error, NotRenamed)
    assert "take its renamed_from out" in str(error.hint)
    (flow_id,) = ids(org, old)
    assert "lockedClient" not in api(org, "ArchitectApi").get_flow(flow_id)
