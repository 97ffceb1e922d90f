"""`irp-stub import`."""

from __future__ import annotations

import gc
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from irp_stub.crm.importing import Rejected

__all__ = ["import_command"]

_SHOWN = 20


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--store", "location", required=True, metavar="sqlite:PATH", help="The store to fill.")
@click.option("--from-line", default=1, type=click.IntRange(1), help="Leave out what comes before this line.")
@click.option(
    "--rejected",
    "rejected_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write every line that is refused to this file, with its number and why (NDJSON).",
)
def import_command(file: Path, location: str, from_line: int, rejected_file: Path | None) -> None:
    """Bring customers in from FILE, one JSON object a line, or CSV; a running platform sees them at once.

    What is there already is renewed, so a run that was stopped can simply be run again; it says from which line on it
    need be. An empty store is filled as a whole or not at all.

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
    done = False
    try:
        with file.open("rb") as lines, click.progressbar(length=file.stat().st_size, label="import") as bar:
            for _ in import_people(partial(_from, from_line, read, lines), store, report):
                bar.update(lines.tell() - bar.pos)
        done = True
    finally:
        store.close()
        gc.enable()
        _write_rejected(rejected_file, report.rejected)
        if not done and report.line:
            click.echo(f"stopped; what comes before is in the store: --from-line {report.line + 1}", err=True)
    click.echo(f"{report.customers} customers with {report.identities} identities")
    for rejected in report.rejected[:_SHOWN]:
        click.echo(f"{file}:{rejected.line}: {rejected.reason}", err=True)
    if report.rejected:
        click.echo(f"{len(report.rejected)} were rejected", err=True)
        raise SystemExit(2)


def _from(
    first: int, read: Callable[[BinaryIO], Iterable[tuple[int, bytes]]], file: BinaryIO
) -> Iterator[tuple[int, bytes]]:
    return ((number, line) for number, line in read(file) if number >= first)


def _write_rejected(path: Path | None, rejected: Iterable[Rejected]) -> None:
    if path is not None:
        lines = (json.dumps({"line": each.line, "reason": each.reason}) + "\n" for each in rejected)
        path.write_text("".join(lines), encoding="utf-8")
