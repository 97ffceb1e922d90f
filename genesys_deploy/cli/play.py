"""`genesys-deploy play`."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from genesys_deploy.source.locate import Project

__all__ = ["command"]


@click.command("play")
@click.argument("flow", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--project", type=click.Path(file_okay=False, path_type=Path), help="Another project than the nearest."
)
@click.option("--settings", default="local", show_default=True, help="The org's overlay in flows/settings.")
@click.option("--live", metavar="URL", help="An IRP that the page may choose to call; key in IRP_API_KEY.")
@click.option(
    "--port", default=8090, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
def command(
    flow: Path | None, project: Path | None, settings: str, live: str | None, port: int, *, opens: bool
) -> None:
    """Try messages on a web page: their way through the flow, what the agent and the customer see.

    The page is served to this machine alone. Nothing is called, unless --live names an IRP and the page chooses it. The
    page's button writes what was played as a scenario to the project's flows/scenarios; nothing else writes a file.
    Without FLOW the project's flows are played, as the files stand at each message.

    \b
    Examples:
      genesys-deploy play
      genesys-deploy play exports/MyFlow.yaml --port 0
      genesys-deploy play --live http://127.0.0.1:8081
    """
    from genesys_deploy.playground.server import serve
    from genesys_deploy.playground.stage import LiveIrp, Stage
    from genesys_deploy.source.locate import find_project

    if flow is not None and live is not None:
        raise click.UsageError("--live needs the project's Data Actions; leave FLOW or --live out")
    found = find_project(project)
    irp = LiveIrp(live, os.environ.get("IRP_API_KEY", "")) if live else None
    stage = Stage(found, file=flow, overlay=settings, live=irp)
    for name in stage.names()[:1]:
        stage.subject(name)
    running = serve(stage, scenarios=_scenarios(found), port=port)
    click.echo(f"listening on {running.url}")
    if opens:
        click.launch(running.url)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        running.wait()
    except KeyboardInterrupt:
        running.stop()


def _scenarios(project: Project) -> Path | None:
    """Not into the installed package: what is written there is lost with the next release."""
    import genesys_deploy

    installed = Path(genesys_deploy.__file__).resolve().parent
    return None if project.root.resolve().is_relative_to(installed) else project.flows / "scenarios"


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
