"""Types of an expression: what each name is, which overload each call takes, what comes out.

The order of the checks is that of the official checker, because it decides which of several faults is reported:
unknown names as they stand in the text, then open parentheses, then types from the inside out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from genesys_deploy.architect.expressions.errors import WHOLE, ExpressionError
from genesys_deploy.architect.expressions.functions.currency import CURRENCY_CODES
from genesys_deploy.architect.expressions.limits import MAX_INTEGER
from genesys_deploy.architect.expressions.nodes import Call, Literal, Name, Node, Property, Tree
from genesys_deploy.architect.expressions.properties import property_names, property_type
from genesys_deploy.architect.expressions.registry import find_function, find_operator, function_names
from genesys_deploy.architect.expressions.signatures import Function, Match, Parameter
from genesys_deploy.architect.expressions.types import ANY, STRING, UNKNOWN, Type
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.scope import Scope

__all__ = ["Checked", "Resolution", "Variable", "check", "check_names", "conversion_to"]


@dataclass(frozen=True, slots=True)
class Variable:
    """A name taken apart: the variable's lower-case name, and the properties asked of it."""

    name: str
    written: str
    type: Type
    path: tuple[str, ...]


Resolution: TypeAlias = Variable | Match | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The type of the whole, and for each node of the tree what it was resolved to."""

    type: Type
    resolutions: tuple[Resolution, ...]


_PROMPT_LENGTH: Final = 100
_CONVERSIONS: Final = {"boolean": "ToBool", "integer": "ToInt"}


def check(tree: Tree, scope: Scope) -> Checked:
    """Resolve every name and overload.

    Raises:
        ExpressionError: an unknown name, or types that do not fit.
    """
    return _Checker(tree.text, scope).check(tree.nodes)


def check_names(text: str, nodes: tuple[Node, ...], scope: Scope) -> None:
    """Raise for the first unknown name of an expression that does not parse to its end."""
    _Checker(text, scope).names(nodes)


def conversion_to(target: Type, given: Type) -> str | None:
    """The name of the function that makes a `target` out of what is `given`; None where there is none."""
    if target.collection:
        return None
    kind = target.kind
    function = find_function(_CONVERSIONS.get(kind) or f"To{kind[0].upper()}{kind[1:]}")
    return function.name if function and function.match((given,)) else None


class _Checker:
    def __init__(self, text: str, scope: Scope) -> None:
        self._text = text
        self._scope = scope
        self._types: list[Type] = []

    def check(self, nodes: tuple[Node, ...]) -> Checked:
        variables = self.names(nodes)
        resolutions = tuple(self._resolve(node, variables) for node in nodes)
        return Checked(self._types[-1], resolutions)

    def names(self, nodes: tuple[Node, ...]) -> dict[int, Variable]:
        """The variable of each name, by the name's identity; of the unknown ones the first in the text is at fault."""
        known: dict[int, Variable] = {}
        unknown: list[Name | Call] = []
        for node in nodes:
            if isinstance(node, Name):
                variable = self._variable(node)
                if variable is None:
                    unknown.append(node)
                else:
                    known[id(node)] = variable
            elif isinstance(node, Call) and not node.is_operator and not self._exists(node.name):
                unknown.append(node)
        if unknown:
            self._unknown(min(unknown, key=lambda node: node.position))
        return known

    def _unknown(self, node: Name | Call) -> NoReturn:
        if isinstance(node, Name):
            self._unknown_variable(node)
        self._unknown_function(node)

    def _exists(self, name: str) -> bool:
        function = find_function(name)
        return function is not None and self._scope.flow_kind not in function.absent_in

    def _unknown_function(self, call: Call) -> NoReturn:
        where, hint = "", did_you_mean(call.name, function_names())
        if find_function(call.name) is not None:
            where, hint = f" in {self._scope.flow_kind} flows", None
        self._fail(f'there is no function "{call.name}"{where}', call.position, hint)

    def _variable(self, node: Name) -> Variable | None:
        """The longest name that the scope knows is the variable, the rest are properties."""
        written = _compact(node.text)
        scope, end = self._scope, self._first_cut(written)
        while end > 0:
            found = scope.get(written[:end])
            if found is not None:
                path = tuple(written[end + 1 :].split(".")) if end < len(written) else ()
                return Variable(written[:end].lower(), written[:end], found, path)
            end = written.rfind(".", 0, end)
        if scope.is_open:
            return Variable(written.lower(), written, UNKNOWN, ())
        return None

    def _first_cut(self, written: str) -> int:
        """Where the first name to try ends: no name that is longer than all known ones can be known."""
        longest = max(self._scope.longest, _PROMPT_LENGTH)
        return len(written) if len(written) <= longest else written.rfind(".", 0, longest + 1)

    def _unknown_variable(self, node: Name) -> NoReturn:
        written = _compact(node.text)
        word = {"true": "true", "false": "false", "not_set": "NOT_SET"}.get(written.lower())
        if word:
            hint: str | None = f"the literal is spelled {word}"
        elif find_function(written):
            hint = "it is a function; its arguments stand in parentheses"
        else:
            hint = did_you_mean(written, self._scope.variables)
        self._fail(f'there is no variable "{written}"', node.position, hint)

    def _resolve(self, node: Node, variables: dict[int, Variable]) -> Resolution:
        match node:
            case Literal():
                self._check_literal(node)
                self._types.append(node.type)
                return None
            case Name():
                variable = variables[id(node)]
                self._types.append(self._property_of(variable.type, variable.path, node))
                return variable
            case Property():
                self._types.append(self._property_of(self._types.pop(), (node.name,), node))
                return None
            case Call():
                return self._call(node)

    def _check_literal(self, node: Literal) -> None:
        if type(node.value) is int and not -MAX_INTEGER <= node.value <= MAX_INTEGER:
            self._fail(f"an Integer lies between ±{MAX_INTEGER:,}", node.position)

    def _property_of(self, type_: Type, path: tuple[str, ...], node: Name | Property) -> Type:
        for name in path:
            found = property_type(type_, name)
            if found is None:
                hint = did_you_mean(name, property_names(type_))
                self._fail(f'{type_} has no property "{name}"', self._place_of(name, node), hint)
            type_ = found
        return type_

    def _place_of(self, name: str, node: Name | Property) -> int:
        return node.position if isinstance(node, Property) else node.position + max(0, node.text.rfind(name))

    def _call(self, node: Call) -> Match | None:
        count = len(node.arguments)
        start = len(self._types) - count
        types = tuple(self._types[start:])
        del self._types[start:]
        if node.is_operator and node.name == "[" and types[1] == STRING:
            self._types.append(self._named_property(node, types[0]))
            return None
        function = find_operator(node.name, count) if node.is_operator else find_function(node.name)
        assert function is not None
        match = function.match(types, self._scope.flow_kind)
        if match is None:
            self._no_overload(node, function, types)
        for index in match.bounded:
            argument = node.arguments[index]
            if isinstance(argument, Literal):
                self._check_bounds(match.parameters[index], argument)
        self._types.append(match.returns)
        return match

    def _named_property(self, node: Call, owner: Type) -> Type:
        """`value["name"]` is `value.name`; the name must be a literal."""
        key = node.arguments[1]
        if not isinstance(key, Literal):
            self._fail("the name of a property must be written out, in quotes", key.position)
        found = property_type(owner, str(key.value))
        if found is None:
            hint = did_you_mean(str(key.value), property_names(owner))
            self._fail(f'{owner} has no property "{key.value}"', key.position, hint)
        return found

    def _check_bounds(self, parameter: Parameter, argument: Literal) -> None:
        value = argument.value
        if parameter.is_currency_code and isinstance(value, str) and value.upper() not in CURRENCY_CODES:
            self._fail(f'"{value}" is no currency code of ISO 4217', argument.position)
        if type(value) is int and not _within(value, parameter):
            bounds = (
                f"{parameter.low} to {parameter.high}"
                if parameter.high is not None
                else f"at least {parameter.low}"
            )
            self._fail(f"{parameter.name} must be {bounds}, not {value}", argument.position)

    def _no_overload(self, node: Call, function: Function, types: tuple[Type, ...]) -> NoReturn:
        offered = function.offered_in(self._scope.flow_kind)
        if function.match(types):
            self._fail(
                f"{function.name} is not offered like this in {self._scope.flow_kind} flows", node.position
            )
        found = f"({', '.join(map(str, types))})"
        note = (
            "; any is one and the same type" if any(ANY.kind in str(overload) for overload in offered) else ""
        )
        expected = " or ".join(str(overload) for overload in offered[:6])
        what = f'"{node.name}"' if node.is_operator else function.name
        self._fail(f"{what} does not take {found}", node.position, f"it takes {expected}{note}")

    def _fail(self, message: str, position: int = WHOLE, hint: str | None = None) -> NoReturn:
        raise ExpressionError(message, position=position, expression=self._text, hint=hint)


def _compact(name: str) -> str:
    """Without the white space that may stand around dots."""
    return "".join(name.split()) if any(map(str.isspace, name)) else name


def _within(value: int, parameter: Parameter) -> bool:
    return (parameter.low is None or value >= parameter.low) and (
        parameter.high is None or value <= parameter.high
    )
