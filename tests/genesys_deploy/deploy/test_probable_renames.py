"""A name that vanishes while an alike one appears is called a probable rename."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.planning.plan_data import plan_data
from genesys_deploy.deploy.planning.plan_text import plan_lines, plan_markdown
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform import Credentials, Organization, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.resources import DataTable, Key, Kind, Ownership, Queue, Resource, Secret, Skill
from tests.genesys_deploy.deploy.small_project import FLOW, Project, flow, project

PROJECT = "hinted"
OWN = Ownership.OWN
HERE = Organization("o", "Here")


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    yield org
    org.close()


def applied(org: CloudOrg, *resources: Resource) -> None:
    apply(plan(Project(resources), org, project=PROJECT), org, release=Release("a"))


def reasons(org: CloudOrg, *resources: Resource) -> dict[str, str]:
    planned = plan(Project(resources), org, project=PROJECT)
    return {one.key.name: one.reason for one in planned.changes}


def test_it_is_told_in_text_in_markdown_and_in_json(org: CloudOrg) -> None:
    applied(org, Queue("Gold Customers", ownership=OWN))
    planned = plan(Project([Queue("Golden Customers", ownership=OWN)]), org, project=PROJECT)
    told = 'probably queue "Gold Customers" under another name'
    hint = "renamed_from: {queues: {Golden Customers: Gold Customers}}"
    for text in ("\n".join(plan_lines(planned)), plan_markdown(planned)):
        assert told in text
        assert hint in text
    (operation,) = json.loads(json.dumps(plan_data(planned, HERE)))["operations"]
    assert (operation["verb"], operation["probablyRenamedFrom"]) == ("create", "Gold Customers")


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        (Queue("Gold", ownership=OWN), Queue("Golden", ownership=OWN), True),
        (Queue("Gold", ownership=OWN), Queue("Everybody", ownership=OWN), False),
        (Queue("Gold", ownership=OWN), Skill("Golden", OWN), False),
        (Queue("Gold", ownership=OWN), Queue("Golden", ownership=OWN, renamed_from="Gold"), False),
        (DataTable("Tiers"), DataTable("Tiers 2"), True),
    ],
    ids=["alike", "not alike", "another kind", "declared", "a table"],
)
def test_names_that_are_alike(org: CloudOrg, old: Resource, new: Resource, is_told: bool) -> None:
    applied(org, old)
    assert any("probably" in reason for reason in reasons(org, new).values()) == is_told


def test_a_flow_is_known_by_the_release_table(org: CloudOrg) -> None:
    applied(org, *project().resources)
    hello = replace(flow(FLOW.replace("name: Welcome", "name: Welcome all")), name="Welcome all")
    kept = [one for one in project().resources if one.key.kind not in {Kind.FLOW, Kind.RECIPIENT}]
    assert 'probably flow "Welcome" (inboundShortMessage)' in reasons(org, *kept, hello)["Welcome all"]


def test_what_stays_declared_is_not_meant(org: CloudOrg) -> None:
    gold = Queue("Gold", ownership=OWN)
    applied(org, gold)
    assert reasons(org, gold, Queue("Golden", ownership=OWN)) == {"Golden": "not there"}


def test_what_is_gone_from_the_org_is_not_meant(org: CloudOrg) -> None:
    applied(org, Queue("Gold", ownership=OWN))
    (held,) = org.shelf(Kind.QUEUE).find([Key(Kind.QUEUE, "Gold")])
    org.shelf(Kind.QUEUE).delete(held)
    assert reasons(org, Queue("Golden", ownership=OWN)) == {"Golden": "not there"}


def test_each_is_meant_once_and_the_most_alike_first(org: CloudOrg) -> None:
    applied(org, Queue("Gold", ownership=OWN), Queue("Silver", ownership=OWN))
    told = reasons(org, *(Queue(name, ownership=OWN) for name in ("Golden", "Gold 2", "Silver 2")))
    assert 'queue "Gold"' in told["Gold 2"]
    assert 'queue "Silver"' in told["Silver 2"]
    assert told["Golden"] == "not there"


def test_a_skill_has_no_other_name(org: CloudOrg) -> None:
    applied(org, Skill("Newcomer", OWN))
    (reason,) = reasons(org, Skill("Newcomers", OWN)).values()
    assert (
        reason
        == 'not there; probably skill "Newcomer" under another name, which no org changes: "Newcomer" stays'
    )


def test_without_a_release_table_nothing_is_known(org: CloudOrg) -> None:
    applied(org, Queue("Gold", ownership=OWN))
    (operation,) = plan(Project([Queue("Golden", ownership=OWN)]), org).changes
    assert operation.reason == "not there"
