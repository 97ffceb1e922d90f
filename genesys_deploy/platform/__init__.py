"""An org: what it can do (`Org`), how to reach it (`connect`), what can go wrong (`errors`)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.messages import Conversation, InboundMessage, Participant
from genesys_deploy.platform.org import Held, Org, Organization

if TYPE_CHECKING:
    from genesys_deploy.platform.cloud import CloudOrg
    from genesys_deploy.platform.transport import Transport

__all__ = [
    "Conversation",
    "Credentials",
    "Held",
    "InboundMessage",
    "Org",
    "Organization",
    "Participant",
    "connect",
    "load",
]


def load() -> None:
    """Load what talking to an org takes, the SDK and the HTTP library; `connect` tells if that cannot be."""
    from genesys_deploy.platform import cloud, sdk
    from genesys_deploy.platform.errors import SdkMissing

    del cloud
    with suppress(SdkMissing):
        sdk.load()


def connect(credentials: Credentials, transport: Transport | None = None) -> CloudOrg:
    """Log in to an org; only now are the SDK and the HTTP library loaded.

    Raises:
        UnknownRegion, Unreachable, WrongCredentials, UnexpectedAnswer: as they say.
    """
    from genesys_deploy.platform.cloud import connect as connect_to_cloud

    return connect_to_cloud(credentials, transport)
