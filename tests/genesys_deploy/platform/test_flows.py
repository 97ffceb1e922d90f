"""Jobs of a platform that is slow, busy or says no, played by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
import responses

from genesys_deploy.platform.client import Client
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.errors import JobFailed
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import FlowResource, Key, Kind, Wire
from genesys_deploy.source.source_map import LineMap, LineOrigin

if TYPE_CHECKING:
    from tests.genesys_deploy.platform.conftest import FakeTime

API = "https://api.mypurecloud.ie/api/v2"
UPLOAD = "https://bucket.s3.amazonaws.com/flow?X-Amz-Signature=abc"
DOWNLOAD = "https://bucket.s3.amazonaws.com/export"
LINES = LineMap(tuple(LineOrigin("welcome.yaml.j2", 100 + n) for n in range(1, 9)))
FLOW = FlowResource("Wélcome", "inboundShortMessage", "inboundShortMessage: {}\n", source=LINES)


@pytest.fixture
def org(transport: Transport, credentials: Credentials, tokens: Callable[[str], None]) -> CloudOrg:
    tokens("token")
    client = Client(credentials, transport)
    client.log_in()
    return CloudOrg(client)


def job(platform: responses.RequestsMock, *states: dict[str, Any]) -> None:
    platform.post(
        f"{API}/flows/jobs",
        json={
            "id": "j",
            "presignedUrl": UPLOAD,
            "headers": {"x-amz-meta-org": "o", "Content-Type": "text/yaml"},
        },
    )
    platform.put(UPLOAD, body="", match=[responses.matchers.query_param_matcher({"X-Amz-Signature": "abc"})])
    for state in states:
        platform.get(f"{API}/flows/jobs/j", json={"id": "j", **state})
    platform.get(f"{API}/flows/f", json={"id": "f", "publishedVersion": {"id": "3.0"}})


def test_a_flow_is_put_where_the_job_says_with_its_headers_alone(
    org: CloudOrg, platform: responses.RequestsMock
) -> None:
    job(platform, {"status": "Success", "flow": {"id": "f"}})
    held = org.shelf(Kind.FLOW).create(FLOW, {})
    assert (held.id, held.wire.part("publishedVersion").text("id")) == ("f", "3.0")
    (upload,) = [call.request for call in platform.calls if call.request.method == "PUT"]
    assert upload.body == b"inboundShortMessage: {}\n"
    assert upload.headers["x-amz-meta-org"] == "o"
    assert upload.headers["Content-Type"] == "text/yaml"
    assert "Authorization" not in upload.headers


def test_a_job_is_looked_at_at_once_and_then_less_and_less_often(
    org: CloudOrg, platform: responses.RequestsMock, fake_time: FakeTime
) -> None:
    job(platform, *[{"status": "Started"}] * 9, {"status": "Success", "flow": {"id": "f"}})
    org.shelf(Kind.FLOW).create(FLOW, {})
    assert fake_time.slept[0] <= 0.1
    assert fake_time.slept == sorted(fake_time.slept)
    assert max(fake_time.slept) <= 2.0


def test_a_job_that_never_ends_is_given_up(
    org: CloudOrg, platform: responses.RequestsMock, fake_time: FakeTime
) -> None:
    job(platform, {"status": "Started"})
    with pytest.raises(JobFailed, match="no end within 960 s"):
        org.shelf(Kind.FLOW).create(FLOW, {})
    assert fake_time.now <= 960


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        ([], ["(the platform gives no reason)"]),
        (
            [
                {"type": "Error", "text": "flow.yaml:3:5: no such queue"},
                {"type": "Warning", "text": "unused", "details": [{"text": "variable x"}]},
            ],
            [
                "Error: flow.yaml:3:5: no such queue\n    which comes from welcome.yaml.j2:103:5",
                "Warning: unused: variable x",
            ],
        ),
        (
            [{"type": "Error", "text": "bad mapping at line 2, column 7"}],
            ["Error: bad mapping at line 2, column 7\n    which comes from welcome.yaml.j2:102:7"],
        ),
        (
            [{"type": "Error", "text": "Deadline exceeded"}],
            ["Error: Deadline exceeded"],
        ),
    ],
)
def test_a_failed_job_tells_everything(
    org: CloudOrg, platform: responses.RequestsMock, messages: list[dict[str, Any]], told: list[str]
) -> None:
    job(platform, {"status": "Failure", "messages": messages})
    with pytest.raises(JobFailed) as caught:
        org.shelf(Kind.FLOW).create(FLOW, {})
    assert [line for line in told if line not in str(caught.value)] == []


HELD = Held(Key(Kind.FLOW, "Welcome", "inboundShortMessage"), "f", Wire({"publishedVersion": {"id": "3.0"}}))
BUSY = {"status": "Failure", "messages": [{"type": "Error", "text": "could not find the flow with id f"}]}


def export(platform: responses.RequestsMock, *states: dict[str, Any]) -> None:
    platform.post(f"{API}/flows/export/jobs", json={"id": "e"})
    for state in states:
        platform.get(f"{API}/flows/export/jobs/e", json=state)
    platform.get(DOWNLOAD, body="inboundShortMessage: {name: Wélcome}", content_type="application/x-yaml")


def test_the_published_version_is_exported(org: CloudOrg, platform: responses.RequestsMock) -> None:
    export(platform, {"status": "Started"}, {"status": "Success", "downloadUrl": DOWNLOAD})
    assert org.shelf(Kind.FLOW).read(HELD).wire.text("yaml") == "inboundShortMessage: {name: Wélcome}"
    (asked,) = [call.request.body for call in platform.calls if str(call.request.url).endswith("export/jobs")]
    assert b'"version": "3.0"' in (asked if isinstance(asked, bytes) else str(asked).encode())
    assert "Authorization" not in platform.calls[-1].request.headers


def test_an_export_that_a_busy_platform_failed_is_asked_for_again(
    org: CloudOrg, platform: responses.RequestsMock
) -> None:
    export(platform, BUSY, {"status": "Success", "downloadUrl": DOWNLOAD})
    assert org.shelf(Kind.FLOW).read(HELD).wire.text("yaml")


def test_an_export_that_fails_each_time_has_failed(org: CloudOrg, platform: responses.RequestsMock) -> None:
    export(platform, BUSY)
    with pytest.raises(JobFailed, match="could not find the flow"):
        org.shelf(Kind.FLOW).read(HELD)


def test_a_flow_that_was_never_published_has_no_text(org: CloudOrg) -> None:
    never = Held(HELD.key, "f", Wire({}))
    assert org.shelf(Kind.FLOW).read(never).wire.text("yaml") == ""
