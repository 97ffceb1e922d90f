"""The secrets that a bundle needs, by the environment variables that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.resources import Secret
from genesys_deploy.source.errors import ProductError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MissingSecrets", "Secrets"]


class MissingSecrets(ProductError):
    """Environment variables that must hold secrets are not set; `purposes` says of each what it is for."""

    def __init__(self, purposes: Mapping[str, str]) -> None:
        self.purposes = dict(purposes)
        told = "; ".join(f"{variable} is not set: {purpose}" for variable, purpose in purposes.items())
        exports = " ".join(f"{variable}=…" for variable in purposes)
        super().__init__(told, hint=f"export {exports}\n  or keep them in this machine's keyring")


class Secrets:
    """Reads secrets, and remembers which were not there, so that all are told at once.

    Without an environment every secret is empty: what only reads and compares needs none.
    """

    def __init__(self, environment: Mapping[str, str] | None) -> None:
        self._environment = environment
        self._missing: dict[str, str] = {}

    def read(self, variable: str, purpose: str) -> Secret:
        if self._environment is None:
            return Secret("")
        text = self._environment.get(variable, "")
        if not text:
            self._missing.setdefault(variable, purpose)
        return Secret(text)

    def refuse_missing(self) -> None:
        """Go on only if all that were read were there.

        Raises:
            MissingSecrets: they were not.
        """
        if self._missing:
            raise MissingSecrets(self._missing)
