"""`genesys-deploy import`, which is a word that no Python module can be called by."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.connection import connected
from genesys_deploy.cli.options import load_faultless_bundle, project_options
from genesys_deploy.cli.stopping import stop_politely

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.record.importing import Takeover
    from genesys_deploy.platform import Org

__all__ = ["command"]


@click.command("import")
@project_options
@click.option(
    "--made", is_flag=True, help="Count what is ours as made by this project: destroy will delete it."
)
@click.option("--dry-run", is_flag=True, help="Show what would be taken over, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(
    project: Path | None, settings: str, extra: tuple[str, ...], *, made: bool, dry_run: bool, yes: bool
) -> None:
    """Take over what an org has already by the names that the project declares, and rebuild a lost release table.

    What is published is compared with what is declared, whatever deployed it. Only the release table is written: a row
    for each flow and Data Action that means the same, and a first release, so that the next one can be undone. Plan
    then says what differs.

    \b
    Examples:
      genesys-deploy import --settings my-org --dry-run
      genesys-deploy import --settings my-org --yes
    """
    bundle = load_faultless_bundle(project, settings, extra)
    from genesys_deploy.deploy.lock import locked
    from genesys_deploy.deploy.record.importing import take_over
    from genesys_deploy.deploy.record.origin import release_of

    stop_politely()
    here = release_of(bundle.release, os.environ, bundle.project)
    with connected(bundle.settings) as connection:
        if dry_run:
            raise click.exceptions.Exit(2 if _shown(bundle, connection.org, made=made).writes else 0)
        with locked(connection.org, bundle.settings.project, here.actor):
            takeover = _shown(bundle, connection.org, made=made)
            if (takeover.writes or made) and not yes:
                click.confirm("Write the release table?", abort=True)
            take_over(takeover, connection.org, here, as_made=made)
    click.echo(f"{len(takeover.rows)} taken over")


def _shown(bundle: Bundle, org: Org, *, made: bool) -> Takeover:
    from genesys_deploy.bundle.contents import contents_of
    from genesys_deploy.deploy.record.importing import plan_import

    takeover = plan_import(contents_of(bundle, None), org, bundle.settings.project)
    for line in _lines(takeover):
        click.echo(line)
    if made:
        click.echo(
            f"{len(takeover.not_made)} to count as made by {bundle.settings.project}: destroy deletes them"
        )
    return takeover


def _lines(takeover: Takeover) -> Iterator[str]:
    unrecorded = {wanted.key for wanted, _ in takeover.rows}
    for operation in takeover.plan.operations:
        sign = "+" if operation.key in unrecorded else " "
        yield f"{sign} {operation.key}: {_told(takeover, operation)}"
    count = Counter(takeover.state(operation) for operation in takeover.plan.operations)
    yield ", ".join(f"{number} {state}" for state, number in count.items())
    yield (
        f"{len(unrecorded)} to be written into the release table"
        if unrecorded
        else "the release table knows them"
    )


def _told(takeover: Takeover, operation: Operation) -> str:
    state = takeover.state(operation)
    if not operation.changes:
        return state
    number = len(operation.changes)
    return f"{state}, {number} difference{'s' if number > 1 else ''}; see plan"
