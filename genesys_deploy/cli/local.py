"""`genesys-deploy local`."""

from __future__ import annotations

from pathlib import Path

import click

from genesys_deploy.cli.stopping import stop_politely

__all__ = ["command"]


@click.command("local")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to bind to.")
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--store", type=click.Path(dir_okay=False, path_type=Path), help="Keep the org in this file between runs."
)
def command(host: str, port: int, store: Path | None) -> None:
    """Serve the local org: the part of the Genesys Cloud API that flows need, on this machine.

    Its OAuth client is local-client, its secret local-secret. Messages of native channels, which the platform would
    receive itself, come in at POST /local/messages.

    \b
    Examples:
      genesys-deploy local
      genesys-deploy local --port 0 --store org.json
    """
    from genesys_deploy.local_org.server import run_forever, serve

    if store is not None and not store.parent.is_dir():
        raise click.UsageError(f"--store {store}: there is no folder {store.parent}")
    running = serve(host, port, store=store)
    click.echo(f"listening on {running.url}")
    stop_politely()
    run_forever(running)
