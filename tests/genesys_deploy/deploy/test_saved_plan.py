"""A plan that was looked at is carried out as it was looked at, or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from genesys_deploy.deploy import plan
from genesys_deploy.deploy.errors import PlanUnreadable, StalePlan, WrongOrg
from genesys_deploy.deploy.planning.plan_data import FORMAT
from genesys_deploy.deploy.planning.saved_plan import check_saved, save
from genesys_deploy.platform import Organization
from genesys_deploy.resources import Credential, Ownership, Queue, Secret, Skill
from tests.genesys_deploy.deploy.memory_org import MemoryOrg, Project

OWN = Ownership.OWN
HERE = Organization("1", "Here")
QUEUE = Queue("General", description="new", ownership=OWN)
PROJECT = Project([QUEUE, Credential("Key", "basicAuth", {"key": Secret("hunter2")})])


@pytest.fixture
def saved(org: MemoryOrg) -> str:
    org.put(QUEUE.key, {"name": "General", "description": "old"})
    return save(plan(PROJECT, org), HERE, "abc")


def test_what_has_not_moved_may_be_done(org: MemoryOrg, saved: str) -> None:
    check_saved(saved, plan(PROJECT, org), HERE, "abc")
    assert "hunter2" not in saved


@pytest.mark.parametrize(
    ("move", "told"),
    [
        (
            lambda org: org.put(QUEUE.key, {"name": "General", "description": "somebody's"}),
            'queue "General" differs in another way',
        ),
        (
            lambda org: org.put(QUEUE.key, {"name": "General", "description": "new"}),
            'queue "General": update then, no change now',
        ),
        (lambda org: org.objects.clear(), 'queue "General": update then, create now'),
    ],
)
def test_an_org_that_has_moved_is_not_touched(
    org: MemoryOrg, saved: str, move: Callable[[MemoryOrg], Any], told: str
) -> None:
    move(org)
    with pytest.raises(StalePlan, match=told):
        check_saved(saved, plan(PROJECT, org), HERE, "abc")


@pytest.mark.parametrize(
    ("project", "release", "told"),
    [
        (PROJECT, "def", "other content"),
        (Project([*PROJECT.resources, Skill("S", OWN)]), "abc", 'skill "S" was not in it'),
        (Project([QUEUE]), "abc", 'credential "Key" is no longer declared'),
    ],
)
def test_a_project_that_has_moved_is_not_applied(
    org: MemoryOrg, saved: str, project: Project, release: str, told: str
) -> None:
    with pytest.raises(StalePlan, match=told):
        check_saved(saved, plan(project, org), HERE, release)


def test_a_plan_of_another_org_is_refused(org: MemoryOrg, saved: str) -> None:
    with pytest.raises(WrongOrg, match="made for the org Here, and the credentials lead to There"):
        check_saved(saved, plan(PROJECT, org), Organization("2", "There"), "abc")


def edited(**change: Any) -> Callable[[str], str]:
    return lambda text: json.dumps({**json.loads(text), **change})


def sealed(**data: Any) -> Callable[[str], str]:
    """A file that somebody wrote by hand, with a seal that fits."""
    seal = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    return lambda _: json.dumps({**data, "seal": seal})


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: "", "no saved plan"),
        (lambda text: "[]", "no saved plan"),
        (lambda text: '"text"', "no saved plan"),
        (lambda text: "{}", "no saved plan"),
        (lambda text: text[: len(text) // 2], "no saved plan"),
        (lambda text: "[" * 100_000, "no saved plan"),
        (sealed(format=FORMAT), "no saved plan"),
        (sealed(format=FORMAT, release="abc", organization=[], operations=[]), "no saved plan"),
        (
            sealed(format=FORMAT, release="abc", organization={"id": "1", "name": "Here"}, operations=[1]),
            "no saved",
        ),
        (edited(format=FORMAT + 1), "another version"),
        (edited(operations=[]), "changed after it was saved"),
        (edited(organization={"id": "2", "name": "There"}), "changed after it was saved"),
        (edited(extra=1), "changed after it was saved"),
    ],
)
def test_a_spoilt_plan_is_refused(org: MemoryOrg, saved: str, spoil: Callable[[str], str], told: str) -> None:
    with pytest.raises(PlanUnreadable, match=told):
        check_saved(spoil(saved), plan(PROJECT, org), HERE, "abc")
