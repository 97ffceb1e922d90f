"""What settings must keep beyond their shape: each rule a function that yields what breaks it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from genesys_deploy.source.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from genesys_deploy.bundle.settings import Settings
    from genesys_deploy.source.span import Span

__all__ = ["check_settings"]

RULE = "bad-setting"
PRIORITY_LIMIT = 25_000_000
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_CHANNEL = re.compile(r"[a-z][a-z0-9_]*\Z")


def check_settings(settings: Settings) -> tuple[Finding, ...]:
    """Everything about well-shaped settings that cannot work."""
    return tuple(finding for rule in _RULES for finding in rule(settings))


def _finding(message: str, span: Span, hint: str | None = None) -> Finding:
    return Finding(RULE, Severity.ERROR, message, span, hint)


def _threshold(settings: Settings) -> Iterator[Finding]:
    if not 0.0 < settings.identity.threshold <= 1.0:
        message = (
            f"identity.threshold is {settings.identity.threshold}; a confidence is above 0 and at most 1"
        )
        yield _finding(message, settings.span, "85 % is written 0.85")


def _durations(settings: Settings) -> Iterator[Finding]:
    for name, minutes in (
        ("identity.keep_minutes", settings.identity.keep_minutes),
        ("identity.notice_minutes", settings.identity.notice_minutes),
    ):
        if minutes < 0:
            yield _finding(f"{name} is {minutes}; it cannot be negative", settings.span)


def _budget(settings: Settings) -> Iterator[Finding]:
    irp = settings.irp
    for name in irp.timeouts.__dataclass_fields__:
        seconds = getattr(irp.timeouts, name)
        if not 0 < seconds <= 60:
            yield _finding(f"irp.timeouts.{name} is {seconds:g} s; 60 s is the most", settings.span)
    needed = irp.timeouts.check_bot + irp.timeouts.resolve_identity
    if needed >= irp.budget_seconds:
        message = f"irp.budget_seconds is {irp.budget_seconds:g}, but the bot check and the resolution may take {needed:g}"
        yield _finding(message, settings.span, "raise the budget, or lower irp.timeouts")


def _address(settings: Settings) -> Iterator[Finding]:
    parts = urlsplit(settings.irp.url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        yield _finding(
            f"irp.url {settings.irp.url!r} is no address", settings.span, "https://irp.example.com"
        )
    if parts.username or parts.password:
        yield _finding("irp.url carries credentials", settings.span, "put the key into the environment")


def _priorities(settings: Settings) -> Iterator[Finding]:
    for route in settings.routes:
        if abs(route.priority) > PRIORITY_LIMIT:
            yield _finding(f"priority {route.priority} is beyond ±{PRIORITY_LIMIT}", route.span)
        if not route.queue.strip():
            yield _finding("a queue has no name", route.span)


def _languages(settings: Settings) -> Iterator[Finding]:
    for language in settings.languages:
        if not _LANGUAGE.match(language):
            hint = "its first part alone, in lower case: es, not es-MX"
            yield _finding(f"languages: {language} is no language", settings.span, hint)


def _channels(settings: Settings) -> Iterator[Finding]:
    if not settings.channels:
        yield _finding("there are no channels", settings.span)
    for name, channel in settings.channels.items():
        if not _CHANNEL.match(name):
            yield _finding(f"channel {name!r}: lower-case letters, digits and _ only", channel.span)
        if channel.id_scope == "per_integration" and not channel.integration:
            hint = "name the page or account whose ids these are"
            yield _finding(f'channel {name}: "integration" is missing', channel.span, hint)


def _flow_names(settings: Settings) -> Iterator[Finding]:
    if len(settings.channels) > 1 and "{channel}" not in settings.flow_name:
        yield _finding("flow_name must contain {channel}, or all flows have one name", settings.span)


_RULES: tuple[Callable[[Settings], Iterable[Finding]], ...] = (
    _threshold,
    _durations,
    _budget,
    _address,
    _priorities,
    _languages,
    _channels,
    _flow_names,
)
