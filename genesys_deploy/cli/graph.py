"""`genesys-deploy graph`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.files import read_flow_file
from genesys_deploy.cli.options import load_bundle, project_options

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow

__all__ = ["command"]


@click.command("graph")
@click.argument("flow", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@project_options
@click.option("--channel", default="twitter", show_default=True, help="Which of the project's flows.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file; .svg is a picture.")
@click.option(
    "--depth",
    type=click.Choice(("full", "folded", "overview")),
    default="full",
    show_default=True,
    help="Every action; plain steps folded together; or only what somebody notices.",
)
def command(
    flow: Path | None,
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    channel: str,
    out: Path | None,
    depth: str,
) -> None:
    """Draw a flow: as SVG into a file that ends in .svg, else as Mermaid text.

    Without FLOW the project's flow of the channel is drawn; FLOW is anybody's exported YAML.

    \b
    Examples:
      genesys-deploy graph --out flow.svg
      genesys-deploy graph exports/MyFlow.yaml --depth folded
    """
    from genesys_deploy.report.mermaid import flow_mermaid
    from genesys_deploy.report.picture.depth import Depth

    drawn = read_flow_file(flow) if flow else _of_project(project, settings, extra, channel)
    if out is not None and out.suffix.lower() == ".svg":
        from genesys_deploy.report.svg import flow_svg

        text = flow_svg(drawn, Depth(depth))
    else:
        text = flow_mermaid(drawn, Depth(depth))
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")


def _of_project(project: Path | None, settings: str, extra: tuple[str, ...], channel: str) -> Flow:
    bundle = load_bundle(project, settings, extra)
    if channel not in bundle.settings.channels:
        raise click.UsageError(
            f"there is no channel {channel}; there are: {', '.join(bundle.settings.channels)}"
        )
    return bundle.flow(channel).model()
