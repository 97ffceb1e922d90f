from __future__ import annotations

import threading

import pytest

from genesys_deploy.deploy import (
    Event,
    NotRecorded,
    OperationDone,
    OperationFailed,
    OperationStarted,
    apply,
    plan,
)
from genesys_deploy.deploy.errors import ApplyFailed
from genesys_deploy.deploy.planning.choices import Choices
from genesys_deploy.platform.errors import Conflict, Refusal, UncertainWrite
from genesys_deploy.platform.patience import Clock
from genesys_deploy.resources import (
    Credential,
    FlowResource,
    Key,
    Kind,
    Ownership,
    Queue,
    Recipient,
    Resource,
    Secret,
    Skill,
)
from tests.genesys_deploy.deploy.memory_org import MemoryOrg, Project

OWN = Ownership.OWN
QUEUE, SKILL = Queue("General", description="all", ownership=OWN), Skill("New", ownership=OWN)
FLOWS = [
    FlowResource(
        name,
        "inboundShortMessage",
        f"inboundShortMessage: {{name: {name}}}",
        frozenset({QUEUE.key, SKILL.key}),
    )
    for name in ("X", "Y")
]
TWITTER = Recipient("twitter", "@acme", "X")
ALL: list[Resource] = [TWITTER, *FLOWS, SKILL, QUEUE]
LOST = UncertainWrite("POST /api/v2/things", "no answer came")
NO = Refusal("no")


@pytest.fixture
def project(org: MemoryOrg) -> Project:
    org.put(TWITTER.key, {"name": "@acme", "messengerType": "twitter"})
    return Project(ALL)


def test_everything_is_done_in_the_order_of_needs(org: MemoryOrg, project: Project) -> None:
    result = apply(plan(project, org), org)
    assert [sorted(org.writes[:2]), sorted(org.writes[2:4]), org.writes[4:]] == [
        ["create General", "create New"],
        ["create X", "create Y"],
        ["update @acme"],
    ]
    assert org.needs_seen[FLOWS[0].key] == {QUEUE.key, SKILL.key}
    assert {key: held.id for key, held in org.objects.items()} == result.ids


def test_a_second_time_nothing_is_done(org: MemoryOrg, project: Project) -> None:
    apply(plan(project, org), org)
    org.writes.clear()
    again = plan(project, org)
    assert again.changes == ()
    apply(again, org)
    assert org.writes == []


def test_what_is_independent_runs_side_by_side(org: MemoryOrg) -> None:
    together = threading.Barrier(2, timeout=10)
    for name in ("General", "New"):
        org.faults["before", "create", name] = lambda: void(together.wait())
    apply(plan(Project([QUEUE, SKILL]), org), org)
    assert len(org.writes) == 2


def void(_: object) -> None:
    """Let a call stand where nothing is to be answered."""


def test_the_listener_hears_of_each_operation_from_the_callers_thread(org: MemoryOrg) -> None:
    heard: list[Event] = []
    threads: set[int] = set()

    def listen(event: Event) -> None:
        heard.append(event)
        threads.add(threading.get_ident())

    org.faults["before", "create", "X"] = NO
    with pytest.raises(ApplyFailed):
        apply(plan(Project([QUEUE, SKILL, FLOWS[0]]), org), org, listen)
    assert threads == {threading.get_ident()}
    told = [(type(event), event.operation.key.name) for event in heard if not isinstance(event, NotRecorded)]
    assert told.index((OperationStarted, "General")) < told.index((OperationDone, "General"))
    assert told[-2:] == [(OperationStarted, "X"), (OperationFailed, "X")]


def test_after_a_failure_nothing_more_is_begun(org: MemoryOrg, project: Project) -> None:
    org.faults["before", "create", "General"] = NO
    with pytest.raises(ApplyFailed) as caught:
        apply(plan(project, org), org)
    assert {one.key for one in caught.value.failed} == {QUEUE.key}
    assert {one.key for one in caught.value.not_begun} == {*(flow.key for flow in FLOWS), TWITTER.key}
    assert [one.key for one in caught.value.done] == [SKILL.key]
    assert 'queue "General": no\n' in str(caught.value)
    assert "1 done, 1 failed, 3 not begun" in str(caught.value)


def test_no_message_is_led_to_a_flow_before_all_flows_are_published(org: MemoryOrg, project: Project) -> None:
    org.faults["before", "create", "Y"] = NO
    with pytest.raises(ApplyFailed):
        apply(plan(project, org), org)
    assert "update @acme" not in org.writes


def test_a_run_that_failed_can_be_taken_up_again(org: MemoryOrg, project: Project) -> None:
    org.faults["after", "create", "Y"] = NO
    with pytest.raises(ApplyFailed):
        apply(plan(project, org), org)
    org.writes.clear()
    apply(plan(project, org), org)
    assert org.writes == ["update @acme"]


def test_an_interruption_lets_what_was_begun_end(org: MemoryOrg) -> None:
    def interrupt(event: Event) -> None:
        if isinstance(event, OperationDone):
            raise KeyboardInterrupt

    with pytest.raises(ApplyFailed) as caught:
        apply(plan(Project([QUEUE, SKILL, FLOWS[0]]), org), org, interrupt)
    assert caught.value.interrupted
    assert sorted(org.writes) == ["create General", "create New"]
    assert [one.key.name for one in caught.value.not_begun] == ["X"]


@pytest.mark.parametrize("error", [LOST, Conflict("it is there already")])
@pytest.mark.parametrize("lag", [0, 3])
def test_a_creation_of_unknown_fate_is_settled_by_reading(
    org: MemoryOrg, clock: Clock, error: Exception, lag: int
) -> None:
    planned = plan(Project([QUEUE]), org)
    org.faults["after", "create", "General"] = error
    org.hidden[Kind.QUEUE] = lag
    result = apply(planned, org, clock=clock)
    assert org.writes == ["create General"]
    assert result.ids[QUEUE.key] == org.objects[QUEUE.key].id


def test_a_creation_that_found_another_is_completed(org: MemoryOrg, clock: Clock) -> None:
    planned = plan(Project([QUEUE]), org)
    org.put(QUEUE.key, {"name": "General", "description": "made by somebody meanwhile"})
    org.faults["before", "create", "General"] = Conflict("it is there already")
    apply(planned, org, clock=clock)
    assert org.writes == ["update General"]
    assert org.objects[QUEUE.key].wire.text("description") == "all"


def test_a_creation_that_was_not_done_is_not_repeated_blindly(org: MemoryOrg, clock: Clock) -> None:
    org.faults["before", "create", "General"] = LOST
    with pytest.raises(ApplyFailed, match="whether it was done is not known"):
        apply(plan(Project([QUEUE]), org), org, clock=clock)
    assert org.writes == []


@pytest.mark.parametrize(("when", "writes"), [("before", 1), ("after", 1)])
def test_an_update_of_unknown_fate_is_done_exactly_once(
    org: MemoryOrg, clock: Clock, when: str, writes: int
) -> None:
    org.put(QUEUE.key, {"name": "General", "description": "old"})
    org.faults[when, "update", "General"] = LOST
    apply(plan(Project([QUEUE]), org), org, clock=clock)
    assert org.writes == ["update General"] * writes
    assert org.objects[QUEUE.key].wire.text("description") == "all"


def test_a_secret_whose_rotation_is_uncertain_is_written_again(org: MemoryOrg, clock: Clock) -> None:
    wanted = Credential("C", "userDefined", {"key": Secret("new")})
    org.put(wanted.key, {"name": "C", "type": {"name": "userDefined"}})
    org.faults["after", "update", "C"] = LOST
    apply(plan(Project([wanted]), org, choices=Choices(rotate=("C",))), org, clock=clock)
    assert org.writes == ["update C"] * 2


def test_nothing_declared_is_nothing_done(org: MemoryOrg) -> None:
    assert apply(plan(Project([]), org), org).done == ()
    assert Key(Kind.QUEUE, "General") not in org.objects
