"""Data tables, triggers, integrations and former names: from the settings to resources, or to problems with lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.check import check_bundle, refuse_faults
from genesys_deploy.bundle.contents import contents_of
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.bundle.settings.secrets import MissingSecrets
from genesys_deploy.resources import (
    Column,
    Credential,
    DataTable,
    Integration,
    Key,
    Kind,
    Match,
    Ownership,
    Queue,
    Resource,
    TableRows,
    Trigger,
)
from genesys_deploy.source.errors import SourceProblems
from genesys_deploy.source.locate import find_project
from genesys_deploy.source.project import Project

DECLARED = """
data_tables:
  Social Tiers:
    key: Tier
    description: Who goes where
    columns:
      queue: string
      priority: {type: integer, default: 0}
      factor: number
      vip: boolean
    rows:
      gold: {queue: General_Social_Queue, priority: 5, factor: 1.5, vip: true}
      010: {factor: 2}
triggers:
  Conversation ended:
    topic: v2.detail.events.conversation.{id}.customer.end
    workflow: Tell the CRM
    match:
      - {json_path: mediaType, operator: Equal, value: MESSAGE}
      - {json_path: $.messageType, operator: In, values: [OPEN, 7, true]}
    event_ttl_seconds: 60
    data_format: Json
integrations:
  Genesys Cloud API:
    type: purecloud-data-actions
    credential: Genesys Cloud API client
    secrets: {clientId: ACTIONS_CLIENT_ID, clientSecret: ACTIONS_CLIENT_SECRET}
"""
SECRETS = {
    "IRP_API_KEY": "k",
    "OPEN_MESSAGING_SECRET": "s",
    "ACTIONS_CLIENT_ID": "id",
    "ACTIONS_CLIENT_SECRET": "hunter2",
}
ACTION = """
name: Find Queue
integrationType: purecloud-data-actions
config:
  request:
    requestUrlTemplate: /api/v2/routing/queues
    requestType: GET
  response: {}
contract:
  input: {inputSchema: {type: object, properties: {}}}
  output: {successSchema: {type: object, properties: {}}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shipped = find_project()
    for folder in ("flows", "data_actions"):
        shutil.copytree(shipped.root / folder, tmp_path / folder)
    return Project(tmp_path)


def declared(project: Project, *texts: str) -> dict[Key, Resource]:
    bundle = build_bundle(project, load_settings(project, "local", texts), ["twitter"])
    return {resource.key: resource for resource in contents_of(bundle, SECRETS).resources}


def findings(project: Project, *texts: str) -> list[str]:
    bundle = build_bundle(project, load_settings(project, "local", texts), ["twitter"])
    return [str(finding) for finding in check_bundle(bundle)]


def problems(project: Project, text: str) -> list[str]:
    (project.flows / "settings" / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceProblems) as caught:
        load_settings(project, "mine")
    return [str(finding) for finding in caught.value.findings]


def test_what_is_declared_becomes_resources(project: Project) -> None:
    resources = declared(project, DECLARED)
    assert resources[Key(Kind.DATA_TABLE, "Social Tiers")] == DataTable(
        "Social Tiers",
        (
            Column("queue"),
            Column("priority", "integer", 0),
            Column("factor", "number"),
            Column("vip", "boolean"),
        ),
        "Tier",
        "Home",
        "Who goes where",
    )
    assert resources[Key(Kind.TABLE_ROWS, "Social Tiers")] == TableRows(
        "Social Tiers",
        {
            "gold": {"queue": "General_Social_Queue", "priority": 5, "factor": 1.5, "vip": True},
            "010": {"factor": 2},
        },
        division="Home",
    )
    assert resources[Key(Kind.TRIGGER, "Conversation ended")] == Trigger(
        "Conversation ended",
        "v2.detail.events.conversation.{id}.customer.end",
        "Tell the CRM",
        (
            Match("mediaType", "Equal", "MESSAGE"),
            Match("$.messageType", "In", values=("OPEN", 7, True)),
        ),
        event_ttl=60,
        data_format="Json",
    )
    assert resources[Key(Kind.INTEGRATION, "Genesys Cloud API")] == Integration(
        "Genesys Cloud API",
        "purecloud-data-actions",
        "Genesys Cloud API client",
        "pureCloudOAuthClient",
    )
    credential = resources[Key(Kind.CREDENTIAL, "Genesys Cloud API client")]
    assert isinstance(credential, Credential)
    assert {name: one.reveal() for name, one in credential.fields.items()} == {
        "clientId": "id",
        "clientSecret": "hunter2",
    }
    assert findings(project, DECLARED) == findings(project)


LOOKUP = """{% macro extract() %}
- dataTableLookup:
    name: Look
    lookupValue: {lit: x}
    dataTable: {Social Tiers: {none: true}}
"""


@pytest.mark.parametrize(("head", "tables"), [("{% macro extract() %}\n", []), (LOOKUP, ["Social Tiers"])])
def test_a_flow_needs_the_tables_in_which_it_looks_something_up(
    project: Project, head: str, tables: list[str]
) -> None:
    step = project.flows / "steps" / "extract.j2"
    text = step.read_text(encoding="utf-8").replace("{% macro extract() %}\n", head)
    step.write_text(text, encoding="utf-8")
    flow = declared(project, DECLARED)[Key(Kind.FLOW, "Social Identity - twitter", "inboundShortMessage")]
    assert [need.name for need in flow.needs if need.kind is Kind.DATA_TABLE] == tables


def test_secrets_are_asked_for_by_the_variables_that_are_named(project: Project) -> None:
    bundle = build_bundle(project, load_settings(project, "local", [DECLARED]), ["twitter"])
    with pytest.raises(MissingSecrets, match=r'ACTIONS_CLIENT_SECRET is not set: .*"Genesys Cloud API"'):
        contents_of(bundle, {**SECRETS, "ACTIONS_CLIENT_SECRET": ""})


@pytest.mark.parametrize(
    ("ownership", "credential"), [("own", "own"), ("adopt", "adopt"), ("reference", None)]
)
def test_who_owns_an_integration_owns_its_credential(
    project: Project, ownership: str, credential: str | None
) -> None:
    resources = declared(
        project, DECLARED, f"integrations: {{Genesys Cloud API: {{ownership: {ownership}}}}}"
    )
    assert resources[Key(Kind.INTEGRATION, "Genesys Cloud API")].ownership == ownership
    found = resources.get(Key(Kind.CREDENTIAL, "Genesys Cloud API client"))
    assert (found.ownership if found else None) == credential


def test_a_credential_without_secrets_must_be_there(project: Project) -> None:
    text = "integrations: {API: {type: purecloud-data-actions, credential: Theirs}}"
    assert declared(project, text)[Key(Kind.CREDENTIAL, "Theirs")].ownership is Ownership.REFERENCE


@pytest.mark.parametrize("ownership", ["adopt", "reference"])
def test_tables_and_triggers_may_be_somebody_elses(project: Project, ownership: str) -> None:
    text = f"""
data_tables: {{Social Tiers: {{ownership: {ownership}}}}}
triggers: {{Conversation ended: {{ownership: {ownership}}}}}
"""
    resources = declared(project, DECLARED, text)
    for kind, name in (
        (Kind.DATA_TABLE, "Social Tiers"),
        (Kind.TABLE_ROWS, "Social Tiers"),
        (Kind.TRIGGER, "Conversation ended"),
    ):
        assert resources[Key(kind, name)].ownership == ownership


@pytest.mark.parametrize(
    ("more", "ownership", "enabled", "division"),
    [
        ("", "own", True, "Home"),
        ("", "adopt", None, None),
        ("", "reference", None, "Home"),
        ("enabled: false, ", "adopt", False, None),
    ],
)
def test_what_is_somebody_elses_is_neither_switched_nor_moved_unless_that_is_said(
    project: Project, more: str, ownership: str, enabled: bool | None, division: str | None
) -> None:
    text = f"""
data_tables: {{Social Tiers: {{ownership: {ownership}}}}}
triggers: {{Conversation ended: {{{more}ownership: {ownership}}}}}
integrations: {{Genesys Cloud API: {{{more}ownership: {ownership}}}}}
ownership: {{queues: {ownership}}}
"""
    resources = declared(project, DECLARED, text)
    trigger = resources[Key(Kind.TRIGGER, "Conversation ended")]
    integration = resources[Key(Kind.INTEGRATION, "Genesys Cloud API")]
    table, queue = (resources[Key(*key)] for key in TABLE_AND_QUEUE)
    assert isinstance(trigger, Trigger)
    assert isinstance(integration, Integration)
    assert isinstance(table, DataTable)
    assert isinstance(queue, Queue)
    assert (trigger.enabled, integration.enabled) == (enabled, enabled)
    assert (table.division, queue.division) == (division, division)


TABLE_AND_QUEUE = ((Kind.DATA_TABLE, "Social Tiers"), (Kind.QUEUE, "General_Social_Queue"))
CSV = """Tier,queue,priority,vip,factor
gold,"General, Social",5,TRUE,1.5
010,,,,2
"""
YAML = """
gold: {queue: "General, Social", priority: 5, vip: true, factor: 1.5}
010: {factor: 2}
"""


@pytest.mark.parametrize(("name", "text"), [("tiers.csv", CSV), ("tiers.yaml", YAML)])
def test_rows_may_stand_in_a_file_beside_the_settings(project: Project, name: str, text: str) -> None:
    (project.flows / "settings" / name).write_text(text, encoding="utf-8")
    resources = declared(
        project, DECLARED, f"data_tables: {{Social Tiers: {{rows: {name}, other_rows: remove}}}}"
    )
    rows = resources[Key(Kind.TABLE_ROWS, "Social Tiers")]
    assert isinstance(rows, TableRows)
    assert rows.rows == {
        "gold": {"queue": "General, Social", "priority": 5, "vip": True, "factor": 1.5},
        "010": {"factor": 2},
    }
    assert rows.only_these


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("r.csv", "Who,queue\n", ['flows/settings/r.csv:1:1: its first column must be "Tier"']),
        (
            "r.csv",
            "Tier,queue,priority,vip\n\ngold,A,5,maybe\ngold,B,x,true\na/b,C,1.5,false\n",
            [
                'flows/settings/r.csv:3:1: "vip" holds a boolean, not maybe',
                'flows/settings/r.csv:4:1: the key "gold" stands here a second time',
                'flows/settings/r.csv:4:1: "priority" holds an integer, not x',
                'flows/settings/r.csv:5:1: no row can have the key "a/b"',
                'flows/settings/r.csv:5:1: "priority" holds an integer, not 1.5',
            ],
        ),
        ("r.csv", "key,queu\ngold,A\n", ['flows/settings/r.csv:2:1: the table has no column "queu"']),
        ("r.csv", "key,queue\ngold,A,B\n", ["flows/settings/r.csv:2:1: a row of 3 cells under 2 columns"]),
        ("r.csv", 'key,queue\n"gold,A\n', ["flows/settings/r.csv:2:1: it is no CSV"]),
        (
            "r.yaml",
            "gold: {queue: 5, priority: true}\ntin: B\n.: {queue: C}\n",
            [
                'flows/settings/r.yaml:1:15: "queue" holds a string, not 5',
                'flows/settings/r.yaml:1:28: "priority" holds an integer, not True',
                'flows/settings/r.yaml:2:6: the row "tin" must be a mapping of columns to values',
                'flows/settings/r.yaml:3:1: no row can have the key "."',
            ],
        ),
        ("r.yaml", "- gold\n", ["flows/settings/r.yaml:1:1: rows are written by their keys"]),
        ("r.yaml", "gold: {queue: [\n", ["flows/settings/r.yaml:"]),
    ],
)
def test_what_cannot_be_rows_of_the_table_is_told_at_once(
    project: Project, name: str, text: str, told: list[str]
) -> None:
    (project.flows / "settings" / name).write_text(text, encoding="utf-8")
    overlay = f"data_tables: {{Social Tiers: {{rows: {name}}}}}"
    new = [one for one in findings(project, DECLARED, overlay) if one not in findings(project)]
    assert [found[: len(expected)] for found, expected in zip(new, told, strict=True)] == told
    bundle = build_bundle(project, load_settings(project, "local", [DECLARED, overlay]), ["twitter"])
    with pytest.raises(SourceProblems):
        refuse_faults(bundle)
    with pytest.raises(SourceProblems):
        contents_of(bundle, SECRETS)


def test_a_file_of_rows_that_is_not_there(project: Project) -> None:
    overlay = "data_tables: {Social Tiers: {rows: none.csv}}"
    assert any("none.csv cannot be read" in one for one in findings(project, DECLARED, overlay))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "data_tables:\n  genesys-deploy social-identity: {}\n  T: {columns: {key: string, n: {type: integer, default: x}}}",
            [
                "mine.yaml:2:3: that table holds what was published",
                'mine.yaml:3:3: the column "key" is always there',
                'mine.yaml:3:58: the default of "n" is not of type integer',
            ],
        ),
        (
            "data_tables: {T: {columns: {n: decimal}}}",
            ["mine.yaml:1:32: the column's type cannot be decimal"],
        ),
        ("data_tables: {T: {rows: 5}}", ["mine.yaml:1:25: rows are written by their keys, or in a file"]),
        ("data_tables: {T: {other_rows: drop}}", ["mine.yaml:1:31: data_tables.T.other_rows cannot be drop"]),
        (
            "triggers:\n  T: {topic: v2.x, workflow: W, event_ttl_seconds: 5, delay_by_seconds: 30}",
            [
                "mine.yaml:2:3: a trigger has event_ttl_seconds or delay_by_seconds, not both",
                "mine.yaml:2:3: event_ttl_seconds is 5; 10 is the least",
                "mine.yaml:2:3: delay_by_seconds is 30; it is from 60 to 900",
            ],
        ),
        (
            "triggers: {T: {topic: v2.x, workflow: W, match: [{json_path: a, operator: Equals, value: 1}]}}",
            ["mine.yaml:1:75: the condition.operator cannot be Equals"],
        ),
        (
            "triggers: {T: {topic: v2.x, workflow: W, match: [{json_path: a, operator: In, value: 1, values: [2]}]}}",
            ["mine.yaml:1:50: a condition has a value or values, not both"],
        ),
        ("triggers: {T: {topic: v2.x}}", ['mine.yaml:1:15: "triggers.T.workflow" is missing']),
        ("triggers: {T: {topic: '', workflow: W}}", ["mine.yaml:1:12: a trigger's topic is not empty"]),
        (
            "integrations: {Social Identity IRP: {type: custom-rest-actions}}",
            ['mine.yaml:1:16: "Social Identity IRP" is the integration of the IRP'],
        ),
        (
            "integrations: {A: {type: purecloud-data-actions, credential: c, secrets: {clientId: hunter2!}}}",
            [
                "mine.yaml:1:16: a pureCloudOAuthClient has just clientId, clientSecret",
                "mine.yaml:1:85: clientId: name the environment variable that holds it, never the secret itself",
            ],
        ),
        (
            "integrations: {A: {type: purecloud-data-actions, secrets: {clientId: A, clientSecret: B}}}",
            ["mine.yaml:1:16: secrets without a credential that holds them"],
        ),
        (
            "integrations: {A: {type: salesforce}}",
            ["mine.yaml:1:26: integrations.A.type cannot be salesforce"],
        ),
        (
            "renamed_from: {queues: {Generl: Old, Guest_Social_Queue: General_Social_Queue}}",
            [
                'mine.yaml:1:33: renamed_from.queues: nothing is called "Generl"',
                'mine.yaml:1:58: "General_Social_Queue" is still declared, and cannot be the old name',
            ],
        ),
        ("renamed_from: {flows: {Social Identity - open: 5}}", ["mine.yaml:1:48: an old name is a text"]),
        ("renamed_from: {channels: {}}", ['mine.yaml:1:16: unknown key "channels" in renamed_from']),
    ],
)
def test_every_problem_of_a_declaration_is_told_with_its_line(
    project: Project, text: str, told: list[str]
) -> None:
    found = problems(project, text)
    assert [
        one.removeprefix("flows/settings/")[: len(expected)]
        for one, expected in zip(found, told, strict=True)
    ] == told
    assert "hunter2" not in "".join(found)


def test_former_names_reach_their_resources(project: Project) -> None:
    text = """
renamed_from:
  queues: {General_Social_Queue: Social}
  data_actions: {Check Bot: Bot Check}
  flows: {Social Identity - twitter: Social Identity - x}
  credentials: {Social Identity IRP key: IRP key}
  data_tables: {Social Tiers: Tiers}
"""
    resources = declared(project, DECLARED, text)
    former = {str(key): getattr(one, "renamed_from", "") for key, one in resources.items()}
    assert {key: name for key, name in former.items() if name} == {
        'queue "General_Social_Queue"': "Social",
        'Data Action "Check Bot"': "Bot Check",
        'flow "Social Identity - twitter" (inboundShortMessage)': "Social Identity - x",
        'credential "Social Identity IRP key"': "IRP key",
        'data table "Social Tiers"': "Tiers",
        'rows of data table "Social Tiers"': "Tiers",
    }


def test_the_actions_of_a_renamed_integration_are_found_under_its_former_name(project: Project) -> None:
    resources = declared(project, "renamed_from: {integrations: {Social Identity IRP: IRP}}")
    actions = [key for key in resources if key.kind is Kind.DATA_ACTION]
    assert {(key.within, key.formerly_within) for key in actions} == {("Social Identity IRP", "IRP")}


def test_a_former_name_of_a_data_action_that_is_not_there(project: Project) -> None:
    told = findings(project, "renamed_from: {data_actions: {Chek Bot: Bot}}")
    assert any('renamed_from.data_actions: nothing is called "Chek Bot"' in one for one in told)


@pytest.mark.parametrize(
    ("integrations", "line", "told"),
    [
        ("", "", '"Find Queue" needs an integration of type purecloud-data-actions, and none is declared'),
        ("A, B", "", '"Find Queue" could belong to A, B'),
        ("A, B", "integration: C", 'there is no integration "C"'),
        ("A", "integration: Social Identity IRP", '"Social Identity IRP" is of type custom-rest-actions'),
    ],
)
def test_a_data_action_that_belongs_nowhere_is_told_at_its_file(
    project: Project, integrations: str, line: str, told: str
) -> None:
    (project.data_actions / "find-queue.yaml").write_text(ACTION + line, encoding="utf-8")
    named = ", ".join(
        f"{name}: {{type: purecloud-data-actions}}" for name in integrations.split(", ") if name
    )
    found = [
        one for one in findings(project, f"integrations: {{{named}}}") if one not in findings_before(project)
    ]
    assert any(one.startswith("data_actions/find-queue.yaml") and told in one for one in found), found


def findings_before(project: Project) -> list[str]:
    (project.data_actions / "find-queue.yaml").rename(project.root / "kept")
    before = findings(project)
    (project.root / "kept").rename(project.data_actions / "find-queue.yaml")
    return before


@pytest.mark.parametrize(("line", "expected"), [("", "A"), ("integration: A", "A")])
def test_a_data_action_belongs_to_the_integration_of_its_type(
    project: Project, line: str, expected: str
) -> None:
    (project.data_actions / "find-queue.yaml").write_text(ACTION + line, encoding="utf-8")
    resources = declared(project, "integrations: {A: {type: purecloud-data-actions}}")
    needs = resources[Key(Kind.DATA_ACTION, "Find Queue")].needs
    assert needs == {Key(Kind.INTEGRATION, expected)}
    others = {
        one.needs
        for key, one in resources.items()
        if key.kind is Kind.DATA_ACTION and key.name != "Find Queue"
    }
    assert others == {frozenset({Key(Kind.INTEGRATION, "Social Identity IRP")})}
