from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.deploy.errors import CircularNeeds
from genesys_deploy.deploy.planning.order import in_order
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

ROOT = Path(__file__).parents[3]
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


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_the_order_is_the_same_in_every_run(seed: str) -> None:
    code = """
from genesys_deploy.deploy.planning.order import in_order
from genesys_deploy.resources import *
print([str(one.key) for one in in_order([Recipient("open", "R", "F"), FlowResource("F", "inboundShortMessage", ""),
    Skill("B"), Queue("C"), Skill("A"), Queue("A"), Integration("I", "x", "K"), Credential("K", "x")])])
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
    )
    assert ast.literal_eval(done.stdout) == [
        'skill "A"',
        'skill "B"',
        'queue "A"',
        'queue "C"',
        'credential "K"',
        'integration "I"',
        'flow "F" (inboundShortMessage)',
        'message recipient "R" (open)',
    ]


def test_a_circle_is_named() -> None:
    def flow(name: str, needs: str) -> Any:
        return FlowResource(name, "workflow", "", frozenset({Key(Kind.FLOW, needs, "workflow")}))

    with pytest.raises(CircularNeeds, match=r'flow "[AB]".* -> flow "[AB]"'):
        in_order([flow("A", "B"), flow("B", "A")])
