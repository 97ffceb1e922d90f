"""Whatever goes wrong while tables, rows, triggers and renamings are written: running again leads to the same org."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.patience import Clock
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Secret
from genesys_deploy.source.errors import OrgError
from tests.genesys_deploy.deploy.faulty_network import FaultyNetwork, Killed
from tests.genesys_deploy.deploy.small_project import Project
from tests.genesys_deploy.deploy.wide_project import everything, everything_changed, publish_workflow

BEFORE, AFTER = everything(), everything_changed()
WRITES = (
    "POST /api/v2/flows/datatables",
    "POST /api/v2/flows/datatables/{id}/rows",
    "POST /api/v2/processautomation/triggers",
    "PUT /api/v2/flows/datatables/{id}",
    "PUT /api/v2/flows/datatables/{id}/rows/gold",
    "DELETE /api/v2/flows/datatables/{id}/rows/tin",
    "PUT /api/v2/processautomation/triggers/{id}",
    "PUT /api/v2/routing/queues/{id}",
    "POST /api/v2/flows/actions/checkout",
    "PUT /api/v2/flows/{id}",
    "POST /api/v2/flows/actions/checkin",
)


@pytest.fixture
def server() -> Iterator[RunningOrg]:
    with serve() as running:
        org = connected(running, FaultyNetwork(), Clock())
        publish_workflow(org)
        org.close()
        yield running


def connected(server: RunningOrg, network: FaultyNetwork, clock: Clock) -> CloudOrg:
    client = Client(
        Credentials("local-client", Secret("local-secret"), server.url),
        Transport(clock=clock, network=network),
    )
    client.log_in()
    return CloudOrg(client)


def run(server: RunningOrg, clock: Clock, to: Project, network: FaultyNetwork | None = None) -> None:
    org = connected(server, network or FaultyNetwork(), clock)
    try:
        apply(plan(to, org, project="wide"), org, release=Release("hash"), clock=clock)
    finally:
        org.close()


def census(server: RunningOrg) -> dict[str, Any]:
    rows: dict[str, list[dict[str, Any]]] = server.org.snapshot()
    return {
        "tables": [
            (row["name"], row["description"], sorted(row["schema"]["properties"]), row["rows"])
            for row in rows["DataTable"]
            if not row["name"].startswith("genesys-deploy")
        ],
        "triggers": [row["body"] for row in rows["Trigger"]],
        "queues": [row["name"] for row in rows["Queue"]],
        "flows": sorted((row["name"], bool(row["published"]), row["locked_by"]) for row in rows["Flow"]),
        "led": sorted(row["name"] for row in rows["Recipient"] if row["flow_id"]),
    }


def without_ids(found: dict[str, Any]) -> dict[str, Any]:
    triggers = [{name: value for name, value in row.items() if name != "target"} for row in found["triggers"]]
    return {**found, "triggers": triggers}


@pytest.fixture(scope="module")
def healthy() -> dict[str, Any]:
    """The org after both runs, in which nothing goes wrong."""
    network = FaultyNetwork()
    with serve() as running:
        org = connected(running, network, Clock())
        publish_workflow(org)
        org.close()
        run(running, Clock(), BEFORE, network)
        run(running, Clock(), AFTER, network)
        assert set(WRITES) <= network.writes
        return without_ids(census(running))


@pytest.mark.parametrize("fault", ["killed before", "killed after", "connection lost after"])
@pytest.mark.parametrize("write", WRITES)
def test_a_fault_at_a_write(
    server: RunningOrg, healthy: dict[str, Any], clock: Clock, write: str, fault: str
) -> None:
    network = FaultyNetwork(lambda _, operation: operation == write, fault)
    for to in (BEFORE, AFTER):
        try:
            run(server, clock, to, network)
        except (Killed, OrgError, ApplyFailed):
            run(server, clock, to)
    assert without_ids(census(server)) == healthy
    org = connected(server, FaultyNetwork(), clock)
    assert plan(AFTER, org).changes == ()
    org.close()
