"""`genesys-deploy releases`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.connection import connected
from genesys_deploy.cli.options import load_bundle, project_options

if TYPE_CHECKING:
    from genesys_deploy.deploy.record.releases import Release

__all__ = ["command"]

COMMIT = 12


@click.command("releases")
@project_options
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON, with all that each changed.")
def command(project: Path | None, settings: str, extra: tuple[str, ...], *, as_json: bool) -> None:
    """List who applied what to an org and when, the latest first.

    \b
    Examples:
      genesys-deploy releases --settings my-org
      genesys-deploy releases --settings my-org --json
    """
    chosen = load_bundle(project, settings, extra).settings
    from genesys_deploy.deploy.record.release_table import ReleaseTable

    with connected(chosen) as connection:
        releases = ReleaseTable.read(connection.org, chosen.project).readable().releases
    if as_json:
        click.echo(json.dumps([asdict(release) for release in releases], indent=2, ensure_ascii=False))
        return
    for release in releases:
        click.echo(_line(release))
    if not releases:
        click.echo(f"{chosen.project} was never applied to {connection.organization.name}")


def _line(release: Release) -> str:
    commit = release.commit.removesuffix("-dirty")[:COMMIT] + ("-dirty" if "-dirty" in release.commit else "")
    changed = f"{len(release.changed)} changed"
    back = f", back to {release.back_to}" if release.back_to else ""
    taken = ", taken over" if release.taken_over else ""
    built = f", built as {release.archive[:COMMIT]}" if release.archive else ""
    state = "" if release.complete else ", broken off"
    who = (release.bundle or "-", commit or "-", release.actor or "-")
    return f"{'  '.join((f'{release.number:>3}', release.time, *who))}  {changed}{built}{back}{taken}{state}"
