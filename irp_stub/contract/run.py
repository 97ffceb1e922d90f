"""A whole run: can the platform be asked at all, every rule, what is left to tidy up."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.errors import Broken, CannotVerify, NotApplicable
from irp_stub.contract.rules.latency import loaded
from irp_stub.contract.verdict import Failed, NotRun, Passed, Report, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from irp_stub.contract.probe import Probe
    from irp_stub.contract.rule import Rule
    from irp_stub.contract.verdict import Verdict

__all__ = ["verify"]

_READ_ONLY = NotRun("asking it may make the platform keep something (--read-only)")
_QUANTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}


def verify(
    probe: Probe, rules: Sequence[Rule], on_result: Callable[[Result], None] = lambda _: None
) -> Report:
    """Ask every rule, tell each result as it comes, and tidy up.

    Raises:
        CannotVerify: the platform cannot be reached, or refuses the key.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    _greet(probe)
    results = []
    try:
        for rule in rules:
            results.append(_judge(rule, probe))
            on_result(results[-1])
    finally:
        left = _tidy_up(probe)
    return Report(
        url=probe.url,
        run=probe.marks.run,
        started=started.isoformat(timespec="seconds"),
        results=tuple(results),
        left=left,
        figures=_figures(probe),
        requests=probe.client.sent,
        seconds=time.monotonic() - clock,
    )


def _greet(probe: Probe) -> None:
    """One question that every platform can answer."""
    known = probe.data.known
    channel, user_id = (known.channel, known.user_id) if known else (probe.data.guest_channel, None)
    answer = probe.resolve(channel, user_id or probe.marks.user_id("greeting"))
    if answer.exchange.response is None:
        hint = "is the address right, and does the platform run?"
        raise CannotVerify(f"{probe.url} cannot be reached: it {answer.exchange.told()}", hint=hint)
    if answer.exchange.status in {401, 403}:
        hint = "name the variable that holds the key with --key-env"
        raise CannotVerify(f"{probe.url} refuses the key: it {answer.exchange.told()}", hint=hint)


def _judge(rule: Rule, probe: Probe) -> Result:
    if rule.writes and probe.limits.read_only:
        return Result(rule, _READ_ONLY)
    started = time.monotonic()
    verdict: Verdict = Passed()
    try:
        rule.check(probe)
    except Broken as broken:
        verdict = Failed(broken.sentence, broken.exchange)
    except NotApplicable as why:
        verdict = NotRun(why.reason)
    return Result(rule, verdict, time.monotonic() - started)


def _tidy_up(probe: Probe) -> tuple[str, ...]:
    """Remove the leads that were made; what is left is named."""
    left = [f"lead {lead}" for lead in probe.traces.leads if not _removed(probe, lead)]
    return (*left, *(f"review {review}" for review in probe.traces.reviews))


def _removed(probe: Probe, lead: str) -> bool:
    channel, conversation = probe.data.guest_channel, probe.marks.conversation()
    request = probe.request(Purpose.LEAD, channel=channel, conversationId=conversation)
    exchange = probe.send(replace(request, method="DELETE", url=f"{request.url}/{lead}", body=None))
    return exchange.status is not None and 200 <= exchange.status < 300


def _figures(probe: Probe) -> Mapping[str, float]:
    load = probe.made(loaded)
    if load is None:
        return {}
    return {name: round(load.quantile(share) * 1000, 1) for name, share in _QUANTILES.items()}
