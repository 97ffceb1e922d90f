"""`genesys-deploy init`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from genesys_deploy.starter.files import Ci

__all__ = ["command"]


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--name", help="The project's name (default: the folder's); no two projects of an org share it."
)
@click.option(
    "--ci",
    type=click.Choice(["github", "gitlab", "none"]),
    default="github",
    show_default=True,
    help="For whose CI.",
)
@click.option("--force", is_flag=True, help="Write files anew that are there and otherwise.")
def command(folder: Path, name: str | None, ci: Ci, *, force: bool) -> None:
    """Make a team's own repository: settings for two orgs, a step and a Data Action to adapt, a scenario, CI, hooks.

    It rests on the installed package, of which nothing is copied that is not to be changed: a file of the same name
    comes first, and of flows/settings/base.yaml each key. What is there already is not touched. In the repository
    validate, test, plan and the others work at once.

    \b
    Examples:
      genesys-deploy init social-care
      genesys-deploy init . --name social-care --ci gitlab
    """
    from genesys_deploy.starter.files import Facts
    from genesys_deploy.starter.making import What, make

    root = folder.resolve()
    kept = 0
    for made in make(root, Facts(name or root.name, ci), force=force):
        click.echo(f"{folder / made.name}: {made.what}")
        kept += made.what is What.KEPT
    note = f"; what was there stays as it is ({kept})" if kept else ""
    first = "" if root == Path.cwd() else f"cd {folder}, "
    click.echo(f"made{note}. Next: {first}read README.md, and try: genesys-deploy test")
