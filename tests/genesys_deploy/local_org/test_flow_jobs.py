"""Publishing flows by job and upload, as the platform has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from collections.abc import Callable


def flow(actions: str = "- disconnect: {name: Enough}", name: str = "Goodbye") -> str:
    indented = "\n".join(f"          {line}" for line in actions.strip().splitlines())
    return f"""
inboundShortMessage:
  name: {name}
  division: Home
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
{indented}
"""


@pytest.fixture
def architect(sdk: Any, client: Any) -> Any:
    return sdk.ArchitectApi(client)


def test_the_same_name_and_type_is_a_new_version(architect: Any, upload: Callable[[str], Any]) -> None:
    first, second = upload(flow()), upload(flow("- disconnect: {name: Really enough}"))
    assert (first.status, second.status, second.command) == ("Success", "Success", "Publish")
    assert first.flow.id == second.flow.id
    read = architect.get_flow(first.flow.id)
    assert (read.name, read.type, read.published_version.id, read.active) == (
        "Goodbye",
        "INBOUNDSHORTMESSAGE",
        "2.0",
        True,
    )
    assert [version.id for version in architect.get_flow_versions(read.id).entities] == ["2.0", "1.0"]


def test_flows_are_listed_by_name_and_type(architect: Any, upload: Callable[[str], Any]) -> None:
    for name in ("Alpha", "Beta", "Alphabet"):
        upload(flow(name=name))
    names = [
        found.name
        for found in architect.get_flows(type=["inboundshortmessage", "workflow"], name="alpha*").entities
    ]
    assert names == ["Alpha", "Alphabet"]
    assert architect.get_flows(type=["workflow"]).total == 0
    page = architect.get_flows(page_size=2, page_number=2)
    assert (page.total, [found.name for found in page.entities]) == (3, ["Beta"])


def test_a_job_waits_for_its_file(architect: Any) -> None:
    job = architect.post_flows_jobs()
    assert architect.get_flows_job(job.id).status == "Registered"
    assert job.headers


@pytest.mark.parametrize(
    ("spoil", "status"),
    [
        (lambda url, headers: (f"{url}x", headers), 403),
        (lambda url, headers: (url, {}), 403),
        (lambda url, headers: (url, {**headers, "Authorization": "Bearer x"}), 400),
    ],
    ids=["signature", "headers", "bearer"],
)
def test_an_upload_that_storage_would_refuse(
    architect: Any, spoil: Callable[[str, dict[str, str]], tuple[str, dict[str, str]]], status: int
) -> None:
    job = architect.post_flows_jobs()
    url, headers = spoil(job.presigned_url, dict(job.headers))
    assert requests.put(url, data=flow(), headers=headers, timeout=5).status_code == status
    assert architect.get_flows_job(job.id).status == "Registered"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        ("a: [", "not readable as YAML"),
        ("nonsense: {}", "no kind of flow"),
        (flow("- transferToAcd: {name: Go, targetQueue: {lit: {name: Nowhere}}}"), 'the queue "Nowhere"'),
        (
            flow("- changeState: {name: Go, targetStateRef: '/inboundShortMessage/states/state[X_9]'}"),
            "state[X_9]",
        ),
        (
            flow(
                "- callData:\n    name: Ask\n    timeout: {noValue: true}\n    category:\n      IRP:\n        dataAction:\n          Resolve:\n            inputs: {}"
            ),
            'Data Action "Resolve" in "IRP"',
        ),
        (flow(name="X").replace("division: Home", "division: Elsewhere"), 'division "Elsewhere"'),
    ],
    ids=["empty", "yaml", "kind", "queue", "state", "data action", "division"],
)
def test_a_flow_that_cannot_be_published(
    architect: Any, upload: Callable[[str], Any], text: str, told: str
) -> None:
    job = upload(text)
    assert job.status == "Failure"
    assert told in "\n".join(message.text for message in job.messages if message.type == "Error")
    assert architect.get_flows().total == 0


def test_what_a_failed_job_was_to_replace_stays(architect: Any, upload: Callable[[str], Any]) -> None:
    kept = upload(flow())
    upload(flow("- transferToAcd: {name: Go, targetQueue: {lit: {name: Nowhere}}}"))
    assert architect.get_flow(kept.flow.id).published_version.id == "1.0"
