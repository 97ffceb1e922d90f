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

__all__ = ["Connection", "connected", "log_in"]


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
    from genesys_deploy.deploy.guard import guard

    org = log_in(settings)
    try:
        organization = org.organization()
        guard(settings, organization)
        yield Connection(org, organization)
    finally:
        org.close()


def log_in(settings: Settings) -> Org:
    """Log in by the environment's credentials, to the environment's region or else the settings'.

    Raises:
        OrgError: the credentials are missing or wrong, or nobody answers.
    """
    from genesys_deploy.platform import Credentials, connect

    region = os.environ.get("GENESYSCLOUD_REGION") or settings.org.region
    return connect(Credentials.from_environment(os.environ, region))
