"""A plan that was looked at, to be carried out as it was looked at and not otherwise."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from genesys_deploy.deploy.errors import PlanUnreadable, StalePlan, WrongOrg
from genesys_deploy.deploy.planning.choices import Choices
from genesys_deploy.deploy.planning.operation import Verb
from genesys_deploy.deploy.planning.plan_data import FORMAT, plan_data

if TYPE_CHECKING:
    from genesys_deploy.deploy.planning.plan import Plan
    from genesys_deploy.platform.org import Organization

__all__ = ["check_saved", "choices_in", "save"]


def save(plan: Plan, organization: Organization, release: str) -> str:
    """The text to keep: what is to be done, in which org, with what content; no secret."""
    data = plan_data(plan, organization, release)
    return json.dumps({**data, "seal": _seal(data)}, indent=2, ensure_ascii=False) + "\n"


def check_saved(text: str, plan: Plan, organization: Organization, release: str) -> None:
    """Make sure that `plan`, which has just been made, is the one that was saved.

    A saved plan is never carried out by itself: it holds no content, so that nobody can slip any in.

    Raises:
        PlanUnreadable: it is no plan, of another version, or was edited.
        WrongOrg: it is of another org.
        StalePlan: the org or the project is not as it was.
    """
    saved = _read(text)
    if saved["organization"]["id"] != organization.id:
        raise WrongOrg(saved["organization"]["name"], organization.name)
    now = plan_data(plan, organization, release)
    if saved["release"] != release:
        raise StalePlan(["the project renders to other content than it did then"])
    then, current = ({_identity(one): one for one in data["operations"]} for data in (saved, now))
    keys = [*current, *(key for key in then if key not in current)]
    moved = [(then.get(key), current.get(key)) for key in keys if then.get(key) != current.get(key)]
    if moved:
        raise StalePlan([_moved(*pair) for pair in moved])


def choices_in(text: str) -> Choices:
    """What was decided when the saved plan was made.

    Raises:
        PlanUnreadable: it is no plan, of another version, or was edited.
    """
    saved = _read(text)
    rotate = tuple(one["name"] for one in saved["operations"] if one["verb"] == Verb.REWRITE)
    return Choices(rotate, saved["choices"]["acceptShared"], saved["choices"]["takeLock"])


def _read(text: str) -> dict[str, Any]:
    try:
        saved = json.loads(text)
        seal, version = saved.pop("seal"), saved["format"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PlanUnreadable("this is no saved plan") from None
    if version != FORMAT:
        why = f"this plan was saved by another version (its format is {version}, not {FORMAT})"
        raise PlanUnreadable(why)
    if seal != _seal(saved):
        raise PlanUnreadable("this plan was changed after it was saved")
    if not _is_whole(saved):
        raise PlanUnreadable("this is no saved plan")
    return dict(saved)


def _is_whole(saved: dict[str, Any]) -> bool:
    """Whether all is there that is read of it; the seal says nothing of who made it."""
    organization, operations = saved.get("organization"), saved.get("operations")
    if not (isinstance(organization, dict) and isinstance(operations, list) and "release" in saved):
        return False
    return {"id", "name"} <= organization.keys() and all(
        isinstance(one, dict) and {"kind", "name", "verb"} <= one.keys() for one in operations
    )


def _seal(data: dict[str, Any]) -> str:
    """Not a signature: it finds accidents. What counts is that the plan is made anew and compared."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _identity(operation: dict[str, Any]) -> tuple[str, str, str]:
    return operation["kind"], operation["name"], operation.get("scope", "")


def _moved(then: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    one = now or then or {}
    name = f'{one["kind"]} "{one["name"]}"'
    if then is None or now is None:
        return f"{name} {'was not in it' if then is None else 'is no longer declared'}"
    if then["verb"] != now["verb"]:
        return f"{name}: {then['verb']} then, {now['verb']} now"
    return f"{name} differs in another way than it did then"
