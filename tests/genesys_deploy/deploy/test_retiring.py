"""The old version of a Data Action stays for some releases, then goes, unless a flow still calls it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from genesys_deploy.deploy import Plan, Release, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed, CannotRollBack
from genesys_deploy.deploy.planning.choices import Choices
from genesys_deploy.deploy.planning.plan_text import plan_lines, plan_markdown
from genesys_deploy.deploy.undo.rollback import plan_rollback
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.patience import Clock
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import FlowResource, Integration, Ownership, Queue, Secret
from genesys_deploy.source.errors import OrgError
from tests.genesys_deploy.deploy.faulty_network import FAULTS, FaultyNetwork, Killed
from tests.genesys_deploy.deploy.small_project import ACTION, FLOW, Project, action, flow, project

NAME = "small"
OLD = project()
NEW_ACTION = ACTION.replace("title: {type: string}", "title: {type: integer}")
NEW = OLD.with_changed(action(NEW_ACTION))
NEWEST = OLD.with_changed(action(ACTION.replace("title: {type: string}", "title: {type: boolean}")))
GREETER = Integration("Greeter", "custom-rest-actions", ownership=Ownership.REFERENCE)
DELETED = 'Data Action "Greet" (version 1)'


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    yield org
    org.close()


def saying(of: Project, text: str) -> Project:
    return of.with_changed(flow(FLOW.replace("One moment", text)))


def planned(org: CloudOrg, of: Project, keep: int = 3) -> Plan:
    return plan(of, org, project=NAME, keep_releases=keep)


def release(org: CloudOrg, of: Project, keep: int = 3) -> None:
    apply(planned(org, of, keep), org, release=Release("hash"))


def actions(server: RunningOrg) -> list[str]:
    found: list[dict[str, Any]] = server.org.snapshot().get("Action", [])
    return sorted(row["name"] for row in found)


def test_it_stays_for_three_releases(server: RunningOrg, org: CloudOrg) -> None:
    release(org, OLD)
    for text in ("One", "Two", "Three"):
        release(org, saying(NEW, text))
        assert actions(server) == ["Greet", "Greet v2"]
    last = planned(org, saying(NEW, "Four"))
    assert [str(one.key) for one in last.changes] == ['flow "Welcome" (inboundShortMessage)', DELETED]
    told = f"- delete {DELETED}: replaced in release 2, and no flow uses it any more"
    assert told in list(plan_lines(last))
    apply(last, org, release=Release("hash"))
    assert actions(server) == ["Greet v2"]
    release(org, saying(NEW, "Five"))
    assert planned(org, saying(NEW, "Five")).changes == ()


def test_an_org_that_is_as_it_was_applied_stays_so(server: RunningOrg, org: CloudOrg) -> None:
    release(org, OLD)
    release(org, NEW)
    assert planned(org, NEW, keep=1).changes == ()
    assert actions(server) == ["Greet", "Greet v2"]


def test_each_version_has_its_own_time(server: RunningOrg, org: CloudOrg) -> None:
    for of in (OLD, NEW, NEWEST):
        release(org, of)
    assert actions(server) == ["Greet", "Greet v2", "Greet v3"]
    release(org, saying(NEWEST, "Two"), keep=2)
    assert actions(server) == ["Greet v2", "Greet v3"]
    release(org, saying(NEWEST, "Three"), keep=2)
    assert actions(server) == ["Greet v3"]
    assert planned(org, saying(NEWEST, "Three")).changes == ()
    release(org, saying(NEW, "Four"))
    assert actions(server) == ["Greet v3", "Greet v4"]


def test_what_somebody_elses_flow_calls_stays_and_is_told(server: RunningOrg, org: CloudOrg) -> None:
    release(org, OLD)
    theirs = FlowResource("Theirs", flow().type, FLOW.replace("name: Welcome", "name: Theirs"), flow().needs)
    greet = replace(action(), ownership=Ownership.REFERENCE)
    apply(plan(Project([theirs, greet, Queue("General"), GREETER]), org), org)
    choices = Choices(accept_shared=True)
    apply(plan(NEW, org, project=NAME, choices=choices), org, release=Release("hash"))
    last = planned(org, saying(NEW, "Two"), keep=1)
    note = f'{DELETED} was replaced in release 2 and stays: used by flow "Theirs"'
    assert f"note: {note}" in list(plan_lines(last))
    assert f"Note: {note}" in plan_markdown(last)
    apply(last, org, release=Release("hash"))
    assert actions(server) == ["Greet", "Greet v2"]


def test_what_the_project_did_not_make_stays(server: RunningOrg, org: CloudOrg) -> None:
    apply(plan(OLD, org), org)
    for text in ("One", "Two", "Three"):
        release(org, saying(NEW, text), keep=1)
    assert actions(server) == ["Greet", "Greet v2"]


def test_what_is_gone_cannot_be_gone_back_to(server: RunningOrg, org: CloudOrg) -> None:
    release(org, OLD)
    release(org, NEW)
    release(org, saying(NEW, "Two"), keep=1)
    assert actions(server) == ["Greet v2"]
    with pytest.raises(CannotRollBack, match='needs Data Action "Greet", which is gone'):
        plan_rollback(NEW, org, NAME, 1)
    apply(plan_rollback(NEW, org, NAME, 2).plan, org, release=Release("hash", back_to=2))
    assert planned(org, NEW).changes == ()


def test_after_a_rollback_its_flow_moves_on_before_it_goes(server: RunningOrg, org: CloudOrg) -> None:
    release(org, OLD)
    release(org, NEW)
    apply(plan_rollback(NEW, org, NAME, 1).plan, org, release=Release("hash", back_to=1))
    release(org, NEW, keep=1)
    assert actions(server) == ["Greet v2"]
    assert planned(org, NEW).changes == ()


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "no answer in time"])
def test_a_run_that_broke_off_there_is_completed(
    server: RunningOrg, org: CloudOrg, clock: Clock, fault: str
) -> None:
    release(org, OLD)
    release(org, NEW)
    network = FaultyNetwork(
        lambda _, operation: operation == "DELETE /api/v2/integrations/actions/{id}", fault
    )
    client = Client(
        Credentials("local-client", Secret("local-secret"), server.url),
        Transport(clock=clock, network=network),
    )
    client.log_in()
    unlucky = CloudOrg(client)
    with suppress(Killed, OrgError, ApplyFailed):
        apply(planned(unlucky, saying(NEW, "Two"), 1), unlucky, release=Release("new"), clock=clock)
    unlucky.close()
    assert network.struck
    release(org, saying(NEW, "Three"), keep=1)
    assert actions(server) == ["Greet v2"]
    assert planned(org, saying(NEW, "Three"), 1).changes == ()
