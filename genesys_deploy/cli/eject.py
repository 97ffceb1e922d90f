"""`genesys-deploy eject`."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("eject")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--project", type=click.Path(file_okay=False, path_type=Path), help="Another project than the nearest."
)
@click.option("--wrap", is_flag=True, help="No copy: a step that calls the package's, to add something to.")
@click.option("--force", is_flag=True, help="Write the package's text over a file that is there.")
def command(files: tuple[str, ...], project: Path | None, *, wrap: bool, force: bool) -> None:
    """Copy a step, a Data Action or another file of the package into the project, to edit it there.

    From then on the project's file counts. Of what it is a copy is written down in .genesys-deploy/, so that upgrade can
    merge a newer version in. Where something only comes before or after a step, --wrap it: nothing is copied then.

    \b
    Examples:
      genesys-deploy eject steps/guest.j2
      genesys-deploy eject guest create-lead
      genesys-deploy eject --wrap route
    """
    from genesys_deploy.source.locate import find_project
    from genesys_deploy.starter.ejecting import eject

    found = find_project(project)
    for file in files:
        click.echo(found.root / eject(found, file, wrap=wrap, force=force))
