"""Faults on demand, so that flows can be tested against a platform that misbehaves.

    rules:
      - match: {handle: busy_user}          # endpoint, handle, user_id, customer_id; all that are named must fit
        status: 429                         # answer so, instead of the real answer
        retry_after: 30                     # seconds; with a status
        body: '{"title": "Too Many"}'       # with a status
      - match: {endpoint: resolve, user_id: "42"}
        delay: 3                            # seconds before the answer, real or not
      - match: {handle: garbled}
        malformed: true                     # 200 with a body that is no JSON
      - match: {endpoint: leads}
        drop: true                          # the connection is closed without an answer
        times: 2                            # only the first two requests that match

The first rule that matches counts.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from irp_stub.errors import BadFile
from irp_stub.identity.handle import normalise

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ENDPOINTS", "NO_FAULTS", "PROFILES", "Effect", "Faults", "read_faults"]

PROFILES = "profiles"
"""No endpoint, but the CRM that profiles are read from; only a rule that names it concerns it."""

ENDPOINTS = ("resolve", "bot-check", "leads", "unresolved", "accounts", "events", PROFILES)


class _Match(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    endpoint: str | None = None
    handle: str | None = None
    user_id: str | None = None
    customer_id: str | None = None


class _Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    match: _Match = _Match()
    delay: float = 0.0
    status: int | None = None
    retry_after: int | None = None
    body: str | None = None
    malformed: bool = False
    drop: bool = False
    times: int | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[_Rule, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What is done instead of, or before, the answer; `delay` in seconds."""

    delay: float = 0.0
    status: int | None = None
    retry_after: int | None = None
    body: str | None = None
    malformed: bool = False
    drop: bool = False


class Faults:
    def __init__(self, rules: tuple[_Rule, ...] = ()) -> None:
        self._rules = rules
        self._left = [rule.times for rule in rules]

    def __bool__(self) -> bool:
        return bool(self._rules)

    def effect_on(self, endpoint: str, message: Any, parameters: dict[str, str]) -> Effect | None:
        """What the first rule that matches asks for; a rule with `times` is used up."""
        for at, rule in enumerate(self._rules):
            left = self._left[at]
            if left == 0 or not _matches(rule.match, endpoint, message, parameters):
                continue
            if left is not None:
                self._left[at] = left - 1
            return Effect(**{field.name: getattr(rule, field.name) for field in fields(Effect)})
        return None


NO_FAULTS = Faults()


def read_faults(path: Path) -> Faults:
    """Read a faults file.

    Raises:
        BadFile: it cannot be read, or says what is not understood.
    """
    try:
        rules = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), _File).rules
        for at, rule in enumerate(rules, 1):
            _check(rule, at)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        hint = "see `irp-stub serve --help` and docs/irp.md for the format"
        raise BadFile(f"{path} cannot be used as faults: {error}", hint=hint) from None
    return Faults(rules)


def _check(rule: _Rule, at: int) -> None:
    wrong = next((message for message, found in _complaints(rule) if found), None)
    if wrong is not None:
        raise msgspec.ValidationError(f"{wrong} (rule {at})")


def _complaints(rule: _Rule) -> tuple[tuple[str, bool], ...]:
    endpoint = rule.match.endpoint
    instead = (rule.status is not None, rule.malformed, rule.drop)
    return (
        (
            f'there is no endpoint "{endpoint}"; there are {", ".join(ENDPOINTS)}',
            endpoint is not None and endpoint not in ENDPOINTS,
        ),
        ("a rule has one of status, malformed and drop", sum(instead) > 1),
        ("a rule needs an effect: delay, status, malformed or drop", not any(instead) and not rule.delay),
        ("a status is from 200 to 599", rule.status is not None and not 200 <= rule.status <= 599),
        ("a delay is from 0 to 600 seconds", not 0 <= rule.delay <= 600),
        (
            "retry_after and body go with a status",
            rule.status is None and bool(rule.retry_after or rule.body),
        ),
    )


def _matches(match: _Match, endpoint: str, message: Any, parameters: dict[str, str]) -> bool:
    if match.endpoint != endpoint and (match.endpoint is not None or endpoint == PROFILES):
        return False
    if match.user_id is not None and getattr(message, "user_id", None) != match.user_id:
        return False
    if match.handle is not None and not _is_handle(match.handle, message):
        return False
    customer_id = getattr(message, "customer_id", None) or parameters.get("customer_id")
    return match.customer_id in (None, customer_id)


def _is_handle(wanted: str, message: Any) -> bool:
    given = (getattr(message, "handle", None), getattr(message, "handle_raw", None))
    return any(handle and normalise(handle) == normalise(wanted) for handle in given)
