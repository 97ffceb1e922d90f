"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.bundle.bundle import Bundle
    from genesys_deploy.bundle.settings import Settings

__all__ = ["load_bundle", "load_faultless_bundle", "project_options"]

F = TypeVar("F", bound="Callable[..., object]")


def project_options(command: F) -> F:
    """`--project`, `--settings` and `--set`."""
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
        click.option(
            "--project",
            type=click.Path(file_okay=False, path_type=Path),
            help="The folder with flows/ and data_actions/ (default: the nearest one, else the shipped one).",
        ),
    )
    for decorate in decorators:
        command = decorate(command)
    return command


def load_bundle(
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    meanwhile: Callable[[Settings], object] = lambda _: None,
) -> Bundle:
    """The bundle that the shared options name; `meanwhile` begins, by the settings, what need not wait for it."""
    from genesys_deploy.bundle.overlay import load_settings
    from genesys_deploy.source.locate import find_project

    found = find_project(project)
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
