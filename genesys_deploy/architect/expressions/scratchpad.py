"""One expression checked and evaluated for somebody who just tries it, or for an editor: plain data in, plain data out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from genesys_deploy.architect.expressions.built_ins import all_built_ins, built_ins
from genesys_deploy.architect.expressions.compile import Expression, compile_expression
from genesys_deploy.architect.expressions.display import to_text
from genesys_deploy.architect.expressions.environment import Environment
from genesys_deploy.architect.expressions.errors import WHOLE, EvaluationError, ExpressionError
from genesys_deploy.architect.expressions.plain_values import value_from_plain
from genesys_deploy.architect.expressions.scope import Scope
from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Reference

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.values import Value

__all__ = ["Answer", "answer"]

Answer: TypeAlias = dict[str, Any]


def _assumed(kind: str, name: str) -> Reference:
    return Reference(kind, name.lower(), name, name)


_ASSUMED = Environment(find=_assumed)
"""There is no org here: whatever an expression looks up is taken to be there, by the name that was asked for."""


def answer(request: object, environment: Environment = _ASSUMED) -> Answer:
    """`{"expression", "variables": {name: {"type", "value"}}, "target"}` to `{"ok", "type", "cast", "value"}`.

    What is wrong comes as `{"ok": false, "position", "message"}`. `value` is there when every variable used has
    one: text as `ToString` gives it, null for NOT_SET, a list for a collection. What has no result when evaluated
    is still well typed: `ok` with a `message`. Without an environment, what is looked up in the org is taken to be there.
    """
    try:
        expression, variables, target = _read(request)
        scope = _scope({name: Type.parse(str(entry["type"])) for name, entry in variables.items()})
        compiled = compile_expression(expression, scope, target)
        return _verdict(compiled) | _value(compiled, variables, environment)
    except ExpressionError as error:
        hint = {"hint": error.hint} if error.hint else {}
        return {"ok": False, "position": error.position, "message": error.message, **hint}
    except _Malformed as problem:
        return {"ok": False, "position": WHOLE, "message": str(problem)}


class _Malformed(Exception):
    pass


def _read(request: object) -> tuple[str, Mapping[str, Mapping[str, object]], Type | None]:
    if not isinstance(request, Mapping) or not isinstance(request.get("expression"), str):
        raise _Malformed('a request is an object with an "expression"')
    variables, target = request.get("variables", {}), request.get("target")
    variables = {} if variables is None else variables
    if not isinstance(variables, Mapping) or not all(
        isinstance(entry, Mapping) and isinstance(entry.get("type"), str) for entry in variables.values()
    ):
        raise _Malformed('"variables" maps each name to an object with a "type"')
    if not isinstance(target, str | None):
        raise _Malformed('"target" is the name of a type')
    return request["expression"], variables, Type.parse(target) if target else None


def _scope(variables: dict[str, Type]) -> Scope:
    kind = Scope(variables).flow_kind
    return Scope({**(built_ins(kind) if kind else all_built_ins()), **variables}, flow_kind=kind)


def _verdict(compiled: Expression) -> Answer:
    cast = {"cast": compiled.cast} if compiled.cast else {}
    return {"ok": True, "type": str(compiled.type), **cast}


def _value(
    compiled: Expression, variables: Mapping[str, Mapping[str, object]], environment: Environment
) -> Answer:
    given = {name.lower(): entry for name, entry in variables.items() if "value" in entry}
    if not compiled.uses_only(given):
        return {}
    try:
        values = {
            name: value_from_plain(given[name]["value"], Type.parse(str(given[name]["type"])))
            for name in compiled.variables & given.keys()
        }
        return {"value": _shown(compiled.evaluate(values, environment))}
    except EvaluationError as error:
        return {"message": error.message}


def _shown(value: Value) -> str | list[str | None] | None:
    return [to_text(item) for item in value] if isinstance(value, tuple) else to_text(value)
