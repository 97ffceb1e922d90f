"""Prometheus metrics in the text format: requests by endpoint and status, and how long they took."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from irp_stub.api.http.exchange import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform

__all__ = ["Metrics", "show_metrics"]

_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_CONTENT_TYPE = b"text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts of this process; seconds in buckets that are made cumulative when they are shown."""

    def __init__(self) -> None:
        self._requests: dict[tuple[str, int], int] = {}
        self._buckets: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}

    def observe(self, endpoint: str, status: int, seconds: float) -> None:
        key = (endpoint, status)
        self._requests[key] = self._requests.get(key, 0) + 1
        buckets = self._buckets.get(endpoint)
        if buckets is None:
            buckets = self._buckets[endpoint] = [0] * (len(_BUCKETS) + 1)
        buckets[bisect_left(_BUCKETS, seconds)] += 1
        self._seconds[endpoint] = self._seconds.get(endpoint, 0.0) + seconds

    def text(self) -> str:
        return "\n".join([*self._request_lines(), *self._duration_lines()]) + "\n"

    def _request_lines(self) -> Iterator[str]:
        yield "# HELP irp_requests_total Requests answered."
        yield "# TYPE irp_requests_total counter"
        for (endpoint, status), count in sorted(self._requests.items()):
            yield f'irp_requests_total{{endpoint="{endpoint}",status="{status}"}} {count}'

    def _duration_lines(self) -> Iterator[str]:
        name = "irp_request_duration_seconds"
        yield f"# HELP {name} Time from the request's head to its answer."
        yield f"# TYPE {name} histogram"
        for endpoint, buckets in sorted(self._buckets.items()):
            total = 0
            for limit, count in zip((*map(str, _BUCKETS), "+Inf"), buckets, strict=True):
                total += count
                yield f'{name}_bucket{{endpoint="{endpoint}",le="{limit}"}} {total}'
            yield f'{name}_sum{{endpoint="{endpoint}"}} {self._seconds[endpoint]:.6f}'
            yield f'{name}_count{{endpoint="{endpoint}"}} {total}'


async def show_metrics(platform: Platform, call: Call) -> Reply:  # noqa: ARG001  (every endpoint has this shape)
    return Reply(200, platform.metrics.text().encode(), content_type=_CONTENT_TYPE)
