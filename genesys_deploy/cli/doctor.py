"""`genesys-deploy doctor`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.files import read_text
from genesys_deploy.cli.options import load_bundle, project_options

if TYPE_CHECKING:
    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.deploy.health.diagnosis import Check, Diagnosis
    from genesys_deploy.platform import Org
    from genesys_deploy.source.project import Project

__all__ = ["command"]


@click.command("doctor")
@project_options
@click.option(
    "--role",
    type=click.Choice(["plan", "apply", "destroy"]),
    default="apply",
    show_default=True,
    help="What the OAuth client is to do.",
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, with the role to create.")
def command(project: Path | None, settings: str, extra: tuple[str, ...], role: str, *, as_json: bool) -> None:
    """Look whether everything is there that a plan or an apply needs. Ends with 2 if something is not.

    That is: secrets, credentials, the right org, each permission by its real name, the clock, how many messages the
    org's quotas carry, the IRP. Nothing is written.

    \b
    Examples:
      genesys-deploy doctor --settings my-org
      genesys-deploy doctor --settings my-org --role plan --json
    """
    bundle = load_bundle(project, settings, extra)
    from genesys_deploy.cli.connection import secrets_at_hand
    from genesys_deploy.deploy.health.doctor import examine
    from genesys_deploy.deploy.health.permissions import Role

    diagnosis = examine(
        bundle,
        secrets_at_hand(bundle.settings),
        Role(role),
        lambda: _log_in(bundle),
        lambda: _calls_in_scenarios(bundle.project),
    )
    if as_json:
        click.echo(json.dumps({"ok": diagnosis.ok, **asdict(diagnosis)}, indent=2, ensure_ascii=False))
    else:
        _tell(diagnosis)
    raise click.exceptions.Exit(0 if diagnosis.ok else 2)


def _log_in(bundle: Bundle) -> Org:
    from genesys_deploy.cli.connection import log_in

    return log_in(bundle.settings)


def _calls_in_scenarios(project: Project) -> list[int]:
    """How many Data Actions each message of the project's scenarios calls; none where they cannot be run."""
    from genesys_deploy.simulate.scenario.flows import Flows
    from genesys_deploy.simulate.scenario.reader import read_scenarios
    from genesys_deploy.simulate.scenario.runner import run_scenarios
    from genesys_deploy.source.errors import ProductError

    try:
        files = [
            read_scenarios(read_text(path), project.name_of(path))
            for path in project.files("flows/scenarios", ".yaml", ".yml")
        ]
        results = list(run_scenarios(files, Flows(project)))
    except ProductError:
        return []
    messages = (message for result in results for message in result.messages)
    return [len(message.outcome.calls) for message in messages if message.run]


def _tell(diagnosis: Diagnosis) -> None:
    for check in diagnosis.checks:
        click.echo(_line(check))
        if not check.ok and check.remedy:
            click.echo(f"    {check.remedy}")
    if diagnosis.missing != ():
        click.echo("\nA role of just what is needed, for POST /api/v2/authorization/roles:")
        click.echo(json.dumps(diagnosis.role, indent=2))


def _line(check: Check) -> str:
    mark = click.style("✓", fg="green") if check.ok else click.style("✗", fg="red")
    return f"{mark} {check.name}: {check.told}"
