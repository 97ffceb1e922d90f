"""What is to be said about one Velocity template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.data_action.errors import TemplateError
from genesys_deploy.data_action.velocity.methods import METHODS, UNMODELLED
from genesys_deploy.data_action.velocity.nodes import (
    Block,
    Call,
    ForEach,
    Part,
    Property,
    Reference,
    Set,
    UnknownDirective,
    walk,
)
from genesys_deploy.data_action.velocity.template import compile_template
from genesys_deploy.data_action.velocity.tools.catalogue import TOOLS
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.data_action.checks.places import Places
    from genesys_deploy.data_action.velocity.tool import Tool
    from genesys_deploy.source.finding import Finding

__all__ = ["TemplateCheck", "references_of"]

_LOOP_VARIABLES = frozenset({"foreach", "velocityCount"})
_METHODS = frozenset(name for methods in METHODS.values() for name in methods)
_LATER_METHODS = frozenset(name for names in UNMODELLED.values() for name in names)


def references_of(text: str) -> tuple[Reference, ...]:
    """Every reference of a template, those within texts and arguments too; none where it cannot be read."""
    try:
        nodes = compile_template(text).nodes
    except TemplateError:
        return ()
    return tuple(part for part in _parts(nodes) if isinstance(part, Reference))


def _parts(nodes: Block) -> Iterator[Part]:
    for node in nodes:
        yield from walk(node)


@dataclass(frozen=True, slots=True)
class TemplateCheck:
    """`names` are what the platform puts into the template, beside its tools."""

    places: Places
    names: frozenset[str]

    def check(self, text: str, place: tuple[str, ...]) -> Iterator[Finding]:
        try:
            nodes = compile_template(text).nodes
        except TemplateError as error:
            yield self.places.error("template-syntax", error.message, place, error.hint, error.offset)
            return
        parts = tuple(_parts(nodes))
        known = self.names | TOOLS.keys() | _variables(parts)
        for part in parts:
            match part:
                case Reference():
                    yield from self._reference(part, known, place)
                case UnknownDirective():
                    yield from self._directive(part, place)
                case Set(target=target) if not target.steps and not target.is_bare:
                    message = f"Velocity does not set {target.literal}: it has braces"
                    hint = f"write #set(${target.name} = …)"
                    yield self.places.error("set-ignored", message, place, hint, target.offset)

    def _reference(
        self, reference: Reference, known: Iterable[str], place: tuple[str, ...]
    ) -> Iterator[Finding]:
        if reference.name not in known:
            yield self._unknown(reference, known, place)
        elif reference.name in TOOLS and reference.name not in self.names:
            yield from self._macro(reference, TOOLS[reference.name], place)
        else:
            yield from self._methods(reference, place)

    def _unknown(self, reference: Reference, known: Iterable[str], place: tuple[str, ...]) -> Finding:
        """A bare `$name` may be meant as text; one in braces, or close to a name, is not."""
        hint = did_you_mean(reference.name, known)
        message = f"{reference.literal} refers to nothing and prints itself"
        if hint or not reference.is_bare:
            return self.places.error("unknown-reference", message, place, hint, reference.offset)
        return self.places.warning("unknown-reference", message, place, None, reference.offset)

    def _macro(self, reference: Reference, tool: Tool, place: tuple[str, ...]) -> Iterator[Finding]:
        step = reference.steps[0] if reference.steps else None
        if not isinstance(step, Call | Property):
            message = f"${tool.name} alone is no text"
            yield self.places.error("unknown-macro", message, place, None, reference.offset)
        elif not tool.knows(step.name, step.arguments if isinstance(step, Call) else None):
            what = "is not modelled" if tool.open else "does not exist, and prints itself"
            hint = did_you_mean(step.name, (*tool.macros, *tool.constants))
            message = f"${tool.name}.{step.name} {what}"
            yield self.places.error("unknown-macro", message, place, hint, reference.offset)
        elif step.name in tool.assumed:
            message = (
                f"${tool.name}.{step.name}: its exact result is documented nowhere; here it is our reading"
            )
            yield self.places.info("assumed-macro", message, place, None, reference.offset)

    def _methods(self, reference: Reference, place: tuple[str, ...]) -> Iterator[Finding]:
        for step in reference.steps:
            if not isinstance(step, Call) or step.name in _METHODS:
                continue
            if step.name in _LATER_METHODS:
                message = f"the method {step.name} is not modelled"
            else:
                message = f"Java has no method {step.name}: {reference.literal} prints itself"
            hint = did_you_mean(step.name, _METHODS)
            yield self.places.error("unknown-method", message, place, hint, step.offset)

    def _directive(self, directive: UnknownDirective, place: tuple[str, ...]) -> Iterator[Finding]:
        """`#fff` is a colour; `#endif` and `#name(…)` were meant to do something."""
        hint = did_you_mean(
            directive.name, ("if", "else", "elseif", "end", "set", "foreach", "break", "stop")
        )
        if hint or directive.literal.endswith(")"):
            message = f"{directive.literal} is no directive and prints itself"
            yield self.places.warning("unknown-directive", message, place, hint, directive.offset)


def _variables(parts: tuple[Part, ...]) -> frozenset[str]:
    names = {part.target.name for part in parts if isinstance(part, Set)}
    loops = {part.variable for part in parts if isinstance(part, ForEach)}
    return frozenset(names | loops | (_LOOP_VARIABLES if loops else frozenset()))
