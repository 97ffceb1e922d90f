"""What a process does to an org that is killed in the middle of it."""

from __future__ import annotations

from collections.abc import Callable

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.deploy.undo.destroying import destroy, plan_destroy
from genesys_deploy.deploy.undo.rollback import plan_rollback
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.resources import Ownership, Queue, Secret
from tests.genesys_deploy.deploy.small_project import ACTION, FLOW, Project, action, flow, project

__all__ = ["NAME", "RUNS", "connected", "is_as_wanted"]

NAME = "small"
OLD = project()
CHANGED = OLD.with_changed(
    Queue("General", division="Home", description="Nobody", ownership=Ownership.OWN)
).with_changed(flow(FLOW.replace("One moment", "Just a moment")))
CONTRACT = OLD.with_changed(action(ACTION.replace("title: {type: string}", "title: {type: integer}")))
LATER = CONTRACT.with_changed(flow(FLOW.replace("One moment", "Just a moment")))
WANTED = {"apply": OLD, "change": CHANGED, "contract": CONTRACT, "retire": LATER, "roll back": OLD}


def connected(url: str) -> CloudOrg:
    return connect(Credentials("local-client", Secret("local-secret"), url))


def release(of: Project) -> Callable[[CloudOrg], object]:
    bundle = next(name for name, wanted in WANTED.items() if wanted is of)
    return lambda org: apply(plan(of, org, project=NAME, keep_releases=1), org, release=Release(bundle))


def roll_back(org: CloudOrg) -> None:
    back = plan_rollback(CHANGED, org, NAME, 1)
    apply(back.plan, org, release=Release("apply", back_to=1))


def take_out(org: CloudOrg) -> None:
    planned = plan_destroy(OLD, org, NAME)
    if not planned.is_done():
        destroy(planned, org, release=Release(""))


RUNS: dict[str, Callable[[CloudOrg], object]] = {
    "apply": release(OLD),
    "change": release(CHANGED),
    "contract": release(CONTRACT),
    "retire": release(LATER),
    "roll back": roll_back,
    "destroy": take_out,
}


def is_as_wanted(run: str, org: CloudOrg) -> bool:
    if run == "destroy":
        return not ReleaseTable.read(org, NAME).id
    return plan(WANTED[run], org).changes == ()
