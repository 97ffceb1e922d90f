"""Who uses an object, as platforms tell it: in pages, not at all, or only in part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import responses

from genesys_deploy.platform.client import Client
from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.dependencies import Dependencies
from genesys_deploy.platform.errors import MissingPermission, PartialAnswer
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Key, Kind, Wire

API = "https://api.mypurecloud.ie/api/v2"
CONSUMING = f"{API}/architect/dependencytracking/consumingresources"
ACTION = Held(Key(Kind.DATA_ACTION, "Greet"), "a", Wire({}))
WORKFLOW = Held(Key(Kind.FLOW, "Follow up", "workflow"), "w", Wire({}))
WELCOME = {"id": "1", "name": "Welcome", "type": "INBOUNDSHORTMESSAGEFLOW"}
SCRIPT = {"id": "2", "name": "Agents", "type": "COMPOSERSCRIPT"}


@pytest.fixture
def dependencies(
    transport: Transport, credentials: Credentials, tokens: Callable[[str], None]
) -> Dependencies:
    tokens("token")
    client = Client(credentials, transport)
    client.log_in()
    return Dependencies(client)


def told(dependencies: Dependencies, held: Held) -> list[str]:
    return [str(user) for user in dependencies.consumers(held)]


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, {"entities": [WELCOME, SCRIPT]}, ['composerscript "Agents"', 'flow "Welcome"']),
        (200, {"entities": [WELCOME, WELCOME]}, ['flow "Welcome"']),
        (200, {"entities": []}, []),
        (404, {"code": "architect.dependency.object.not.found", "message": "not found"}, []),
    ],
)
def test_users_of_a_data_action(
    platform: responses.RequestsMock,
    dependencies: Dependencies,
    status: int,
    body: dict[str, Any],
    expected: list[str],
) -> None:
    platform.get(CONSUMING, json=body, status=status)
    assert told(dependencies, ACTION) == expected
    assert "objectType=DATAACTION" in str(platform.calls[-1].request.url)


def test_an_answer_in_part_is_none(platform: responses.RequestsMock, dependencies: Dependencies) -> None:
    platform.get(CONSUMING, json={"entities": []}, status=206)
    with pytest.raises(PartialAnswer, match="is answered in part only"):
        dependencies.consumers(ACTION)


def test_who_may_not_ask_is_told_the_permission(
    platform: responses.RequestsMock, dependencies: Dependencies
) -> None:
    lacking = "missing the following permission(s): architect:dependencyTracking:view"
    platform.get(CONSUMING, json={"message": lacking, "code": "missing.permissions"}, status=403)
    with pytest.raises(MissingPermission, match="architect:dependencyTracking:view"):
        dependencies.consumers(ACTION)


def test_recipients_and_triggers_lead_to_flows(
    platform: responses.RequestsMock, dependencies: Dependencies
) -> None:
    platform.get(CONSUMING, json={"entities": [WELCOME]})
    recipients = [
        {"id": "r", "name": "care", "flow": {"id": "w"}},
        {"id": "s", "name": "other", "flow": {"id": "x"}},
    ]
    platform.get(f"{API}/routing/message/recipients", json={"entities": recipients})
    triggers = [{"id": "t", "name": "Ended", "target": {"id": "w"}}]
    platform.get(f"{API}/processautomation/triggers", json={"entities": triggers})
    assert told(dependencies, WORKFLOW) == ['flow "Welcome"', 'message recipient "care"', 'trigger "Ended"']
