"""Settings files laid over one another, each value keeping the place where it was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from genesys_deploy.bundle.settings.rules import check_settings
from genesys_deploy.bundle.settings.settings import Settings
from genesys_deploy.source.decode import Problems
from genesys_deploy.source.document import Entry, Mapping, Node, Scalar
from genesys_deploy.source.errors import NotFound, SourceProblems, SyntaxFault
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.places import Places
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.source.project import Project

__all__ = ["BASE", "SETTINGS", "lay_over", "load_settings", "merged_settings", "overlay_path"]

SETTINGS = "flows/settings"
BASE = f"{SETTINGS}/base.yaml"


def load_settings(
    project: Project,
    overlay: str | Path = "local",
    extra: Iterable[str] = (),
    under: str | Path | None = None,
) -> Settings:
    """The project's settings.

    Args:
        project: where `flows/settings` is.
        overlay: the name of a file in `flows/settings` without its ending, or a path.
        extra: further settings as YAML texts (`irp: {url: …}`), laid over last.
        under: an overlay that is laid over the base first, as if it were part of it.

    Raises:
        NotFound: there is no such overlay.
        SourceProblems: everything that is wrong with the files, at once.
    """
    node = merged_settings(project, (overlay,) if under is None else (under, overlay), extra)
    settings, problems = Settings.read(node)
    if settings is not None:
        problems.findings.extend(check_settings(settings, Places(node)))
    if settings is None or problems.findings:
        raise SourceProblems(problems.findings)
    return settings


def merged_settings(project: Project, overlays: Iterable[str | Path], extra: Iterable[str] = ()) -> Node:
    """The base settings of every layer, the overlays and the further settings, each over the one before.

    Raises:
        NotFound: there is no such overlay.
        SourceProblems: everything that is wrong with the files as YAML, at once.
    """
    paths = [*_bases(project), *(overlay_path(project, overlay) for overlay in overlays)]
    reading = _Reading()
    nodes = [reading.read(project.name_of(path), path.read_text(encoding="utf-8-sig")) for path in paths]
    nodes += [reading.read("given settings", text) for text in extra]
    if reading.findings:
        raise SourceProblems(reading.findings)
    merged = nodes[0]
    for node in nodes[1:]:
        merged = lay_over(merged, node)
    return merged


def lay_over(base: Node, overlay: Node) -> Node:
    """Mappings are merged key by key, and a null takes its key away; anything else replaces what it lies on."""
    if not (isinstance(base, Mapping) and isinstance(overlay, Mapping)):
        return overlay
    entries = {entry.key.text: entry for entry in base}
    for entry in overlay:
        below = entries.get(entry.key.text)
        if isinstance(entry.value, Scalar) and entry.value.value is None:
            entries.pop(entry.key.text, None)
        else:
            value = lay_over(below.value, entry.value) if below else entry.value
            entries[entry.key.text] = Entry(entry.key, value)
    return Mapping(tuple(entries.values()), overlay.span)


def overlay_path(project: Project, overlay: str | Path) -> Path:
    """The file of an overlay: of this name in the project's settings, else at this path.

    Raises:
        NotFound: there is none.
    """
    for path in _candidates(project, overlay):
        if path.is_file():
            return path
    folders = (project.overlays,) if project.overlays else ()
    files = (
        *project.files(SETTINGS, ".yaml"),
        *(file for folder in folders for file in folder.glob("*.yaml")),
    )
    there = ", ".join(sorted({file.stem for file in files if file.name != Path(BASE).name}))
    raise NotFound(f"there are no settings {overlay}", hint=f"there are: {there}; or name a file")


def _candidates(project: Project, overlay: str | Path) -> Iterator[Path]:
    if project.overlays is not None:
        yield project.overlays / f"{overlay}.yaml"
    yield project.path_of(f"{SETTINGS}/{overlay}.yaml")
    yield Path(overlay)
    yield project.root / overlay


def _bases(project: Project) -> tuple[Path, ...]:
    return project.layers(BASE) or (project.root / BASE,)


@dataclass(slots=True)
class _Reading:
    """Reads several files, and goes on after one that is malformed."""

    findings: list[Finding] = field(default_factory=list)

    def read(self, name: str, text: str) -> Node:
        """The file's mapping; nothing in its place where it is malformed, and a finding says why."""
        try:
            document = read_yaml(text, IdentityMap(name))
        except SyntaxFault as fault:
            self.findings.append(Finding("syntax", Severity.ERROR, fault.message, fault.span, fault.hint))
            return Mapping((), fault.span or IdentityMap(name).span(1, 1, 1, 1))
        self.findings.extend(document.findings)
        if isinstance(document.root, Mapping):
            return document.root
        problems = Problems()
        problems.add("settings must be a mapping of names to values", document.root.span)
        self.findings.extend(problems.findings)
        return Mapping((), document.root.span)
