"""All flows and Data Actions of an org, as lists and exports give them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import responses

from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Key, Kind, Wire

API = "https://api.mypurecloud.ie/api/v2"
DOWNLOAD = "https://bucket.s3.amazonaws.com/export"
PUBLISHED = {"publishedVersion": {"id": "3.0"}}


@pytest.fixture
def org(transport: Transport, credentials: Credentials, tokens: Callable[[str], None]) -> CloudOrg:
    tokens("token")
    client = Client(credentials, transport)
    client.log_in()
    return CloudOrg(client)


def listing(platform: responses.RequestsMock, path: str, *entities: dict[str, Any]) -> None:
    platform.get(f"{API}/{path}", json={"entities": entities, "pageCount": 1})


@pytest.mark.parametrize(("drafts", "found"), [(False, ["A", "b"]), (True, ["A", "b", "never published"])])
def test_every_flow_by_name_and_type(
    org: CloudOrg, platform: responses.RequestsMock, drafts: bool, found: list[str]
) -> None:
    listing(
        platform,
        "flows",
        {"id": "2", "name": "b", "type": "WORKFLOW", **PUBLISHED},
        {"id": "1", "name": "A", "type": "BOT", **PUBLISHED},
        {"id": "1", "name": "A", "type": "BOT", **PUBLISHED},
        {"id": "3", "name": "gone", "type": "BOT", "state": "deleted", **PUBLISHED},
        {"id": "4", "name": "never published", "type": "BOT"},
    )
    held = org.library(Kind.FLOW).all(drafts=drafts)
    assert [one.key.name for one in held] == found
    assert held[0].key.scope == "BOT"


def test_what_comes_with_the_platform_is_no_data_action_of_the_org(
    org: CloudOrg, platform: responses.RequestsMock
) -> None:
    listing(
        platform,
        "integrations/actions",
        {"id": "custom_-_1", "name": "Ours"},
        {"id": "static_-_purecloud_-_2", "name": "Get Users"},
    )
    assert [one.key.name for one in org.library(Kind.DATA_ACTION).all()] == ["Ours"]


def test_drafts_are_listed_beside_what_is_published(org: CloudOrg, platform: responses.RequestsMock) -> None:
    listing(platform, "integrations/actions", {"id": "1", "name": "Ours"})
    listing(platform, "integrations/actions/drafts", {"id": "1", "name": "Ours"}, {"id": "2", "name": "New"})
    assert [one.id for one in org.library(Kind.DATA_ACTION).all(drafts=True)] == ["2", "1"]


def test_what_was_saved_last_is_exported_without_a_version(
    org: CloudOrg, platform: responses.RequestsMock
) -> None:
    platform.post(f"{API}/flows/export/jobs", json={"id": "e"})
    platform.get(f"{API}/flows/export/jobs/e", json={"status": "Success", "downloadUrl": DOWNLOAD})
    platform.get(DOWNLOAD, body="bot: {name: draft}")
    held = Held(Key(Kind.FLOW, "A", "bot"), "f", Wire(PUBLISHED))
    assert org.library(Kind.FLOW).read_latest(held).wire.text("yaml") == "bot: {name: draft}"
    (asked,) = [call.request.body for call in platform.calls if str(call.request.url).endswith("export/jobs")]
    assert json.loads(asked or b"")["flows"][0]["flow"] == {"id": "f"}


@pytest.mark.parametrize(("status", "url"), [(200, "https://draft"), (404, "https://published")])
def test_the_draft_of_a_data_action_comes_before_what_is_published(
    org: CloudOrg, platform: responses.RequestsMock, status: int, url: str
) -> None:
    draft = {"id": "1", "config": {"request": {"requestUrlTemplate": "https://draft"}}}
    platform.get(f"{API}/integrations/actions/1/draft", json=draft, status=status)
    published = {"id": "1", "config": {"request": {"requestUrlTemplate": "https://published"}}}
    platform.get(f"{API}/integrations/actions/1", json=published)
    held = Held(Key(Kind.DATA_ACTION, "Ours"), "1", Wire({}))
    latest = org.library(Kind.DATA_ACTION).read_latest(held)
    assert latest.wire.part("config").part("request").text("requestUrlTemplate") == url
