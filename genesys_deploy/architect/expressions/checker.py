"""Types of an expression: what each name is, which overload each call takes, what comes out.

The order of the checks is that of the official checker, because it decides which of several faults is reported:
unknown names as they stand in the text, then open parentheses, then types from the inside out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from genesys_deploy.architect.expressions.errors import WHOLE, ExpressionError
from genesys_deploy.architect.expressions.functions.currency import CURRENCY_CODES
from genesys_deploy.architect.expressions.limits import MAX_INTEGER
from genesys_deploy.architect.expressions.nodes import Call, Literal, Name, Node, Property, Tree
from genesys_deploy.architect.expressions.properties import property_names, property_type
from genesys_deploy.architect.expressions.registry import find_function, find_operator, function_names
from genesys_deploy.architect.expressions.signatures import Function, Match, Parameter
from genesys_deploy.architect.expressions.types import ANY, INTEGER, STRING, UNKNOWN, Type
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


def _property_or_unknown(owner: Type, name: str) -> Type:
    return property_type(owner, name) or UNKNOWN


def _missing(variable: Variable) -> tuple[Type, str] | None:
    """The first property asked of a variable that is not there, and the type that lacks it."""
    owner = variable.type
    for name in variable.path:
        found = property_type(owner, name)
        if found is None:
            return owner, name
        owner = found
    return None


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
        unknown: list[Node] = []
        for node in nodes:
            if isinstance(node, Name) and (variable := self._variable(node)) and not _missing(variable):
                known[id(node)] = variable
            elif not self._exists(node):
                unknown.append(node)
        if unknown:
            self._unknown(min(unknown, key=lambda node: node.position))
        return known

    def _exists(self, node: Node) -> bool:
        match node:
            case Name():
                return False
            case Call(is_operator=False):
                function = find_function(node.name)
                return function is not None and self._scope.flow_kind not in function.absent_in
            case Literal(value=int(value), type=type_):
                return type_ != INTEGER or -MAX_INTEGER <= value <= MAX_INTEGER
        return True

    def _unknown(self, node: Node) -> NoReturn:
        match node:
            case Name():
                self._unknown_variable(node)
            case Call():
                self._unknown_function(node)
        self._fail(f"an Integer lies between ±{MAX_INTEGER:,}", node.position)

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
        variable = self._variable(node)
        if variable and (missing := _missing(variable)):
            self._no_property(*missing, node.position)
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
                self._types.append(node.type)
                return None
            case Name():
                variable = variables[id(node)]
                self._types.append(reduce(_property_or_unknown, variable.path, variable.type))
                return variable
            case Property():
                self._types.append(self._property_of(self._types.pop(), node.name, node.position))
                return None
            case Call():
                return self._call(node)

    def _property_of(self, owner: Type, name: str, position: int) -> Type:
        found = property_type(owner, name)
        if found is None:
            self._no_property(owner, name, position)
        return found

    def _no_property(self, owner: Type, name: str, position: int) -> NoReturn:
        hint = did_you_mean(name, property_names(owner))
        self._fail(f'{owner} has no property "{name}"', position, hint)

    def _call(self, node: Call) -> Match | None:
        count = len(node.arguments)
        start = len(self._types) - count
        types = tuple(self._types[start:])
        del self._types[start:]
        if node.is_operator and node.name == "[" and types[1] == STRING and not types[0].collection:
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
        return self._property_of(owner, str(key.value), key.position)

    def _check_bounds(self, parameter: Parameter, argument: Literal) -> None:
        value = argument.value
        if parameter.is_currency_code and isinstance(value, str) and value.upper() not in CURRENCY_CODES:
            self._fail(f'"{value}" is no currency code of ISO 4217', argument.position)
        if parameter.forbids_zero and value == 0:
            self._fail("this must not be zero", argument.position)
        if type(value) is int and not _within(value, parameter):
            bounds = (
                f"{parameter.low} to {parameter.high}"
                if parameter.high is not None
                else f"at least {parameter.low}"
            )
            self._fail(f"{parameter.name} must be {bounds}, not {value}", argument.position)

    def _no_overload(self, node: Call, function: Function, types: tuple[Type, ...]) -> NoReturn:
        offered = function.offered_in(self._scope.flow_kind)
        if not offered or function.match(types):
            like_this = " like this" if offered else ""
            where = f"in {self._scope.flow_kind} flows"
            self._fail(f"{function.name} is not offered{like_this} {where}", node.position)
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
