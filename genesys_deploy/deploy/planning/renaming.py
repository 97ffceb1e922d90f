"""Objects that have another name by now: found by their former one, and given the new one in place where that can be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from genesys_deploy.resources import Division, Kind, OpenMessagingIntegration, Ownership, Recipient

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from genesys_deploy.platform.org import Held
    from genesys_deploy.resources import Key, Resource

__all__ = ["NEVER_RENAMED", "former_key", "under_new_names"]

NEVER_RENAMED = frozenset({Kind.SKILL, Kind.LANGUAGE})
"""The platform gives them no other name: a new one is made, and the old one stays until somebody deletes it."""


def former_key(resource: Resource) -> Key | None:
    """What it was called before; None where it was not renamed, or is not ours to rename."""
    if isinstance(resource, Division | Recipient | OpenMessagingIntegration):
        return None
    if not resource.renamed_from or resource.ownership is Ownership.REFERENCE:
        return None
    return replace(resource.key, name=resource.renamed_from)


def under_new_names(resources: Iterable[Resource], held: Sequence[Held]) -> list[Held]:
    """What was found, with the new key where only the former name is there; once both are, the former one is left alone."""
    there = {one.key: one for one in held}
    for resource in resources:
        former = former_key(resource)
        if former is None or former not in there or resource.key.kind in NEVER_RENAMED:
            continue
        old = there.pop(former)
        there.setdefault(resource.key, replace(old, key=resource.key))
    return list(there.values())
