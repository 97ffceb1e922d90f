"""E-mail addresses: what they are compared by, and which of them belong to nobody in particular."""

from __future__ import annotations

import re

__all__ = ["is_personal", "normalise_address"]

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_LONGEST = 320
_ROLES = frozenset(
    {"abuse", "accounting", "accounts", "admin", "administrator", "anonymous", "billing", "bounce", "bounces",
     "careers", "contact", "customercare", "customerservice", "email", "enquiries", "example", "feedback",
     "guest", "hello", "help", "helpdesk", "hostmaster", "hr", "info", "inquiries", "invoice", "invoices", "jobs",
     "mail", "mailer-daemon", "marketing", "media", "na", "newsletter", "nobody", "none", "notification",
     "notifications", "null", "office", "orders", "postmaster", "press", "privacy", "purchasing", "reception",
     "root", "sales", "security", "service", "shop", "spam", "support", "team", "test", "undefined", "unknown",
     "user", "webmaster"}
)  # fmt: skip
_NO_REPLY = re.compile(r"(?:no|do[._-]?not)[._-]?(?:reply|answer|response)")
_NOBODYS_DOMAINS = tuple(
    f".{name}"
    for name in ("invalid", "localhost", "test", "example", "example.com", "example.net", "example.org")
)


def normalise_address(address: str | None) -> str | None:
    """Trimmed, lower case; None where it is no address, or longer than one can be (RFC 5321: 64 + 1 + 255).

    The part before the @ could by the standard depend on case; no provider that matters uses it so.
    """
    plain = (address or "").strip().lower()
    return plain if len(plain) <= _LONGEST and _ADDRESS.match(plain) else None


def is_personal(address: str) -> bool:
    """Whether one person reads this mailbox; role mailboxes and placeholders never link anybody."""
    local, _, domain = address.partition("@")
    role = local.partition("+")[0]
    nobody = role in _ROLES or _NO_REPLY.match(role) or f".{domain}".endswith(_NOBODYS_DOMAINS)
    return not nobody
