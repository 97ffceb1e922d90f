"""A flow in its normal form: what an org's export adds or reorders is gone, so that equal means no change.

An export adds `refId`s of its own, `noValue` for everything that is left out, the thirteen failure outputs of a
Data Action and explicit defaults, and it sorts variables and arguments. Names identify states and tasks; the
order of actions, cases, statements and attributes counts.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.form_reader import ref_parts
from genesys_deploy.architect.flow.normal_text import normal_expression, normal_literal
from genesys_deploy.architect.flow.tree import Tree, flow_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.architect.flow.model import Flow, Section

__all__ = ["fingerprint", "normalised"]

_NO_VALUE: Final = {"noValue": True}
_NOTHING_WHEN_EMPTY: Final = frozenset(
    {
        *("inputs", "outputs", "successOutputs", "failureOutputs", "foundOutputs"),
        *("actions", "variables", "cases", "default", "outputPaths", "acdSkills", "description"),
    }
)
_DEFAULTS: Final[Mapping[str, tuple[Tree, ...]]] = MappingProxyType(
    {
        "isInput": (False,),
        "isOutput": (False,),
        "priority": ({"lit": "0"},),
        "outputPath": ({"name": "default"}, {"name": "Default"}),
        "division": ("Home",),
        "settingsPrompts": (
            {
                "ensureAudioInPrompts": False,
                "promptMediaToValidate": [{"mediaType": "audio"}, {"mediaType": "tts"}],
            },
        ),
    }
)
"""What an export says although nobody has set it. That a flow without division is in `Home` is inferred."""


def normalised(flow: Flow) -> dict[str, Tree]:
    """The normal form as plain data: two flows mean the same where theirs are equal."""
    return _Normal(flow).tree()


def fingerprint(flow: Flow) -> str:
    """A hash of the normal form, 64 hexadecimal digits."""
    text = json.dumps(normalised(flow), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class _Normal:
    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._names = dict(_section_names(flow.sections))

    def tree(self) -> dict[str, Tree]:
        (root,) = flow_tree(self._flow).values()
        lists = {section.path.partition("/")[0] for section in self._flow.sections if section.ref_id}
        tree = {key: self._sections(value) if key in lists else value for key, value in root.items()}
        tree["supportedLanguages"] = sorted(self._flow.languages)
        return {self._flow.kind: self._mapping(tree)}

    def _sections(self, items: list[Tree]) -> dict[str, Tree]:
        """A list of states or tasks as a mapping by name, which an export is free to order."""
        named: dict[str, Tree] = {}
        for item in items:
            ((kind, body),) = item.items()
            name = self._names.get((kind, body.get("refId", "")), body.get("name", ""))
            named[name] = {key: value for key, value in body.items() if key not in ("refId", "name")}
        return named

    def _normal(self, key: str, value: Tree) -> Tree:
        match value:
            case dict():
                return _form(value) or self._mapping(value)
            case list() if key == "variables":
                return self._variables(value)
            case list():
                return [self._normal("", item) for item in value]
            case str() if key.endswith("Ref"):
                return self._ref(value)
        return value

    def _mapping(self, tree: Mapping[str, Tree]) -> dict[str, Tree]:
        told = {key: value for key, value in tree.items() if value != _NO_VALUE and key != "none"}
        items = {key: self._normal(key, value) for key, value in told.items()}
        kept = {key: value for key, value in items.items() if not _says_nothing(key, value)}
        if isinstance(outputs := kept.get("outputs"), dict):
            kept["outputs"] = {name: branch for name, branch in outputs.items() if branch != {}}
        return {key: value for key, value in kept.items() if not _says_nothing(key, value)}

    def _variables(self, items: list[Tree]) -> dict[str, Tree]:
        variables = [(kind, self._mapping(body)) for item in items for kind, body in item.items()]
        return {body.get("name", ""): {**body, "type": kind} for kind, body in variables}

    def _ref(self, text: str) -> str:
        kind, ref_id = ref_parts(text)
        name = self._names.get((kind, ref_id))
        return text if name is None else f"{kind} {name}"


def _form(tree: dict[str, Tree]) -> dict[str, Tree] | None:
    match tree:
        case {"lit": literal}:
            return {"lit": normal_literal(literal)}
        case {"exp": str(text)}:
            return {"exp": normal_expression(text)}
    return None


def _says_nothing(key: str, value: Tree) -> bool:
    if value in ({}, [], "", None) and key in _NOTHING_WHEN_EMPTY:
        return True
    if key.startswith("settings") and _is_hollow(value):
        return True
    return value in _DEFAULTS.get(key, ())


def _is_hollow(value: Tree) -> bool:
    return isinstance(value, dict) and all(_is_hollow(item) for item in value.values())


def _section_names(sections: Iterable[Section]) -> Iterable[tuple[tuple[str, str], str]]:
    """A name for each reference: the section's own, with a number where several have it."""
    seen: Counter[tuple[str, str]] = Counter()
    for section in sections:
        seen[section.kind, section.name] += 1
        count = seen[section.kind, section.name]
        name = section.name if count == 1 else f"{section.name} ({count})"
        yield (section.kind, section.ref_id), name
