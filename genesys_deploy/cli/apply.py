"""`genesys-deploy apply`."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli import plan as plan_command
from genesys_deploy.cli.choosing import choice_options
from genesys_deploy.cli.connection import LOGIN, Connecting, secrets_at_hand
from genesys_deploy.cli.options import load_faultless_bundle, project_options
from genesys_deploy.cli.progress import ApplyProgress
from genesys_deploy.cli.promoting import check_promotion, promotion_options
from genesys_deploy.cli.stopping import stop_politely

if TYPE_CHECKING:
    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.bundle.contents import Contents
    from genesys_deploy.cli.connection import Connection
    from genesys_deploy.deploy.planning.choices import Choices
    from genesys_deploy.deploy.planning.plan import Plan

__all__ = ["command"]


@click.command("apply")
@project_options
@promotion_options
@click.argument("saved", metavar="[PLAN]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@choice_options()
@click.option("--dry-run", is_flag=True, help="The same as plan.")
@click.pass_context
def command(
    ctx: click.Context,
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    saved: Path | None,
    choices: Choices,
    *,
    dry_run: bool,
) -> None:
    """Publish a project to an org: what is missing is made, what differs is updated, the rest is left alone.

    With PLAN, which plan --out saved, it does just that, and refuses where the org or the project has moved since.
    Credentials come from GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET and, over the settings' region,
    GENESYSCLOUD_REGION; the IRP's key from the variable that the settings name. What is not set is looked up in the
    machine's keyring (pip install genesys-social-identity[keyring]). It can be repeated at any time.

    \b
    Examples:
      genesys-deploy apply --settings my-org
      genesys-deploy apply --settings my-org my-org.plan
      genesys-deploy apply --settings my-org --rotate "Social Identity IRP key"
      genesys-deploy apply --bundle social-identity.zip --settings prod --promoted-from test
    """
    if dry_run:
        if saved is not None:
            raise click.UsageError("--dry-run makes a plan: name no saved one")
        ctx.invoke(plan_command.command, project=project, settings=settings, extra=extra, **asdict(choices))
    with Connecting() as connecting:
        bundle = load_faultless_bundle(project, settings, extra, connecting.begin)
        from genesys_deploy.bundle.contents import contents_of

        contents = contents_of(bundle, secrets_at_hand(bundle.settings), LOGIN)
        text = _read(saved)
        check_promotion(bundle, settings, extra)
        _apply(bundle, contents, connecting.connection(bundle.settings), choices, text)


def _read(saved: Path | None) -> str | None:
    from genesys_deploy.cli.files import read_text

    return read_text(saved) if saved else None


def _apply(
    bundle: Bundle, contents: Contents, connection: Connection, choices: Choices, saved: str | None
) -> None:
    from genesys_deploy.deploy.apply import apply
    from genesys_deploy.deploy.health.permissions import Role, require
    from genesys_deploy.deploy.lock import locked
    from genesys_deploy.deploy.record.origin import release_of

    require(connection.org, contents.resources, Role.APPLY)
    stop_politely()
    release = release_of(bundle.release, os.environ, bundle.project)
    with locked(connection.org, bundle.settings.project, release.actor) as lock:
        planned = _planned(bundle, contents, connection, choices, saved)
        with ApplyProgress(len(planned.changes)) as progress:
            result = apply(planned, connection.org, progress.tell, release=release, lock=lock)
    click.echo(f"{len(result.done)} written, {len(planned.operations) - len(result.done)} as they should be")


def _planned(
    bundle: Bundle, contents: Contents, connection: Connection, choices: Choices, saved: str | None
) -> Plan:
    """What to do, told before it is done; made anew also where a plan was saved, and held against that."""
    from genesys_deploy.deploy.planning.plan_text import plan_lines
    from genesys_deploy.deploy.planning.saved_plan import check_saved, choices_in

    chosen = choices_in(saved) if saved is not None else choices
    planned = plan_command.plan_of(contents, connection, bundle.settings, chosen)
    if saved is not None:
        check_saved(saved, planned, connection.organization, bundle.release)
    for line in plan_lines(planned):
        click.echo(line)
    return planned
