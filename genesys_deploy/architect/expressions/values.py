"""The values of the Architect language: Python's own where they fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time, timedelta
    from decimal import Decimal

    from genesys_deploy.architect.expressions.types import Type

__all__ = ["NOT_SET", "Currency", "Json", "JsonData", "Record", "Reference", "Value"]

NOT_SET: Final = None

JsonData: TypeAlias = "str | int | float | Decimal | bool | list[JsonData] | dict[str, JsonData] | None"


@dataclass(frozen=True, slots=True)
class Currency:
    """An amount and its ISO 4217 code; either may be NOT_SET."""

    amount: Decimal | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that lives in an org: a queue, a skill, a user. Equal by id."""

    kind: str
    id: str
    name: str | None = field(default=None, compare=False)
    username: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Record:
    """A value with properties (`shortMessage`, `phoneNumber`, `externalContact`); absent ones are NOT_SET."""

    type: Type
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Json:
    """A JSON value, as `json.loads` gives it."""

    data: JsonData


Value: TypeAlias = (
    "str | bool | int | Decimal | datetime | date | time | timedelta | tuple[Value, ...]"
    " | Currency | Reference | Record | Json | None"
)
