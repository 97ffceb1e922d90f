"""Each kind of change, made by the least difference between two versions of one Data Action."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.data_action.diff import ActionDiff, Kind, diff_action, diff_actions
from genesys_deploy.data_action.diff.meaning import MEANINGS
from genesys_deploy.data_action.reader import read_data_action_text
from genesys_deploy.data_action.wire import from_wire

BODY = """{"channel": "$esc.jsonString(${input.channel})"
#if("$!{input.userId}" != ""), "user_id": "$esc.jsonString(${input.userId})"
#end
#if("$!{input.age}" != ""), "account": {"age": $input.age}
#end
}"""

BASE: dict[str, Any] = {
    "name": "Resolve",
    "integrationType": "custom-rest-actions",
    "contract": {
        "input": {
            "inputSchema": {
                "type": "object",
                "required": ["channel"],
                "properties": {
                    "channel": {"type": "string"},
                    "userId": {"type": "string"},
                    "age": {"type": "integer"},
                },
            }
        },
        "output": {
            "successSchema": {
                "type": "object",
                "required": ["resolved"],
                "properties": {
                    "resolved": {"type": "boolean"},
                    "profile": {"type": "object", "properties": {"tier": {"type": "string"}}},
                },
            }
        },
    },
    "config": {
        "timeoutSeconds": 5,
        "request": {
            "requestUrlTemplate": "https://irp.example.com/v1/resolve?trace=on",
            "requestType": "POST",
            "headers": {"Content-Type": "application/json", "X-API-Key": "${credentials.apiKey}"},
            "requestTemplate": BODY,
        },
        "response": {
            "translationMap": {"resolved": "$.resolved", "tier": "$.profile.tier"},
            "translationMapDefaults": {"tier": '""'},
            "successTemplate": '{"resolved": ${resolved}, "profile": {"tier": ${tier}}}',
        },
    },
}

INPUTS = "contract.input.inputSchema"
OUTPUTS = "contract.output.successSchema"
REQUEST = "config.request"
RESPONSE = "config.response"
GONE = object()


def changed(edits: dict[str, Any]) -> dict[str, Any]:
    version = copy.deepcopy(BASE)
    for place, value in edits.items():
        *way, last = place.split(".")
        node = version
        for step in way:
            node = node[step]
        if value is GONE:
            del node[last]
        else:
            node[last] = value
    return version


def diff(new: dict[str, Any], old: dict[str, Any] | None = None) -> ActionDiff:
    return diff_action(from_wire(changed(old or {})), from_wire(changed(new)))


def body(old: str, new: str) -> dict[str, Any]:
    assert old in BODY
    return {f"{REQUEST}.requestTemplate": BODY.replace(old, new)}


CASES: tuple[tuple[dict[str, Any], Kind, str], ...] = (
    ({"name": "Resolve v2"}, Kind.NAME, "Resolve → Resolve v2"),
    ({"integrationType": "aws-lambda"}, Kind.INTEGRATION_TYPE, "custom-rest-actions → aws-lambda"),
    ({"secure": True}, Kind.SECURE_ON, "false → true"),
    ({f"{INPUTS}.properties.age.type": "number"}, Kind.INPUT_RETYPED, "age: integer → decimal"),
    ({f"{INPUTS}.required": []}, Kind.INPUT_OPTIONAL, "channel"),
    (
        {f"{INPUTS}.properties.channel.enum": ["x"]},
        Kind.INPUT_CONSTRAINTS,
        'channel: any value → {"enum": ["x"]}',
    ),
    ({f"{INPUTS}.additionalProperties": False}, Kind.INPUT_CONSTRAINTS, "what is said of all of them"),
    (
        {f"{INPUTS}.additionalProperties": True},
        Kind.CONTRACT_DETAIL,
        "contract.input.inputSchema, written otherwise",
    ),
    ({f"{OUTPUTS}.properties.lang": {"type": "string"}}, Kind.OUTPUT_ADDED, "lang: string"),
    (
        {
            f"{OUTPUTS}.properties.lang": {"type": "array", "items": {"type": "number"}},
            f"{OUTPUTS}.required": ["resolved", "lang"],
        },
        Kind.REQUIRED_OUTPUT_ADDED,
        "lang: decimalCollection",
    ),
    ({f"{OUTPUTS}.properties.profile": GONE}, Kind.OUTPUT_REMOVED, "profile.tier: string"),
    (
        {f"{OUTPUTS}.properties.profile.properties.tier.type": "integer"},
        Kind.OUTPUT_RETYPED,
        "profile.tier: string → integer",
    ),
    ({f"{OUTPUTS}.required": []}, Kind.OUTPUT_OPTIONAL, "resolved"),
    (
        {f"{OUTPUTS}.required": ["resolved", "profile"], f"{OUTPUTS}.properties.profile.required": ["tier"]},
        Kind.OUTPUT_REQUIRED,
        "profile.tier",
    ),
    (
        {f"{OUTPUTS}.properties.resolved.type": ["boolean", "null"]},
        Kind.OUTPUT_CONSTRAINTS,
        'resolved: any value → {"type": ["boolean", "null"]}',
    ),
    (
        {f"{OUTPUTS}.properties.profile.required": ["tier"]},
        Kind.OUTPUT_CONSTRAINTS,
        "the schema, in what no input or output shows",
    ),
    (
        {f"{REQUEST}.requestUrlTemplate": "https://b.example.com/v1/resolve?trace=on"},
        Kind.URL_SERVER,
        "https://irp.example.com → https://b.example.com",
    ),
    (
        {f"{REQUEST}.requestUrlTemplate": "https://irp.example.com/v2/resolve?trace=on"},
        Kind.URL_PATH,
        "/v1/resolve → /v2/resolve",
    ),
    (
        {f"{REQUEST}.requestUrlTemplate": "https://irp.example.com/v1/resolve?api_key=hunter2&a=1"},
        Kind.URL_QUERY,
        "trace=on → api_key=(not shown)&a=1",
    ),
    ({f"{REQUEST}.requestType": "PUT"}, Kind.METHOD, "POST → PUT"),
    ({f"{REQUEST}.headers.Accept": "application/json"}, Kind.HEADER_ADDED, "Accept: application/json"),
    ({f"{REQUEST}.headers.Content-Type": GONE}, Kind.HEADER_REMOVED, "Content-Type"),
    (
        {f"{REQUEST}.headers.X-API-Key": "hunter2"},
        Kind.HEADER_CHANGED,
        "X-API-Key: ${credentials.apiKey} → (not shown)",
    ),
    (body('{"channel"', '{"v": 2, "channel"'), Kind.BODY_FIELD_ADDED, "v from 2"),
    (
        body(', "account": {"age": $input.age}', ""),
        Kind.BODY_FIELD_REMOVED,
        "account.age from input.age",
    ),
    (body("$input.age", '"$input.age"'), Kind.BODY_FIELD_RETYPED, "account.age: number → string"),
    (
        body(
            '"user_id": "$esc.jsonString(${input.userId})"', '"user_id": "$esc.jsonString(${input.channel})"'
        ),
        Kind.BODY_FIELD_REFILLED,
        "user_id: from input.userId → from input.channel",
    ),
    (
        body('#if("$!{input.userId}" != "")', '#if("$!{input.userId}" != "x")'),
        Kind.BODY_FIELD_ALWAYS,
        "user_id",
    ),
    (
        {f"{REQUEST}.requestTemplate": "channel=$esc.url(${input.channel})"},
        Kind.BODY_REFERENCES,
        "-input.age -input.userId",
    ),
    (
        body('#if("$!{input.userId}" != "")', '#if("$!{input.userId}" != "" && $input.userId != "me")'),
        Kind.BODY_REWRITTEN,
        "the same fields, from the same inputs",
    ),
    ({f"{RESPONSE}.translationMap.lang": "$.lang"}, Kind.PATH_ADDED, "lang: $.lang"),
    (
        {f"{RESPONSE}.translationMap.lang": "$.lang", f"{RESPONSE}.translationMapDefaults.lang": '"en"'},
        Kind.PATH_ADDED_WITH_DEFAULT,
        'lang: $.lang, else "en"',
    ),
    ({f"{RESPONSE}.translationMap.resolved": "$.ok"}, Kind.PATH_MOVED, "resolved: $.resolved → $.ok"),
    (
        {f"{RESPONSE}.translationMap.tier": "$.tier"},
        Kind.PATH_MOVED_WITH_DEFAULT,
        'tier: $.profile.tier → $.tier, else ""',
    ),
    (
        {f"{RESPONSE}.translationMapDefaults.resolved": "false"},
        Kind.DEFAULT_ADDED,
        "resolved: none → false",
    ),
    ({f"{RESPONSE}.translationMapDefaults.tier": GONE}, Kind.DEFAULT_REMOVED, 'tier: "" → none'),
    (
        {f"{RESPONSE}.translationMapDefaults.tier": '"none"'},
        Kind.DEFAULT_CHANGED,
        'tier: "" → "none"',
    ),
    (
        {f"{RESPONSE}.successTemplate": '{"resolved": ${resolved}, "profile": {"tier": "Gold"}}'},
        Kind.OUTPUT_REFILLED,
        "profile.tier: from tier → from Gold",
    ),
    (
        {f"{RESPONSE}.successTemplate": '{"resolved": ${resolved}, "profile": {"tier": "${tier}"}}'},
        Kind.SUCCESS_TEMPLATE,
        "what it makes cannot be told",
    ),
    (
        {f"{RESPONSE}.successTemplate": '{"profile": {"tier": ${tier}}, "resolved": ${resolved}}'},
        Kind.SUCCESS_TEMPLATE_REWRITTEN,
        "the same outputs",
    ),
    ({"config.timeoutSeconds": 3}, Kind.TIMEOUT_SHORTER, "5 s → 3 s"),
    ({"config.timeoutSeconds": 9}, Kind.TIMEOUT_LONGER, "5 s → 9 s"),
)


@pytest.mark.parametrize(
    ("edits", "kind", "what"), CASES, ids=[f"{kind}-{what}"[:50] for _, kind, what in CASES]
)
def test_one_difference_is_one_change(edits: dict[str, Any], kind: Kind, what: str) -> None:
    assert [(change.kind, change.what) for change in diff(edits).changes] == [(kind, what)]


SEVERAL: tuple[tuple[dict[str, Any], dict[str, Any], set[Kind]], ...] = (
    (
        {f"{INPUTS}.properties.age": GONE, **body(', "account": {"age": $input.age}', "")},
        {},
        {Kind.INPUT_REMOVED, Kind.BODY_FIELD_REMOVED},
    ),
    (
        {},
        {f"{INPUTS}.properties.age": GONE, **body(', "account": {"age": $input.age}', "")},
        {Kind.INPUT_ADDED, Kind.BODY_FIELD_ADDED},
    ),
    (
        {f"{INPUTS}.required": ["channel", "age"]},
        {f"{INPUTS}.properties.age": GONE, **body(', "account": {"age": $input.age}', "")},
        {Kind.REQUIRED_INPUT_ADDED, Kind.BODY_FIELD_ADDED},
    ),
    (
        {
            f"{RESPONSE}.translationMap.tier": GONE,
            f"{RESPONSE}.translationMapDefaults.tier": GONE,
            f"{RESPONSE}.successTemplate": '{"resolved": ${resolved}, "profile": {"tier": ""}}',
        },
        {},
        {Kind.PATH_REMOVED, Kind.OUTPUT_REFILLED},
    ),
    (
        {f"{INPUTS}.required": ["channel", "userId"]},
        {},
        {Kind.INPUT_REQUIRED, Kind.BODY_FIELD_ALWAYS},
    ),
    (
        {},
        {f"{INPUTS}.required": ["channel", "userId"]},
        {Kind.INPUT_OPTIONAL, Kind.BODY_FIELD_OPTIONAL},
    ),
    (
        {f"{INPUTS}.properties.userId.type": "integer"},
        {},
        {Kind.INPUT_RETYPED, Kind.BODY_FIELD_REFILLED},
    ),
    (
        {f"{REQUEST}.requestType": "GET"},
        {},
        {Kind.METHOD, Kind.BODY_FIELD_REMOVED},
    ),
)


@pytest.mark.parametrize(("new", "old", "kinds"), SEVERAL)
def test_one_edit_may_be_several_changes(new: dict[str, Any], old: dict[str, Any], kinds: set[Kind]) -> None:
    assert {change.kind for change in diff(new, old).changes} == kinds


def test_the_whole_request_as_body_follows_the_inputs() -> None:
    raw = {f"{REQUEST}.requestTemplate": "${input.rawRequest}"}
    told = diff({**raw, f"{INPUTS}.properties.lang": {"type": "string"}}, raw)
    assert [(change.kind, change.what) for change in told.changes] == [
        (Kind.INPUT_ADDED, "lang: string"),
        (Kind.BODY_FIELD_ADDED, "lang from input.lang, where it is given"),
    ]


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {f"{INPUTS}.title": "Who"},
        {f"{OUTPUTS}.properties.resolved.description": "Whether"},
    ],
)
def test_what_means_nothing_is_no_change(edits: dict[str, Any]) -> None:
    assert diff(edits).changes == ()


@pytest.mark.parametrize(
    ("edits", "makes_version"),
    [
        ({f"{OUTPUTS}.properties.lang": {"type": "string"}}, True),
        ({"secure": True}, True),
        ({f"{RESPONSE}.translationMap.tier": "$.tier"}, False),
        ({"config.timeoutSeconds": 3}, False),
    ],
)
def test_only_a_changed_contract_makes_a_version(edits: dict[str, Any], makes_version: bool) -> None:
    assert diff(edits).makes_version is makes_version


def test_a_path_names_the_outputs_that_it_fills() -> None:
    (change,) = diff({f"{RESPONSE}.translationMap.tier": "$.tier"}).changes
    assert change.names == ("profile.tier",)


FIRST = '{"resolved": ${resolved}, "profile": {"tier": ${successTemplateUtils.firstFromArray(${tier})}}}'


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (FIRST, FIRST.replace("${tier}", "${resolved}"), Kind.OUTPUT_REFILLED),
        (BASE["config"]["response"]["successTemplate"], FIRST, Kind.SUCCESS_TEMPLATE),
    ],
)
def test_success_templates_that_take_the_first_of_an_array(old: str, new: str, kind: Kind) -> None:
    place = f"{RESPONSE}.successTemplate"
    assert [change.kind for change in diff({place: new}, {place: old}).changes] == [kind]


@pytest.mark.parametrize(
    ("old", "new", "kind", "what"),
    [
        ("{{ irp }}/v1/x", "{{ irp }}/v2/x", Kind.URL_PATH, "/v1/x → /v2/x"),
        ("{{ irp }}/x", "https://h/x", Kind.URL_SERVER, "{{ irp }} → https://h"),
        (
            "${credentials.url}/x",
            "$credentials.host/x",
            Kind.URL_SERVER,
            "${credentials.url} → $credentials.host",
        ),
        ("https://h/x#if($input.age)/1#end", "https://h/x", Kind.URL_PATH, "/x#if($input.age)/1#end → /x"),
        ("https://me:hunter2@h/x", "https://h/x", Kind.URL_SERVER, "https://(not shown)@h → https://h"),
        (
            "https://h/x",
            "https://h/x?a=$esc.url(${input.channel})",
            Kind.URL_QUERY,
            "none → a=$esc.url(${input.channel})",
        ),
    ],
)
def test_addresses_are_told_by_their_parts(old: str, new: str, kind: Kind, what: str) -> None:
    place = f"{REQUEST}.requestUrlTemplate"
    told = diff({place: new}, {place: old}).changes
    assert [(change.kind, change.what) for change in told] == [(kind, what)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{}", '{"a": 1}', ["a from 1"]),
        ('{"a.b": 1}', '{"a": {"b": 1}}', ["a.b from 1", '"a.b" from 1']),
        ('{"a": 1}', "[]", ["(the whole) from []", "a from 1"]),
        ('{"password": "hunter2"}', "{}", ["password from (not shown)"]),
        ('{"a": 1}', '{"a": ', ["the same references"]),
        ('{"a": 1}', "#if", ["the same references"]),
    ],
)
def test_bodies_of_any_shape_are_told(old: str, new: str, told: list[str]) -> None:
    place = f"{REQUEST}.requestTemplate"
    assert [change.what for change in diff({place: new}, {place: old}).changes] == told


def test_every_kind_has_a_meaning_and_a_case() -> None:
    assert set(MEANINGS) == set(Kind)
    tried = {kind for _, kind, _ in CASES}.union(*(kinds for _, _, kinds in SEVERAL))
    of_files = {Kind.ACTION_ADDED, Kind.ACTION_REMOVED, Kind.ACTION_TYPE, Kind.SECURE_OFF}
    assert tried | of_files == set(Kind)


def test_what_breaks_tells_what_to_do() -> None:
    for kind, meaning in MEANINGS.items():
        assert not meaning.breaks_flows or meaning.flows, kind
        assert not meaning.breaks_service or meaning.service, kind


def test_a_folder_is_matched_by_names() -> None:
    first, second, third = (from_wire(changed({"name": name})) for name in "abc")
    slower = from_wire(changed({"name": "b", "config.timeoutSeconds": 9}))
    told = diff_actions((first, second), (slower, third))
    assert [(one.name, [change.kind for change in one.changes]) for one in told] == [
        ("a", [Kind.ACTION_REMOVED]),
        ("b", [Kind.TIMEOUT_LONGER]),
        ("c", [Kind.ACTION_ADDED]),
    ]


def test_changes_have_their_places_in_both_files() -> None:
    text = Path("data_actions/resolve-identity.yaml")
    root = Path(__file__).parents[4]
    old = (root / text).read_text(encoding="utf-8")
    new = "# moved down by a line\n" + old.replace('"user_id":', '"uid":')
    settings = {"irp_url": "https://irp.example.com"}
    told = diff_action(
        read_data_action_text(old, "old.yaml", settings), read_data_action_text(new, "new.yaml", settings)
    )
    lines = {change.kind: (change.old, change.new) for change in told.changes}
    line = 1 + next(number for number, line in enumerate(old.splitlines()) if '"user_id"' in line)
    removed, added = lines[Kind.BODY_FIELD_REMOVED][0], lines[Kind.BODY_FIELD_ADDED][1]
    assert removed is not None
    assert added is not None
    assert (removed.file, removed.start.line) == ("old.yaml", line)
    assert (added.file, added.start.line) == ("new.yaml", line + 1)
