"""How an action becomes a node: one function for each kind of action of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.simulate.compiler import Compiler
    from genesys_deploy.simulate.node import Node

__all__ = ["Compile"]

Compile: TypeAlias = "Callable[[Compiler, Any, Node], Node]"
"""Compiler, action, and the node that follows where the action is not a terminal one."""
