"""Which settings of two orgs are not the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.bundle.settings.overlay import merged_settings
from genesys_deploy.source.document import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from genesys_deploy.source.project import Project
    from genesys_deploy.source.span import Span

__all__ = ["SettingDifference", "setting_differences"]

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class SettingDifference:
    """`name` is dotted, as in `irp.url`; `span` is where the other value stands, None where there is none."""

    name: str
    one: str
    other: str
    span: Span | None

    def __str__(self) -> str:
        place = f"  ({self.span})" if self.span else ""
        return f"{self.name}: {self.one} → {self.other}{place}"


def setting_differences(
    project: Project, one: str | Path, other: str | Path
) -> tuple[SettingDifference, ...]:
    """Every value that two overlays, laid over the base settings, do not agree on.

    Raises:
        NotFound: there is no such overlay.
        SourceProblems: a settings file is malformed.
    """
    before, after = (dict(_values(merged_settings(project, (overlay,)))) for overlay in (one, other))
    names = dict.fromkeys((*before, *after))
    return tuple(
        _difference(name, before, after) for name in names if _text(before, name) != _text(after, name)
    )


def _difference(name: str, before: dict[str, Node], after: dict[str, Node]) -> SettingDifference:
    span = after[name].span if name in after else None
    return SettingDifference(name, _text(before, name), _text(after, name), span)


def _text(values: dict[str, Node], name: str) -> str:
    return _written(values[name]) if name in values else NOTHING


def _written(node: Node) -> str:
    match node:
        case Scalar(text=text):
            return text or '""'
        case Sequence(items=items):
            return f"[{', '.join(map(_written, items))}]"
        case Mapping(entries=entries):
            return f"{{{', '.join(f'{entry.key.text}: {_written(entry.value)}' for entry in entries)}}}"


def _values(node: Node, path: str = "") -> Iterator[tuple[str, Node]]:
    """Every value that is no mapping, by its dotted name; lists are one value."""
    if isinstance(node, Mapping) and node.entries:
        for entry in node:
            yield from _values(entry.value, f"{path}.{entry.key.text}" if path else entry.key.text)
    else:
        yield path, node
