"""What differs between two flows, in words of the flow."""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.normal import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.architect.flow.tree import Tree

__all__ = ["Difference", "differences"]

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same; a side is None where it has nothing there.

    `path` leads there by names: `states/Identify/actions/callData "Check Bot"/timeout/lit/ms`.
    """

    path: str
    before: Tree | None
    after: Tree | None

    def __str__(self) -> str:
        if self.before is None:
            return f"+ {self.path}{_brief(self.after)}"
        if self.after is None:
            return f"- {self.path}{_brief(self.before)}"
        return f"~ {self.path}{_brief(self.before)} ->{_brief(self.after).removeprefix(':')}"


def differences(before: Flow, after: Flow) -> tuple[Difference, ...]:
    """Every difference of the normal forms, in the order of `before`; none where the flows mean the same."""
    return tuple(_compare("", normalised(before), normalised(after)))


def _compare(path: str, before: Tree, after: Tree) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from _compare(_join(path, key), before.get(key), after.get(key))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _compare_lists(path, before, after)
    else:
        yield Difference(path, before, after)


def _compare_lists(path: str, before: list[Tree], after: list[Tree]) -> Iterator[Difference]:
    labels_before, labels_after = _labels(before), _labels(after)
    matcher = SequenceMatcher(None, labels_before, labels_after, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            for offset in range(end - start):
                place = _join(path, labels_before[start + offset])
                yield from _compare(place, _body(before[start + offset]), _body(after[other_start + offset]))
        else:
            for index in range(start, end):
                yield Difference(_join(path, labels_before[index]), before[index], None)
            for index in range(other_start, other_end):
                yield Difference(_join(path, labels_after[index]), None, after[index])


def _labels(items: list[Tree]) -> list[str]:
    """What an item is called: an action by kind and name, anything else by its number."""
    return [_label(item) or f"[{number}]" for number, item in enumerate(items)]


def _label(item: Tree) -> str:
    match item:
        case dict() if len(item) == 1:
            ((kind, body),) = item.items()
            return (
                f'{kind} "{body["name"]}"'
                if isinstance(body, dict) and isinstance(body.get("name"), str)
                else ""
            )
    return ""


def _body(item: Tree) -> Tree:
    """What stands under the kind of a labelled item; the label has told the kind."""
    return next(iter(item.values())) if _label(item) else item


def _brief(value: Tree) -> str:
    """A value where it is short enough to be read in a line, else nothing."""
    text = json.dumps(value, ensure_ascii=False) if value not in (None, {}) else ""
    return f": {text}" if 0 < len(text) <= _LONGEST else ""


def _join(path: str, step: str) -> str:
    return f"{path}/{step}" if path else step
