"""`genesys-deploy plan`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.choosing import choice_options
from genesys_deploy.cli.connection import Connecting
from genesys_deploy.cli.options import load_faultless_bundle, project_options
from genesys_deploy.cli.promoting import check_promotion, promotion_options

if TYPE_CHECKING:
    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.cli.connection import Connection
    from genesys_deploy.deploy.planning.choices import Choices
    from genesys_deploy.deploy.planning.plan import Declared, Plan

__all__ = ["command", "plan_of"]


@click.command("plan")
@project_options
@promotion_options
@choice_options()
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Save the plan, for: apply FILE."
)
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@click.option("--markdown", is_flag=True, help="Print the plan as Markdown, for a pull request.")
@click.option("--all", "everything", is_flag=True, help="Show what stays as it is, too.")
def command(
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    choices: Choices,
    out: Path | None,
    *,
    as_json: bool,
    markdown: bool,
    everything: bool,
) -> None:
    """Say what apply would do, field by field, and do nothing. Ends with 2 if there is anything to do.

    It needs no permission to write and no secret but the OAuth client's (see: doctor --role plan).

    \b
    Examples:
      genesys-deploy plan --settings my-org
      genesys-deploy plan --settings my-org --out my-org.plan
      genesys-deploy plan --settings my-org --markdown >> "$GITHUB_STEP_SUMMARY"
      genesys-deploy plan --bundle social-identity.zip --settings prod --promoted-from test
    """
    if as_json and markdown:
        raise click.UsageError("--json and --markdown are two forms of one plan; ask for one of them")
    with Connecting() as connecting:
        bundle = load_faultless_bundle(project, settings, extra, connecting.begin)
        from genesys_deploy.bundle.contents import contents_of

        check_promotion(bundle, settings, extra, markdown=markdown, aside=as_json)
        connection = connecting.connection(bundle.settings)
        planned = plan_of(contents_of(bundle, None), connection, bundle.settings, choices)
    if out is not None:
        _save(planned, connection, bundle.release, out)
    if as_json:
        _print_json(planned, connection, bundle.release)
    else:
        _print(planned, markdown=markdown, everything=everything)
    raise click.exceptions.Exit(2 if planned.changes or planned.refused else 0)


def plan_of(declared: Declared, connection: Connection, settings: Settings, choices: Choices) -> Plan:
    """Compare with the org; a credential that is to be rotated must be declared."""
    from genesys_deploy.deploy.planning.plan import plan
    from genesys_deploy.resources import Kind

    credentials = sorted(one.key.name for one in declared.resources if one.key.kind is Kind.CREDENTIAL)
    for name in choices.rotate:
        if name not in credentials:
            raise click.UsageError(f'--rotate: there is no credential "{name}", but {", ".join(credentials)}')
    return plan(
        declared,
        connection.org,
        choices=choices,
        project=settings.project,
        keep_releases=settings.keep_releases,
    )


def _save(planned: Plan, connection: Connection, release: str, out: Path) -> None:
    from genesys_deploy.cli.files import write_text
    from genesys_deploy.deploy.planning.saved_plan import save

    write_text(out, save(planned, connection.organization, release))
    click.echo(f"saved to {out}", err=True)


def _print_json(planned: Plan, connection: Connection, release: str) -> None:
    from genesys_deploy.deploy.planning.plan_data import plan_data

    data = plan_data(planned, connection.organization, release)
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def _print(planned: Plan, *, markdown: bool, everything: bool) -> None:
    from genesys_deploy.deploy.planning.plan_text import plan_lines, plan_markdown

    if markdown:
        click.echo(plan_markdown(planned), nl=False)
        return
    for line in plan_lines(planned, everything=everything):
        click.echo(line)
