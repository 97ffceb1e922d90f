"""What must be there before what."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, TypeVar

from genesys_deploy.deploy.errors import CircularNeeds
from genesys_deploy.deploy.undo.leaving import Leaving
from genesys_deploy.resources import Key, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.resources import Resource

__all__ = ["graph", "in_order"]

_KINDS = tuple(Kind)
R = TypeVar("R", bound="Resource | Leaving")
_STAGES: Mapping[Kind, int] = {Kind.FLOW: 1, Kind.RECIPIENT: 2, Kind.TRIGGER: 2}
"""All else comes first: no flow is published before everything it might use is there, and no message or event is led to a
flow before all flows are published. A run that fails half-way leaves the customers with what they had."""
_AT_LAST = len(_KINDS)
"""What goes is no longer used by then."""


def graph(resources: Iterable[Resource | Leaving]) -> dict[Key, frozenset[Key]]:
    """For each resource, those that come before it: what it needs, and all of earlier stages."""
    declared = {resource.key: resource for resource in resources}
    stages = {key: _stage(resource) for key, resource in declared.items()}
    return {
        key: _before(resource, declared) | {other for other, stage in stages.items() if stage < stages[key]}
        for key, resource in declared.items()
    }


def in_order(resources: Iterable[R]) -> tuple[R, ...]:
    """Sorted so that each comes after what it needs, otherwise by kind and name.

    Raises:
        CircularNeeds: there is no such order.
    """
    declared = {resource.key: resource for resource in resources}
    sorter = TopologicalSorter(graph(declared.values()))
    try:
        sorter.prepare()
    except CycleError as error:
        raise CircularNeeds(error.args[1]) from None
    return tuple(declared[key] for key in _one_after_another(sorter))


def _stage(resource: Resource | Leaving) -> int:
    return _AT_LAST if isinstance(resource, Leaving) else _STAGES.get(resource.key.kind, 0)


def _before(resource: Resource | Leaving, declared: Mapping[Key, Resource | Leaving]) -> frozenset[Key]:
    """What is to go waits for whatever still needs it, not the other way round."""
    if isinstance(resource, Leaving):
        return resource.after & declared.keys()
    return frozenset(
        key for key in resource.needs if not isinstance(declared.get(key, Leaving(key)), Leaving)
    )


def _one_after_another(sorter: TopologicalSorter[Key]) -> Iterator[Key]:
    while sorter.is_active():
        ready = sorter.get_ready()
        yield from sorted(ready, key=lambda key: (_KINDS.index(key.kind), key))
        sorter.done(*ready)
