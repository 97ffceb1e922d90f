"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.bundle.bundle import Bundle

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


def load_bundle(project: Path | None, settings: str, extra: tuple[str, ...]) -> Bundle:
    """The bundle that the shared options name."""
    from genesys_deploy.bundle.bundle import build_bundle
    from genesys_deploy.bundle.overlay import load_settings
    from genesys_deploy.source.locate import find_project

    found = find_project(project)
    return build_bundle(found, load_settings(found, settings, extra))


def load_faultless_bundle(project: Path | None, settings: str, extra: tuple[str, ...]) -> Bundle:
    """The bundle that the shared options name, for an org.

    Raises:
        SourceProblems: it has findings that an org would refuse.
    """
    from genesys_deploy.bundle.check import refuse_faults

    bundle = load_bundle(project, settings, extra)
    refuse_faults(bundle)
    return bundle
