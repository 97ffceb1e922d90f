"""What each channel says of who wrote, and which recipient leads to the flow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from genesys_deploy.source import document
from genesys_deploy.source.decode import Problems
from genesys_deploy.source.span import Span

__all__ = ["Channel", "Handle", "IdScope"]


class IdScope(StrEnum):
    """Within what a sender's id is unique, and whether it lasts."""

    GLOBAL = "global"
    PER_INTEGRATION = "per_integration"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Handle:
    """Where a channel's handle comes from: an expression, or an incoming participant data attribute."""

    expression: str | None = None
    attribute: str | None = None

    @classmethod
    def from_node(cls, node: document.Node, problems: Problems) -> Self:
        """An expression as plain text, or `{attribute: NAME}`."""
        if isinstance(node, document.Scalar) and isinstance(node.value, str):
            return cls(expression=node.value)
        if isinstance(node, document.Mapping) and node.keys == ("attribute",):
            name = node.entries[0].value
            if isinstance(name, document.Scalar) and isinstance(name.value, str):
                return cls(attribute=name.value)
        invalid: Self = problems.add(
            "a handle is an expression or {attribute: NAME}",
            node.span,
            "leave it out where the channel has none",
        )
        return invalid


@dataclass(frozen=True, slots=True)
class Channel:
    """How a message of this channel says who wrote it, and which recipient leads to the flow.

    An Open Messaging channel of ours also says where outbound messages go (`webhook`), and which
    environment variable holds the secret that signs them (`secret_env`).
    """

    messenger_type: str
    recipient: str
    user_id: str
    id_scope: IdScope
    span: Span
    handle: Handle | None = None
    display_name: str | None = None
    account_created_at: str | None = None
    integration: str | None = None
    webhook: str | None = None
    secret_env: str | None = None
