"""The parts of an exchange that no Data Action reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.translation import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.model import DataAction
    from irp_stub.contract.exchange import Exchange

__all__ = ["json_of", "missing_paths", "read_output"]


def json_of(exchange: Exchange) -> Mapping[str, Any]:
    """The body as a JSON object; empty where it is none."""
    if exchange.response is None:
        return {}
    try:
        document = json.loads(exchange.response.body)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def read_output(action: DataAction, name: str, exchange: Exchange) -> object:
    """What the Data Action's path for an output finds in the body, before any contract judges it; None for nothing."""
    path = action.response.translation_map.get(name)
    document = json_of(exchange)
    if path is None or not document:
        return None
    text = translate({name: path}, {}, document).get(name)
    return None if text is None else json.loads(text)


def missing_paths(action: DataAction, exchange: Exchange) -> tuple[str, ...]:
    """Paths that find nothing in the body, and for which there is no default."""
    template = action.response
    found = translate(template.translation_map, template.defaults, json_of(exchange))
    return tuple(path for name, path in template.translation_map.items() if name not in found)
