"""`irp-stub key create|list|rotate|revoke`."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import click

__all__ = ["key_group"]

_SCOPES = ("resolve", "graph", "assert:email", "crm", "steward", "admin")
_store = click.option(
    "--store", "location", required=True, metavar="sqlite:PATH", help="The platform's store."
)


@click.group("key")
def key_group() -> None:
    """Make, list, rotate and revoke API keys; a running platform follows within seconds.

    \b
    Example:
      irp-stub key create flow --scope resolve --scope crm --store sqlite:irp.db
    """


@key_group.command("create")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(_SCOPES))
@_store
def create(name: str, scopes: tuple[str, ...], location: str) -> None:
    """Make a key and print its secret, this once.

    \b
    Example:
      irp-stub key create flow --scope resolve --scope crm --store sqlite:irp.db
    """
    from irp_stub.guard.keys import Scope, create_key
    from irp_stub.store.location import open_store

    store = open_store(location)
    key, secret = store.transact(lambda tables: create_key(tables, name, map(Scope, scopes), time.time()))
    store.close()
    _show(key.key_id, secret)


@key_group.command("list")
@_store
def show(location: str) -> None:
    """List the keys in use.

    \b
    Example:
      irp-stub key list --store sqlite:irp.db
    """
    from irp_stub.store.location import open_store

    store = open_store(location)
    for key in store.read.access.keys(time.time()):
        until = datetime.fromtimestamp(key.expires_at, UTC).isoformat() if key.expires_at else "-"
        click.echo(f"{key.key_id}\t{key.name}\t{' '.join(sorted(key.scopes))}\t{until}")
    store.close()


@key_group.command("rotate")
@click.argument("key_id")
@click.option(
    "--grace", default=3600, show_default=True, help="Seconds that the old secret is still good for."
)
@_store
def rotate(key_id: str, grace: int, location: str) -> None:
    """Give a key's holder another secret, and let the old one end.

    \b
    Example:
      irp-stub key rotate k_1a2b3c4d5e6f --grace 600 --store sqlite:irp.db
    """
    from irp_stub.errors import NotConfigured
    from irp_stub.guard.keys import rotate_key
    from irp_stub.store.location import open_store

    store = open_store(location)
    made = store.transact(lambda tables: rotate_key(tables, key_id, grace, time.time()))
    store.close()
    if made is None:
        raise NotConfigured(f"there is no key {key_id} in use", hint="see `irp-stub key list`")
    _show(made[0].key_id, made[1])


@key_group.command("revoke")
@click.argument("key_id")
@_store
def revoke(key_id: str, location: str) -> None:
    """End a key at once.

    \b
    Example:
      irp-stub key revoke k_1a2b3c4d5e6f --store sqlite:irp.db
    """
    from irp_stub.errors import NotConfigured
    from irp_stub.guard.keys import revoke_key
    from irp_stub.store.location import open_store

    store = open_store(location)
    revoked = store.transact(lambda tables: revoke_key(tables, key_id, time.time()))
    store.close()
    if not revoked:
        raise NotConfigured(f"there is no key {key_id} in use", hint="see `irp-stub key list`")
    click.echo(f"{key_id} is revoked")


def _show(key_id: str, secret: str) -> None:
    click.echo(f"id      {key_id}")
    click.echo(f"secret  {secret}")
    click.echo("The secret is not kept; note it now.", err=True)
