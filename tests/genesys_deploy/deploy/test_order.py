from __future__ import annotations

from typing import Any

import pytest

from genesys_deploy.deploy.errors import CircularNeeds
from genesys_deploy.deploy.order import in_order
from genesys_deploy.resources import (
    Credential,
    FlowResource,
    Integration,
    Key,
    Kind,
    Queue,
    Recipient,
    Resource,
    Skill,
)

SHARED = Key(Kind.FLOW, "Shared", "commonModule")


def test_what_is_needed_comes_first_then_flows_then_recipients() -> None:
    resources: list[Resource] = [
        Recipient("twitter", "@acme", "Twitter"),
        FlowResource("Twitter", "inboundShortMessage", "", frozenset({SHARED, Key(Kind.QUEUE, "Elsewhere")})),
        FlowResource("Shared", "commonModule", ""),
        Integration("IRP", "custom-rest-actions", "Key"),
        Credential("Key", "userDefined"),
        Skill("Z"),
        Queue("A"),
    ]
    order = [resource.key.name for resource in in_order(resources)]
    assert order.index("Key") < order.index("IRP")
    assert order.index("Shared") < order.index("Twitter")
    assert set(order[:4]) == {"Key", "IRP", "Z", "A"}
    assert order[-1] == "@acme"


def test_the_order_does_not_depend_on_the_order_of_declaration() -> None:
    resources: list[Resource] = [Skill("B"), Queue("C"), Skill("A"), Queue("A")]
    assert in_order(resources) == in_order(resources[::-1])


def test_a_circle_is_named() -> None:
    def flow(name: str, needs: str) -> Any:
        return FlowResource(name, "workflow", "", frozenset({Key(Kind.FLOW, needs, "workflow")}))

    with pytest.raises(CircularNeeds, match=r'flow "[AB]".* -> flow "[AB]"'):
        in_order([flow("A", "B"), flow("B", "A")])
