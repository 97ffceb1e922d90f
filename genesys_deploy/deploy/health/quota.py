"""How many messages an org can carry, by the Data Actions that each of them calls."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.control_flow import control_flow
from genesys_deploy.architect.flow.data_calls import most_data_calls
from genesys_deploy.deploy.health.diagnosis import Check

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.data_action.model import DataAction

__all__ = ["NAMESPACE", "Demand", "check_quota", "demand_of"]

NAMESPACE = "dataactions"
PER_MINUTE = "requests.volume.max"
AT_ONCE = "actions.concurrent.executions.max"
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Demand:
    """What messages ask of the platform.

    `most` calls for one message, None where a loop makes them; `typical` is the middle of `sample` messages, None where
    there are none; `seconds` is how long the platform holds on to a call that is not answered.
    """

    most: int | None
    typical: int | None
    sample: int
    seconds: int


def demand_of(flows: Iterable[Flow], actions: Iterable[DataAction], sample: Collection[int]) -> Demand:
    """What these flows demand; `sample` are the calls that single messages made."""
    counts = [most_data_calls(control_flow(flow)) for flow in flows]
    known = [count for count in counts if count is not None]
    seconds = max((action.timeout_seconds for action in actions), default=0)
    most = max(known, default=0) if len(known) == len(counts) else None
    return Demand(most, median_low(sample) if sample else None, len(sample), seconds)


def check_quota(demand: Demand, limits: Mapping[str, int]) -> Check:
    """One line; not ok where the org cannot carry a single message a minute."""
    told = "; ".join((_calls(demand), *_capacities(demand, limits)))
    allowed = limits.get(PER_MINUTE)
    if demand.most and allowed is not None and allowed < demand.most:
        return Check("data actions", told, f"ask Genesys to raise {PER_MINUTE}", ok=False)
    return Check("data actions", told)


def _calls(demand: Demand) -> str:
    if demand.most is None:
        most = "a message may call any number, since a loop calls them"
    else:
        most = f"a message calls {demand.most} at most"
    if demand.typical is None:
        return most
    return f"{most}, typically {demand.typical} (the middle of {demand.sample} messages of the scenarios)"


def _capacities(demand: Demand, limits: Mapping[str, int]) -> tuple[str, ...]:
    volume, at_once = limits.get(PER_MINUTE), limits.get(AT_ONCE)
    told = []
    if volume is not None:
        told.append(f"the org allows {volume} a minute{_messages(demand, volume)}")
    if at_once is not None and demand.seconds:
        hung = at_once * MINUTE // demand.seconds
        told.append(
            f"{at_once} at the same time: {hung} messages a minute while the IRP lets each call wait {demand.seconds} s"
        )
    return tuple(told) or ("the org does not say how many it allows",)


def _messages(demand: Demand, volume: int) -> str:
    if demand.typical in {None, demand.most}:
        return f", that is {volume // demand.most} messages" if demand.most else ""
    ways = [(demand.typical, "typical messages"), (demand.most, "of those that call most")]
    return f", that is {' or '.join(f'{volume // calls} {which}' for calls, which in ways if calls)}"
