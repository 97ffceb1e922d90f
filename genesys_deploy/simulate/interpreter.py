"""Runs a program step by step, without ever reaching out: what it needs, it asks for.

    state = start(program, inputs)
    done = step(state)                       # until something of the world is needed
    done = step(done.state, answer)          # … until `done.ending`

A state is a value, so that a run can be forked: answer the same state twice, differently.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.simulate.built_ins import initial_values
from genesys_deploy.simulate.convert import from_json
from genesys_deploy.simulate.endings import Ending, EndingKind
from genesys_deploy.simulate.errors import FlowFault, LimitReached, SimulationError, WrongAnswer
from genesys_deploy.simulate.events import Disconnected, ErrorRaised, FlowEnded, QueueReached
from genesys_deploy.simulate.machine import Machine, Suspended
from genesys_deploy.simulate.node import Node
from genesys_deploy.simulate.requests import Determine, Determined, Find, Found, NotFound
from genesys_deploy.simulate.state import State, Step
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.values import Reference
    from genesys_deploy.simulate.inputs import Inputs
    from genesys_deploy.simulate.node import Outcome
    from genesys_deploy.simulate.program import Program
    from genesys_deploy.simulate.requests import Answer, Request

__all__ = ["start", "step"]


def start(program: Program, inputs: Inputs) -> State:
    """The state before the first action.

    Raises:
        SimulationError: `inputs` gives a variable that is no input of the flow.
    """
    known = {name.lower() for name in program.inputs}
    for name in inputs.variables:
        if name.lower() not in known:
            hint = did_you_mean(name, program.inputs)
            raise SimulationError(f'"{name}" is no input variable of "{program.flow.name}"', hint=hint)
    values = initial_values(program.flow.kind, inputs)
    return State(program, inputs, program.start.index, inputs.now, values, dict(inputs.participant_data))


def step(state: State, answer: Answer | None = None) -> Step:
    """Go on until the run asks for something, or ends. `answer` is the answer to `state.waiting`.

    Raises:
        NotSimulated: the run reached something that is not modelled.
        WrongAnswer: the answer does not fit the request, or the run is over.
    """
    if state.is_over:
        raise WrongAnswer("the run is over")
    machine = Machine(state)
    try:
        outcome = _run(machine, answer)
    except SimulationError as error:
        error.events = tuple(machine.events)
        raise
    if isinstance(outcome, Ending):
        return _finish(machine, outcome)
    return Step(machine.freeze(outcome), tuple(machine.events), request=outcome)


def _run(machine: Machine, answer: Answer | None) -> Request | Ending:
    outcome: Outcome | None = None
    while True:
        try:
            return _drive(machine, outcome or _take(machine, answer))
        except Suspended as suspended:
            del machine.events[machine.mark :]
            return suspended.request
        except (EvaluationError, FlowFault) as error:
            outcome = _after_fault(machine, error)


def _drive(machine: Machine, outcome: Outcome) -> Request | Ending:
    events = machine.events
    while isinstance(outcome, Node):
        machine.node = outcome
        entered = outcome.place.entered
        if entered is not None:
            machine.count_action()
            events.append(entered)
        machine.mark = len(events)
        outcome = outcome.run(machine)
    return outcome


def _take(machine: Machine, answer: Answer | None) -> Outcome:
    waiting = machine.waiting
    if waiting is None and answer is None:
        return machine.node
    if waiting is None or answer is None:
        raise WrongAnswer(f"the run waits for {waiting}, the answer is {answer}")
    machine.pass_time(answer.elapsed)
    match waiting, answer:
        case Find(), _:
            machine.found[waiting.kind, waiting.wanted] = _found(waiting, answer)
        case Determine(), Determined():
            value = from_json(answer.data, waiting.value.type, waiting.value.origin)
            machine.determine(waiting.value, value)
        case Determine(), _:
            raise WrongAnswer(f"{waiting} cannot be answered by {type(answer).__name__}")
        case _:
            return machine.node.resume(machine, answer)
    machine.mark = len(machine.events)
    return machine.node.run(machine)


def _found(waiting: Find, answer: Answer) -> Reference | None:
    match answer:
        case Found(reference=reference):
            return reference
        case NotFound():
            return None
    raise WrongAnswer(f"{waiting} cannot be answered by {type(answer).__name__}")


def _after_fault(machine: Machine, error: EvaluationError | FlowFault) -> Node | Ending:
    """Where error handling leads. Each fault counts as an action, so that no circle of errors is endless."""
    if not isinstance(error, LimitReached):
        machine.actions += 1
    machine.fault = error.message
    span = error.span or machine.node.span
    machine.events.append(ErrorRaised(machine.node.path, error.message, span))
    if machine.node is machine.program.on_error or not machine.may_handle_errors():
        return Ending(EndingKind.ERROR, reason=error.message)
    return machine.program.on_error


def _finish(machine: Machine, ending: Ending) -> Step:
    outputs = machine.program.outputs
    if outputs:
        ending = replace(ending, outputs={name: machine.values.get(name.lower()) for name in outputs})
    match ending:
        case Ending(kind=EndingKind.QUEUE, queue=str(queue)):
            reached = QueueReached(queue, ending.priority, ending.skills, ending.language_skill)
            machine.events.append(reached)
        case Ending(kind=EndingKind.DISCONNECT | EndingKind.ERROR):
            machine.events.append(Disconnected(ending.path))
    machine.events.append(FlowEnded(ending))
    return Step(machine.freeze(is_over=True), tuple(machine.events), ending=ending)
