"""What the rules ask of a store; committed facts only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from irp_stub.identity.handle import Handle
    from irp_stub.identity.model import Claim, Identity

__all__ = ["View"]


class View(Protocol):
    def identity(self, channel: str, user_id: str) -> Identity | None:
        """The account with this id."""

    def holder(self, channel: str, name: str) -> Identity | None:
        """The account that holds the handle on this channel now."""

    def former_holder(self, channel: str, name: str) -> Identity | None:
        """The account that held it last, where nobody holds it now."""

    def elsewhere(self, channel: str, name: str) -> Sequence[Identity]:
        """The accounts on other channels that hold the same handle now."""

    def look_alikes(self, handle: Handle) -> Sequence[Identity]:
        """The accounts, on any channel, with a handle that shares a skeleton or leet key with this one."""

    def readers(self, address: str) -> Sequence[str]:
        """The customers that have proven to read this mailbox."""

    def accounts_of(self, customer_id: str, channel: str) -> int:
        """How many accounts of a channel the customer has."""

    def cannot_link(self, claim: Claim) -> frozenset[str]:
        """The customers that a steward has ruled out for this sender."""
