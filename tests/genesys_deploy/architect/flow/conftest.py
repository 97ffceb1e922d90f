"""Flows to read: a body for a message flow's one state becomes a whole flow."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, Protocol

import pytest

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.source.finding import Finding


class ReadActions(Protocol):
    def __call__(self, actions: str) -> tuple[Flow, tuple[Finding, ...]]: ...


_FLOW = """\
inboundShortMessage:
  name: Test
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
"""


@pytest.fixture
def read_actions() -> ReadActions:
    """Reads a list of actions as the only state of a message flow; the first one stands in line 9, column 9."""

    def read(actions: str) -> tuple[Flow, tuple[Finding, ...]]:
        return read_flow_text(_FLOW + indent(actions, " " * 8), IdentityMap("test.yaml"))

    return read
