"""The org that the settings name and the credentials lead to."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.bundle.settings import Settings
    from genesys_deploy.platform import Org, Organization

__all__ = ["Connection", "connected", "guard"]


@dataclass(frozen=True, slots=True)
class Connection:
    """An org that we are logged in to, and that is the right one."""

    org: Org
    organization: Organization


@contextmanager
def connected(settings: Settings) -> Iterator[Connection]:
    """Log in, make sure that it is the org of the settings, and close it at the end.

    Raises:
        OrgError: it cannot be reached, does not know us, or is another org.
    """
    from genesys_deploy.platform import Credentials, connect

    region = os.environ.get("GENESYSCLOUD_REGION") or settings.org.region
    org = connect(Credentials.from_environment(os.environ, region))
    try:
        organization = org.organization()
        guard(settings, organization)
        yield Connection(org, organization)
    finally:
        org.close()


def guard(settings: Settings, found: Organization) -> None:
    """Refuse to work on another org than the settings name.

    Raises:
        OrgError: it is another.
    """
    from genesys_deploy.source.errors import OrgError

    wanted = settings.org.id
    if wanted is not None and wanted != found.id:
        raise OrgError(
            f"this is another org: the settings say {wanted}, the credentials lead to {found.id} ({found.name})",
            span=settings.span,
            hint="correct org.id, or use that org's credentials",
        )
