"""Settings files laid over one another, each value keeping the place where it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.bundle.settings import Settings
from genesys_deploy.bundle.settings_rules import check_settings
from genesys_deploy.source.decode import Problems
from genesys_deploy.source.document import Entry, Mapping, Node
from genesys_deploy.source.errors import NotFound, SourceProblems
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from genesys_deploy.source.locate import Project

__all__ = ["lay_over", "load_settings"]

BASE = "base.yaml"


def load_settings(project: Project, overlay: str | Path = "local", extra: Iterable[str] = ()) -> Settings:
    """The project's settings.

    Args:
        project: where `flows/settings` is.
        overlay: the name of a file in `flows/settings` without its ending, or a path.
        extra: further settings as YAML texts (`irp: {url: …}`), laid over last.

    Raises:
        NotFound: there is no such overlay.
        SourceProblems: everything that is wrong with the files, at once.
    """
    node = _read(project, project.flows / "settings" / BASE)
    node = lay_over(node, _read(project, _overlay_path(project, overlay)))
    for text in extra:
        node = lay_over(node, read_yaml(text, IdentityMap("given settings")).root)
    settings, problems = Settings.read(node)
    if settings is not None:
        problems.findings.extend(check_settings(settings))
    if settings is None or problems.findings:
        raise SourceProblems(problems.findings)
    return settings


def lay_over(base: Node, overlay: Node) -> Node:
    """Mappings are merged key by key; anything else in the overlay replaces what it lies on."""
    if not (isinstance(base, Mapping) and isinstance(overlay, Mapping)):
        return overlay
    entries = {entry.key.text: entry for entry in base}
    for entry in overlay:
        below = entries.get(entry.key.text)
        value = lay_over(below.value, entry.value) if below else entry.value
        entries[entry.key.text] = Entry(entry.key, value)
    return Mapping(tuple(entries.values()), overlay.span)


def _read(project: Project, path: Path) -> Node:
    document = read_yaml(path.read_text(encoding="utf-8-sig"), IdentityMap(project.name_of(path)))
    if document.findings:
        raise SourceProblems(document.findings)
    if not isinstance(document.root, Mapping):
        problems = Problems()
        problems.add("settings must be a mapping of names to values", document.root.span)
        raise SourceProblems(problems.findings)
    return document.root


def _overlay_path(project: Project, overlay: str | Path) -> Path:
    folder = project.flows / "settings"
    named = folder / f"{overlay}.yaml"
    if named.is_file():
        return named
    path = project.root / overlay
    if path.is_file():
        return path
    there = ", ".join(sorted(file.stem for file in folder.glob("*.yaml") if file.name != BASE))
    raise NotFound(f"there are no settings {overlay}", hint=f"there are: {there}; or name a file")
