"""`genesys-deploy rollback`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.choosing import choice_options
from genesys_deploy.cli.connection import Connecting
from genesys_deploy.cli.options import load_bundle, project_options
from genesys_deploy.cli.progress import ApplyProgress
from genesys_deploy.cli.stopping import stop_politely

if TYPE_CHECKING:
    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.deploy.lock import Lock
    from genesys_deploy.deploy.planning.choices import Choices
    from genesys_deploy.deploy.record.releases import Release
    from genesys_deploy.deploy.undo.rollback import Rollback
    from genesys_deploy.platform import Org

__all__ = ["command"]


@click.command("rollback")
@project_options
@click.argument("number", metavar="[RELEASE]", required=False, type=click.IntRange(min=1))
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@choice_options(rotate=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    number: int | None,
    choices: Choices,
    *,
    dry_run: bool,
    yes: bool,
) -> None:
    """Bring an org back to what it was after RELEASE, by default the one before the last.

    Flows go back to the version that was published then, Data Actions, integrations, queues and recipients to what
    they said. What was made since stays, and secrets stay as they are. It is a release itself, and can be undone.

    \b
    Examples:
      genesys-deploy rollback --settings my-org --dry-run
      genesys-deploy rollback --settings my-org 7 --yes
    """
    stop_politely()
    with Connecting() as connecting:
        bundle = load_bundle(project, settings, extra, connecting.begin)
        org = connecting.connection(bundle.settings).org
        if dry_run:
            rollback = _shown(bundle, org, number, choices)
            raise click.exceptions.Exit(2 if rollback.plan.changes else 0)
        _roll_back(bundle, org, number, choices, yes=yes)


def _roll_back(bundle: Bundle, org: Org, number: int | None, choices: Choices, *, yes: bool) -> None:
    from genesys_deploy.bundle.contents import contents_of
    from genesys_deploy.deploy.health.permissions import Role, require
    from genesys_deploy.deploy.lock import locked
    from genesys_deploy.deploy.record.origin import release_of
    from genesys_deploy.deploy.undo.rollback import refuse_without_target

    require(org, contents_of(bundle, None).resources, Role.APPLY)
    refuse_without_target(org, bundle.settings.project, number)
    here = release_of(bundle.release, os.environ, bundle.project)
    with locked(org, bundle.settings.project, here.actor) as lock:
        rollback = _shown(bundle, org, number, choices)
        if rollback.plan.changes and not yes:
            click.confirm("Do it?", abort=True)
        _carry_out(rollback, org, here, lock)


def _shown(bundle: Bundle, org: Org, number: int | None, choices: Choices) -> Rollback:
    from genesys_deploy.bundle.contents import contents_of
    from genesys_deploy.deploy.planning.plan_text import plan_lines
    from genesys_deploy.deploy.undo.rollback import plan_rollback

    declared = contents_of(bundle, None)
    rollback = plan_rollback(declared, org, bundle.settings.project, number, choices=choices)
    click.echo(
        f"back to release {rollback.target.number} of {rollback.target.time}, {rollback.target.bundle}"
    )
    for line in plan_lines(rollback.plan):
        click.echo(line)
    for name in rollback.left:
        click.echo(f"left as it is: {name}")
    return rollback


def _carry_out(rollback: Rollback, org: Org, here: Release, lock: Lock) -> None:
    from genesys_deploy.deploy.apply import apply

    target = rollback.target
    release = replace(
        here, bundle=target.bundle, commit=target.commit, back_to=target.number, archive=target.archive
    )
    with ApplyProgress(len(rollback.plan.changes)) as progress:
        result = apply(rollback.plan, org, progress.tell, release=release, lock=lock)
    click.echo(f"{len(result.done)} brought back")
