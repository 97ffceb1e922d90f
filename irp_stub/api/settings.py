"""What an operator may set: thresholds, times and limits, each with its default and its bounds.

threshold: 0.85              # confidence from which on a sender is resolved
handle_fresh_days: 90        # how long a handle that nobody confirmed still binds
phone_fresh_days: 90         # the same for ids that are phone numbers
accounts_per_channel: 5      # of one customer; more go to review
customers_per_identifier: 5  # a mailbox or a handle that more share says nothing
requests_per_minute: 100     # resolves of one sender in any 60 seconds
young_account_days: 7
profile_ttl_seconds: 300     # at most 300
session_minutes: 30          # how long a steward's console stays signed in without being used
retention_days: 90           # of decisions, kept answers and the log of unresolved senders
review_retention_days: 90    # of reviews that are decided; open ones stay
spam_keywords: [free crypto] # instead of those that come with the package
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec
import yaml

from irp_stub.errors import BadFile
from irp_stub.identity.model import Policy

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFAULTS", "Retention", "Settings", "read_settings"]

_DAY = 86_400.0
_Confidence = Annotated[float, msgspec.Meta(ge=0.5, le=0.99)]
_Days = Annotated[int, msgspec.Meta(ge=1, le=3650)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
_Few = Annotated[int, msgspec.Meta(ge=1, le=19)]
_Seconds = Annotated[int, msgspec.Meta(ge=0, le=300)]


class Retention(NamedTuple):
    """How long what is kept is kept, and decided reviews are; in seconds."""

    logs: float
    reviews: float


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    threshold: _Confidence = 0.85
    handle_fresh_days: _Days = 90
    phone_fresh_days: _Days = 90
    accounts_per_channel: _Count = 5
    customers_per_identifier: _Few = 5
    requests_per_minute: _Count = 100
    young_account_days: _Days = 7
    profile_ttl_seconds: _Seconds = 300
    session_minutes: Annotated[int, msgspec.Meta(ge=1, le=480)] = 30
    retention_days: _Days = 90
    review_retention_days: _Days = 90
    spam_keywords: tuple[str, ...] | None = None

    @property
    def retention(self) -> Retention:
        return Retention(self.retention_days * _DAY, self.review_retention_days * _DAY)

    @property
    def policy(self) -> Policy:
        return Policy(
            threshold=self.threshold,
            handle_fresh=self.handle_fresh_days * _DAY,
            phone_fresh=self.phone_fresh_days * _DAY,
            identities_per_channel=self.accounts_per_channel,
            customers_per_identifier=self.customers_per_identifier,
        )


DEFAULTS = Settings()


def read_settings(path: Path) -> Settings:
    """Read a settings file.

    Raises:
        BadFile: it cannot be read, or sets what is not there or out of bounds.
    """
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        return msgspec.convert(given or {}, Settings)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        hint = f"known settings: {', '.join(Settings.__struct_fields__)}"
        raise BadFile(f"{path} cannot be used as settings: {error}", hint=hint) from None
