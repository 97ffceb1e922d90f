"""`irp-stub serve`."""

from __future__ import annotations

import os
from pathlib import Path

import click

__all__ = ["serve_command"]


@click.command("serve")
@click.option("--store", "location", required=True, metavar="sqlite:PATH", help="Where everything is kept.")
@click.option("--port", required=True, type=click.IntRange(0, 65535), help="0: any free one; it is printed.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--faults", "faults_file", type=click.Path(path_type=Path), help="Misbehave as this YAML file says."
)
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path),
    help="Thresholds, times and limits (YAML).",
)
@click.option("--tls-certificate", type=click.Path(path_type=Path), help="Serve HTTPS with this certificate.")
@click.option("--tls-key", type=click.Path(path_type=Path), help="The certificate's key.")
@click.option("--webhook", "webhook_url", metavar="URL", help="Tell this address what stewards decide.")
@click.option("--crm", "crm_url", metavar="URL", help="Read profiles from this CRM.")
@click.option("--access-log", is_flag=True, help="Log a line for each request to standard error.")
@click.option("--sample", is_flag=True, help="Bring in the sample customers first.")
@click.option("--demo", is_flag=True, help="As --sample, and fill the stewards' queue.")
def serve_command(
    location: str,
    port: int,
    host: str,
    faults_file: Path | None,
    settings_file: Path | None,
    tls_certificate: Path | None,
    tls_key: Path | None,
    webhook_url: str | None,
    crm_url: str | None,
    access_log: bool,
    sample: bool,
    demo: bool,
) -> None:
    """Serve the platform until it is stopped (SIGTERM, Ctrl-C).

    The environment variable IRP_API_KEY is the secret of a first key with every scope. Once connections are
    accepted, one line tells the address: listening on http://127.0.0.1:PORT
    and another where stewards work: console at http://127.0.0.1:PORT/console

    \b
    Example:
      IRP_API_KEY=... irp-stub serve --store sqlite:irp.db --port 0 --sample
    """
    from irp_stub.api.endpoints import ROUTES
    from irp_stub.api.faults import NO_FAULTS, read_faults
    from irp_stub.api.http.application import Application
    from irp_stub.api.http.server import Listen, serve
    from irp_stub.api.platform import open_platform
    from irp_stub.api.settings import DEFAULTS, read_settings
    from irp_stub.api.webhook import webhook_at
    from irp_stub.console.pages import PAGES
    from irp_stub.crm.profile_source import crm_at
    from irp_stub.logs import log_to_stderr
    from irp_stub.store.location import open_store

    log_to_stderr(access=access_log)
    webhook = webhook_at(webhook_url, os.environ.get("IRP_WEBHOOK_SECRET"))
    crm = crm_at(crm_url, os.environ.get("IRP_CRM_KEY"))
    settings = read_settings(settings_file) if settings_file else DEFAULTS
    faults = read_faults(faults_file) if faults_file else NO_FAULTS
    store = open_store(location)
    if sample or demo:
        from irp_stub.crm.importing import ImportReport, import_people
        from irp_stub.samples import sample_customers

        for _ in import_people(lambda: enumerate(sample_customers(), 1), store, ImportReport()):
            pass
    if demo:
        from irp_stub.api.demo import fill_queue

        fill_queue(store, settings.policy)
    platform = open_platform(store, os.environ.get("IRP_API_KEY"), settings, faults, webhook, crm=crm)
    listen = Listen(host, port, tls_certificate, tls_key)
    application = Application(platform, routes=(*ROUTES, *PAGES))
    serve(platform, listen, on_bound=_tell, application=application)


def _tell(url: str) -> None:
    click.echo(f"listening on {url}")
    click.echo(f"console at {url}/console")
