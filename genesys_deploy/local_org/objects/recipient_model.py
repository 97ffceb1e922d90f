"""Message recipients as the org keeps them: an address that customers write to, and the flow behind it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from genesys_deploy.local_org.table import Row, Table

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["Recipient", "find_recipient", "recipients"]

_NAMES = uuid.UUID("10ca1000-0000-4000-8000-00000000ec1b")


class Recipient(Row, frozen=True, kw_only=True):
    name: str
    messenger_type: str
    created: str
    modified: str
    flow_id: str = ""
    integration_id: str = ""


def recipients(org: Org) -> Table[Recipient]:
    """All recipients; those of the native messengers that the org is connected to are always there."""
    table = org.table(Recipient)
    for native in org.settings.recipients:
        native_id = str(uuid.uuid5(_NAMES, f"{native.messenger_type}/{native.name}"))
        if table.get(native_id) is None:
            now = org.stamp()
            kept = {"name": native.name, "messenger_type": native.messenger_type}
            table.put(Recipient(id=native_id, created=now, modified=now, **kept))
    return table


def find_recipient(org: Org, wanted: str) -> Recipient | None:
    """A recipient by id or name; a messenger type stands for the first recipient of that type."""
    table, folded = recipients(org), wanted.casefold()
    return (
        table.get(wanted)
        or table.find(lambda row: row.name.casefold() == folded)
        or table.find(lambda row: row.messenger_type == folded)
    )
