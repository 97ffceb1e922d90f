"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.source.project import Project

__all__ = ["bundle_option", "load_bundle", "load_faultless_bundle", "project_of", "project_options"]

F = TypeVar("F", bound="Callable[..., object]")


BUILT = "genesys_deploy.cli.built"
"""What of a command's context is the project that `--bundle` names."""


def project_options(command: F) -> F:
    """`--project`, `--bundle`, `--settings` and `--set`."""
    decorators = (
        click.option(
            "--set",
            "extra",
            multiple=True,
            metavar="YAML",
            help="A setting laid over the file's, as YAML: 'irp: {url: https://…}'.",
        ),
        click.option(
            "--settings",
            default="local",
            show_default=True,
            metavar="NAME|FILE",
            help="The org's overlay in flows/settings.",
        ),
        bundle_option,
        click.option(
            "--project",
            type=click.Path(file_okay=False, path_type=Path),
            help="The folder with flows/ and data_actions/ (default: the nearest one, else the shipped one).",
        ),
    )
    for decorate in decorators:
        command = decorate(command)
    return command


def bundle_option(command: F) -> F:
    """`--bundle`; `project_of` gives the project that was unpacked from it."""
    option = click.option(
        "--bundle",
        type=click.Path(dir_okay=False, path_type=Path),
        expose_value=False,
        callback=_unpack,
        help="A file that build wrote, in place of the project's folder; settings of orgs come from here.",
    )
    return option(command)


def project_of(named: Path | None) -> Project:
    """The project that `--bundle` or `--project` name, else the one at hand.

    Raises:
        NotFound: the named folder is no project.
    """
    from genesys_deploy.source.locate import find_project

    context = click.get_current_context(silent=True)
    built: Project | None = context.meta.get(BUILT) if context else None
    if built is None:
        return find_project(named)
    if named is not None:
        raise click.UsageError("name a --project or a --bundle, not both")
    return built


def _unpack(context: click.Context, _option: click.Parameter, file: Path | None) -> None:
    if file is not None:
        from genesys_deploy.bundle.archive.unpacking import unpacked

        context.meta[BUILT] = context.with_resource(unpacked(file, _overlays()))


def _overlays() -> Path | None:
    """The folder of settings beside which the command is called."""
    from genesys_deploy.source.locate import find_project

    here = find_project()
    inside = Path.cwd().resolve().is_relative_to(here.root)
    return here.flows / "settings" if inside else None


def load_bundle(
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    meanwhile: Callable[[Settings], object] = lambda _: None,
) -> Bundle:
    """The bundle that the shared options name; `meanwhile` begins, by the settings, what need not wait for it."""
    from genesys_deploy.bundle.settings.overlay import load_settings

    found = project_of(project)
    chosen = load_settings(found, settings, extra)
    meanwhile(chosen)
    from genesys_deploy.bundle.bundle import build_bundle

    return build_bundle(found, chosen)


def load_faultless_bundle(
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    meanwhile: Callable[[Settings], object] = lambda _: None,
) -> Bundle:
    """The bundle that the shared options name, for an org; `meanwhile` as for `load_bundle`.

    Raises:
        SourceProblems: it has findings that an org would refuse.
    """
    from genesys_deploy.bundle.check import refuse_faults

    bundle = load_bundle(project, settings, extra, meanwhile)
    refuse_faults(bundle)
    return bundle
