"""Is it quick enough, under a steady load?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.load import Load, run_load
from irp_stub.contract.rule import Family

if TYPE_CHECKING:
    from genesys_deploy.data_action.request import HttpRequest
    from irp_stub.contract.probe import Probe

__all__ = ["LATENCY", "loaded"]

LATENCY = Family("latency")
_WARM_UP = 10
_SHARE_OF_RATE = 0.8
_PER_ACCOUNT = 15


def loaded(probe: Probe) -> Load:
    """The load phase, warmed up: known accounts a few times each, else senders that nobody knows."""
    if probe.limits.load_seconds <= 0:
        raise NotApplicable("the load phase was switched off (--no-load)")
    per_second = probe.limits.rate * _SHARE_OF_RATE
    count = max(1, int(per_second * probe.limits.load_seconds))
    requests = _requests(probe, count)
    for request in requests[:_WARM_UP]:
        probe.send(request)
    probe.client.rest()
    return run_load([partial(probe.send, request) for request in requests], per_second)


def _requests(probe: Probe, count: int) -> list[HttpRequest]:
    known = [(a.channel, a.user_id) for a in probe.data.accounts() if a.user_id] * _PER_ACCOUNT
    strangers = ((probe.data.guest_channel, probe.marks.user_id("load")) for _ in range(count))
    senders = [*known[: count // 2], *strangers][:count]
    return [
        probe.request(
            Purpose.RESOLVE, channel=channel, userId=user_id, conversationId=probe.marks.conversation()
        )
        for channel, user_id in senders
    ]


def _within(probe: Probe, seconds: float, what: str) -> None:
    load = probe.once(loaded)
    if (worst := load.quantile(0.99)) > seconds:
        raise Broken(
            f"99 % are answered within {worst * 1000:.0f} ms, over {what} of {seconds * 1000:.0f} ms",
            max(load.exchanges, key=lambda exchange: exchange.seconds),
        )


@LATENCY.must(
    "latency-timeout",
    "99 % within the flow's timeout",
    source='guide, "Synchronous Latency"; settings irp.timeouts.resolve_identity',
    why="what comes later never comes: the customer is a guest",
)
def latency_timeout(probe: Probe) -> None:
    _within(probe, probe.limits.flow_timeout, "the flow's timeout")


@LATENCY.should(
    "latency-budget",
    "99 % within 200 ms",
    source='guide: "we assume a low-latency IRP (<200ms)"',
    why="the customer waits for the resolution before the message reaches a queue",
)
def latency_budget(probe: Probe) -> None:
    _within(probe, probe.limits.budget, "the budget")


@LATENCY.must(
    "load-answered",
    "Under load everything is answered",
    source="guide, edge case 2",
    why="a platform that gives up at fifty messages a second loses the campaign's first hour",
)
def load_answered(probe: Probe) -> None:
    load = probe.once(loaded)
    crashed = [exchange for exchange in load.exchanges if exchange.crashed]
    if crashed:
        share = f"{len(crashed)} of {len(load.exchanges)}"
        raise Broken(f"{share} requests under load had no answer or a 5xx", crashed[0])
