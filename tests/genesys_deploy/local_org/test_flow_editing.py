"""A flow that somebody edits: their draft is no version, and which of the ways out publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from genesys_deploy.local_org.server import serve
from genesys_deploy.local_org.settings import OAuthClient, OrgSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from genesys_deploy.local_org.server import RunningOrg

FLOW = """
inboundShortMessage:
  name: Goodbye
  description: {description}
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - disconnect: {{name: Done}}
"""
OURS, THEIRS = FLOW.format(description="ours"), FLOW.format(description="theirs")
WORKER = OAuthClient("worker", "local-secret", permissions=frozenset({"architect:flow:edit"}))


@pytest.fixture
def running() -> Iterator[RunningOrg]:
    with serve(settings=OrgSettings(clients=(OAuthClient(), WORKER))) as org:
        yield org


@pytest.fixture
def flow(running: RunningOrg, upload: Callable[[str], Any]) -> str:
    """Published by us, locked by ada, who has saved a draft of it."""
    flow_id: str = upload(OURS).flow.id
    lock = {"flow": "Goodbye", "by": "ada", "draft": THEIRS}
    requests.put(f"{running.url}/local/locks", json=lock, timeout=5).raise_for_status()
    return flow_id


def state(architect: Any, flow_id: str) -> tuple[str, str, str | None]:
    """The published version, the one that is saved last, and who has it locked."""
    read = architect.get_flow(flow_id)
    holder = read.locked_user.name if read.locked_user else None
    return read.published_version.id, read.saved_version.id, holder


def test_a_draft_is_not_published(sdk: Any, client: Any, flow: str) -> None:
    assert state(sdk.ArchitectApi(client), flow) == ("1.0", "draft", "ada")


@pytest.mark.parametrize(
    ("way", "after"),
    [
        ("checkin", ("1.0", "2.0", None)),
        ("unlock", ("2.0", "2.0", None)),
    ],
)
def test_ways_out_of_somebody_elses_lock(
    sdk: Any, client: Any, flow: str, way: str, after: tuple[str, str, None]
) -> None:
    architect = sdk.ArchitectApi(client)
    getattr(architect, f"post_flows_actions_{way}")(flow)
    assert state(architect, flow) == after
    kinds = [version.type for version in architect.get_flow_versions(flow).entities]
    assert kinds == ["CHECKIN" if way == "checkin" else "PUBLISH", "PUBLISH"]


def test_who_may_not_unlock_may_not_check_in_for_others(
    sdk: Any, log_in: Callable[..., Any], client: Any, flow: str
) -> None:
    worker = sdk.ArchitectApi(log_in("worker"))
    with pytest.raises(sdk.rest.ApiException, match=r"architect\.flow\.locked\.by\.user"):
        worker.post_flows_actions_checkin(flow)
    assert state(sdk.ArchitectApi(client), flow) == ("1.0", "draft", "ada")


def test_the_history_tells_since_when_it_is_locked(sdk: Any, client: Any, flow: str) -> None:
    architect = sdk.ArchitectApi(client)
    history = architect.post_flow_history(flow).id
    (entry,) = architect.get_flow_history_history_id(flow, history, action=["CHECKOUT"]).entities
    assert (entry.action, entry.client.id, entry.timestamp.year >= 2026) == ("CHECKOUT", "ada", True)


def test_an_export_without_a_version_is_of_the_draft(sdk: Any, client: Any, flow: str) -> None:
    architect = sdk.ArchitectApi(client)

    def description(version: str | None) -> str:
        wanted = {"flow": {"id": flow, "version": version}, "exportType": "Yaml"}
        job = architect.post_flows_export_jobs({"flows": [wanted]})
        text = requests.get(architect.get_flows_export_job(job.id).download_url, timeout=5).text
        return "theirs" if "theirs" in text else "ours"

    assert (description(None), description("1.0")) == ("theirs", "ours")
