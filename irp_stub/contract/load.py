"""Requests at a steady rate, sent when they are due and not when the one before is answered."""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from irp_stub.contract.exchange import Exchange

__all__ = ["Load", "run_load"]

_WORKERS = 64


@dataclass(frozen=True, slots=True)
class Load:
    """`seconds` are sorted, each from when its request was due: a platform that stalls is not spared the queue."""

    seconds: tuple[float, ...]
    exchanges: tuple[Exchange, ...]

    def quantile(self, share: float) -> float:
        """The time within which that share of the requests was answered."""
        return self.seconds[max(0, math.ceil(share * len(self.seconds)) - 1)]


def run_load(sends: Sequence[Callable[[], Exchange]], per_second: float) -> Load:
    """Send everything, one each `1 / per_second`; returns when all are answered."""
    started = time.perf_counter()

    def timed(number: int) -> tuple[float, Exchange]:
        exchange = sends[number]()
        return time.perf_counter() - (started + number / per_second), exchange

    futures = []
    with ThreadPoolExecutor(_WORKERS) as pool:
        for number in range(len(sends)):
            if (wait := started + number / per_second - time.perf_counter()) > 0:
                time.sleep(wait)
            futures.append(pool.submit(timed, number))
    pairs = [future.result() for future in futures]
    return Load(tuple(sorted(seconds for seconds, _ in pairs)), tuple(exchange for _, exchange in pairs))
