"""From the sections and actions of a flow to linked nodes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from genesys_deploy.architect.expressions.built_ins import built_ins
from genesys_deploy.architect.expressions.compile import compile_expression
from genesys_deploy.architect.expressions.conditions import conditions
from genesys_deploy.architect.expressions.scope import Scope
from genesys_deploy.architect.expressions.types import UNKNOWN
from genesys_deploy.architect.flow.forms import Expr, Form, Literal, NoValue, Var
from genesys_deploy.simulate.actions import COMPILERS
from genesys_deploy.simulate.built_ins import UNFILLED
from genesys_deploy.simulate.errors import NotSimulated
from genesys_deploy.simulate.events import ActionEntered, BranchTaken
from genesys_deploy.simulate.literal import literal_value
from genesys_deploy.simulate.node import Exit, Node, Place
from genesys_deploy.simulate.operand import (
    Computed,
    Constant,
    Nowhere,
    Operand,
    Sink,
    Slot,
    Unusable,
    Watched,
)
from genesys_deploy.simulate.sections import Entry, SectionEnd, arrival
from genesys_deploy.simulate.unmodelled import Unmodelled
from genesys_deploy.source.errors import ProductError
from genesys_deploy.source.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.forms import Argument, Ref
    from genesys_deploy.architect.flow.model import Flow, Section, Variable
    from genesys_deploy.simulate.library import Library
    from genesys_deploy.simulate.sections import Declarations
    from genesys_deploy.source.span import Span

__all__ = ["Compiler", "LoopEnds", "Workpiece", "compile_sections", "declarations"]

N = TypeVar("N", bound=Node)


@dataclass(slots=True)
class Workpiece:
    """A program in the making; common modules end up in the same list of nodes as the flow that calls them.

    `watched` are the expressions whose conditions a run will tell.
    """

    library: Library
    is_watched: bool = False
    watched: list[Watched] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    modules: dict[str, Node] = field(default_factory=dict)

    def add(self, node: N) -> N:
        node.index = len(self.nodes)
        self.nodes.append(node)
        return node

    def complain(self, error: ProductError, span: Span) -> None:
        self.findings.append(
            Finding("not-simulated", Severity.ERROR, error.message, error.span or span, error.hint)
        )


@dataclass(frozen=True, slots=True)
class LoopEnds:
    """Where `loopNext` and `loopExit` lead."""

    again: Node
    out: Node


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles the actions of one section: it knows the names they may use and the sections they may go to."""

    work: Workpiece
    flow: str
    scope: Scope
    entries: Mapping[tuple[str, str], Entry]
    loop: LoopEnds | None = None

    def place(self, action: Action) -> Place:
        entered = ActionEntered(action.path, action.name, action.kind, action.span, self.flow)
        return Place(action.path, action.span, entered)

    def add(self, node: N) -> N:
        return self.work.add(node)

    def block(self, actions: Iterable[Action], after: Node) -> Node:
        """The first node of a list of actions; from the last, the run goes on with `after`."""
        for action in reversed(tuple(actions)):
            after = self.action(action, after)
        return after

    def action(self, action: Action, after: Node) -> Node:
        compile_ = COMPILERS.get(type(action))
        if compile_ is None:
            return self.unmodelled(action)
        return compile_(self, action, after)

    def unmodelled(self, action: Action, why: str | None = None) -> Node:
        what = f'the action {action.kind} "{action.name}" cannot be simulated'
        node = self.add(Unmodelled(self.place(action), what, why or "this kind of action is not modelled"))
        self.work.complain(node.error, action.span)
        return node

    def exit(self, action: Action, branch: str, after: Node) -> Exit:
        written = action.branch(branch)
        first = self.block(written.actions, after) if written else after
        return Exit(BranchTaken(action.path, branch, self.flow), first)

    def module(self, name: str) -> Node | None:
        """The entry of a common module, None where its flow is not at hand."""
        if name not in self.work.modules:
            flow = self.work.library.modules.get(name)
            if flow is None:
                return None
            compile_sections(flow, self.work)
        return self.work.modules[name]

    def with_scope(self, scope: Scope) -> Compiler:
        return replace(self, scope=scope)

    def within_loop(self, again: Node, out: Node) -> Compiler:
        return replace(self, loop=LoopEnds(again, out))

    def entry(self, ref: Ref) -> Entry | None:
        return self.entries.get((ref.kind, ref.ref_id))

    def operand(self, form: Form | None, wanted: Type, path: str) -> Operand:
        """What `form` gives at run time, converted to `wanted` as Architect would."""
        match form:
            case None | NoValue():
                return Constant(() if wanted.collection else None)
            case Literal(span=span):
                return self._literal(form, wanted, span)
            case Expr(text=text, span=span):
                return self._expression(text, wanted, path, span)
            case Var(name=name, span=span):
                return self._expression(name, wanted, path, span)

    def sink(self, form: Form | None, known: Type | None = None) -> Sink:
        """Where an output goes; the variable's own type counts, `known` where the scope does not have it."""
        if not isinstance(form, Var):
            return Nowhere()
        return Slot(form.name, self.scope.get(form.name) or known)

    def sinks(self, arguments: Iterable[Argument]) -> tuple[tuple[str, Sink], ...]:
        """The outputs that the flow takes, by name."""
        return tuple((one.name, self.sink(one.form)) for one in arguments if isinstance(one.form, Var))

    def _literal(self, form: Literal, wanted: Type, span: Span) -> Operand:
        try:
            return Constant(literal_value(form.node, wanted, self.work.library.identify))
        except ProductError as error:
            return self._unusable(error, span)

    def _expression(self, text: str, wanted: Type, path: str, span: Span) -> Operand:
        target = None if wanted == UNKNOWN else wanted
        try:
            expression = compile_expression(text, self.scope, target)
        except ProductError as error:
            return self._unusable(error, span)
        unfilled = expression.variables & UNFILLED
        if unfilled:
            return self._unusable(NotSimulated(f"{min(unfilled)} is not modelled"), span)
        if self.work.is_watched and conditions(expression.text):
            watched = Watched(expression, path, span)
            self.work.watched.append(watched)
            return watched
        return Computed(expression, path, span)

    def _unusable(self, error: ProductError, span: Span) -> Operand:
        self.work.complain(error, span)
        error.span = error.span or span
        return Unusable(error)


def compile_sections(flow: Flow, work: Workpiece) -> Compiler:
    """Compile every state, task and start-up of a flow; the compiler that comes back knows the flow's own scope."""
    name = flow.name.text
    entries = {(section.kind, section.ref_id): work.add(_entry(section, name)) for section in flow.sections}
    if flow.start_up is not None:
        work.modules[name] = entries[flow.start_up.kind, flow.start_up.ref_id]
    scope = Scope({**built_ins(flow.kind), **_types(flow.variables)}, flow_kind=flow.kind)
    compiler = Compiler(work, name, scope, entries)
    for section in flow.sections:
        own = compiler.with_scope(scope.with_variables(_types(section.variables)))
        _fill(entries[section.kind, section.ref_id], section, own, flow)
    return compiler


def declarations(variables: Iterable[Variable], compiler: Compiler) -> Declarations:
    return tuple(
        (Slot(one.name, one.type), compiler.operand(one.initial, one.type, one.name)) for one in variables
    )


def _entry(section: Section, flow: str) -> Entry:
    place = Place(section.path, section.span)
    return Entry(place, section.name, arrival(section, flow), section.kind == "state")


def _fill(entry: Entry, section: Section, compiler: Compiler, flow: Flow) -> None:
    # A module's own variables are those of its flow: they start anew with each call.
    variables = (*flow.variables, *section.variables) if section is flow.start_up else section.variables
    entry.variables = declarations(variables, compiler)
    entry.first = compiler.block(
        section.actions, compiler.add(SectionEnd(Place(section.path, section.span), section))
    )


def _types(variables: Iterable[Variable]) -> dict[str, Type]:
    return {variable.name: variable.type for variable in variables}
