from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from genesys_deploy.bundle.settings.secret_store import SecretStore, service_of


class Keyring(ModuleType):
    """Stands for the library of this name; `asked` are the lookups."""

    def __init__(self, passwords: dict[tuple[str, str], str], *, locked: bool = False) -> None:
        super().__init__("keyring")
        self.passwords = passwords
        self.asked: list[tuple[str, str]] = []
        self.locked = locked
        self.errors: Any = ModuleType("keyring.errors")
        vars(self.errors)["KeyringError"] = type("KeyringError", (Exception,), {})

    def get_password(self, service: str, name: str) -> str | None:
        self.asked.append((service, name))
        if self.locked:
            raise self.errors.KeyringError("locked")
        return self.passwords.get((service, name))


def install(monkeypatch: pytest.MonkeyPatch, keyring: Keyring) -> None:
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", keyring.errors)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    made = Keyring({(service_of("prod"), "KEY"): "of-prod", (service_of("test"), "KEY"): "of-test"})
    install(monkeypatch, made)
    return made


def test_the_environment_comes_first_and_the_keyring_is_not_asked(keyring: Keyring) -> None:
    assert SecretStore({"KEY": "here"}, "prod")["KEY"] == "here"
    assert keyring.asked == []


@pytest.mark.parametrize("org", ["prod", "test"])
def test_each_org_has_its_own_secrets(keyring: Keyring, org: str) -> None:
    store = SecretStore({"KEY": ""}, org)
    assert [store["KEY"], store.get("KEY")] == [f"of-{org}"] * 2
    assert keyring.asked == [(f"genesys-deploy {org}", "KEY")]


@pytest.mark.usefixtures("keyring")
def test_what_is_nowhere_is_missing() -> None:
    store = SecretStore({"A": "a"}, "prod")
    assert store.get("OTHER") is None
    assert list(store) == ["A"]
    assert len(store) == 1


def test_a_keyring_that_is_locked_or_not_there_has_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, Keyring({}, locked=True))
    assert SecretStore({}, "prod").get("KEY") is None


def test_without_the_library_there_is_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert SecretStore({}, "prod").get("KEY") is None


@pytest.mark.usefixtures("keyring")
def test_what_it_found_is_never_shown() -> None:
    store = SecretStore({"SET": "from-environment"}, "prod")
    assert store["KEY"] == "of-prod"
    assert "of-prod" not in repr(store)
    assert "from-environment" not in repr(store)
