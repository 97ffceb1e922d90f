"""`genesys-deploy render`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.options import load_bundle, project_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.bundle.bundle import Bundle

__all__ = ["command"]


@click.command("render")
@project_options
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.")
@click.option("--channel", help="Print this channel's flow instead.")
def command(
    project: Path | None, settings: str, extra: tuple[str, ...], out: Path | None, channel: str | None
) -> None:
    """Write the flows (YAML) and Data Actions (JSON, for the admin page) that the templates make.

    \b
    Examples:
      genesys-deploy render --out build/
      genesys-deploy render --settings demo --channel twitter
    """
    bundle = load_bundle(project, settings, extra)
    if channel is not None:
        if channel not in bundle.settings.channels:
            known = ", ".join(bundle.settings.channels)
            raise click.UsageError(f"there is no channel {channel}; there are: {known}")
        click.echo(bundle.flow(channel).text, nl=False)
        return
    if out is None:
        raise click.UsageError("name a folder (--out), or a flow to print (--channel)")
    for name, text in _files(bundle):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        click.echo(path)


def _files(bundle: Bundle) -> Iterator[tuple[str, str]]:
    from genesys_deploy.data_action.wire import to_export

    for flow in bundle.flows:
        yield f"flows/{flow.name}.yaml", flow.text
    for action in bundle.data_actions:
        yield f"data_actions/{action.name}.custom.json", json.dumps(to_export(action), indent=2) + "\n"
