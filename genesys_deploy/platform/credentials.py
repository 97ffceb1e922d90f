"""Who we are to an org, from the environment and from nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.platform.errors import MissingCredentials
from genesys_deploy.resources.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "REGION", "Credentials"]

# The names that users of CX as Code have set already.
CLIENT_ID = "GENESYSCLOUD_OAUTHCLIENT_ID"
CLIENT_SECRET = "GENESYSCLOUD_OAUTHCLIENT_SECRET"  # noqa: S105  the variable's name
REGION = "GENESYSCLOUD_REGION"


@dataclass(frozen=True, slots=True)
class Credentials:
    """An OAuth client of grant type client credentials; `region` may be an address (`http://127.0.0.1:8080`)."""

    client_id: str
    client_secret: Secret
    region: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], region: str | None = None) -> Credentials:
        """Read the three variables; `region`, where given, stands in for its variable.

        Raises:
            MissingCredentials: which are missing, all at once.
        """
        found = {name: environment.get(name, "").strip() for name in (CLIENT_ID, CLIENT_SECRET, REGION)}
        found[REGION] = region or found[REGION]
        if missing := [name for name, value in found.items() if not value]:
            raise MissingCredentials(missing)
        return cls(found[CLIENT_ID], Secret(found[CLIENT_SECRET]), found[REGION])
