from __future__ import annotations

import pickle
import traceback
from types import SimpleNamespace
from typing import Any

import pytest

from genesys_deploy.resources import (
    Credential,
    DataActionResource,
    FlowResource,
    Integration,
    Key,
    Kind,
    OpenMessagingIntegration,
    Ownership,
    Queue,
    Recipient,
    Resource,
    Secret,
    Skill,
)

ACTION: Any = SimpleNamespace(name="Resolve Identity")
QUEUE = Key(Kind.QUEUE, "General")


@pytest.mark.parametrize(
    ("resource", "key", "needs"),
    [
        (Skill("New Customer"), 'skill "New Customer"', []),
        (Queue("General"), 'queue "General"', []),
        (Queue("General", division="Social"), 'queue "General"', ['division "Social"']),
        (
            Integration("IRP", "custom-rest-actions", credential="IRP key"),
            'integration "IRP"',
            ['credential "IRP key"'],
        ),
        (DataActionResource(ACTION, "IRP"), 'Data Action "Resolve Identity"', ['integration "IRP"']),
        (
            FlowResource("Hello", "inboundShortMessage", "", frozenset({QUEUE})),
            'flow "Hello" (inboundShortMessage)',
            ['queue "General"'],
        ),
        (
            Recipient("twitter", "@acme", "Hello"),
            'message recipient "@acme" (twitter)',
            ['flow "Hello" (inboundShortMessage)'],
        ),
        (
            Recipient("open", "Partner chat", "Hello"),
            'message recipient "Partner chat" (open)',
            ['flow "Hello" (inboundShortMessage)', 'Open Messaging integration "Partner chat"'],
        ),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, list | str) else "",
)
def test_a_resource_says_who_it_is_and_what_it_needs(resource: Resource, key: str, needs: list[str]) -> None:
    assert str(resource.key) == key
    assert sorted(map(str, resource.needs)) == sorted(needs)


@pytest.mark.parametrize("resource", [Queue("Q"), Skill("S")])
def test_what_other_people_care_for_is_only_referred_to(resource: Resource) -> None:
    assert resource.ownership is Ownership.REFERENCE


@pytest.mark.parametrize(
    "show",
    [repr, str, "{}".format, lambda value: traceback.format_exception_only(ValueError(value))],
)
@pytest.mark.parametrize(
    "holder",
    [
        Secret("hunter2"),
        Credential("IRP key", "userDefined", {"apiKey": Secret("hunter2")}),
        OpenMessagingIntegration("Partner chat", "https://example.org/out", Secret("hunter2")),
    ],
)
def test_a_secret_is_not_shown(holder: object, show: Any) -> None:
    assert "hunter2" not in str(show(holder))


def test_a_secret_is_not_pickled() -> None:
    with pytest.raises(TypeError, match="not written"):
        pickle.dumps(Secret("hunter2"))
