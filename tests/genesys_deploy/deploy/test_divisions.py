"""A queue that somebody moved to another division: told by plan and drift, moved back by the route that moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.drift import drift
from genesys_deploy.deploy.errors import CannotRollBack
from genesys_deploy.deploy.undo.rollback import plan_rollback
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform import Credentials
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Division, Ownership, Queue, Secret
from tests.genesys_deploy.deploy.faulty_network import FaultyNetwork
from tests.genesys_deploy.deploy.memory_org import Project

HOME = Project([Division("Home"), Queue("General", "Home", "Ours", Ownership.OWN)])
SALES = Project([Division("Sales"), Queue("General", "Sales", "Ours", Ownership.OWN)])
MOVING = "POST /api/v2/authorization/divisions/{id}/objects/QUEUE"


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
    client.api("AuthorizationApi").post_authorization_divisions({"name": "Sales", "description": ""})
    yield org
    org.close()


def release(org: CloudOrg, of: Project) -> None:
    apply(plan(of, org, project="small"), org, release=Release("hash"))


def division(org: CloudOrg) -> str:
    (queue,) = org.shelf(HOME.resources[1].key.kind).find([HOME.resources[1].key])
    return queue.wire.part("division").text("name")


def move_by_hand(org: CloudOrg, server: RunningOrg) -> None:
    rows: dict[str, list[dict[str, Any]]] = server.org.snapshot()
    (sales,) = [row["id"] for row in rows["Division"] if row["name"] == "Sales"]
    (queue,) = [row["id"] for row in rows["Queue"]]
    org._client.api("ObjectsApi").post_authorization_division_object(sales, "QUEUE", [queue])


def test_a_move_by_hand_is_told_and_mended(server: RunningOrg, org: CloudOrg, network: FaultyNetwork) -> None:
    release(org, HOME)
    move_by_hand(org, server)
    planned = plan(HOME, org, project="small")
    assert [str(change) for one in planned.changes for change in one.changes] == ["division: Sales → Home"]
    assert [str(one).splitlines()[-1] for one in drift(planned)] == ["    division: Home → Sales"]
    network.calls.clear()
    apply(planned, org)
    assert (division(org), network.calls.count(MOVING)) == ("Home", 1)
    assert plan(HOME, org).changes == ()


def test_a_declared_move_is_made_and_undone(org: CloudOrg) -> None:
    release(org, HOME)
    release(org, SALES)
    assert division(org) == "Sales"
    apply(plan_rollback(SALES, org, "small").plan, org, release=Release("hash", back_to=1))
    assert division(org) == "Home"


def test_a_queue_that_stays_is_not_moved(org: CloudOrg, network: FaultyNetwork) -> None:
    release(org, HOME)
    renamed = Queue("General", "Home", "Theirs", Ownership.OWN)
    release(org, Project([Division("Home"), renamed]))
    assert network.calls.count(MOVING) == 0


def test_a_division_that_is_gone_is_named(org: CloudOrg, server: RunningOrg) -> None:
    release(org, SALES)
    release(org, HOME)
    (sales,) = [row["id"] for row in server.org.snapshot()["Division"] if row["name"] == "Sales"]
    org._client.api("AuthorizationApi").delete_authorization_division(sales)
    with pytest.raises(CannotRollBack, match='queue "General" needs division "Sales", which is gone'):
        plan_rollback(HOME, org, "small")
