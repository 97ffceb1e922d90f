"""The conditions of a declared trigger against those of the org's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.deploy.compare.json_changes import json_changes

if TYPE_CHECKING:
    from genesys_deploy.deploy.compare.change import Change
    from genesys_deploy.resources import Trigger

__all__ = ["match_changes"]


def match_changes(there: Trigger, wanted: Trigger) -> tuple[Change, ...]:
    """Nothing where the project declares no conditions."""
    if wanted.match is None:
        return ()
    before, after = ([one.to_wire() for one in trigger.match or ()] for trigger in (there, wanted))
    return tuple(json_changes(before, after, "match"))
