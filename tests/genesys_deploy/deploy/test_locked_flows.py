"""A flow that somebody edits is not published over their heads; where it is, their draft is kept, never published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import requests

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.errors import ApplyFailed, PlanRefused
from genesys_deploy.deploy.planning.choices import Choices
from genesys_deploy.deploy.planning.plan_text import plan_lines
from genesys_deploy.deploy.planning.saved_plan import choices_in, save
from genesys_deploy.deploy.undo.rollback import plan_rollback
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.local_org.settings import OAuthClient, OrgSettings
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.patience import Clock
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Secret
from genesys_deploy.source.errors import OrgError
from tests.genesys_deploy.deploy.faulty_network import FAULTS, FaultyNetwork, Killed
from tests.genesys_deploy.deploy.small_project import FLOW, flow, project

NAME = "small"
OLD = project()
NEW = OLD.with_changed(flow(FLOW.replace("One moment", "Just a moment")))
DRAFT = FLOW.replace("One moment", "Half done")
TAKEN = Choices(take_lock=True)


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    yield org
    org.close()


@pytest.fixture
def in_force(server: RunningOrg) -> list[str]:
    """Every text that was ever in force, as the org's own tables say after each change."""
    seen: list[str] = []

    def look() -> None:
        versions = {row["id"]: row["text"] for row in rows(server, "FlowVersion")}
        published = [f"{row['id']}/{row['published']}" for row in rows(server, "Flow") if row["published"]]
        seen.extend(versions[one] for one in published)

    server.org.changed = look
    return seen


def rows(server: RunningOrg, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.org.snapshot().get(kind, [])
    return found


def edit(server: RunningOrg, draft: str = DRAFT) -> None:
    """Ada opens the flow in Architect, and saves."""
    lock = {"flow": "Welcome", "by": "Ada", "draft": draft}
    requests.put(f"{server.url}/local/locks", json=lock, timeout=5).raise_for_status()


def release(
    org: CloudOrg, *, of: Any = OLD, choices: Choices | None = None, clock: Clock | None = None
) -> None:
    apply(plan(of, org, project=NAME, choices=choices), org, release=Release("hash"), clock=clock)


def test_it_is_refused_by_name_and_since_when(server: RunningOrg, org: CloudOrg) -> None:
    release(org)
    edit(server)
    with pytest.raises(
        PlanRefused, match=r"Ada has had it locked for editing since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC"
    ):
        release(org, of=NEW)
    (locked,) = rows(server, "Flow")
    assert (locked["locked_by"], locked["draft"], locked["published"]) == ("Ada", DRAFT, "1.0")
    assert plan(OLD, org, project=NAME).changes == ()


def test_its_lock_is_taken_and_the_draft_is_kept_and_never_in_force(
    server: RunningOrg, org: CloudOrg, in_force: list[str]
) -> None:
    release(org)
    edit(server)
    planned = plan(NEW, org, project=NAME, choices=TAKEN)
    (note,) = [line for line in plan_lines(planned) if line.startswith("note")]
    assert "Ada has had it locked for editing since" in note
    assert note.endswith("the draft is checked in, not published")
    apply(planned, org, release=Release("hash"))
    (welcome,) = rows(server, "Flow")
    kept = [(row["name"], row["type"], row["client_id"]) for row in rows(server, "FlowVersion")]
    assert kept == [
        ("1.0", "PUBLISH", "local-client"),
        ("2.0", "CHECKIN", "Ada"),
        ("3.0", "PUBLISH", "local-client"),
    ]
    assert (welcome["published"], welcome["locked_by"], welcome["draft"]) == ("3.0", "", "")
    assert rows(server, "FlowVersion")[1]["text"] == DRAFT
    assert DRAFT not in in_force
    assert plan(NEW, org, project=NAME).changes == ()


def test_a_lock_without_a_draft_is_taken_too(server: RunningOrg, org: CloudOrg) -> None:
    release(org)
    edit(server, draft="")
    release(org, of=NEW, choices=TAKEN)
    assert [row["type"] for row in rows(server, "FlowVersion")] == ["PUBLISH", "PUBLISH"]


def test_a_rollback_takes_it_likewise(server: RunningOrg, org: CloudOrg, in_force: list[str]) -> None:
    release(org)
    release(org, of=NEW)
    edit(server)
    assert plan_rollback(NEW, org, NAME).plan.refused != ()
    back = plan_rollback(NEW, org, NAME, choices=TAKEN)
    apply(back.plan, org, release=Release("hash", back_to=1))
    (welcome,) = rows(server, "Flow")
    assert (welcome["published"], welcome["locked_by"]) == ("1.0", "")
    assert DRAFT not in in_force


def test_a_saved_plan_knows_that_it_was_asked_for(server: RunningOrg, org: CloudOrg) -> None:
    release(org)
    edit(server)
    planned = plan(NEW, org, project=NAME, choices=TAKEN)
    assert choices_in(save(planned, org.organization(), "release")) == TAKEN


def test_who_may_not_unlock_is_told() -> None:
    may = frozenset(
        {f"architect:flow:{verb}" for verb in ("add", "edit", "view", "publish")}
        | {f"architect:{job}:{verb}" for job in ("job", "jobExport") for verb in ("create", "view")}
    )
    everybody = (OAuthClient(), OAuthClient("worker", "local-secret", permissions=may))
    with serve(settings=OrgSettings(clients=everybody)) as server:
        ours = connect(Credentials("local-client", Secret("local-secret"), server.url))
        release(ours)
        edit(server)
        worker = connect(Credentials("worker", Secret("local-secret"), server.url))
        planned = plan(NEW, ours, choices=TAKEN)
        with pytest.raises(ApplyFailed, match="Flow is locked by another user: Ada"):
            apply(planned, worker)
        for one in (ours, worker):
            one.close()


@pytest.mark.parametrize("write", ["POST /api/v2/flows/actions/checkin", "POST /api/v2/flows/jobs"])
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "no answer in time"])
def test_one_that_broke_off_is_completed(
    server: RunningOrg, org: CloudOrg, clock: Clock, in_force: list[str], write: str, fault: str
) -> None:
    release(org)
    edit(server)
    network = FaultyNetwork(lambda _, operation: operation == write, fault)
    transport = Transport(clock=clock, network=network)
    client = Client(Credentials("local-client", Secret("local-secret"), server.url), transport)
    client.log_in()
    unlucky = CloudOrg(client)
    with suppress(Killed, OrgError, ApplyFailed):
        release(unlucky, of=NEW, choices=TAKEN, clock=clock)
    unlucky.close()
    assert network.struck
    release(org, of=NEW, choices=TAKEN)
    texts = [row["text"] for row in rows(server, "FlowVersion") if row["type"] == "CHECKIN"]
    assert (texts, DRAFT in in_force) == ([DRAFT], False)
    assert plan(NEW, org, project=NAME).changes == ()
