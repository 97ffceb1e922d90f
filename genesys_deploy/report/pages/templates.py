"""What of Velocity and of Jayway's JSONPath is modelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.data_action.jsonpath.filters import NEVER_HOLDS, OPERATORS
from genesys_deploy.data_action.jsonpath.functions import FUNCTIONS
from genesys_deploy.data_action.velocity.methods import METHODS
from genesys_deploy.data_action.velocity.parser import MODELLED_DIRECTIVES, UNMODELLED_DIRECTIVES
from genesys_deploy.data_action.velocity.tools.catalogue import TOOLS
from genesys_deploy.report.pages.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["template_lines"]

VELOCITY = """\
## Templates of Data Actions

As Apache Velocity 1.7 prints them; `$esc` and `$math` as Velocity Tools 2.0. Held against the engines in some 1,500 cases
(`tests/genesys_deploy/data_action/cases`). What the engine's lexer loses or misreads is refused.
"""
JSONPATH = """\
## Paths of translation maps

As Jayway JsonPath 2.9.0 finds them, held against it in some 700 cases. A path may lack its `$`; a definite path gives a
value, any other a list; a path that finds nothing is not one that finds null.
"""
_KINDS = {
    "str": "a text",
    "list": "a list",
    "dict": "a map",
    "int": "a number",
    "bool": "a truth",
    "MapEntry": "a map's entry",
}


def template_lines() -> Iterator[str]:
    """Lines of Markdown."""
    yield VELOCITY
    yield f"Directives: {_code(f'#{name}' for name in MODELLED_DIRECTIVES)}, comments, raw texts."
    yield f"Not modelled: {_code(f'#{name}' for name in UNMODELLED_DIRECTIVES)}.\n"
    yield from table(("tool", "macros", "by our own reading"), _tools())
    yield from table(("methods of", "names"), _methods())
    yield JSONPATH
    yield f"Functions: {_code(FUNCTIONS)}.\n"
    yield f"Operators of filters: {_code(name for name in OPERATORS if name not in NEVER_HOLDS)}, `&&`, `||`, `!`."
    yield f"Read, but never true, as in Jayway: {_code(NEVER_HOLDS)}.\n"


def _tools() -> Iterator[tuple[str, ...]]:
    for tool in TOOLS.values():
        macros = _code((*tool.macros, *tool.constants)) or "none"
        yield f"`${tool.name}`", macros, _code(tool.assumed) or ""


def _methods() -> Iterator[tuple[str, ...]]:
    for kind, name in _KINDS.items():
        methods = next(methods for one, methods in METHODS.items() if one.__name__ == kind)
        yield name, _code(methods)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names, key=str.lower))
