"""One sender that asks too often; asked for with --flood, by a sender of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.rule import Family

if TYPE_CHECKING:
    from irp_stub.contract.answer import Answer
    from irp_stub.contract.probe import Probe

__all__ = ["LIMITS"]

LIMITS = Family("limits")
_ALLOWED = 100
_SENT = 120
_SLOWEST = 3
_SOURCE = 'guide, edge case 2: "more than 100 requests per minute … from the same user_id"'


@dataclass(frozen=True, slots=True)
class _Flood:
    answers: tuple[Answer, ...]

    @property
    def refused(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.exchange.status == 429)


def _flood(probe: Probe) -> _Flood:
    if not probe.limits.flood:
        raise NotApplicable("not asked for (--flood)")
    if probe.limits.rate < _SLOWEST:
        raise NotApplicable(f"--rate {probe.limits.rate} cannot reach {_ALLOWED} requests in a minute")
    channel, user_id = probe.data.guest_channel, probe.marks.user_id("flood")
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda _: probe.resolve(channel, user_id), range(_SENT))
        return _Flood(tuple(answers))


def _refusal(probe: Probe) -> Answer:
    refused = probe.once(_flood).refused
    if not refused:
        raise NotApplicable("nothing was refused (rule rate-limit)")
    return refused[0]


@LIMITS.should(
    "rate-limit",
    "Who asks too often is refused",
    source=_SOURCE,
    writes=True,
    why="one spam bot would use up the platform for everybody",
)
def rate_limit(probe: Probe) -> None:
    flood = probe.once(_flood)
    if not flood.refused:
        last = flood.answers[-1].exchange
        raise Broken(f"{_SENT} requests of one user id in a row, and none was answered 429", last)


@LIMITS.should(
    "rate-limit-generous",
    "Not before a hundred",
    source=_SOURCE,
    writes=True,
    why="an excited customer is no bot",
)
def rate_limit_generous(probe: Probe) -> None:
    refusal = _refusal(probe)
    allowed = len(probe.once(_flood).answers) - len(probe.once(_flood).refused)
    if allowed < _ALLOWED:
        raise Broken(f"refused after {allowed} requests", refusal.exchange)


@LIMITS.should(
    "retry-after",
    "A refusal says when to come back",
    source="RFC 6585, 4",
    writes=True,
    why="callers that do not know retry at once",
)
def retry_after(probe: Probe) -> None:
    refusal = _refusal(probe)
    given = refusal.exchange.header("Retry-After")
    if not given:
        raise Broken("429 came without Retry-After", refusal.exchange)
    if given.isdigit() and not 0 < int(given) <= 3600:
        raise Broken(f"Retry-After is {given}", refusal.exchange)


@LIMITS.should(
    "rate-limit-per-sender",
    "Nobody else is refused",
    source=_SOURCE,
    writes=True,
    why="a bot would lock everybody out",
)
def rate_limit_per_sender(probe: Probe) -> None:
    _refusal(probe)
    answer = probe.resolve(probe.data.guest_channel, probe.marks.user_id("bystander"))
    if answer.exchange.status == 429:
        raise Broken("another user id is refused too", answer.exchange)
