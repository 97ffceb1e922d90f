"""`irp-stub export` and `irp-stub backup`."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click

__all__ = ["backup_command", "export_command"]


@click.command("export")
@click.argument("file", type=click.File("wb"))
@click.option("--store", "location", required=True, metavar="sqlite:PATH", help="The store to read.")
def export_command(file: BinaryIO, location: str) -> None:
    """Write every customer to FILE (- for standard output), as `import` reads them.

    One JSON object a line; CSV where FILE ends in .csv.

    \b
    Example:
      irp-stub export customers.ndjson --store sqlite:irp.db
    """
    from irp_stub.crm.exporting import export_people, export_rows
    from irp_stub.store.location import open_existing_store

    store = open_existing_store(location)
    as_rows, lost = file.name.lower().endswith(".csv"), list[str]()
    count = 0
    try:
        for line in export_rows(store, lost) if as_rows else export_people(store):
            file.write(line)
            count += 1
    finally:
        store.close()
    click.echo(f"{count - 1} rows" if as_rows else f"{count} customers", err=True)
    if lost:
        click.echo(
            f"{len(lost)} customers have preferences that CSV has no column for; export NDJSON", err=True
        )


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--store", "location", required=True, metavar="sqlite:PATH", help="The store to copy.")
def backup_command(target: Path, location: str) -> None:
    """Write a whole copy of the store to TARGET, while the platform runs.

    \b
    Example:
      irp-stub backup irp-2026-11-23.db --store sqlite:irp.db
    """
    from irp_stub.store.location import open_existing_store

    store = open_existing_store(location)
    try:
        store.copy_to(target)
    finally:
        store.close()
    click.echo(f"{target} is a store of its own; serve it with --store sqlite:{target}")
