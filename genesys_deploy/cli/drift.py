"""`genesys-deploy drift`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from genesys_deploy.cli.connection import Connecting
from genesys_deploy.cli.options import load_bundle, project_options

if TYPE_CHECKING:
    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.cli.connection import Connection
    from genesys_deploy.deploy.drift import Drifted

__all__ = ["command"]


@click.command("drift")
@project_options
@click.option("--deep", is_flag=True, help="Compare everything, whatever the release table says.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(
    project: Path | None, settings: str, extra: tuple[str, ...], *, deep: bool, as_json: bool
) -> None:
    """Tell what somebody changed in the org by hand, and who and when, where the org says it. Ends with 2 then.

    What the project only refers to is never in it. Nothing is written.

    \b
    Examples:
      genesys-deploy drift --settings my-org
      genesys-deploy drift --settings my-org --deep --json
    """
    with Connecting() as connecting:
        bundle = load_bundle(project, settings, extra, connecting.begin)
        drifted = _drift(bundle, connecting.connection(bundle.settings), deep=deep)
    if as_json:
        click.echo(json.dumps([_data(one) for one in drifted], indent=2, ensure_ascii=False))
    else:
        for one in drifted:
            click.echo(str(one))
        click.echo(f"{len(drifted)} not as declared" if drifted else "everything is as it was applied")
    raise click.exceptions.Exit(2 if drifted else 0)


def _drift(bundle: Bundle, connection: Connection, *, deep: bool) -> tuple[Drifted, ...]:
    from genesys_deploy.bundle.contents import contents_of
    from genesys_deploy.deploy.drift import drift
    from genesys_deploy.deploy.errors import NeverApplied
    from genesys_deploy.deploy.planning.plan import plan
    from genesys_deploy.deploy.record.release_table import ReleaseTable

    org, project = connection.org, bundle.settings.project
    table = ReleaseTable.read(org, project)
    latest = next(iter(table.releases_in_force), None)
    if latest is None and not table.forbidden:
        raise NeverApplied(project, connection.organization.name, destroyed=bool(table.releases))
    if latest is None or latest.bundle != bundle.release:
        applied = (latest.bundle or "something else") if latest else "nothing"
        click.echo(
            f"note: {applied} was applied last, and the project is at {bundle.release}: "
            "what the project changed since then is told here too",
            err=True,
        )
    return drift(plan(contents_of(bundle, None), org, project="" if deep else project))


def _data(one: Drifted) -> dict[str, Any]:
    return {
        "kind": str(one.key.kind),
        "name": one.key.name,
        "gone": one.gone,
        "who": one.who,
        "when": one.when,
        "changes": [
            {"field": change.field, "declared": change.before, "found": change.after}
            for change in one.changes
        ],
    }
