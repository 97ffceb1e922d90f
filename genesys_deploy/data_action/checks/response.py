"""What is to be said about the translation map, its defaults and the success template."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from genesys_deploy.data_action.checks.paths import check_path
from genesys_deploy.data_action.checks.success import check_success
from genesys_deploy.data_action.checks.template import TemplateCheck, references_of
from genesys_deploy.data_action.file_shape import RESPONSE
from genesys_deploy.data_action.velocity.cursor import IDENTIFIER
from genesys_deploy.data_action.velocity.tools.catalogue import TOOLS
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.data_action.checks.places import Places
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.finding import Finding

__all__ = ["check_response"]

RAW_RESULT = "rawResult"

MAP = (*RESPONSE, "translationMap")
DEFAULTS = (*RESPONSE, "translationMapDefaults")
SUCCESS = (*RESPONSE, "successTemplate")


def check_response(action: DataAction, places: Places) -> Iterator[Finding]:
    template = action.response
    names = frozenset({*template.translation_map, RAW_RESULT})
    yield from TemplateCheck(places, names).check(template.success_template, SUCCESS)
    used = {reference.name for reference in references_of(template.success_template)}
    for name, path in template.translation_map.items():
        yield from _check_name(name, used, places)
        yield from check_path(path, (*MAP, name), places)
    for name, default in template.defaults.items():
        yield from _check_default(name, default, names, places)
    yield from check_success(action, places)


def _check_name(name: str, used: set[str], places: Places) -> Iterator[Finding]:
    place = (*MAP, name)
    if not IDENTIFIER.fullmatch(name):
        yield places.error(
            "translation-name", f'no template can refer to "{name}"', place, "letters, digits and _"
        )
    elif name in TOOLS or name == RAW_RESULT:
        yield places.warning(
            "translation-name", f'"{name}" hides what the platform calls so', place, "choose another"
        )
    elif name not in used:
        yield places.warning("unused-translation", f'"{name}" is not used by the success template', place)


def _check_default(name: str, text: str, names: frozenset[str], places: Places) -> Iterator[Finding]:
    place = (*DEFAULTS, name)
    if name not in names:
        message = f'a default for "{name}", which the translation map has not got'
        yield places.warning("unused-default", message, place, did_you_mean(name, names))
    try:
        json.loads(text)
    except ValueError:
        message = f"the default {text or 'without text'} is no JSON; it is put in as it is written"
        hint = f"{json.dumps(text)}, if a text is meant"
        yield places.warning("default-not-json", message, place, hint)
