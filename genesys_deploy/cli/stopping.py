"""Being told to stop: by Ctrl-C, or by SIGTERM, with which CI cancels a job and a service manager ends a server."""

from __future__ import annotations

import signal
from typing import NoReturn

__all__ = ["stop_politely"]


def stop_politely() -> None:
    """Take SIGTERM as Ctrl-C, so that what has begun is finished and a lock is given back."""
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
