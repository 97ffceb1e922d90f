"""Values that may be somebody's secret are not shown: a key that was written into a file, where a reference belongs."""

from __future__ import annotations

import re

__all__ = ["shown", "shown_address"]

_WORDS = r"auth|key|token|secret|passw|cookie|credential|signature"
_NAME = re.compile(_WORDS, re.IGNORECASE)
_QUERY = re.compile(rf"([^=&?]*(?:{_WORDS})[^=&]*)=([^&$]+)", re.IGNORECASE)
_USER = re.compile(r"//[^/@$]+@")
_HIDDEN = "(not shown)"
_REFERENCES = ("$", "{{", "input.")


def shown(name: str, value: str) -> str:
    """The value, unless its name sounds secret and it refers to nothing."""
    is_reference = any(sign in value for sign in _REFERENCES)
    return _HIDDEN if _NAME.search(name) and not is_reference else value


def shown_address(text: str) -> str:
    """A URL, or a part of one, without passwords and keys that are written in it."""
    return _QUERY.sub(rf"\1={_HIDDEN}", _USER.sub(f"//{_HIDDEN}@", text))
