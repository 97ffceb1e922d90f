"""What is pulled of an org: which objects, under which names, and what happens where one is not to be had."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from genesys_deploy.data_action.reader import read_data_action_text
from genesys_deploy.data_action.wire import from_wire
from genesys_deploy.deploy.pull.pulling import NotPulled, Pulled, Selection, choose, pull
from genesys_deploy.platform.errors import JobFailed, MissingPermission
from genesys_deploy.platform.org import Held, Org
from genesys_deploy.resources import Key, Kind, Wire
from genesys_deploy.source.errors import OrgError

ACTION = {
    "id": "9",
    "name": "Get {{Account}}",
    "category": "CRM",
    "secure": True,
    "config": {
        "timeoutSeconds": 7,
        "request": {
            "requestUrlTemplate": "https://crm/${input.id}",
            "requestType": "GET",
            "headers": {"X": "ü"},
        },
        "response": {"translationMap": {"a": "$.a"}, "successTemplate": '{"a": ${a}}'},
    },
    "contract": {
        "input": {"inputSchema": {"type": "object", "properties": {"id": {"type": "string"}}}},
        "output": {"successSchema": {"type": "object", "properties": {"a": {"type": "string"}}}},
    },
}


@dataclass
class Shelf:
    """A library in memory; a text may be an error, which reading it raises."""

    kind: Kind
    objects: Mapping[str, dict[str, Any]]
    texts: Mapping[str, str | OrgError] = field(default_factory=dict)

    def all(self, *, drafts: bool = False) -> tuple[Held, ...]:
        return tuple(
            Held(Key(self.kind, name, body.get("type", "")), name, Wire(body))
            for name, body in sorted(self.objects.items())
        )

    def read(self, held: Held) -> Held:
        text = self.texts.get(held.key.name, f"{held.key.name}: published\n")
        if isinstance(text, OrgError):
            raise text
        return held.knowing({"yaml": text})

    def read_latest(self, held: Held) -> Held:
        return held.knowing({"yaml": f"{held.key.name}: draft\n"})


@dataclass
class Pulling:
    flows: Shelf
    actions: Shelf

    def library(self, kind: Kind) -> Shelf:
        return self.flows if kind is Kind.FLOW else self.actions


def flow(kind: str = "WORKFLOW", division: str = "Home") -> dict[str, Any]:
    return {"type": kind, "division": {"name": division}}


FLOWS = {"Social": flow("INBOUNDSHORTMESSAGE"), "Other": flow(), "social end": flow(division="Sales")}


@pytest.fixture
def org() -> Pulling:
    return Pulling(Shelf(Kind.FLOW, FLOWS), Shelf(Kind.DATA_ACTION, {"Get {{Account}}": ACTION}))


def names(org: Pulling, selection: Selection) -> list[str]:
    return [choice.held.key.name for choice in choose(cast("Org", org), selection)]


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        (Selection(), ["Other", "Social", "social end", "Get {{Account}}"]),
        (Selection(names=("social*",)), ["Social", "social end"]),
        (Selection(names=("SOCIAL", "get*")), ["Social", "Get {{Account}}"]),
        (Selection((Kind.FLOW,), types=("Workflow",)), ["Other", "social end"]),
        (Selection((Kind.FLOW,), divisions=("sales", "none")), ["social end"]),
        (Selection((Kind.DATA_ACTION,)), ["Get {{Account}}"]),
        (Selection(names=("nothing",)), []),
    ],
)
def test_a_selection(org: Pulling, selection: Selection, chosen: list[str]) -> None:
    assert names(org, selection) == chosen


def pulled(org: Pulling, **options: bool) -> Iterator[Pulled | NotPulled]:
    return pull(cast("Org", org), choose(cast("Org", org), Selection()), **options)


@pytest.mark.parametrize(("draft", "text"), [(False, "Social: published\n"), (True, "Social: draft\n")])
def test_flows_come_as_they_were_exported(org: Pulling, draft: bool, text: str) -> None:
    by_name = {one.key.name: one for one in pulled(org, draft=draft)}
    social = by_name["Social"]
    assert isinstance(social, Pulled)
    assert (str(social.path), social.text) == ("flows/inboundShortMessage/Social.yaml", text)


def test_a_data_action_comes_whole(org: Pulling) -> None:
    (action,) = [one for one in pulled(org) if one.key.kind is Kind.DATA_ACTION]
    assert isinstance(action, Pulled)
    read = read_data_action_text(action.text, "x.json", is_json=True)
    there = from_wire(ACTION)
    assert (read.name, read.request, read.response) == (there.name, there.request, there.response)
    assert (read.timeout_seconds, read.secure) == (7, True)
    assert json.loads(action.text)["contract"] == ACTION["contract"]


def test_a_flow_that_cannot_be_exported_does_not_stop_the_others(org: Pulling) -> None:
    org.flows.texts = {"Other": JobFailed("exporting", ["exit code 107"])}
    answers = list(pulled(org))
    assert [type(one).__name__ for one in answers] == ["NotPulled", "Pulled", "Pulled", "Pulled"]


def test_a_permission_that_is_missing_stops_it(org: Pulling) -> None:
    org.flows.texts = {"Other": MissingPermission("POST /flows/export/jobs", ["architect:jobExport:create"])}
    with pytest.raises(MissingPermission):
        list(pulled(org))


def test_ref_ids_may_be_named(org: Pulling) -> None:
    exported = "workflow:\n  states:\n    - state: {name: A, refId: A_10}\n"
    org.flows.texts = {"Other": exported, "Social": "{{ not yaml"}
    texts = {one.key.name: one.text for one in pulled(org, named_ref_ids=True) if isinstance(one, Pulled)}
    assert 'refId: "A"' in texts["Other"]
    assert texts["Social"] == "{{ not yaml"
