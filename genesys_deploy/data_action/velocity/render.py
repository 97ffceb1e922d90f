"""What a template prints."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from genesys_deploy.data_action.velocity.evaluate import Scope, resolve, truth, value_of
from genesys_deploy.data_action.velocity.java_values import Value, text_of
from genesys_deploy.data_action.velocity.methods import call_method
from genesys_deploy.data_action.velocity.nodes import (
    Block,
    Break,
    ForEach,
    If,
    Index,
    Node,
    Property,
    Reference,
    Set,
    Stop,
    Text,
    UnknownDirective,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["render"]

_LOOP_VARIABLES = ("foreach", "velocityCount")


class _BreakLoop(Exception):  # a signal, not an error
    pass


class _StopTemplate(Exception):
    pass


def render(block: Block, variables: dict[str, Value]) -> str:
    """Print the block; `variables` may be changed by it.

    Raises:
        TemplateError: a construct that is not modelled, or a method that fails.
    """
    parts: list[str] = []
    with suppress(_BreakLoop, _StopTemplate):
        _render_block(block, Scope(variables, _render_text), parts.append)
    return "".join(parts)


def _render_text(block: Block, scope: Scope) -> str:
    parts: list[str] = []
    _render_block(block, scope, parts.append)
    return "".join(parts)


def _render_block(block: Block, scope: Scope, write: Callable[[str], None]) -> None:
    for node in block:
        if type(node) is Text:
            write(node.value)
        else:
            _PRINTERS[type(node)](node, scope, write)


def _render_reference(node: Reference, scope: Scope, write: Callable[[str], None]) -> None:
    value = resolve(node, scope)
    if node.backslashes:
        write(_backslashes(node, value))
    if node.backslashes % 2:
        write(node.literal)
    elif value is not None:
        write(value if type(value) is str else text_of(value))
    elif not node.quiet:
        write(node.literal)


def _backslashes(node: Reference, value: Value) -> str:
    """Half of the backslashes where there is a value, all where there is none: then they escape nothing."""
    half = node.backslashes // 2
    if value is not None:
        return "\\" * half
    return "\\" * (half + 1 if node.backslashes % 2 else 2 * half)


def _render_if(node: If, scope: Scope, write: Callable[[str], None]) -> None:
    for condition, body in node.branches:
        if truth(condition, scope):
            _render_block(body, scope, write)
            return
    _render_block(node.otherwise, scope, write)


def _render_set(node: Set, scope: Scope, _write: Callable[[str], None]) -> None:
    """A null is not set: the variable keeps what it had; nor is a variable in the braces of `${x}`."""
    value = value_of(node.value, scope)
    if value is None:
        return
    if not node.target.steps:
        if node.target.is_bare:
            scope.variables[node.target.name] = value
        return
    *path, last = node.target.steps
    owner = resolve(Reference("", node.target.name, tuple(path), quiet=True, backslashes=0, offset=0), scope)
    match last:
        case Property(name=name) if isinstance(owner, dict):
            owner[name] = value
        case Index(argument=argument) if isinstance(owner, dict):
            owner[value_of(argument, scope)] = value
        case Index(argument=argument) if isinstance(owner, list):
            index = value_of(argument, scope)
            call_method(
                owner, "set", (index + len(owner) if type(index) is int and index < 0 else index, value)
            )


def _render_foreach(node: ForEach, scope: Scope, write: Callable[[str], None]) -> None:
    items = value_of(node.source, scope)
    items = list(items.values()) if isinstance(items, dict) else items
    if not isinstance(items, list):
        return
    variables = scope.variables
    names = (node.variable, *_LOOP_VARIABLES)
    former = {name: variables.get(name) for name in names}
    try:
        for index, item in enumerate(list(items)):
            scope.count_turn()
            variables.update(_loop_variables(node.variable, item, index, len(items), former["foreach"]))
            _render_block(node.body, scope, write)
    except _BreakLoop:
        pass
    variables.update(former)


def _loop_variables(name: str, item: Value, index: int, count: int, parent: Value) -> dict[str, Value]:
    loop = {
        "index": index, "count": index + 1, "hasNext": index + 1 < count, "first": index == 0,
        "last": index + 1 == count, "parent": parent,
    }  # fmt: skip
    return {name: item, "foreach": loop, "velocityCount": index + 1}


def _render_break(_node: Break, _scope: Scope, _write: Callable[[str], None]) -> None:
    raise _BreakLoop


def _render_stop(_node: Stop, _scope: Scope, _write: Callable[[str], None]) -> None:
    raise _StopTemplate


def _render_unknown(node: UnknownDirective, _scope: Scope, write: Callable[[str], None]) -> None:
    write(node.literal)


_PRINTERS: dict[type[Node], Callable[[Any, Scope, Callable[[str], None]], None]] = {
    Reference: _render_reference,
    If: _render_if,
    Set: _render_set,
    ForEach: _render_foreach,
    Break: _render_break,
    Stop: _render_stop,
    UnknownDirective: _render_unknown,
}
