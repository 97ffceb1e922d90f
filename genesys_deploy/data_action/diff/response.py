"""What changed in what the answer must hold, and in what the outputs are made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from genesys_deploy.data_action.diff.filled import Sample, result_fields
from genesys_deploy.data_action.diff.meaning import Kind
from genesys_deploy.data_action.file_shape import RESPONSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.data_action.diff.model import Change
    from genesys_deploy.data_action.diff.versions import Versions
    from genesys_deploy.data_action.model import DataAction

__all__ = ["response_changes"]

_MAP = (*RESPONSE, "translationMap")
_DEFAULTS = (*RESPONSE, "translationMapDefaults")
_TEMPLATE = (*RESPONSE, "successTemplate")
_PLACE = re.compile(r"\[\d+\]")


def response_changes(versions: Versions) -> Iterator[Change]:
    yield from _paths(versions)
    yield from _defaults(versions)
    yield from _results(versions)


def _paths(versions: Versions) -> Iterator[Change]:
    old, new = versions.old.response.translation_map, versions.new.response.translation_map
    defaults = versions.new.response.defaults
    for name in {**old, **new}:
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        kind, what = _path(name, before, after, defaults.get(name))
        outputs = _outputs_from(versions.new if name in new else versions.old, name)
        yield versions.change(kind, what, (*_MAP, name), outputs)


def _path(name: str, before: str | None, after: str | None, default: str | None) -> tuple[Kind, str]:
    if after is None:
        return Kind.PATH_REMOVED, f"{name}: {before}"
    told = "" if default is None else f", else {default}"
    if before is None:
        kind = Kind.PATH_ADDED if default is None else Kind.PATH_ADDED_WITH_DEFAULT
        return kind, f"{name}: {after}{told}"
    kind = Kind.PATH_MOVED if default is None else Kind.PATH_MOVED_WITH_DEFAULT
    return kind, f"{name}: {before} → {after}{told}"


def _defaults(versions: Versions) -> Iterator[Change]:
    """Of the paths that both versions have: one that comes or goes is told with its default."""
    old, new = versions.old.response, versions.new.response
    for name in old.translation_map:
        before, after = old.defaults.get(name), new.defaults.get(name)
        if name not in new.translation_map or before == after:
            continue
        kind = _default_kind(before, after)
        told = f"{name}: {before or 'none'} → {after or 'none'}"
        yield versions.change(kind, told, (*_DEFAULTS, name), _outputs_from(versions.new, name))


def _default_kind(before: str | None, after: str | None) -> Kind:
    match before, after:
        case None, _:
            return Kind.DEFAULT_ADDED
        case _, None:
            return Kind.DEFAULT_REMOVED
        case _:
            return Kind.DEFAULT_CHANGED


def _results(versions: Versions) -> Iterator[Change]:
    texts = versions.old.response.success_template, versions.new.response.success_template
    if texts[0].split() == texts[1].split():
        return
    told_apart = _fields_of_both(versions)
    if told_apart is None:
        yield versions.change(Kind.SUCCESS_TEMPLATE, "what it makes cannot be told", _TEMPLATE)
        return
    old, new = told_apart
    refilled = tuple(_refilled(versions, old, new))
    yield from refilled
    if not refilled:
        told = "the same outputs" if old == new else "outputs come or go, the others hold what they held"
        yield versions.change(Kind.SUCCESS_TEMPLATE_REWRITTEN, told, _TEMPLATE)


def _fields_of_both(versions: Versions) -> tuple[Mapping[str, str], Mapping[str, str]] | None:
    """Of the first sample that both templates take.

    Filled with arrays, a template that takes the first of one and a template that takes it whole make different
    fields of the same values: such two are not told apart.
    """
    for sample in Sample:
        old, new = result_fields(versions.old, sample), result_fields(versions.new, sample)
        if old is None or new is None:
            continue
        if sample is Sample.TEXT or old.keys() == new.keys():
            return old, new
    return None


def _refilled(versions: Versions, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Outputs that both contracts have; what comes or goes with the contract is told there."""
    kept = {field.name for field in versions.old.outputs} & {field.name for field in versions.new.outputs}
    for name in {**old, **new}:
        before, after = old.get(name), new.get(name)
        output = _PLACE.sub("", name)
        if before != after and output in kept:
            what = f"{name}: from {before or 'nothing'} → from {after or 'nothing'}"
            yield versions.change(Kind.OUTPUT_REFILLED, what, _TEMPLATE, (output,))


def _outputs_from(action: DataAction, name: str) -> tuple[str, ...]:
    """The outputs that a name of the translation map fills; its own name where that cannot be told."""
    tried = (result_fields(action, sample) for sample in Sample)
    filled = next((fields for fields in tried if fields is not None), None)
    if filled is None:
        return (name,)
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return tuple(
        dict.fromkeys(_PLACE.sub("", output) for output, held in filled.items() if word.search(held))
    )
