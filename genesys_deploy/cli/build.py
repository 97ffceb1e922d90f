"""`genesys-deploy build`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.source.document import Node

__all__ = ["command"]

SHOWN = 12
CLIENT_SECRET = "GENESYSCLOUD_OAUTHCLIENT_SECRET"  # noqa: S105  the variable's name


@click.command("build")
@click.option(
    "--project", type=click.Path(file_okay=False, path_type=Path), help="Another project than the nearest."
)
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (default: its project's name and hash, here).",
)
def command(project: Path | None, out: Path | None) -> None:
    """Make one file of a project that is the same in every org: what passed test is what prod gets.

    In it are templates, Data Actions, base settings, scenarios and invariants, with the hash of each and the commit;
    no secrets, and no settings of an org. The same files give the same bytes on any machine. Its hash, which is that of
    the file, is printed; apply records it in the org.

    \b
    Examples:
      genesys-deploy build -o social-identity.zip
      genesys-deploy apply --bundle social-identity.zip --settings test
      genesys-deploy apply --bundle social-identity.zip --settings prod --promoted-from test
    """
    from genesys_deploy.bundle.archive.building import build_archive
    from genesys_deploy.bundle.archive.manifest import sha256
    from genesys_deploy.bundle.settings.overlay import merged_settings
    from genesys_deploy.deploy.record.origin import commit_of
    from genesys_deploy.source.locate import find_project

    found = find_project(project)
    base = merged_settings(found, ())
    secrets = (os.environ.get(name, "") for name in (CLIENT_SECRET, *_variables(base)))
    archive = build_archive(found, commit_of(os.environ, found.root), secrets)
    digest = sha256(archive)
    file = out or Path(f"{_name(base)}-{digest[:SHOWN]}.zip")
    _write(file, archive)
    click.echo(f"{digest}  {file}")


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all: what is cut off must not look like a bundle."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(content)
    part.replace(file)


def _name(base: Node) -> str:
    from genesys_deploy.source.document import Mapping, Scalar

    name = base.get("project") if isinstance(base, Mapping) else None
    return name.text if isinstance(name, Scalar) else "bundle"


def _variables(base: Node) -> Iterator[str]:
    """All environment variables that the settings name as holders of secrets."""
    from genesys_deploy.source.document import Mapping, Scalar

    if isinstance(base, Mapping):
        for entry in base:
            if entry.key.text.endswith("_env") and isinstance(entry.value, Scalar):
                yield entry.value.text
            yield from _variables(entry.value)
