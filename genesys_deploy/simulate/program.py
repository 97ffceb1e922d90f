"""A flow made ready to run: its expressions compiled, its actions linked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.simulate.compiler import Workpiece, compile_sections, declarations
from genesys_deploy.simulate.error_handling import error_node
from genesys_deploy.simulate.library import Library
from genesys_deploy.simulate.node import Place
from genesys_deploy.simulate.sections import Start
from genesys_deploy.simulate.unmodelled import Unmodelled

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.simulate.compiler import Compiler
    from genesys_deploy.simulate.node import Node
    from genesys_deploy.simulate.operand import Watched
    from genesys_deploy.source.finding import Finding

__all__ = ["Program", "compile_flow"]


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """`findings` tell what a run would stop at; what no run reaches does no harm.

    `nodes` are those of the flow and of the common modules that it calls; `start` is where a run begins, `on_error`
    where it goes on after an error. `inputs` and `outputs` name the input and output variables. `watched` are the
    expressions whose conditions its runs tell, for coverage.
    """

    flow: Flow
    nodes: tuple[Node, ...] = field(repr=False)
    start: Node = field(repr=False)
    on_error: Node = field(repr=False)
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    watched: tuple[Watched, ...] = field(default=(), repr=False)


def compile_flow(flow: Flow, library: Library | None = None, *, watched: bool = False) -> Program:
    """Make a flow ready to run; what cannot be run becomes a finding, and an error for the run that gets there.

    The runs of a `watched` program tell which way each condition of an expression went.
    """
    work = Workpiece(library or Library(), watched)
    compiler = compile_sections(flow, work)
    first = _first(flow, compiler)
    start = work.add(Start(Place("", flow.span), flow, declarations(flow.variables, compiler), first))
    on_error = error_node(flow, compiler)
    return Program(
        flow,
        tuple(work.nodes),
        start,
        on_error,
        inputs=tuple(one.name for one in flow.variables if one.is_input),
        outputs=tuple(one.name for one in flow.variables if one.is_output),
        findings=tuple(work.findings),
        watched=tuple(work.watched),
    )


def _first(flow: Flow, compiler: Compiler) -> Node:
    begin = flow.start
    if begin is None:
        return _no_start(flow, compiler)
    entry = compiler.entries[begin.kind, begin.ref_id]
    # The entry of a module gives its variables their initial values, which is for callers; a run has its inputs.
    return entry.first if begin is flow.start_up else entry


def _no_start(flow: Flow, compiler: Compiler) -> Node:
    place = Place("", flow.start_ref.span if flow.start_ref else flow.span)
    node = compiler.add(Unmodelled(place, "the flow has no state or task to start with"))
    compiler.work.complain(node.error, flow.span)
    return node
