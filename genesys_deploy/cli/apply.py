"""`genesys-deploy apply`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.options import load_bundle, project_options
from genesys_deploy.cli.progress import ApplyProgress

if TYPE_CHECKING:
    from genesys_deploy.bundle.bundle import Bundle

__all__ = ["command"]


@click.command("apply")
@project_options
@click.option("--rotate", multiple=True, metavar="NAME", help="Write this credential although it is there.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def command(
    project: Path | None, settings: str, extra: tuple[str, ...], rotate: tuple[str, ...], *, dry_run: bool
) -> None:
    """Publish a project to an org: what is missing is made, what differs is updated, the rest is left alone.

    Credentials come from GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET and, over the settings' region,
    GENESYSCLOUD_REGION; the IRP's key from the variable that the settings name. It can be repeated at any time.

    \b
    Examples:
      genesys-deploy apply --settings my-org --dry-run
      genesys-deploy apply --settings my-org
      genesys-deploy apply --settings my-org --rotate "Social Identity IRP key"
    """
    bundle = load_bundle(project, settings, extra)
    _refuse_findings(bundle)
    from genesys_deploy.bundle.contents import contents_of
    from genesys_deploy.deploy.apply import apply
    from genesys_deploy.deploy.plan import plan
    from genesys_deploy.platform import Credentials, connect

    contents = contents_of(bundle, os.environ)
    region = os.environ.get("GENESYSCLOUD_REGION") or bundle.settings.org.region
    org = connect(Credentials.from_environment(os.environ, region))
    try:
        _guard_org(bundle, org.organization().id)
        planned = plan(contents, org, rotate=rotate)
        for operation in planned.operations:
            if operation.writes or dry_run:
                click.echo(operation.describe())
        if dry_run:
            raise click.exceptions.Exit(2 if planned.changes else 0)
        with ApplyProgress(len(planned.changes)) as progress:
            result = apply(planned, org, progress.tell)
    finally:
        org.close()
    click.echo(f"{len(result.done)} written, {len(planned.operations) - len(result.done)} as they should be")


def _refuse_findings(bundle: Bundle) -> None:
    from genesys_deploy.bundle.check import check_bundle
    from genesys_deploy.source.errors import SourceProblems
    from genesys_deploy.source.finding import Severity

    errors = [finding for finding in check_bundle(bundle) if finding.severity is Severity.ERROR]
    if errors:
        raise SourceProblems(errors)


def _guard_org(bundle: Bundle, found: str) -> None:
    from genesys_deploy.source.errors import OrgError

    wanted = bundle.settings.org.id
    if wanted is not None and wanted != found:
        raise OrgError(
            f"this is another org: the settings say {wanted}, the credentials lead to {found}",
            span=bundle.settings.span,
            hint="correct org.id, or use that org's credentials",
        )
