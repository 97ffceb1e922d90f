"""`genesys-deploy unlock`."""

from __future__ import annotations

from pathlib import Path

import click

from genesys_deploy.cli.connection import connected
from genesys_deploy.cli.options import load_bundle, project_options

__all__ = ["command"]


@click.command("unlock")
@project_options
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept in the org.")
def command(project: Path | None, settings: str, extra: tuple[str, ...], reason: str) -> None:
    """Take away the lock of an apply that is dead; a lock also runs out by itself.

    \b
    Examples:
      genesys-deploy unlock --settings my-org --reason "the runner was shut down"
    """
    chosen = load_bundle(project, settings, extra).settings
    from genesys_deploy.deploy.lock import unlock

    with connected(chosen) as connection:
        held = unlock(connection.org, chosen.project, reason)
    if held is None:
        click.echo("nobody held the lock")
    else:
        click.echo(
            f"taken from {held.owner or 'somebody'}, who held it since {held.since:%Y-%m-%d %H:%M:%S %Z}"
        )
