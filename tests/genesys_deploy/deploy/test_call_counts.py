"""How many calls a plan of the shipped project makes: what an org's limits and its distance charge for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.contents import Contents, contents_of
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.local_org.flows.model import Flow, FlowVersion
from genesys_deploy.local_org.objects.organization import HOME_DIVISION_ID
from genesys_deploy.local_org.objects.routing import Queue
from genesys_deploy.local_org.org import Org
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Kind, Secret
from genesys_deploy.source.locate import find_project

PROJECT = find_project()
CONTENTS = contents_of(build_bundle(PROJECT, load_settings(PROJECT)), None)
OURS = sum(one.key.kind in {Kind.DATA_ACTION, Kind.FLOW} for one in CONTENTS.resources)
FOREIGN = 6000
"""More than fit on as many pages of a list as the project has flows."""


class Counting(Transport):
    calls = 0

    def _once(self, call: Any) -> Any:
        self.calls += 1
        return super()._once(call)


@pytest.fixture(scope="module")
def applied() -> Iterator[RunningOrg]:
    secrets = {"IRP_API_KEY": "key", "OPEN_MESSAGING_SECRET": "secret"}
    settings = load_settings(PROJECT)
    with serve() as server:
        org, _ = connected(server)
        declared = contents_of(build_bundle(PROJECT, settings), secrets)
        apply(plan(declared, org, project="p"), org, release=Release("hash"))
        org.close()
        yield server


def connected(server: RunningOrg) -> tuple[CloudOrg, Counting]:
    transport = Counting()
    return connect(Credentials("local-client", Secret("local-secret"), server.url), transport), transport


def calls_of_a_plan(server: RunningOrg, contents: Contents = CONTENTS) -> int:
    org, transport = connected(server)
    org.organization()
    assert plan(contents, org, project="p").changes == ()
    org.close()
    return transport.calls


def test_an_unchanged_org_takes_ten_calls_and_one_for_each_flow_and_data_action(applied: RunningOrg) -> None:
    assert calls_of_a_plan(applied) <= 10 + OURS


def test_what_others_have_there_costs_no_more_than_ours(applied: RunningOrg) -> None:
    alone = calls_of_a_plan(applied)
    crowd(applied.org)
    assert calls_of_a_plan(applied) <= 2 * alone


def crowd(org: Org) -> None:
    """Other people's queues and flows."""
    with org.lock:
        stamp = org.stamp()
        for number in range(FOREIGN):
            name, identifier = f"Foreign {number}", f"foreign-{number}"
            org.table(Queue).put(
                Queue(id=identifier, name=name, division_id=HOME_DIVISION_ID, created=stamp, modified=stamp)
            )
            version = FlowVersion(
                id=f"{identifier}/1.0", flow_id=identifier, name="1.0", text="", created=stamp
            )
            org.table(FlowVersion).put(version)
            org.table(Flow).put(
                Flow(
                    id=identifier,
                    name=name,
                    kind="inboundShortMessage",
                    division_id=HOME_DIVISION_ID,
                    published="1.0",
                    latest="1.0",
                )
            )
