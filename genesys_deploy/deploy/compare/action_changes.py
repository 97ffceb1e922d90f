"""A declared Data Action against the published one: what may be changed in place, and what may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genesys_deploy.deploy.compare.json_changes import json_changes

if TYPE_CHECKING:
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.deploy.compare.change import Change

__all__ = ["configuration_changes", "contract_changes"]

# They say nothing about which values are accepted, and the platform adds some of them by itself.
_MEANINGLESS = frozenset({"$schema", "$id", "id", "title", "description"})


def contract_changes(held: DataAction, wanted: DataAction) -> tuple[Change, ...]:
    """What the platform never lets anybody change once the action is published."""
    return (
        *json_changes(_contract(held.input_schema.data), _contract(wanted.input_schema.data), "input"),
        *json_changes(_contract(held.success_schema.data), _contract(wanted.success_schema.data), "output"),
        *json_changes(held.secure, wanted.secure, "secure"),
    )


def configuration_changes(held: DataAction, wanted: DataAction) -> tuple[Change, ...]:
    """What can be changed in place."""
    return tuple(json_changes(_configuration(held), _configuration(wanted), "config"))


def _configuration(action: DataAction) -> dict[str, Any]:
    return {
        "timeoutSeconds": action.timeout_seconds,
        "url": action.request.url,
        "method": action.request.method,
        "headers": dict(action.request.headers),
        "body": action.request.body,
        "translationMap": dict(action.response.translation_map),
        "translationMapDefaults": dict(action.response.defaults),
        "successTemplate": action.response.success_template,
    }


def _contract(schema: Any, *, of_names: bool = False) -> Any:
    """A schema without what means nothing; `of_names` says that the keys are names of fields, not keywords."""
    match schema:
        case dict():
            return {
                name: _contract(value, of_names=name == "properties" and not of_names)
                for name, value in schema.items()
                if of_names or not _is_meaningless(name, value)
            }
        case list():
            return [_contract(item) for item in schema]
        case _:
            return schema


def _is_meaningless(keyword: str, value: Any) -> bool:
    if keyword == "required":
        return not value
    return keyword in _MEANINGLESS or value is None or (keyword == "additionalProperties" and value is True)
