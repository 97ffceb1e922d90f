"""`genesys-deploy export`."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.options import load_faultless_bundle, project_options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from genesys_deploy.report.terraform import Configuration
    from genesys_deploy.resources import Resource

__all__ = ["command"]

FORMATS = ("archy", "data-actions", "terraform")
LIST = ".exported"


@click.command("export")
@click.argument(
    "folder", metavar="[DIR]", default="exported", type=click.Path(file_okay=False, path_type=Path)
)
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="For which tool.")
@click.option("--force", is_flag=True, help="Overwrite what was edited by hand.")
@project_options
def command(
    folder: Path, form: str, project: Path | None, settings: str, extra: tuple[str, ...], *, force: bool
) -> None:
    """Write a project for other tools, into DIR (default: exported): Archy, the admin page, CX as Code.

    archy: a YAML for each flow, for archy publish. data-actions: a JSON for each Data Action, for the admin page's
    import. terraform: a configuration for the provider genesyscloud; secrets are variables, never in a file. No org is
    asked.

    \b
    Examples:
      genesys-deploy export build/flows --format archy
      genesys-deploy export build/tf --format terraform --settings my-org
    """
    bundle = load_faultless_bundle(project, settings, extra)
    from genesys_deploy.bundle.contents import contents_of

    resources = contents_of(bundle, None).resources
    match form:
        case "archy":
            from genesys_deploy.report.handover import archy_files

            files: Mapping[str, str] = archy_files(resources)
        case "data-actions":
            from genesys_deploy.report.handover import data_action_files

            files = data_action_files(resources)
        case _:
            files = _terraform(resources)
    _write(files, folder, force=force)


def _terraform(resources: Sequence[Resource]) -> Mapping[str, str]:
    from genesys_deploy.report.terraform import configuration_of

    configuration = configuration_of(resources)
    _tell(configuration)
    return configuration.files


def _tell(configuration: Configuration) -> None:
    """What Terraform must be told, and what it is not."""
    for variable in configuration.variables:
        click.echo(f"set TF_VAR_{variable.name}: the {variable.purpose}", err=True)
    for line in configuration.left_out:
        click.echo(f"left out: {line}", err=True)


def _write(files: Mapping[str, str], folder: Path, *, force: bool) -> None:
    from genesys_deploy.deploy.pull.guarded_folder import GuardedFolder, Written

    with GuardedFolder(folder, LIST, force=force) as guarded:
        outcomes = {path: guarded.write(PurePosixPath(path), text) for path, text in sorted(files.items())}
        removed = guarded.remove_untouched()
    for path, outcome in outcomes.items():
        click.echo(f"{outcome:<9}  {folder / path}", err=outcome is Written.LEFT)
    for name in removed:
        click.echo(f"removed    {folder / name}")
    if Written.LEFT in outcomes.values():
        click.echo("--force overwrites what was edited by hand", err=True)
        raise click.exceptions.Exit(2)
