"""`genesys-deploy destroy`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.connection import Connecting
from genesys_deploy.cli.options import load_bundle, project_options
from genesys_deploy.cli.progress import ApplyProgress
from genesys_deploy.cli.stopping import stop_politely

if TYPE_CHECKING:
    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.cli.connection import Connection
    from genesys_deploy.deploy.lock import Lock
    from genesys_deploy.deploy.record.releases import Release
    from genesys_deploy.deploy.undo.destroying import Destruction

__all__ = ["command"]


@click.command("destroy")
@project_options
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--keep-releases", is_flag=True, help="Leave the list of releases in the org.")
@click.option("--json", "as_json", is_flag=True, help="Print what is to be done as JSON.")
def command(
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    *,
    dry_run: bool,
    yes: bool,
    keep_releases: bool,
    as_json: bool,
) -> None:
    """Delete what this project made in an org, and nothing else. What it changed is brought back to what it was.

    The org's release table says what was made; an object of another id is somebody else's, whatever its name. Where
    somebody else still uses something of it, that is named and nothing is deleted. It can be repeated at any time,
    also after a crash; the release table goes last.

    \b
    Examples:
      genesys-deploy destroy --settings my-org --dry-run
      genesys-deploy destroy --settings my-org --yes --keep-releases
    """
    if as_json and not (dry_run or yes):
        raise click.UsageError("--json asks nothing: add --dry-run or --yes")
    with Connecting() as connecting:
        bundle = load_bundle(project, settings, extra, connecting.begin)
        connection = connecting.connection(bundle.settings)
        shown = _shown(bundle, connection, keep_releases=keep_releases, as_json=as_json)
        done = shown.is_done(keep_releases=keep_releases)
        if done or dry_run:
            raise click.exceptions.Exit(0 if done else 2)
        if not yes:
            click.confirm("Delete it?", abort=True)
        _carry_out(bundle, connection, shown, keep_releases=keep_releases)


def _shown(bundle: Bundle, connection: Connection, *, keep_releases: bool, as_json: bool) -> Destruction:
    destruction = _planned(bundle, connection)
    if as_json:
        _print_json(destruction, connection, keep_releases=keep_releases)
    elif destruction.is_done(keep_releases=keep_releases):
        click.echo(f"{connection.organization.name} holds nothing that {bundle.settings.project} made")
        if not destruction.table.releases:
            click.echo(
                "    as far as its list of releases tells, which is empty: import --made takes over what is there"
            )
    else:
        _print(destruction, keep_releases=keep_releases)
    return destruction


def _planned(bundle: Bundle, connection: Connection) -> Destruction:
    from genesys_deploy.bundle.contents import contents_of
    from genesys_deploy.deploy.undo.destroying import plan_destroy

    return plan_destroy(contents_of(bundle, None), connection.org, bundle.settings.project)


def _print(destruction: Destruction, *, keep_releases: bool) -> None:
    from genesys_deploy.deploy.planning.plan_text import plan_lines

    for line in plan_lines(destruction.plan):
        click.echo(line)
    for sentence in destruction.left:
        click.echo(f"left as it is: {sentence}")
    if not keep_releases:
        click.echo(f"at last, its list of releases goes: {len(destruction.table.releases)}")


def _print_json(destruction: Destruction, connection: Connection, *, keep_releases: bool) -> None:
    from genesys_deploy.deploy.planning.plan_data import plan_data

    data = plan_data(destruction.plan, connection.organization)
    told = {**data, "left": destruction.left, "keepReleases": keep_releases}
    click.echo(json.dumps(told, indent=2, ensure_ascii=False))


def _carry_out(bundle: Bundle, connection: Connection, shown: Destruction, *, keep_releases: bool) -> None:
    """What was shown, and nothing that has come to it since."""
    from genesys_deploy.bundle.contents import contents_of
    from genesys_deploy.deploy.health.permissions import Role, require
    from genesys_deploy.deploy.lock import locked
    from genesys_deploy.deploy.record.origin import release_of

    require(connection.org, contents_of(bundle, None).resources, Role.DESTROY)
    stop_politely()
    here = release_of(bundle.release, os.environ, bundle.project)
    with locked(connection.org, bundle.settings.project, here.actor) as lock:
        now = _planned(bundle, connection)
        now.refuse_more_than(shown)
        _delete(now, connection, here, lock, keep_releases=keep_releases)


def _delete(
    destruction: Destruction, connection: Connection, here: Release, lock: Lock, *, keep_releases: bool
) -> None:
    from genesys_deploy.deploy.undo.destroying import destroy

    with ApplyProgress(len(destruction.plan.changes)) as progress:
        result = destroy(
            destruction,
            connection.org,
            progress.tell,
            release=here,
            keep_releases=keep_releases,
            lock=lock,
        )
    click.echo(f"{len(result.done)} deleted or brought back", err=True)
