"""What people and pipelines see of a plan."""

from __future__ import annotations

import json

import pytest

from genesys_deploy.deploy import Plan, plan
from genesys_deploy.deploy.planning.plan_data import plan_data
from genesys_deploy.deploy.planning.plan_text import plan_lines, plan_markdown
from genesys_deploy.platform import Organization
from genesys_deploy.resources import Credential, FlowResource, Ownership, Queue, Secret, Skill
from tests.genesys_deploy.deploy.memory_org import MemoryOrg, Project

OWN = Ownership.OWN
QUEUE = Queue("General", description="new\nlines", ownership=OWN)
FLOW = FlowResource(
    "Hello", "inboundShortMessage", "inboundShortMessage: {name: Hello}", frozenset({QUEUE.key})
)
SKILL, KEY = Skill("Known"), Credential("Key", "basicAuth", {"key": Secret("hunter2")})

TEXT = """\
~ update queue "General": 1 difference
    description: old → new lines
    used by flow "Hello" (inboundShortMessage)
! refused credential "Key": no org lets this be changed once it is there (type: userDefined → basicAuth); declare it under another name
    type: userDefined → basicAuth
+ create flow "Hello" (inboundShortMessage): not there
1 to create, 1 to update, 1 refused; 1 not ours"""

MARKDOWN = """\
**1 to create, 1 to update, 1 refused; 1 not ours**

| | what | why |
|---|---|---|
| update | queue "General" | 1 difference |
| refused | credential "Key" | no org lets this be changed once it is there (type: userDefined → basicAuth); declare it under another name |
| create | flow "Hello" (inboundShortMessage) | not there |

<details><summary>queue "General"</summary>

```diff
  description
- old
+ new
+ lines
```

</details>

<details><summary>credential "Key"</summary>

```diff
  type
- userDefined
+ basicAuth
```

</details>
"""


@pytest.fixture
def planned(org: MemoryOrg) -> Plan:
    org.put(QUEUE.key, {"name": "General", "description": "old"})
    org.put(SKILL.key, {"name": "Known"})
    org.put(KEY.key, {"name": "Key", "type": {"name": "userDefined"}})
    return plan(Project([QUEUE, SKILL, KEY, FLOW]), org)


def test_text(planned: Plan) -> None:
    assert "\n".join(plan_lines(planned)) == TEXT


def test_what_stays_is_shown_on_demand(planned: Plan) -> None:
    assert '  not ours skill "Known": only referred to' in list(plan_lines(planned, everything=True))


def test_nothing_to_do(org: MemoryOrg) -> None:
    org.put(SKILL.key, {"name": "Known"})
    nothing = plan(Project([Skill("Known")]), org)
    assert list(plan_lines(nothing)) == ["nothing to do; 1 not ours"]
    assert plan_markdown(nothing) == "**nothing to do; 1 not ours**\n"


def test_markdown(planned: Plan) -> None:
    assert plan_markdown(planned) == MARKDOWN


def test_a_name_cannot_break_the_table(org: MemoryOrg) -> None:
    text = plan_markdown(plan(Project([Queue("a|b\nc", ownership=OWN)]), org))
    assert '| create | queue "a\\|b c" | not there |' in text


def test_data(planned: Plan) -> None:
    data = json.loads(json.dumps(plan_data(planned, Organization("1", "Memory"), "abc")))
    assert (data["organization"], data["release"]) == ({"id": "1", "name": "Memory"}, "abc")
    update = next(one for one in data["operations"] if one["verb"] == "update")
    assert update == {
        "kind": "queue",
        "name": "General",
        "verb": "update",
        "reason": "description: old → new lines",
        "id": "id-0",
        "changes": [{"field": "description", "before": "old", "after": "new\nlines"}],
        "usedBy": [{"kind": "flow", "name": "Hello", "scope": "inboundShortMessage"}],
        "usedOutside": [],
    }


def test_no_form_shows_a_secret(planned: Plan) -> None:
    forms = [
        *plan_lines(planned, everything=True),
        plan_markdown(planned),
        json.dumps(plan_data(planned, Organization("1", "Memory"))),
        repr(planned),
    ]
    assert "hunter2" not in "\n".join(forms)
