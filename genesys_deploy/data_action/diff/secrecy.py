"""Values that may be somebody's secret are not shown: a key that was written into a file, where a reference belongs."""

from __future__ import annotations

import re

__all__ = ["shown", "shown_query"]

_WORDS = r"auth|key|token|secret|passw|cookie|credential|signature"
_NAME = re.compile(_WORDS, re.IGNORECASE)
_QUERY = re.compile(rf"([^=&]*(?:{_WORDS})[^=&]*)=([^&$]+)", re.IGNORECASE)
_HIDDEN = "(not shown)"
_REFERENCES = ("$", "{{", "input.")


def shown(name: str, value: str) -> str:
    """The value, unless its name sounds secret and it refers to nothing."""
    is_reference = any(sign in value for sign in _REFERENCES)
    return _HIDDEN if _NAME.search(name) and not is_reference else value


def shown_query(query: str) -> str:
    return _QUERY.sub(rf"\1={_HIDDEN}", query)
