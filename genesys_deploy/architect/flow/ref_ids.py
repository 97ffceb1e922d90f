"""A flow's YAML with ref ids that say the same in every org.

An exporter numbers all objects of a flow, `Initial State_10`, so that one new action changes the ids of all that come
after it. Here states and tasks are called by their own names.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.form_reader import ref_parts
from genesys_deploy.source.document import Mapping, Node, Scalar, Sequence
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as AbstractMapping

__all__ = ["with_named_ref_ids"]

REF_ID = "refId"


def with_named_ref_ids(text: str) -> str:
    """The same text with other ref ids and references to them; all else, and each line, stays where it is.

    Raises:
        SourceError: it is no YAML.
    """
    root = read_yaml(text, IdentityMap("the flow")).root
    new = _new_ids(root)
    lines = text.splitlines(keepends=True)
    places = [(place, written) for place, written in _places(root, new) if _is_on_one_line(place)]
    for place, written in sorted(places, key=lambda one: one[0].span.start, reverse=True):
        line, start, end = place.span.start.line - 1, place.span.start.column - 1, place.span.end.column - 1
        lines[line] = f"{lines[line][:start]}{json.dumps(written, ensure_ascii=False)}{lines[line][end:]}"
    return "".join(lines)


def _new_ids(root: Node) -> AbstractMapping[str, str]:
    """A name for each ref id: the section's own, with a number where several have it."""
    seen: Counter[str] = Counter()
    new: dict[str, str] = {}
    for mapping in _mappings(root):
        ref_id, name = mapping.get(REF_ID), mapping.get("name")
        if isinstance(ref_id, Scalar) and isinstance(name, Scalar) and name.text:
            plain = name.text.replace("[", "(").replace("]", ")")
            seen[plain] += 1
            new[ref_id.text] = plain if seen[plain] == 1 else f"{plain} ({seen[plain]})"
    return new if len(set(new.values())) == len(new) else {}


def _places(root: Node, new: AbstractMapping[str, str]) -> Iterator[tuple[Scalar, str]]:
    for mapping in _mappings(root):
        for entry in mapping:
            if not isinstance(entry.value, Scalar):
                continue
            old = entry.value.text
            _, named = ref_parts(old) if entry.key.text.endswith("Ref") else ("", "")
            if entry.key.text == REF_ID and old in new:
                yield entry.value, new[old]
            elif named in new:
                yield entry.value, f"{old.removesuffix(f'{named}]')}{new[named]}]"


def _is_on_one_line(place: Scalar) -> bool:
    return place.span.start.line == place.span.end.line


def _mappings(node: Node) -> Iterator[Mapping]:
    match node:
        case Mapping(entries=entries):
            yield node
            for entry in entries:
                yield from _mappings(entry.value)
        case Sequence(items=items):
            for item in items:
                yield from _mappings(item)
        case Scalar():
            return
