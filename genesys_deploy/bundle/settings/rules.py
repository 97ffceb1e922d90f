"""What settings must keep beyond their shape: each rule a function that yields what breaks it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from genesys_deploy.bundle.settings.resource_rules import check_resources
from genesys_deploy.source.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from genesys_deploy.bundle.settings.settings import Route, Settings, Tier
    from genesys_deploy.source.places import Places
    from genesys_deploy.source.span import Span

__all__ = ["check_settings"]

RULE = "bad-setting"
PRIORITY_LIMIT = 25_000_000
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_CHANNEL = re.compile(r"[a-z][a-z0-9_]*\Z")


def check_settings(settings: Settings, places: Places) -> tuple[Finding, ...]:
    """Everything about well-shaped settings that cannot work; `places` tells where each of them is written."""
    return tuple(finding for rule in _RULES for finding in rule(settings, places))


def _finding(message: str, span: Span, hint: str | None = None) -> Finding:
    return Finding(RULE, Severity.ERROR, message, span, hint)


def _threshold(settings: Settings, places: Places) -> Iterator[Finding]:
    if not 0.0 < settings.identity.threshold <= 1.0:
        message = (
            f"identity.threshold is {settings.identity.threshold}; a confidence is above 0 and at most 1"
        )
        yield _finding(message, places.of("identity", "threshold"), "85 % is written 0.85")


def _durations(settings: Settings, places: Places) -> Iterator[Finding]:
    for name in ("keep_minutes", "notice_minutes"):
        minutes = getattr(settings.identity, name)
        if minutes < 0:
            yield _finding(
                f"identity.{name} is {minutes}; it cannot be negative", places.of("identity", name)
            )


def _releases(settings: Settings, places: Places) -> Iterator[Finding]:
    if settings.keep_releases < 1:
        message = f"keep_releases is {settings.keep_releases}; 1 is the least, so that the last release can be undone"
        yield _finding(message, places.of("keep_releases"))


def _budget(settings: Settings, places: Places) -> Iterator[Finding]:
    irp = settings.irp
    for name in irp.timeouts.__dataclass_fields__:
        seconds = getattr(irp.timeouts, name)
        if not 0 < seconds <= 60:
            message = f"irp.timeouts.{name} is {seconds:g} s; 60 s is the most"
            yield _finding(message, places.of("irp", "timeouts", name))
    needed = irp.timeouts.check_bot + irp.timeouts.resolve_identity
    if needed >= irp.budget_seconds:
        message = f"irp.budget_seconds is {irp.budget_seconds:g}, but the bot check and the resolution may take {needed:g}"
        yield _finding(message, places.of("irp", "budget_seconds"), "raise the budget, or lower irp.timeouts")


def _addresses(settings: Settings, places: Places) -> Iterator[Finding]:
    for name in ("url", "crm_url"):
        address = getattr(settings.irp, name)
        if address is not None:
            yield from _address(f"irp.{name}", address, places.of("irp", name))


def _address(name: str, address: str, place: Span) -> Iterator[Finding]:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        # What stands before an @ may be a password: it is not repeated.
        shown = address.rpartition("@")[2]
        yield _finding(f"{name} {shown!r} is no address", place, "https://irp.example.com")
    if parts.username or parts.password:
        yield _finding(f"{name} carries credentials", place, "put the key into the environment")


def _routes(settings: Settings, places: Places) -> Iterator[Finding]:
    for keys, route in _named_routes(settings):
        if abs(route.priority) > PRIORITY_LIMIT:
            message = f"priority {route.priority} is beyond ±{PRIORITY_LIMIT}"
            yield _finding(message, places.of(*keys, "priority"))
        if not route.queue.strip():
            yield _finding("a queue has no name", places.of(*keys, "queue"))


def _named_routes(settings: Settings) -> Iterator[tuple[tuple[str, ...], Route | Tier]]:
    for name, tier in settings.tiers.items():
        yield ("tiers", name), tier
    yield ("unknown_tier",), settings.unknown_tier
    yield ("guest",), settings.guest
    yield ("review",), settings.review
    yield ("bots", "disposal"), settings.bots.disposal


def _languages(settings: Settings, places: Places) -> Iterator[Finding]:
    for language, skill in settings.languages.items():
        if not _LANGUAGE.match(language):
            hint = "its first part alone, in lower case: es, not es-MX"
            yield _finding(
                f"languages: {language} is no language", places.of_key("languages", language), hint
            )
        if not skill.strip():
            hint = "name the language skill, or leave the language out"
            place = places.of("languages", language)
            yield _finding(f"languages: the skill of {language} has no name", place, hint)


def _channels(settings: Settings, places: Places) -> Iterator[Finding]:
    if not settings.channels:
        yield _finding("there are no channels", places.of("channels"))
    for name, channel in settings.channels.items():
        if not _CHANNEL.match(name):
            message = f"channel {name!r}: lower-case letters, digits and _ only"
            yield _finding(message, places.of_key("channels", name))
        if channel.id_scope == "per_integration" and not channel.integration:
            hint = "name the page or account whose ids these are"
            yield _finding(f'channel {name}: "integration" is missing', channel.span, hint)


def _flow_names(settings: Settings, places: Places) -> Iterator[Finding]:
    if len(settings.channels) > 1 and "{channel}" not in settings.flow_name:
        message = "flow_name must contain {channel}, or all flows have one name"
        yield _finding(message, places.of("flow_name"))


_RULES: tuple[Callable[[Settings, Places], Iterable[Finding]], ...] = (
    _threshold,
    _durations,
    _releases,
    _budget,
    _addresses,
    _routes,
    _languages,
    _channels,
    _flow_names,
    check_resources,
)
