"""`genesys-deploy upgrade`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.starter.merging import Conflict
    from genesys_deploy.starter.upgrading import Upgraded

__all__ = ["command"]

STYLES = {"+": "green", "-": "red", "@": "cyan"}


@click.command("upgrade")
@click.option(
    "--project", type=click.Path(file_okay=False, path_type=Path), help="Another project than the nearest."
)
@click.option("--dry-run", is_flag=True, help="Show what would be merged, and write nothing.")
@click.option("--mark", is_flag=True, help="Write what conflicts too, with git's marks around each place.")
@click.option("--accept", multiple=True, metavar="FILE", help="This file is up to date as it is.")
def command(project: Path | None, accept: tuple[str, ...], *, dry_run: bool, mark: bool) -> None:
    """Bring the texts of the installed package into the files that the project has copied from an older one.

    For each it shows what changed in the package's file since. What does not meet the team's edits is merged; what does
    is shown with file and line, and ends with 2: the file stays as it is, until somebody has edited it and says
    --accept, or asks for git's marks in it. What is not copied needs no upgrade.

    \b
    Examples:
      pip install --upgrade genesys-social-identity && genesys-deploy upgrade --dry-run
      genesys-deploy upgrade
      genesys-deploy upgrade --accept flows/steps/guest.j2
    """
    from genesys_deploy.source.locate import find_project
    from genesys_deploy.starter.upgrading import accept as accept_file
    from genesys_deploy.starter.upgrading import carry_out, plan_upgrade

    found = find_project(project)
    for name in accept if not dry_run else ():
        accept_file(found, name)
    upgrades = [one for one in plan_upgrade(found) if one.name not in accept]
    for one in upgrades:
        for line in _lines(one):
            click.echo(line)
    if not dry_run:
        carry_out(found, upgrades, mark=mark)
    left = [one for one in upgrades if one.is_open]
    click.echo(
        f"{len(left)} of {len(upgrades)} copies to be looked at" if left else "all copies are up to date"
    )
    raise click.exceptions.Exit(2 if left else 0)


def _lines(one: Upgraded) -> Iterator[str]:
    yield click.style(f"{one.name}: {one.fate}", bold=bool(one.diff or one.is_open))
    for line in one.diff.splitlines():
        yield click.style(f"    {line}", fg=STYLES.get(line[:1]))
    for conflict in one.conflicts:
        yield from _conflict(one.name, conflict)


def _conflict(name: str, conflict: Conflict) -> Iterator[str]:
    yield click.style(f"{name}:{conflict.line}: your edit and the new version meet here", fg="red")
    yield from (f"    yours: {line}" for line in conflict.ours or ("(nothing)",))
    yield from (f"    new:   {line}" for line in conflict.theirs or ("(nothing)",))
