"""Names identify: one that stands for several objects is told with all their ids, unless the division decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from genesys_deploy.deploy import apply, plan
from genesys_deploy.deploy.drift import drift
from genesys_deploy.local_org.data_actions.model import Action
from genesys_deploy.local_org.flows.model import Flow
from genesys_deploy.local_org.objects.datatables import DataTable
from genesys_deploy.local_org.objects.integration_model import Credential, Integration
from genesys_deploy.local_org.objects.open_messaging import OpenIntegration
from genesys_deploy.local_org.objects.organization import Division
from genesys_deploy.local_org.objects.recipient_model import Recipient
from genesys_deploy.local_org.objects.routing import Language, Skill
from genesys_deploy.local_org.objects.routing import Queue as StoredQueue
from genesys_deploy.local_org.objects.triggers import Trigger
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.errors import AmbiguousName
from genesys_deploy.resources import Division as DeclaredDivision
from genesys_deploy.resources import Ownership, Queue, Secret
from tests.genesys_deploy.deploy.small_project import Project, project
from tests.genesys_deploy.deploy.wide_project import api, publish_workflow, wide_resources

EVERYTHING = Project([*project().resources, *wide_resources()])


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    publish_workflow(org)
    yield org
    org.close()


def double(server: RunningOrg, kind: Any, name: str, **fields: Any) -> str:
    """Put a second object of that name into the org; the id of the first."""
    table = server.org.table(kind)
    first: Any = table.find(lambda row: (row.body if kind is Trigger else row).name == name)
    table.put(msgspec.structs.replace(first, id="second", **fields))
    return str(first.id)


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        (Division, "Home", 'division "Home"'),
        (StoredQueue, "General", 'queue "General"'),
        (Skill, "New Customer", 'skill "New Customer"'),
        (Language, "en-US", 'language "en-US"'),
        (Credential, "Greeter key", 'credential "Greeter key"'),
        (Integration, "Greeter", 'integration "Greeter"'),
        (OpenIntegration, "Partner chat", 'Open Messaging integration "Partner chat"'),
        (Action, "Greet", 'Data Action "Greet"'),
        (Flow, "Welcome", 'flow "Welcome" (inboundShortMessage)'),
        (Recipient, "twitter-recipient", 'message recipient "twitter-recipient" (twitter)'),
        (Trigger, "Ended", 'trigger "Ended"'),
        (DataTable, "Tiers", 'data table "Tiers"'),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_name_that_is_there_twice_is_one_error_with_both_ids(
    server: RunningOrg, org: CloudOrg, kind: type[Any], name: str, told: str
) -> None:
    apply(plan(EVERYTHING, org), org)
    fields = {"published": "", "latest": ""} if kind is Flow else {}
    first = double(server, kind, name, **fields)
    with pytest.raises(AmbiguousName) as caught:
        plan(EVERYTHING, org)
    message = str(caught.value)
    assert f"2 of {told}: " in message
    assert first in message
    assert "second" in message


@pytest.fixture
def sales(server: RunningOrg, org: CloudOrg) -> str:
    """The queue General twice: that of the project at home, somebody's in the division Sales; its id."""
    apply(plan(EVERYTHING, org), org)
    division = api(org, "AuthorizationApi").post_authorization_divisions({"name": "Sales", "description": ""})
    double(server, StoredQueue, "General", division_id=division["id"])
    return "second"


def test_the_declared_division_decides(org: CloudOrg, sales: str) -> None:
    assert plan(EVERYTHING, org).changes == ()
    (operation,) = plan(EVERYTHING.with_changed(Queue("General", "Home", "Ours", Ownership.OWN)), org).changes
    assert operation.held
    assert operation.held.id != sales


def test_another_division_means_the_other_one(org: CloudOrg, sales: str) -> None:
    theirs = replace(Queue("General", "Sales"), ownership=Ownership.REFERENCE)
    planned = plan(Project([DeclaredDivision("Sales"), theirs]), org)
    (operation,) = (one for one in planned.operations if one.key == theirs.key)
    assert operation.held
    assert operation.held.id == sales
    assert (planned.changes, drift(planned)) == ((), ())


def test_without_a_division_nobody_decides(org: CloudOrg, sales: str) -> None:
    with pytest.raises(AmbiguousName, match=f"{sales} in division Sales"):
        plan(Project([Queue("General")]), org)
