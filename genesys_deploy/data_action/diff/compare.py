"""Everything that changed between two versions of a Data Action, or of a folder of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.data_action.diff.contract import contract_changes
from genesys_deploy.data_action.diff.meaning import Kind
from genesys_deploy.data_action.diff.model import ActionDiff, Change
from genesys_deploy.data_action.diff.request import request_changes
from genesys_deploy.data_action.diff.response import response_changes
from genesys_deploy.data_action.diff.secrecy import shown_address
from genesys_deploy.data_action.diff.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.data_action.model import DataAction

__all__ = ["diff_action", "diff_actions"]

_ORDER = {kind: number for number, kind in enumerate(Kind)}


def diff_action(old: DataAction, new: DataAction) -> ActionDiff:
    """What changed; settings that were not filled in are compared as they are written."""
    versions = Versions(old, new)
    changes = (
        *_own_changes(versions),
        *contract_changes(versions),
        *request_changes(versions),
        *response_changes(versions),
    )
    return ActionDiff(old.name, tuple(sorted(changes, key=lambda change: _ORDER[change.kind])))


def diff_actions(old: Iterable[DataAction], new: Iterable[DataAction]) -> tuple[ActionDiff, ...]:
    """Data Actions of one name are compared, in the order of their names; those that are the same are left out."""
    before, after = ({action.name: action for action in actions} for actions in (old, new))
    diffs = (_diff(before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys()))
    return tuple(diff for diff in diffs if diff and diff.changes)


def _diff(old: DataAction | None, new: DataAction | None) -> ActionDiff | None:
    if old and new:
        return diff_action(old, new)
    if old:
        return ActionDiff(old.name, (Change(Kind.ACTION_REMOVED, _endpoint(old), old=old.span),))
    if new:
        return ActionDiff(new.name, (Change(Kind.ACTION_ADDED, _endpoint(new), new=new.span),))
    return None


def _endpoint(action: DataAction) -> str:
    return f"{action.request.method} {shown_address(action.request.url)}"


def _own_changes(versions: Versions) -> Iterator[Change]:
    old, new = versions.old, versions.new
    texts = (
        (Kind.NAME, old.name, new.name, "name"),
        (Kind.INTEGRATION_TYPE, old.integration_type, new.integration_type, "integrationType"),
        (Kind.ACTION_TYPE, old.action_type, new.action_type, "actionType"),
    )
    for kind, before, after, key in texts:
        if before != after:
            yield versions.change(kind, f"{before} → {after}", (key,))
    if old.secure != new.secure:
        kind = Kind.SECURE_ON if new.secure else Kind.SECURE_OFF
        yield versions.change(kind, f"{_word(old.secure)} → {_word(new.secure)}", ("secure",))
    if old.timeout_seconds != new.timeout_seconds:
        shorter = new.timeout_seconds < old.timeout_seconds
        kind = Kind.TIMEOUT_SHORTER if shorter else Kind.TIMEOUT_LONGER
        yield versions.change(kind, f"{old.timeout_seconds} s → {new.timeout_seconds} s", ("timeoutSeconds",))


def _word(truth: bool) -> str:
    return "true" if truth else "false"
