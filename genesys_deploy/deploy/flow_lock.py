"""Who has a flow locked for editing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genesys_deploy.platform.org import Held

__all__ = ["lock_holder"]


def lock_holder(flow: Held, client_id: str) -> str:
    """The name of whoever else has it locked; empty where nobody has, or the client of that id itself."""
    for field in ("lockedUser", "lockedClient"):
        holder = flow.wire.part(field)
        if holder.raw and holder.text("id") != client_id:
            return holder.text("name") or f"{field.removeprefix('locked').lower()} {holder.text('id')}"
    return ""
