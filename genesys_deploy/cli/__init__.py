"""The command line `genesys-deploy`: commands parse, call the library, present, set the exit code."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
