"""From a project to the files of a bundle: everything but the settings of an org."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from genesys_deploy.bundle.archive.archive import OWN, PACKAGE, write_archive
from genesys_deploy.bundle.archive.manifest import Manifest
from genesys_deploy.bundle.settings.overlay import BASE, SETTINGS, merged_settings, overlay_path
from genesys_deploy.source.document import Mapping, Node, Scalar, Sequence
from genesys_deploy.source.errors import ProductError
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from genesys_deploy.source.project import Project
    from genesys_deploy.source.span import Span

__all__ = ["NotForBundles", "build_archive"]

FOLDERS = ("flows", "data_actions")
SUFFIXES = (".j2", ".yaml", ".yml", ".json", ".csv")
SCENARIOS = "flows/scenarios"
USUAL_OVERLAY = "local"
SHORTEST_SECRET = 8
"""Shorter texts stand in files by chance."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class NotForBundles(ProductError):
    """Something in a project that must not go into a bundle."""


def build_archive(project: Project, commit: str, secrets: Iterable[str] = ()) -> bytes:
    """The bundle of a project.

    Args:
        project: whose templates, Data Actions, base settings, scenarios and invariants go into it.
        commit: what they are of; empty where nobody knows.
        secrets: texts that no file may hold.

    Raises:
        NotForBundles: a file holds a secret, leads out of the project, or a scenario runs in an org's settings.
        SourceError: a scenario file is no YAML.
    """
    chosen = _overlays(project) | _rows(project)
    roots = {OWN: project.root} | ({PACKAGE: project.below} if project.below else {})
    files = {
        f"{layer}/{path.relative_to(root).as_posix()}": _content(path, root)
        for layer, root in roots.items()
        for path in _files(root, chosen)
    }
    _refuse_secrets(files, secrets)
    return write_archive(Manifest.of(files, commit, tuple(sorted(project.left_out))), files)


def _files(root: Path, chosen: frozenset[Path]) -> Iterator[Path]:
    for path in sorted(path for folder in FOLDERS for path in (root / folder).rglob("*") if path.is_file()):
        is_of_orgs = path.parent == root / SETTINGS and path != root / BASE
        if path.suffix.lower() in SUFFIXES and (path in chosen or not is_of_orgs):
            yield path


def _content(path: Path, root: Path) -> bytes:
    """As it is in git: with the ends of lines that each machine likes, the hash would be another on each."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise NotForBundles(f"{path} leads out of the project", hint="put the file itself there")
    return path.read_bytes().replace(b"\r\n", b"\n")


def _refuse_secrets(files: dict[str, bytes], secrets: Iterable[str]) -> None:
    for secret in (one for one in secrets if len(one) >= SHORTEST_SECRET):
        for name, content in files.items():
            if secret.encode() in content:
                raise NotForBundles(
                    f"{name.partition('/')[2]} holds a secret that the environment has too",
                    hint="take it out, and change it: it is in the history of the file",
                )


def _overlays(project: Project) -> frozenset[Path]:
    """Those that scenarios run with, which must be settings of no real org."""
    found = set()
    for file in project.files(SCENARIOS, ".yaml", ".yml"):
        name = project.name_of(file)
        root = read_yaml(file.read_text(encoding="utf-8-sig"), IdentityMap(name)).root
        for overlay, span in _named(root):
            found.add(overlay_path(project, overlay))
            if not _is_local(project, overlay):
                raise NotForBundles(
                    f"this scenario runs with the settings of an org, {overlay}, and a bundle holds none",
                    span=span,
                    hint="let it run with local, and say what differs in the scenario's own settings",
                )
    return frozenset(found)


def _rows(project: Project) -> frozenset[Path]:
    """The files of rows that the base settings name for data tables."""
    tables = _at(merged_settings(project, ()), "data_tables")
    named = (_at(entry.value, "rows") for entry in tables) if isinstance(tables, Mapping) else ()
    return frozenset(project.path_of(f"{SETTINGS}/{rows.text}") for rows in named if isinstance(rows, Scalar))


def _named(root: Node) -> Iterator[tuple[str, Span]]:
    scenarios = root.get("scenarios") if isinstance(root, Mapping) else None
    each = scenarios.items if isinstance(scenarios, Sequence) else ()
    for node in (root, *each):
        overlay = node.get("overlay") if isinstance(node, Mapping) else None
        if isinstance(overlay, Scalar):
            yield overlay.text, overlay.span
        elif node is root:
            yield USUAL_OVERLAY, root.span


def _is_local(project: Project, overlay: str) -> bool:
    org = _at(merged_settings(project, (overlay,)), "org", "region")
    return isinstance(org, Scalar) and urlsplit(org.text).hostname in LOOPBACK


def _at(node: Node | None, *keys: str) -> Node | None:
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node
