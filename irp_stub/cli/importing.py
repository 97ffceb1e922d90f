"""`irp-stub import`."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path

import click

__all__ = ["import_command"]

_SHOWN = 20


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--store", "location", required=True, metavar="sqlite:PATH", help="The store to fill.")
def import_command(file: Path, location: str) -> None:
    """Bring customers in from FILE, one JSON object a line, or CSV; a running platform sees them at once.

    What is there already is renewed, so a run that was stopped is simply run again.

    \b
    Example:
      irp-stub import customers.ndjson --store sqlite:irp.db
    A line:
      {"customer_id": "CRM_1", "name": "Ann Lee", "tier": "Gold", "updated_at": "2026-01-31T10:00:00Z",
       "preferences": {"language": "en-US"}, "emails": [{"address": "ann@lee.net", "verified": true}],
       "identities": [{"channel": "twitter", "user_id": "42", "handle": "ann_lee"}]}
    The columns of a CSV file, one account a row:
      customer_id,name,tier,updated_at,last_interaction,preferred_channel,language,email,email_verified,
      channel,user_id,handle
    """
    from irp_stub.crm.importing import ImportReport, import_people
    from irp_stub.crm.people_files import csv_lines, json_lines
    from irp_stub.store.location import open_store

    # All values go with their batch, by their count; to look for circles among them takes a fifth of the time.
    gc.disable()
    read = csv_lines if file.suffix.lower() == ".csv" else json_lines
    store = open_store(location)
    report = ImportReport()
    try:
        with file.open("rb") as lines, click.progressbar(length=file.stat().st_size, label="import") as bar:
            for _ in import_people(partial(read, lines), store, report):
                bar.update(lines.tell() - bar.pos)
    finally:
        store.close()
        gc.enable()
    click.echo(f"{report.customers} customers with {report.identities} identities")
    for rejected in report.rejected[:_SHOWN]:
        click.echo(f"{file}:{rejected.line}: {rejected.reason}", err=True)
    if report.rejected:
        click.echo(f"{len(report.rejected)} were rejected", err=True)
        raise SystemExit(2)
