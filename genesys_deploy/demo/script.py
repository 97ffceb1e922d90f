"""The demo's messages and where each should end, read from `messages.yaml`."""

from __future__ import annotations

import time
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from genesys_deploy.simulate.scenario.expectation import Expectation
from genesys_deploy.source.decode import decode_or_raise
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.span import Span
from genesys_deploy.source.yaml_reader import read_yaml

__all__ = ["DemoMessage", "Script", "Sender", "read_script"]

FILE = "messages.yaml"
# X puts the time of an account's creation into its id: milliseconds since this epoch, then 22 bits.
X_EPOCH_MILLISECONDS = 1_288_834_974_657
X_TIME_SHIFT = 22


@dataclass(frozen=True, slots=True)
class Sender:
    """What the platform tells of who wrote; `account_age_days` stands for the id of so young an account of X."""

    id: str = ""
    name: str = ""
    account_age_days: int | None = None

    @property
    def user_id(self) -> str:
        if self.account_age_days is None:
            return self.id
        created = int(time.time() * 1000) - self.account_age_days * 86_400_000
        return str((created - X_EPOCH_MILLISECONDS) << X_TIME_SHIFT)


@dataclass(frozen=True, slots=True)
class DemoMessage:
    """One message, and a second one of the same sender on the same channel a moment later."""

    title: str
    channel: str
    sender: Sender
    ends: Expectation
    then: Expectation
    span: Span
    handle: str | None = None
    text: str | None = None
    then_text: str = "Are you there?"
    irp: Literal["up", "down"] = "up"


@dataclass(frozen=True, slots=True)
class Script:
    messages: tuple[DemoMessage, ...]


def read_script() -> Script:
    """The script that comes with the package."""
    text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return decode_or_raise(Script, read_yaml(text, IdentityMap(FILE)).root)
