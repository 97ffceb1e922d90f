"""Colour where somebody looks, and not where NO_COLOR says that nobody wants it (no-color.org)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["chosen", "coloured"]


def chosen() -> bool | None:
    """What click is to do: without colour, or as it finds the terminal."""
    return False if os.environ.get("NO_COLOR") else None


def coloured(stream: TextIO) -> bool:
    """Whether to write colours to a stream."""
    return stream.isatty() and chosen() is None
