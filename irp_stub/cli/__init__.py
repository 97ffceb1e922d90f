"""The command line `irp-stub`."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
