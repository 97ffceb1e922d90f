from __future__ import annotations

from typing import Any

import pytest

from genesys_deploy.deploy import Verb, apply, plan
from genesys_deploy.deploy.errors import MissingReferences, PlanRefused
from genesys_deploy.deploy.planning.choices import Choices
from genesys_deploy.resources import (
    Credential,
    FlowResource,
    Integration,
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

OWN, ADOPT = Ownership.OWN, Ownership.ADOPT
FLOW_YAML = """
inboundShortMessage:
  name: Hello
  defaultLanguage: en-us
  startUpRef: ./states/state[main]
  states:
    - state:
        name: Main
        refId: main
        actions:
          - disconnect: {name: Good bye}
"""
EXPORTED_YAML = """
# ids, order and defaults as an org sees fit
inboundShortMessage:
  startUpRef: "./states/state[Main_12]"
  states:
    - state:
        refId: "Main_12"
        actions:
          - disconnect:
              name: Good bye
        name: Main
  division: Home
  defaultLanguage: en-us
  name: Hello
"""
FLOW = FlowResource("Hello", "inboundShortMessage", FLOW_YAML)
SECRET = {"key": Secret("hunter2")}

CASES: list[tuple[Resource, dict[str, Any] | None, Verb, str]] = [
    (Queue("Q", ownership=OWN), None, Verb.CREATE, "not there"),
    (Queue("Q"), {"name": "Q"}, Verb.REFER, "only referred to"),
    (
        Queue("Q", description="new", ownership=OWN),
        {"name": "Q", "description": "old"},
        Verb.UPDATE,
        "old → new",
    ),
    (
        Queue("Q", description="new", ownership=ADOPT),
        {"name": "Q"},
        Verb.UPDATE,
        "description: nothing → new",
    ),
    (Queue("Q", ownership=OWN), {"name": "Q", "description": "theirs"}, Verb.KEEP, "as declared"),
    (Skill("S", ownership=OWN), {"name": "S"}, Verb.KEEP, "as declared"),
    (Credential("C", "userDefined", SECRET), None, Verb.CREATE, "not there"),
    (
        Credential("C", "userDefined", SECRET),
        {"name": "C", "type": {"name": "userDefined"}},
        Verb.KEEP,
        "not comparable",
    ),
    (
        Credential("C", "userDefined", SECRET),
        {"name": "C", "type": {"name": "basicAuth"}},
        Verb.REFUSE,
        "type: basicAuth → userDefined",
    ),
    (
        Integration("I", "custom-rest-actions"),
        {"name": "I", "integrationType": {"id": "purecloud-data-actions"}, "intendedState": "ENABLED"},
        Verb.REFUSE,
        "declare it under another name",
    ),
    (
        Integration("I", "custom-rest-actions"),
        {"name": "I", "integrationType": {"id": "custom-rest-actions"}, "intendedState": "DISABLED"},
        Verb.UPDATE,
        "enabled: False → True",
    ),
    (FLOW, None, Verb.CREATE, "not there"),
    (FLOW, {"name": "Hello", "yaml": ""}, Verb.UPDATE, "published for the first time"),
    (FLOW, {"name": "Hello", "yaml": EXPORTED_YAML}, Verb.KEEP, "as declared"),
    (
        FLOW,
        {"name": "Hello", "yaml": EXPORTED_YAML.replace("Good bye", "Bye")},
        Verb.UPDATE,
        'states/Main/actions/disconnect "Good bye"',
    ),
    (FLOW, {"name": "Hello", "yaml": "inboundShortMessage: ["}, Verb.UPDATE, "cannot be read"),
    (
        FLOW,
        {
            "name": "Hello",
            "yaml": EXPORTED_YAML.replace("Good", "Bad"),
            "lockedUser": {"id": "1", "name": "Ada"},
        },
        Verb.REFUSE,
        "Ada has it locked",
    ),
    (
        FLOW,
        {"name": "Hello", "yaml": EXPORTED_YAML.replace("Good", "Bad"), "lockedClient": {"id": "other"}},
        Verb.REFUSE,
        "client other has it locked",
    ),
    (
        FLOW,
        {"name": "Hello", "yaml": EXPORTED_YAML.replace("Good", "Bad"), "lockedClient": {"id": "our-client"}},
        Verb.UPDATE,
        "Good bye",
    ),
    (
        FLOW,
        {"name": "Hello", "yaml": EXPORTED_YAML, "lockedClient": {"id": "1"}},
        Verb.KEEP,
        "as declared",
    ),
]


@pytest.mark.parametrize(
    ("wanted", "there", "verb", "reason"), CASES, ids=[f"{n}-{case[2]}" for n, case in enumerate(CASES)]
)
def test_an_operation_says_what_is_done_and_why(
    org: MemoryOrg, wanted: Resource, there: dict[str, Any] | None, verb: Verb, reason: str
) -> None:
    if there is not None:
        org.put(wanted.key, there)
    (operation,) = plan(Project([wanted]), org).operations
    assert (operation.verb, reason in operation.reason) == (verb, True), operation.describe()
    assert operation.describe().startswith(f"{verb} {wanted.key}: ")
    assert "hunter2" not in operation.describe()


def test_a_plan_writes_nothing(org: MemoryOrg) -> None:
    plan(Project([Queue("Q", ownership=OWN), FLOW]), org)
    assert org.writes == []
    assert org.objects == {}


def test_a_credential_is_written_again_only_on_demand(org: MemoryOrg) -> None:
    wanted = Credential("C", "userDefined", SECRET)
    org.put(wanted.key, {"name": "C", "type": {"name": "userDefined"}})
    (operation,) = plan(Project([wanted]), org, choices=Choices(rotate=("C",))).operations
    assert operation.verb is Verb.REWRITE


def test_everything_that_is_missing_is_named_at_once(org: MemoryOrg) -> None:
    needs = frozenset({Key(Kind.QUEUE, "Gone"), Key(Kind.SKILL, "Known"), Key(Kind.LANGUAGE, "fr-FR")})
    org.put(Key(Kind.SKILL, "Known"), {"name": "Known"})
    resources: list[Resource] = [
        Queue("Gone"),
        Skill("Known"),
        FlowResource("Hello", "inboundShortMessage", "", needs),
        Recipient("twitter", "@acme", "Hello"),
    ]
    with pytest.raises(MissingReferences) as caught:
        plan(Project(resources), org)
    assert set(caught.value.missing) == {
        Key(Kind.QUEUE, "Gone"),
        Key(Kind.LANGUAGE, "fr-FR"),
        Key(Kind.RECIPIENT, "@acme", "twitter"),
    }
    assert 'queue "Gone", needed by flow "Hello"' in str(caught.value)


def test_what_somebody_needs_and_nobody_declares_is_looked_up(org: MemoryOrg) -> None:
    org.put(Key(Kind.QUEUE, "Theirs"), {"name": "Theirs"})
    wanted = FlowResource("Hello", "inboundShortMessage", "", frozenset({Key(Kind.QUEUE, "Theirs")}))
    assert [one.key.name for one in plan(Project([wanted]), org).operations] == ["Hello"]


def test_a_refused_plan_changes_nothing(org: MemoryOrg) -> None:
    held = Credential("C", "userDefined", SECRET)
    org.put(held.key, {"name": "C", "type": {"name": "basicAuth"}})
    refused = plan(Project([held, Queue("Q", ownership=OWN)]), org)
    with pytest.raises(PlanRefused, match=r'credential "C": .*another name'):
        apply(refused, org)
    assert org.writes == []
