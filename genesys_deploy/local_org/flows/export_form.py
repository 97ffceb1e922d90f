"""A flow as the platform exports it: with ref ids, defaults and an order of its own.

Whoever compares texts sees changes that are none; the corpus of exported flows shows these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.flow.tree import flow_tree
from genesys_deploy.data_action.failure import FAILURE_FIELDS
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from genesys_deploy.data_action.model import DataAction

__all__ = ["exported"]

FIRST_TRACKING_ID = 10
_NO_VALUE = {"noValue": True}
_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "transferToAcd": {"preferredAgents": _NO_VALUE, "priority": {"lit": 0}, "languageSkill": _NO_VALUE},
    "callData": {"processingPrompt": _NO_VALUE, "timeout": _NO_VALUE},
}
"""What the export of an action says although nobody has set it."""

_REF = re.compile(r"(?P<before>/[^\[\]]+\[)(?P<ref_id>[^\]]+)(?P<after>\])\Z")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*([ .-][A-Za-z0-9_]+)*\Z")
_WORDS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})


def exported(text: str, action: Callable[[str, str], DataAction | None]) -> str:
    """The YAML that an export of the published `text` gives; `action` finds a Data Action by category and name."""
    flow, _ = read_flow_text(text, IdentityMap("flow.yaml"))
    root = _with_head(flow_tree(flow)[flow.kind])
    if "variables" in root:
        root["variables"].sort(key=_variable_name)
    for kind, body in _actions(root):
        body |= {"name": "", **_DEFAULTS[kind], **_taken_out(body)}
        if kind == "callData":
            _spell_out(body, action)
    renamed = _renumbered({flow.kind: root}, _new_ref_ids(root))
    written: str = yaml.dump(renamed, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)
    return written


def _with_head(root: dict[str, Any]) -> dict[str, Any]:
    """Name, description and division come first; without a division a flow is at home."""
    head = {"name": None, "description": None, "division": "Home"}
    return {key: value for key, value in {**head, **root}.items() if value is not None}


def _taken_out(body: dict[str, Any]) -> dict[str, Any]:
    """All that the mapping holds, which is empty then: what is put back stands in a new order."""
    held = dict(body)
    body.clear()
    return held


def _variable_name(variable: dict[str, Any]) -> str:
    (body,) = variable.values()
    return str(body.get("name", "")).casefold()


def _actions(tree: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping that stands under the key of an action."""
    if isinstance(tree, list):
        for item in tree:
            yield from _actions(item)
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in _DEFAULTS and isinstance(value, dict):
                yield key, value
            yield from _actions(value)


def _spell_out(body: dict[str, Any], action: Callable[[str, str], DataAction | None]) -> None:
    """All inputs and outputs of the contract by name, and the failure outputs in their fixed order."""
    for category, inner in (body.get("category") or {}).items():
        for name, call in (inner.get("dataAction") or {}).items():
            contract = action(category, name)
            if contract is None or not isinstance(call, dict):
                continue
            call.pop("none", None)
            for part, names in (
                ("inputs", sorted(field.name for field in contract.inputs)),
                ("successOutputs", sorted(field.name for field in contract.outputs)),
                ("failureOutputs", [field.name for field in FAILURE_FIELDS]),
            ):
                given = {name: form for name, form in (call.get(part) or {}).items() if name != "none"}
                call[part] = {**dict.fromkeys(names, _NO_VALUE), **given}


def _new_ref_ids(root: dict[str, Any]) -> dict[str, str]:
    """The exporter's own: the name of the state or task, and a number that counts all objects of the flow."""
    renamed: dict[str, str] = {}
    number = FIRST_TRACKING_ID
    for sections in root.values():
        for section in sections if isinstance(sections, list) else ():
            for body in section.values():
                if isinstance(body, dict) and "refId" in body:
                    renamed[body["refId"]] = f"{body.get('name', '')}_{number}"
                    number += 1 + sum(1 for _ in _actions(body))
    return renamed


def _renumbered(tree: Any, renamed: dict[str, str]) -> Any:
    match tree:
        case dict():
            return {
                key: renamed.get(value, value) if key == "refId" else _renumbered(value, renamed)
                for key, value in tree.items()
            }
        case list():
            return [_renumbered(item, renamed) for item in tree]
        case str() if found := _REF.match(tree):
            new = renamed.get(found["ref_id"], found["ref_id"])
            return f"{found['before']}{new}{found['after']}"
        case _:
            return tree


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """In quotes, unless it is a plain word by every version of YAML."""
    plain = _PLAIN.match(text) is not None and text.casefold() not in _WORDS
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Dumper.add_representer(str, _text)
