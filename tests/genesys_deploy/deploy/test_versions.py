"""A contract changes: the next version is made beside the old one, and the flows move over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from genesys_deploy.deploy import Plan, apply, plan
from genesys_deploy.deploy.compare.calls import with_calls
from genesys_deploy.deploy.errors import PlanRefused
from genesys_deploy.deploy.planning.choices import Choices
from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.resources import FlowResource, Key, Kind, Ownership, Secret
from genesys_deploy.resources.action_version import next_name, version_of
from tests.genesys_deploy.deploy.small_project import ACTION, Project, action, project

OLD, NEW, NEWER = (
    ACTION,
    ACTION.replace("name: {type: string}", "name: {type: string}\n        age: {type: integer}"),
    ACTION.replace("name: {type: string}", "name: {type: string}\n        mood: {type: string}"),
)
NAME = "social"


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret("local-secret"), server.url))
    yield org
    org.close()


def with_contract(text: str) -> Project:
    return project().with_changed(action(text))


def todo(planned: Plan) -> dict[str, str]:
    return {operation.key.name: str(operation.verb) for operation in planned.changes}


def rows(server: RunningOrg, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.org.snapshot().get(kind, [])
    return found


def names(server: RunningOrg) -> list[str]:
    return sorted(row["name"] for row in rows(server, "Action"))


def published(server: RunningOrg) -> str:
    return str(max(rows(server, "FlowVersion"), key=lambda row: row["name"])["text"])


@pytest.mark.parametrize("remembered", ["", NAME])
def test_the_flows_move_to_the_next_version(server: RunningOrg, org: CloudOrg, remembered: str) -> None:
    apply(plan(project(), org, project=remembered), org)
    planned = plan(with_contract(NEW), org, project=remembered)
    assert todo(planned) == {"Greet": "replace", "Welcome": "update"}
    apply(planned, org)
    assert names(server) == ["Greet", "Greet v2"]
    assert '"Greet v2":' in published(server)
    assert todo(plan(with_contract(NEW), org, project=remembered)) == {}


def test_what_was_moved_is_recognised_without_being_read(server: RunningOrg, org: CloudOrg) -> None:
    for text in (OLD, NEW):
        apply(plan(with_contract(text), org, project=NAME), org)
    again = plan(with_contract(NEW), org, project=NAME)
    assert {one.reason for one in again.operations if one.key.kind in {Kind.FLOW, Kind.DATA_ACTION}} == {
        "as it was applied"
    }


def test_each_contract_has_a_version(server: RunningOrg, org: CloudOrg) -> None:
    for text in (OLD, NEW, NEWER):
        apply(plan(with_contract(text), org), org)
    assert names(server) == ["Greet", "Greet v2", "Greet v3"]
    assert todo(plan(with_contract(NEWER), org)) == {}


def test_the_latest_version_is_configured_in_place(server: RunningOrg, org: CloudOrg) -> None:
    apply(plan(project(), org), org)
    apply(plan(with_contract(NEW), org), org)
    slower = NEW.replace("timeoutSeconds: 5", "timeoutSeconds: 9")
    planned = plan(with_contract(slower), org)
    assert todo(planned) == {"Greet": "update"}
    apply(planned, org)
    seconds = {row["name"]: row["config"]["timeoutSeconds"] for row in rows(server, "Action")}
    assert seconds == {"Greet": 5, "Greet v2": 9}


@pytest.mark.parametrize("remembered", ["", NAME])
def test_a_run_that_stopped_in_between_is_completed(
    server: RunningOrg, org: CloudOrg, remembered: str
) -> None:
    apply(plan(project(), org, project=remembered), org)
    half = [one for one in with_contract(NEW).resources if one.key.kind is not Kind.FLOW]
    half = [one for one in half if one.key.kind is not Kind.RECIPIENT]
    apply(plan(Project(half), org, project=remembered, choices=Choices(accept_shared=True)), org)
    planned = plan(with_contract(NEW), org, project=remembered)
    assert todo(planned) == {"Welcome": "update"}
    apply(planned, org)
    assert names(server) == ["Greet", "Greet v2"]
    assert '"Greet v2":' in published(server)


def test_an_alike_name_elsewhere_is_somebody_elses(server: RunningOrg, org: CloudOrg) -> None:
    ids = apply(plan(project(), org), org).ids
    body = {**action().to_wire(ids), "name": "Greet v2", "category": "Theirs"}
    org._client.api("IntegrationsApi").post_integrations_actions(body)
    assert todo(plan(project(), org)) == {}


def test_what_is_not_ours_is_not_replaced(org: CloudOrg) -> None:
    apply(plan(project(), org), org)
    adopted = project().with_changed(replace(action(NEW), ownership=Ownership.ADOPT))
    with pytest.raises(PlanRefused, match='Data Action "Greet"'):
        apply(plan(adopted, org), org)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("Greet", 1),
        ("Greet v2", 2),
        ("Greet v10", 10),
        ("Greet v1", 0),
        ("Greet v02", 0),
        ("Greet vault", 0),
        ("Greeter", 0),
        ("greet", 0),
        ("", 0),
    ],
)
def test_versions_are_told_by_their_names(name: str, version: int) -> None:
    assert version_of(name, "Greet") == version


def test_the_next_name() -> None:
    assert next_name("Greet", "Greet") == "Greet v2"
    assert next_name("Greet v9", "Greet") == "Greet v10"


CALLS = """\
a: # Greet
  - dataAction: {Greet: {inputs: {Greet: Greet}}}
  - dataAction:
      "Greet": &x {note: "Greet"}
      'Other': {}
"""
RENAMED = """\
a: # Greet
  - dataAction: {"Greet v2": {inputs: {Greet: Greet}}}
  - dataAction:
      "Greet v2": &x {note: "Greet"}
      'Other': {}
"""


def test_only_the_calls_are_renamed_and_every_line_stays() -> None:
    needs = frozenset({Key(Kind.DATA_ACTION, "Greet")})
    flow = FlowResource("F", "workflow", CALLS, needs)
    moved = with_calls(flow, {"Greet": "Greet v2", "Other": "Other v2"})
    assert isinstance(moved, FlowResource)
    assert moved.yaml_text == RENAMED
