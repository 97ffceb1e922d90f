"""Whether the success template gives what the contract promises, tried with stand-ins for the values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.checks.template import references_of
from genesys_deploy.data_action.errors import TemplateError
from genesys_deploy.data_action.file_shape import RESPONSE, SUCCESS_SCHEMA
from genesys_deploy.data_action.velocity.nodes import If
from genesys_deploy.data_action.velocity.template import compile_template
from genesys_deploy.data_action.velocity.tools.catalogue import TOOLS
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.data_action.checks.places import Places
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.finding import Finding

__all__ = ["check_success"]

SUCCESS = (*RESPONSE, "successTemplate")
_STAND_INS = ("null", "[null]", "{}")
"""JSON texts for values of unknown types: most templates take the first, `firstFromArray` wants the second."""


def check_success(action: DataAction, places: Places) -> Iterator[Finding]:
    template = action.response.success_template
    if not action.response.translation_map:
        return
    printed = _printed(action)
    if not printed:
        return
    result = next((value for value in map(_parsed, printed) if value is not _BROKEN), _BROKEN)
    if result is _BROKEN and _refers_to_known_names(action):
        message = f"the success template gives no JSON: {printed[0].strip()[:80]}"
        yield places.error("success-json", message, SUCCESS, "values come as JSON, texts with their quotes")
    elif isinstance(result, dict):
        may_leave_out = any(isinstance(node, If) for node in compile_template(template).nodes)
        yield from _compare(action, result, places, may_leave_out=may_leave_out)


def _refers_to_known_names(action: DataAction) -> bool:
    """A reference to nothing breaks the JSON too, and is reported as that."""
    known = {*action.response.translation_map, *TOOLS, "rawResult"}
    return all(reference.name in known for reference in references_of(action.response.success_template))


def _printed(action: DataAction) -> list[str]:
    """What the template prints with each stand-in that it takes."""
    texts = []
    for stand_in in _STAND_INS:
        values = dict.fromkeys(action.response.translation_map, stand_in)
        try:
            template = compile_template(action.response.success_template)
            texts.append(template.render({"rawResult": stand_in, **values}))
        except TemplateError:
            continue
    return texts


_BROKEN: Any = object()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return _BROKEN


def _compare(
    action: DataAction, result: dict[str, Any], places: Places, *, may_leave_out: bool
) -> Iterator[Finding]:
    declared = action.success_schema.data.get("properties") or {}
    for name in result:
        if name not in declared:
            message = f'the success template fills "{name}", which the contract does not have'
            yield places.warning("undeclared-output", message, SUCCESS, did_you_mean(name, declared))
    if may_leave_out:
        return
    for name in declared:
        if name not in result:
            message = f'the success template never fills the output "{name}"'
            place = (*SUCCESS_SCHEMA, "properties", name)
            yield places.warning("unfilled-output", message, place, did_you_mean(name, result))
