"""What the rules call things, in the words of the wire and of stewards."""

from __future__ import annotations

__all__ = ["MATCHED_BY", "SURELY_BY", "change_in_words"]

MATCHED_BY = {"account": "user_id", "email": "verified_email", "handle": "handle", "steward": "must_link"}
"""By the family of the evidence that decided."""

SURELY_BY = {
    "account": "the account's user id",
    "email": "a proven e-mail",
    "handle": "the handle",
    "steward": "a steward's word",
}

_CHANGES = {
    "LinkAccount": "the account was linked",
    "TakeHandle": "its handle was followed",
    "BindUserId": "its user id was bound",
    "Confirm": "it was confirmed",
    "MustLink": "a steward's word was noted",
}


def change_in_words(change: str) -> str:
    return _CHANGES.get(change, change)
