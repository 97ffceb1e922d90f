"""The compiled forms of values: what an action reads, and where it puts what it gets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, cast

from genesys_deploy.architect.expressions.conditions import conditions
from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.simulate.convert import from_json
from genesys_deploy.simulate.events import ConditionsDecided, ExpressionEvaluated, VariableSet
from genesys_deploy.simulate.requests import Open

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.compile import Expression
    from genesys_deploy.architect.expressions.conditions import Condition
    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.expressions.values import Value
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.source.errors import ProductError
    from genesys_deploy.source.span import Span

__all__ = ["Computed", "Constant", "Nowhere", "Operand", "Sink", "Slot", "Unusable", "Watched"]


class Operand:
    """Something that has a value at run time."""

    __slots__ = ()

    def read(self, machine: Machine) -> Value:
        raise NotImplementedError

    def hold(self, machine: Machine) -> Value:
        """The value for a place that only keeps it, which may be an `Open` one."""
        return self.read(machine)


class Constant(Operand):
    """A literal, or no value at all."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def read(self, machine: Machine) -> Value:  # noqa: ARG002 - every operand takes the machine
        return self.value


class Computed(Operand):
    """An expression; that it was evaluated is told."""

    __slots__ = ("bare", "evaluate", "path", "span", "text", "variables")

    def __init__(self, expression: Expression, path: str, span: Span) -> None:
        self.evaluate = expression.evaluate
        self.text = expression.text
        self.variables = tuple(sorted(expression.variables))
        self.bare = _bare_variable(expression)
        self.path = path
        self.span = span

    def hold(self, machine: Machine) -> Value:
        if machine.has_open and self.bare is not None:
            held = machine.values.get(self.bare)
            if isinstance(cast("object", held), Open):
                return held
        return self.read(machine)

    def read(self, machine: Machine) -> Value:
        if machine.has_open:
            machine.settle(self.variables)
        try:
            value = self.evaluate(machine.values, machine.environment)
        except EvaluationError as error:
            error.span = error.span or self.span
            raise
        machine.events.append(ExpressionEvaluated(self.path, self.text, value, self.span))
        return value


class Watched(Computed):
    """An expression whose conditions are told as well, for coverage."""

    __slots__ = ("_decided", "conditions")

    def __init__(self, expression: Expression, path: str, span: Span) -> None:
        self._decided: list[tuple[str, bool]] = []
        self.conditions = tuple(condition.text for condition in conditions(expression.text))
        super().__init__(expression.watched(self._note), path, span)

    def read(self, machine: Machine) -> Value:
        self._decided.clear()
        try:
            return super().read(machine)
        finally:
            machine.events.append(ConditionsDecided(self.path, tuple(self._decided), self.span))

    def _note(self, condition: Condition, value: Value) -> None:
        self._decided.append((condition.text, value is True))


class Unusable(Operand):
    """What could not be compiled; a finding says so, and a run that gets there stops."""

    __slots__ = ("error",)

    def __init__(self, error: ProductError) -> None:
        self.error = error

    def read(self, machine: Machine) -> Value:  # noqa: ARG002 - every operand takes the machine
        raise self.error.with_traceback(None)


def _bare_variable(expression: Expression) -> str | None:
    """The variable's name where the expression is nothing else, unconverted."""
    name = expression.text.strip().lower()
    return name if expression.cast is None and expression.variables == {name} else None


class Slot:
    """A variable that receives a value; `key` is its name in lower case."""

    __slots__ = ("key", "name", "type")

    def __init__(self, name: str, type_: Type | None) -> None:
        self.key = name.lower()
        self.name = name
        self.type = type_

    def put(self, machine: Machine, value: Value) -> None:
        machine.values[self.key] = value
        machine.events.append(VariableSet(self.name, value))

    def put_json(self, machine: Machine, data: object, what: str) -> None:
        if isinstance(data, Open):
            machine.values[self.key] = cast("Value", replace(data, type=self.type))
            machine.has_open = True
        else:
            self.put(machine, from_json(data, self.type, what))


class Nowhere:
    """An output that the flow does not take."""

    __slots__ = ()

    def put(self, machine: Machine, value: Value) -> None:
        pass

    def put_json(self, machine: Machine, data: object, what: str) -> None:
        pass


Sink: TypeAlias = Slot | Nowhere
