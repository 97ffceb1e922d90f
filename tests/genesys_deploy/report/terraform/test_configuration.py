"""Everything that a project can declare, held against the provider's schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.contents import contents_of
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.data_action.reader import read_data_action_text
from genesys_deploy.report.terraform import Configuration, configuration_of
from genesys_deploy.report.terraform.addresses import Addresses, label, unique_labels
from genesys_deploy.report.terraform.blocks import Blocks
from genesys_deploy.report.terraform.hcl import Block
from genesys_deploy.resources import (
    Credential,
    DataActionResource,
    DataTable,
    Division,
    FlowResource,
    Integration,
    Key,
    Kind,
    Language,
    OpenMessagingIntegration,
    Ownership,
    Queue,
    Recipient,
    Resource,
    Secret,
    Skill,
    TableRows,
    Trigger,
)
from genesys_deploy.resources.data_table import Column
from genesys_deploy.resources.trigger import Match
from genesys_deploy.source.locate import find_project
from tests.genesys_deploy.report.terraform.conftest import Terraform

SCHEMA = yaml.safe_load((Path(__file__).parent / "provider_schema.yaml").read_text(encoding="utf-8"))
META = {"depends_on"}
REFERENCE = re.compile(r"(?<![\w.$\"/-])(?:data\.)?genesyscloud_\w+\.\w+")
SECRET = "hunter2-${not-in-a-file}"
ACTION = """
name: Greet
integrationType: custom-rest-actions
config:
  request: {requestUrlTemplate: "https://x/${input.a}", requestType: GET, headers: {X-Key: "${credentials.key}"}}
  response: {translationMap: {a: $.a}, translationMapDefaults: {a: "0"}, successTemplate: '{"a": ${a}}'}
contract:
  input: {inputSchema: {type: object, properties: {a: {type: string}}}}
  output: {successSchema: {type: object, properties: {a: {type: integer}}}}
"""
OWN = Ownership.OWN
EVERYTHING: list[Resource] = [
    Division("Home"),
    Skill("New Customer", OWN),
    Language("English", OWN),
    Queue("General", "Home", "all of them", OWN),
    Credential("Key", "userDefined", {"apiKey": Secret(SECRET), "other": Secret(SECRET)}),
    Integration("CRM", "custom-rest-actions", "Key", notes="ours"),
    OpenMessagingIntegration("Chat", "https://example.org/out", Secret(SECRET)),
    DataTable(
        "Hours", (Column("open", "boolean", default=False), Column("n", "integer")), "day", "Home", "when"
    ),
    TableRows("Hours", {"Monday": {"open": True}, "mon day": {"n": 3}, "old": None}),
    DataActionResource(read_data_action_text(ACTION, "greet.yaml"), "CRM"),
    FlowResource("Hello", "inboundShortMessage", "a: 1\n", frozenset({Key(Kind.QUEUE, "General")})),
    FlowResource("Hello", "workflow", "b: 1\n", frozenset({Key(Kind.DATA_ACTION, "Greet")})),
    Recipient("open", "Chat", "Hello"),
    Trigger(
        "At the end",
        "v2.x.{id}.end",
        "Hello",
        (Match("mediaType", "Equal", "CHAT"),),
        data_format="Json",
        event_ttl=60,
    ),
]


def owned_by(owner: Ownership) -> list[Resource]:
    return [one if isinstance(one, Division) else replace(one, ownership=owner) for one in EVERYTHING]


def blocks_of(resources: list[Resource]) -> list[Block]:
    paths = {one.key: "flows/x.yaml" for one in resources if isinstance(one, FlowResource)}
    blocks = Blocks(Addresses.of(resources), paths)
    looked_up = [block for _, block in blocks.looked_up()]
    return [*looked_up, *(block for resource in resources for block in blocks.of(resource))]


def faults(block: Block, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    given = {one.name for one in block.attributes} | {one.kind for one in block.blocks}
    required = {name for name, how in schema.items() if how == "required"}
    settable = {name for name, how in schema.items() if how != "computed"} | META
    yield from (f"{where}: {name} is missing" for name in required - given)
    yield from (f"{where}: there is no {name}" for name in given - settable)
    for nested in block.blocks:
        yield from faults(nested, schema.get(nested.kind, {}), f"{where}.{nested.kind}")


def test_everything_that_can_be_declared_is_here() -> None:
    assert {type(one) for one in EVERYTHING} == set(get_args(Resource))


@pytest.mark.parametrize("owner", Ownership)
def test_only_what_the_provider_knows_is_written(owner: Ownership) -> None:
    found = blocks_of(owned_by(owner))
    problems = [
        problem
        for block in found
        for problem in faults(block, SCHEMA[block.kind].get(block.labels[0], {}), ".".join(block.labels))
    ]
    assert problems == []
    assert len({(*block.labels, block.kind) for block in found}) == len(found)
    kinds = {block.kind for block in found if block.labels[0] != "genesyscloud_auth_division"}
    assert kinds == ({"resource"} if owner is OWN else {"data"})


def text_of(configuration: Configuration) -> str:
    return "\n".join(text for path, text in configuration.files.items() if path.endswith(".tf"))


@pytest.mark.parametrize("owner", Ownership)
def test_everything_that_is_referred_to_is_there(owner: Ownership) -> None:
    mixed = [*owned_by(owner)[:9], *EVERYTHING[9:]]
    text = text_of(configuration_of(mixed))
    blocks = re.findall(r'^(resource|data) "(\w+)" "(\w+)"', text, re.MULTILINE)
    there = {f"{'data.' if kind == 'data' else ''}{type_}.{name}" for kind, type_, name in blocks}
    assert set(REFERENCE.findall(text)) - there == set()
    assert set(re.findall(r"var\.(\w+)", text)) == set(re.findall(r'^variable "(\w+)"', text, re.MULTILINE))


def test_what_is_needed_and_not_declared_is_looked_up() -> None:
    alone = [one for one in EVERYTHING if isinstance(one, Trigger | TableRows | DataActionResource)]
    files = configuration_of(alone).files
    assert 'data "genesyscloud_flow" "hello" {\n  name = "Hello"\n  type = "workflow"\n}' in files["flows.tf"]
    assert "id   = data.genesyscloud_flow.hello.id" in files["flows.tf"]
    assert 'data "genesyscloud_architect_datatable" "hours"' in files["data_tables.tf"]
    assert 'data "genesyscloud_integration" "crm"' in files["integrations.tf"]


def test_no_secret_is_in_any_file() -> None:
    configuration = configuration_of(EVERYTHING)
    assert not any("hunter2" in text for text in configuration.files.values())
    names = [variable.name for variable in configuration.variables]
    assert names == ["key_api_key", "key_other", "chat_signature_secret"]


def test_what_has_no_block_is_told() -> None:
    told = configuration_of([*owned_by(OWN), Queue("Theirs", ownership=Ownership.ADOPT)]).left_out
    assert [line.split(":")[0] for line in told] == [
        'rows of data table "Hours"',
        'message recipient "Chat" (open)',
        'queue "Theirs"',
    ]


def test_flows_lie_beside_it_each_in_a_file() -> None:
    files = configuration_of(EVERYTHING).files
    assert files["flows/Hello.inboundShortMessage.yaml"] == "a: 1\n"
    assert '"${path.module}/flows/Hello.workflow.yaml"' in files["flows.tf"]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Social Identity - twitter", "social_identity_twitter"),
        ("apiKey", "api_key"),
        ("3 tiers", "_3_tiers"),
        ("Größe!", "gr_sse"),
        ("日本", "_"),
    ],
)
def test_labels(name: str, word: str) -> None:
    assert label(name) == word


def test_a_label_does_not_depend_on_what_stands_before_it() -> None:
    named = [("t", "a b", "1"), ("t", "A-B", "2"), ("t", "c", "3"), ("u", "a b", "4")]
    labels = unique_labels(named)
    assert labels[2:] == ["c", "a_b"]
    assert len(set(labels[:2])) == 2
    assert unique_labels(named[::-1]) == labels[::-1]
    rows = text_of(configuration_of(EVERYTHING))
    assert re.findall(r'datatable_row" "(\w+)"', rows) == ["hours_monday", "hours_mon_day"]


def test_terraform_would_format_the_shipped_project_no_other_way(
    terraform: Terraform, tmp_path: Path
) -> None:
    project = find_project()
    own = ("ownership: {queues: own, skills: own, languages: own, open_messaging: own}",)
    resources = contents_of(build_bundle(project, load_settings(project, "local", own)), None).resources
    for several, folder in ((EVERYTHING, tmp_path / "all"), (list(resources), tmp_path / "shipped")):
        folder.mkdir()
        for path, text in configuration_of(several).files.items():
            if path.endswith(".tf"):
                (folder / path).write_text(text, encoding="utf-8")
    assert terraform("fmt", "-check", "-diff", "-recursive") == ""
