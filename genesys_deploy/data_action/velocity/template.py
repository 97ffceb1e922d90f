"""A Velocity template, read once and rendered often."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from genesys_deploy.data_action.errors import TemplateError
from genesys_deploy.data_action.velocity.methods import MUTATORS
from genesys_deploy.data_action.velocity.nodes import Block, Call, Set, Text, walk
from genesys_deploy.data_action.velocity.parser import parse
from genesys_deploy.data_action.velocity.render import render
from genesys_deploy.data_action.velocity.tools.catalogue import TOOLS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Template", "compile_template"]

_CACHED_TEMPLATES = 4096


@dataclass(frozen=True, slots=True)
class Template:
    """`changes_values` is true where the template may change a value of its context in place."""

    text: str
    nodes: Block
    changes_values: bool

    def render(self, context: Mapping[str, object]) -> str:
        """Print it with the platform's tools and these values, which stay as they are.

        Raises:
            TemplateError: a construct that is not modelled, or a method that fails.
        """
        if len(self.nodes) == 1 and type(self.nodes[0]) is Text:
            return self.nodes[0].value
        values = copy.deepcopy(dict(context)) if self.changes_values else context
        return render(self.nodes, {**TOOLS, **values})


@lru_cache(maxsize=_CACHED_TEMPLATES)
def compile_template(text: str) -> Template:
    """Read a template, once for each text.

    Raises:
        TemplateError: what Velocity could not parse either.
    """
    try:
        nodes = parse(text)
    except RecursionError:
        raise TemplateError("the template is nested too deeply") from None
    parts = [part for node in nodes for part in walk(node)]
    changes = any(
        (isinstance(part, Set) and part.target.steps) or (isinstance(part, Call) and part.name in MUTATORS)
        for part in parts
    )
    return Template(text, nodes, changes)
