"""Where secrets are found: in the environment, else in the keyring of this machine.

The keyring is the library of that name, which is an extra of this package (`keyring`). It is imported only when a
variable is asked for that is not set; a machine without one, such as a CI runner, has just the environment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

__all__ = ["SecretStore", "service_of"]


def service_of(org: str) -> str:
    """Under which name of a service the keyring holds an org's secrets: each org has its own."""
    return f"genesys-deploy {org}"


class SecretStore(Mapping[str, str]):
    """The environment; a variable that is not set in it is looked up in the keyring under the org's name.

    Only the environment's variables are listed: a keyring tells what it is asked for, and no more.
    """

    def __init__(self, environment: Mapping[str, str], org: str) -> None:
        self._environment = environment
        self._service = service_of(org)
        self._found: dict[str, str] = {}

    def __getitem__(self, variable: str) -> str:
        if text := self._environment.get(variable, ""):
            return text
        if variable not in self._found:
            self._found[variable] = _from_keyring(self._service, variable)
        if not self._found[variable]:
            raise KeyError(variable)
        return self._found[variable]

    def __iter__(self) -> Iterator[str]:
        return iter(self._environment)

    def __len__(self) -> int:
        return len(self._environment)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._service!r})"


def _from_keyring(service: str, name: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(service, name) or ""
    except KeyringError:
        # None is there, or it is locked: then the variable is missing, and that is told with what to do.
        return ""
