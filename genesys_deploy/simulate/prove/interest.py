"""Which values of an open variable can make a difference: those around the literals it is held against.

A variable is held against every literal of the expressions that read it and, where an expression only makes another
variable of it, against that variable's literals as well.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.errors import ExpressionError
from genesys_deploy.architect.expressions.nodes import Call, Literal, Name, Property
from genesys_deploy.architect.expressions.parser import parse
from genesys_deploy.architect.flow.actions import UpdateData
from genesys_deploy.architect.flow.forms import Expr
from genesys_deploy.architect.flow.uses import every_action, every_expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.flow.model import Flow

__all__ = ["Interest"]

STEP = Decimal("0.0001")
ELSE = "something else"
NO_DATE = "no date at all"
AGES = (timedelta(minutes=20), timedelta(hours=3), timedelta(days=3))
DATES = frozenset({"todatetime"})
# Their literals are what comes out, not what something is held against.
RESULTS = frozenset({"if", "?", "append", "makeduration", "+"})


class Interest:
    """Values worth trying for the variables of one flow."""

    def __init__(self, flow: Flow, now: datetime) -> None:
        self._flow = flow
        self._now = now

    def values(self, variable: str, type_: Type | None, *, required: bool = False) -> tuple[object, ...]:
        """As plain JSON data; None is NOT_SET, which a `required` output of a contract never is."""
        kind = type_.kind if type_ and not type_.collection else "string" if type_ is None else "other"
        found = dict.fromkeys(self._of_kind(kind, variable))
        return tuple(found) if required else (*found, None)

    def partners(self, variable: str, values: Mapping[str, object]) -> Iterator[str]:
        """The texts of those variables with which this one is compared."""
        for partner in self._compared.get(variable, ()):
            held = values.get(partner)
            if isinstance(held, str):
                yield held

    @cached_property
    def _compared(self) -> dict[str, set[str]]:
        compared: dict[str, set[str]] = defaultdict(set)
        for form, _ in every_expression(self._flow):
            for tree in _trees(form):
                for call in tree:
                    match call:
                        case Call(name="==" | "!=", arguments=(Name(text=one), Name(text=other))):
                            compared[one.lower()].add(other.lower())
                            compared[other.lower()].add(one.lower())
        return compared

    def _of_kind(self, kind: str, variable: str) -> Iterator[object]:
        literals: AbstractSet[object] = self._literals.get(variable, set())
        match kind:
            case "boolean":
                yield from (True, False)
            case "integer":
                numbers = sorted(
                    int(one) for one in literals if isinstance(one, int | Decimal) and one is not True
                )
                yield from (near for one in numbers for near in (one - 1, one, one + 1))
                yield from () if numbers else (1,)
            case "decimal" | "currency":
                amounts = sorted(Decimal(one) for one in literals if isinstance(one, int | Decimal))
                yield from (float(near) for one in amounts for near in (one - STEP, one, one + STEP))
                yield from () if amounts else (0.5,)
            case "string":
                yield from sorted(one for one in literals if isinstance(one, str) and one)
                yield from (ELSE, "")
                yield from self._dates(variable)
            case "dateTime":
                yield from (_iso(self._now - age) for age in AGES)

    def _dates(self, variable: str) -> Iterator[str]:
        if variable in self._read_as_dates:
            yield from (_iso(self._now - age) for age in AGES)
            yield NO_DATE

    @cached_property
    def _read_as_dates(self) -> frozenset[str]:
        return frozenset(
            name
            for form, _ in every_expression(self._flow)
            for tree in _trees(form)
            if any(isinstance(node, Call) and node.name.lower() in DATES for node in tree)
            for name in _names(tree)
        )

    @cached_property
    def _literals(self) -> dict[str, set[object]]:
        literals: dict[str, set[object]] = defaultdict(set)
        for form, _ in every_expression(self._flow):
            for tree in _trees(form):
                for call in tree:
                    if isinstance(call, Call) and call.name.lower() not in RESULTS:
                        _note(call, literals)
        return self._spread(literals)

    def _spread(self, literals: dict[str, set[object]]) -> dict[str, set[object]]:
        """What is made of a variable is held against literals in its stead."""
        made = [(target, source) for target, source in self._assignments() if target != source]
        before = -1
        while before != (before := sum(map(len, literals.values()))):
            for target, source in made:
                literals[source] |= literals[target]
        return literals

    def _assignments(self) -> Iterator[tuple[str, str]]:
        for _, action in every_action(self._flow):
            for statement in action.statements if isinstance(action, UpdateData) else ():
                if isinstance(statement.value, Expr):
                    for tree in _trees(statement.value):
                        for name in _names(tree):
                            yield statement.variable.name.lower(), name


def _trees(form: Expr) -> Iterator[tuple[object, ...]]:
    try:
        yield parse(form.text).nodes
    except ExpressionError:
        return


def _names(nodes: tuple[object, ...]) -> Iterator[str]:
    return (node.text.lower() for node in nodes if isinstance(node, Name))


def _note(call: Call, literals: dict[str, set[object]]) -> None:
    """What a call is given besides a variable, is what the variable is held against."""
    given = {one.value for one in call.arguments if isinstance(one, Literal) and _is_plain(one.value)}
    if given:
        for argument in call.arguments:
            for name in _names(tuple(_parts(argument))):
                literals[name] |= given


def _parts(node: object) -> Iterator[object]:
    yield node
    if isinstance(node, Call):
        for argument in node.arguments:
            yield from _parts(argument)
    elif isinstance(node, Property):
        yield from _parts(node.target)


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | Decimal) and not isinstance(value, bool)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
