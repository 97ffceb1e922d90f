from __future__ import annotations

from typing import Any

import pytest

from genesys_deploy.deploy import plan
from genesys_deploy.deploy.drift import drift
from genesys_deploy.resources import FlowResource, Ownership, Queue, Resource
from tests.genesys_deploy.deploy.memory_org import MemoryOrg, Project

QUEUE = Queue("General", description="ours", ownership=Ownership.OWN)
FLOW = FlowResource("Hello", "inboundShortMessage", "inboundShortMessage: {name: Hello, description: ours}")
FLOW_TOLD = """\
flow "Hello" (inboundShortMessage) was changed by Ada at 2026-01-03T00:00:00Z
    inboundShortMessage/description: ours → theirs"""


@pytest.mark.parametrize(
    ("wanted", "there", "told"),
    [
        (QUEUE, {"name": "General", "description": "ours"}, []),
        (Queue("General"), {"name": "General", "description": "theirs"}, []),
        (QUEUE, None, ['queue "General" is gone']),
        (
            QUEUE,
            {"name": "General", "description": "theirs"},
            ['queue "General" is not as declared\n    description: ours → theirs'],
        ),
        (
            QUEUE,
            {"name": "General", "modifiedBy": "u-1", "dateModified": "2026-01-02T03:04:05Z"},
            ['queue "General" was changed by u-1 at 2026-01-02T03:04:05Z\n    description: ours → nothing'],
        ),
        (
            FLOW,
            {
                "name": "Hello",
                "yaml": "inboundShortMessage: {name: Hello, description: theirs}",
                "publishedVersion": {
                    "createdBy": {"id": "u-2", "name": "Ada"},
                    "datePublished": "2026-01-03T00:00:00Z",
                },
            },
            [FLOW_TOLD],
        ),
    ],
)
def test_drift_says_what_and_who(
    org: MemoryOrg, wanted: Resource, there: dict[str, Any] | None, told: list[str]
) -> None:
    if there is not None:
        org.put(wanted.key, there)
    assert [str(one) for one in drift(plan(Project([wanted]), org))] == told
