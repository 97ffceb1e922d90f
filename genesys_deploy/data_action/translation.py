"""The translation map: what is taken out of an answer, as JSON texts for the success template."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from genesys_deploy.data_action.errors import PathError
from genesys_deploy.data_action.jsonpath.compiler import compile_path
from genesys_deploy.data_action.jsonpath.evaluate import read

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["as_json", "translate"]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def translate(
    translation_map: Mapping[str, str], defaults: Mapping[str, str], document: object
) -> dict[str, str]:
    """The JSON text of each value; its default, as it is written, where the path finds nothing.

    A null that is found is no reason for the default. A name without value and default is left out.

    Raises:
        PathError: a path cannot be read.
    """
    texts: dict[str, str] = {}
    for name, path in translation_map.items():
        compiled = compile_path(path)
        try:
            texts[name] = as_json(read(compiled, document))
        except PathError:
            if name in defaults:
                texts[name] = defaults[name]
    return texts


def as_json(value: object) -> str:
    return _encode(value)
