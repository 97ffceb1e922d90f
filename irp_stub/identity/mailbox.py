"""E-mail addresses: what they are compared by, and which of them belong to nobody in particular."""

from __future__ import annotations

import re

__all__ = ["is_personal", "normalise_address"]

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_ROLES = frozenset(
    {"abuse", "accounting", "accounts", "admin", "administrator", "billing", "careers", "contact",
     "customerservice", "do-not-reply", "donotreply", "enquiries", "feedback", "hello", "help", "helpdesk",
     "hostmaster", "hr", "info", "inquiries", "invoice", "invoices", "jobs", "mail", "mailer-daemon",
     "marketing", "media", "no-reply", "noreply", "office", "orders", "postmaster", "press", "privacy",
     "purchasing", "reception", "root", "sales", "security", "service", "shop", "spam", "support", "team",
     "test", "undefined", "unknown", "webmaster"}
)  # fmt: skip
_EXAMPLE_DOMAINS = ("invalid", "localhost", "test.test")


def normalise_address(address: str | None) -> str | None:
    """Trimmed, lower case; None where it is no address.

    The part before the @ could by the standard depend on case; no provider that matters uses it so.
    """
    plain = (address or "").strip().lower()
    return plain if _ADDRESS.match(plain) else None


def is_personal(address: str) -> bool:
    """Whether one person reads this mailbox; role mailboxes and placeholders never link anybody."""
    local, _, domain = address.partition("@")
    role = local.partition("+")[0]
    return role not in _ROLES and not domain.endswith(_EXAMPLE_DOMAINS)
