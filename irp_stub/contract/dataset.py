"""Who the platform that is asked knows: customers that rules are about, from a file that its team writes."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  (read by its annotations, at run time)
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from genesys_deploy.source.decode import decode_or_raise
from genesys_deploy.source.errors import ProductError
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml
from irp_stub.contract.errors import CannotVerify

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Account",
    "Bots",
    "DataSet",
    "KnownBot",
    "LookAlike",
    "parse_data_set",
    "read_data_set",
    "sample_data_set",
]

_SAMPLE = "sample-data.yaml"


@dataclass(frozen=True, slots=True)
class Account:
    """An account on a platform, and whose it is. `user_id` or `handle` is None where it is not stored."""

    channel: str
    customer_id: str
    user_id: str | None = None
    handle: str | None = None
    display_name: str | None = None
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A handle that somebody has, and others that can be taken for it."""

    channel: str
    customer_id: str
    handle: str
    disguises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownBot:
    """An account that the platform has in its list of bots."""

    channel: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Bots:
    """`spam` is a text that holds a keyword, `human` one that holds none."""

    known: KnownBot | None = None
    spam: str | None = None
    human: str = "Hello, my order has not arrived yet. Can you help?"


@dataclass(frozen=True, slots=True)
class DataSet:
    """Everything is optional: rules about what is not there are not run.

    `contested` are two accounts of two customers on one channel, `same_person` two of one customer on two
    channels; `without` names Data Actions that the platform is not meant to serve.
    """

    known: Account | None = None
    handle_only: Account | None = None
    renamed: Account | None = None
    contested: tuple[Account, ...] = ()
    held: Account | None = None
    look_alike: LookAlike | None = None
    same_person: tuple[Account, ...] = ()
    doubtful: Account | None = None
    bots: Bots | None = None
    guest_channel: str = "twitter"
    without: Mapping[str, str] = field(default_factory=dict)

    def accounts(self) -> tuple[Account, ...]:
        """Every account of a customer that is in it."""
        single = (self.known, self.handle_only, self.renamed, self.held, self.doubtful)
        return (*(account for account in single if account), *self.contested, *self.same_person)


def read_data_set(path: Path) -> DataSet:
    """Read the team's file.

    Raises:
        CannotVerify: it is not there, or not of this shape; each place is named.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        hint = "irp-stub verify --init FILE makes one to fill in"
        raise CannotVerify(f"{path} cannot be read: {error}", hint=hint) from None
    return parse_data_set(text, str(path))


def sample_data_set() -> DataSet:
    """The customers that `irp-stub serve --sample` knows."""
    return parse_data_set((files("irp_stub.contract") / _SAMPLE).read_text(encoding="utf-8"), _SAMPLE)


def parse_data_set(text: str, name: str) -> DataSet:
    try:
        return decode_or_raise(DataSet, read_yaml(text, IdentityMap(name)).root)
    except ProductError as error:
        raise CannotVerify(str(error)) from None
