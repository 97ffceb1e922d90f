"""How people's handles and ids stand in logs: enough to tell two apart, not enough to find the person."""

from __future__ import annotations

import hashlib

__all__ = ["masked"]


def masked(value: str | None, salt: bytes = b"") -> str:
    """The first letter and six digits of a hash, `j…3fa9c1`; `-` for nothing."""
    if not value:
        return "-"
    digest = hashlib.blake2b(value.encode("utf-8", "surrogatepass"), digest_size=3, key=salt[:64]).hexdigest()
    return f"{value[0] if value[0].isalnum() else '?'}…{digest}"
