"""Every tool by its name in templates."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from genesys_deploy.data_action.velocity.tools.arithmetic import MATH
from genesys_deploy.data_action.velocity.tools.escape import ESCAPE
from genesys_deploy.data_action.velocity.tools.platform import (
    DYNAMICS,
    ENCODING,
    SALESFORCE,
    SUCCESS_TEMPLATE,
    URL,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.velocity.tool import Tool

__all__ = ["TOOLS"]

TOOLS: Mapping[str, Tool] = MappingProxyType(
    {tool.name: tool for tool in (ESCAPE, MATH, ENCODING, SUCCESS_TEMPLATE, URL, SALESFORCE, DYNAMICS)}
)
