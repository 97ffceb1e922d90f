"""Where logs go: standard error, one line each; nothing in them names a person."""

from __future__ import annotations

import logging

__all__ = ["log_to_stderr"]


def log_to_stderr(*, access: bool = False) -> None:
    """Warnings and what is of interest to security; with `access` also a line for each request."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    if access:
        logging.getLogger("irp_stub.access").setLevel(logging.INFO)
