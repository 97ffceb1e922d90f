"""Whatever goes wrong at whichever call: running again leads to the same org, nothing twice, nothing left over."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed
from genesys_deploy.deploy.record.made import Ledger
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.patience import Clock
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Secret
from genesys_deploy.source.errors import OrgError
from tests.genesys_deploy.deploy.faulty_network import FAULTS, FaultyNetwork, Killed
from tests.genesys_deploy.deploy.small_project import project

WRITES = (
    "POST /oauth/token",
    "POST /api/v2/routing/queues",
    "POST /api/v2/routing/skills",
    "POST /api/v2/routing/languages",
    "POST /api/v2/integrations/credentials",
    "POST /api/v2/integrations",
    "PUT /api/v2/integrations/{id}/config/current",
    "PATCH /api/v2/integrations/{id}",
    "POST /api/v2/integrations/actions/drafts",
    "POST /api/v2/integrations/actions/{id}/draft/publish",
    "POST /api/v2/flows/jobs",
    "PUT /local/uploads/{id}",
    "POST /api/v2/conversations/messaging/integrations/open",
    "PUT /api/v2/routing/message/recipients/{id}",
    "POST /api/v2/flows/datatables",
    "POST /api/v2/flows/datatables/{id}/rows",
    "PUT /api/v2/flows/datatables/{id}/rows/release-1",
    "PUT /api/v2/flows/datatables/{id}/rows/made-1-0",
)
SURVIVED = frozenset({"connection lost after", "500 and done all the same", "429"})
"""After these the run itself finds out what happened and goes on."""
TABLES_OF_THINGS = (
    "Queue",
    "Skill",
    "Language",
    "Credential",
    "Integration",
    "Action",
    "Draft",
    "Flow",
    "OpenIntegration",
    "Recipient",
)


@pytest.fixture(scope="module")
def stopping() -> Iterator[ThreadPoolExecutor]:
    """Servers take their time to stop; nobody needs to wait for it."""
    with ThreadPoolExecutor(4) as pool:
        yield pool


@pytest.fixture
def server(stopping: ThreadPoolExecutor) -> Iterator[RunningOrg]:
    running = serve()
    yield running
    stopping.submit(running.stop)


def connected(server: RunningOrg, network: FaultyNetwork, clock: Clock) -> CloudOrg:
    transport = Transport(clock=clock, network=network)
    client = Client(Credentials("local-client", Secret("local-secret"), server.url), transport)
    client.log_in()
    return CloudOrg(client)


def run(server: RunningOrg, clock: Clock, network: FaultyNetwork | None = None) -> None:
    org = connected(server, network or FaultyNetwork(), clock)
    try:
        apply(plan(project(), org, project="small"), org, release=Release("hash"), clock=clock)
    finally:
        org.close()


def census(server: RunningOrg) -> dict[str, list[str]]:
    """The names of everything that the org holds, and how many versions of the flow."""
    rows: dict[str, list[dict[str, Any]]] = server.org.snapshot()
    names = {kind: sorted(row["name"] for row in rows.get(kind, [])) for kind in TABLES_OF_THINGS}
    names["published"] = sorted(row["name"] for row in rows.get("Flow", []) if row["published"])
    names["enabled"] = sorted(row["name"] for row in rows.get("Integration", []) if row["enabled"])
    names["led"] = sorted(row["name"] for row in rows.get("Recipient", []) if row["flow_id"])
    tables = rows.get("DataTable", [])
    names["remembered"] = sorted(
        f"{row['name']} {row['version']}"
        for table in tables
        for row in table["rows"].values()
        if not row["key"].startswith(("made-", "before-"))
    )
    names["made"] = made_and_there(rows, [row for table in tables for row in table["rows"].values()])
    return names


def made_and_there(rows: dict[str, list[dict[str, Any]]], kept: list[dict[str, str]]) -> list[str]:
    """What the release table says was made, with how many objects of the org have that id."""
    there = [row["id"] for kind in TABLES_OF_THINGS for row in rows.get(kind, [])]
    made = Ledger.of({row["key"]: row for row in kept}).made
    return sorted(f"{one.key} {there.count(one.id)}" for one in made)


@pytest.fixture(scope="module")
def healthy() -> tuple[dict[str, list[str]], FaultyNetwork]:
    """The org, and the calls, of a run in which nothing goes wrong."""
    network = FaultyNetwork()
    with serve() as server:
        run(server, Clock(), network)
        return census(server), network


Healthy = tuple[dict[str, list[str]], FaultyNetwork]


def test_the_table_names_every_write(healthy: Healthy) -> None:
    assert healthy[1].writes == set(WRITES)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "no answer in time"])
@pytest.mark.parametrize("write", WRITES)
def test_a_fault_at_a_write(
    server: RunningOrg, healthy: Healthy, clock: Clock, write: str, fault: str
) -> None:
    network = FaultyNetwork(lambda _, operation: operation == write, fault)
    try:
        run(server, clock, network)
    except (Killed, OrgError, ApplyFailed):
        assert fault not in SURVIVED
        run(server, clock)
    assert network.struck
    assert census(server) == healthy[0]


@pytest.mark.soak
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_call(healthy: Healthy, fault: str) -> None:
    """Calls run side by side, so that which call has a number varies; all the more is tried."""
    for at in range(1, len(healthy[1].calls) + 1):
        with serve() as server:
            network = FaultyNetwork(lambda number, _, at=at: number == at, fault)  # type: ignore[misc]
            try:
                run(server, Clock(sleep=lambda _: None), network)
            except (Killed, OrgError, ApplyFailed):
                run(server, Clock())
            assert census(server) == healthy[0], f"{fault} at call {at}: {network.calls[at - 1]}"
