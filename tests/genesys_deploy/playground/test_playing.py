"""Messages through flows: what the page is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from genesys_deploy.playground.scenes import scenes
from genesys_deploy.playground.server import AddressTaken, serve
from genesys_deploy.playground.stage import LiveIrp, Stage
from genesys_deploy.playground.walking import MOST_STEPS
from genesys_deploy.source.locate import find_project
from tests.genesys_deploy.playground.conftest import EXPORT, SECRET, LivePlaying, Playing

if TYPE_CHECKING:
    from pathlib import Path


def world_of(playing: Playing, flow: str, scene: str) -> dict[str, Any]:
    """What the page sends for a scene."""
    callees = playing.ask("/api/flow", flow=flow).json()["callees"]
    return {one["name"]: one["choices"].get(scene, one["choices"]["nobody"]) for one in callees}


def test_the_overview_names_what_can_be_played(playing: Playing) -> None:
    told = playing.ask("/api/overview").json()
    assert told["flows"][:2] == ["twitter", "instagram"]
    assert [one["id"] for one in told["scenes"]] == [one.id for one in scenes()]
    assert (told["live"], told["saves"]) == (None, True)


@pytest.mark.parametrize(
    ("scene", "queue", "status", "called"),
    [
        ("nobody", "Guest_Social_Queue", "guest", ["Check Bot", "Resolve Identity", "Log Unresolved"]),
        ("platinum", "Platinum_Social_Queue", "resolved", ["Check Bot", "Resolve Identity", "Get Account"]),
        ("gold", "General_Social_Queue", "resolved", ["Check Bot", "Resolve Identity"]),
        ("doubt", "Supervisor_Review", "review", ["Check Bot", "Resolve Identity"]),
        ("lookalike", "Supervisor_Review", "review", ["Check Bot", "Resolve Identity"]),
        ("bot", None, "bot", ["Check Bot"]),
        ("spam", "Bot_Disposal", "bot", ["Check Bot"]),
        ("failure", "Guest_Social_Queue", "failure", ["Check Bot", "Resolve Identity", "Log Unresolved"]),
        ("timeout", "Guest_Social_Queue", "timeout", ["Check Bot"]),
        ("busy", "Bot_Disposal", "rate_limited", ["Check Bot", "Resolve Identity"]),
    ],
)
def test_every_scene_does_what_its_label_says(
    playing: Playing, scene: str, queue: str | None, status: str, called: list[str]
) -> None:
    (told,) = playing.run(
        "twitter", {"message": {"text": "hi"}, "world": world_of(playing, "twitter", scene)}
    )
    assert told["error"] == ""
    assert told["ending"]["queue"] == queue
    assert {one["name"]: one["value"] for one in told["attributes"]}["resolutionStatus"] == status
    assert [call["name"] for call in told["calls"]] == called


def test_each_scene_is_in_the_table_above() -> None:
    table = test_every_scene_does_what_its_label_says.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert [row[0] for row in table] == [one.id for one in scenes()]


def test_a_step_tells_its_expressions_with_values_and_its_place(playing: Playing) -> None:
    drawn = playing.ask("/api/flow", flow="twitter", depth="full").json()
    (told,) = playing.run("twitter", {"message": {"text": "hi", "handle": "  @PayPaI "}})
    known = {step["path"]: step for step in drawn["steps"]}
    for step in told["steps"]:
        assert step["here"]
        shown = known[step["path"]]
        assert step["place"].startswith(f"{shown['file']}:{shown['line']}:")
        assert shown["lines"][0].lstrip().startswith(f"- {shown['kind']}:")
        assert f'data-path="{step["path"]}"' in drawn["svg"]
    notes = [note for step in told["steps"] for note in step["notes"]]
    assert {"kind": "variable", "text": "Flow.handle", "value": '"paypai"', "place": ""} in notes
    assert any(note["kind"] == "expression" and note["value"] == "true" and note["place"] for note in notes)
    assert all(
        step["branches"] for step in told["steps"] if step["kind"] in {"decision", "switch", "callData"}
    )


def test_what_the_agent_sees(playing: Playing) -> None:
    (told,) = playing.run(
        "twitter", {"message": {"name": "Ann"}, "world": world_of(playing, "twitter", "platinum")}
    )
    assert told["notice"] == "Customer profile updated 30 minutes ago. Verify preferences."
    assert told["ending"]["summary"] == "Platinum_Social_Queue, priority 10, language Spanish"
    assert {"name": "customerTier", "value": "Platinum", "before": None} in told["attributes"]
    resolve, account = told["calls"][1:]
    assert resolve["request"].startswith("POST http://127.0.0.1:8081/api/v1/resolve\n\n{")
    assert '"display_name": "Ann"' in resolve["request"]
    assert "X-API-Key" not in resolve["request"]
    assert account["request"].endswith("/accounts/CRM_987654321")
    assert (account["inputs"], account["outcome"]) == ({"customerId": "CRM_987654321"}, "success")
    assert account["outputs"]["preferredChannel"] == "email"


def test_a_further_message_knows_what_the_one_before_left(playing: Playing) -> None:
    gold = world_of(playing, "twitter", "gold")
    first, second = playing.run(
        "twitter",
        {"message": {"text": "hi"}, "world": gold},
        {"message": {"attachment": True}, "world": gold},
    )
    assert first["text"] == "hi"
    assert second["text"] is None
    assert second["calls"] == []
    assert {"name": "customerTier", "value": "Gold", "before": "Gold"} in second["attributes"]


def test_authenticated_and_attributes_arrive(playing: Playing) -> None:
    message = {"authenticated": True, "attributes": {"campaign": "spring"}}
    world = world_of(playing, "twitter", "gold")
    (told,) = playing.run("twitter", {"message": message, "world": world})
    values = {one["name"]: one["value"] for one in told["attributes"]}
    assert (values["identityAssurance"], values["campaign"]) == ("authenticated", "spring")


def test_somebodys_export(exported: Playing) -> None:
    assert exported.ask("/api/overview").json()["flows"] == ["Theirs.yaml"]
    drawn = exported.ask("/api/flow", flow="Theirs.yaml").json()
    (callee,) = drawn["callees"]
    assert callee["outputs"] == [{"name": "segment", "type": "string"}]
    assert set(callee["choices"]) == {"nobody", "failure", "timeout", "busy"}
    found, failed = exported.run(
        "Theirs.yaml",
        {"message": {"text": "you"}, "world": {"Find": {"segment": "A"}}},
        {"message": {"text": "me"}, "world": {"Find": "failure"}},
    )
    assert (found["says"], found["ending"]["queue"], found["ending"]["priority"]) == (
        ["Hello you"],
        "General",
        2,
    )
    assert failed["ending"]["kind"] == "disconnect"


def test_a_run_that_cannot_go_on_shows_how_far_it_came(playing: Playing) -> None:
    (told,) = playing.run("twitter", {"message": {}, "world": {"Check Bot": {"unheard": 1}}})
    assert told["ending"]["kind"] == "error"
    assert '"Check Bot" has no output "unheard"' in told["error"]
    assert told["steps"][-1]["name"] == "Check Bot"


def test_of_an_endless_flow_the_page_gets_the_ends(tmp_path: Path) -> None:
    file = tmp_path / "circle.yaml"
    again = '- changeState: {name: Again, targetStateRef: "/inboundShortMessage/states/state[S_10]"}'
    file.write_text(EXPORT.partition("          - callData:")[0] + f"          {again}\n", encoding="utf-8")
    with serve(Stage(find_project(), file=file)) as running:
        (told,) = Playing(running.url, find_project()).run("circle.yaml", {"message": {}})
    assert len(told["steps"]) == MOST_STEPS
    assert told["left_out"] > 8_000


def test_an_edited_template_counts_from_the_next_message_on(playing: Playing) -> None:
    file = playing.project.flows / "settings" / "base.yaml"
    before = file.read_text(encoding="utf-8")
    assert playing.run("facebook", {"message": {}})[0]["ending"]["queue"] == "Guest_Social_Queue"
    try:
        file.write_text(before.replace("queue: Guest_Social_Queue", "queue: Visitors"), encoding="utf-8")
        assert playing.run("facebook", {"message": {}})[0]["ending"]["queue"] == "Visitors"
        file.write_text("project: [", encoding="utf-8")
        broken = playing.tell("/api/run", {"flow": "facebook", "turns": [{"message": {}}]})
        assert broken.status_code == 422
        assert broken.json()["error"].startswith("flows/settings/base.yaml:")
    finally:
        file.write_text(before, encoding="utf-8")


def test_a_live_irp_is_asked_only_for_what_is_told_to_be_live(live: LivePlaying) -> None:
    live.run("twitter", {"message": {}})
    assert live.asked == []
    (told,) = live.run("twitter", {"message": {}, "world": {"Resolve Identity": "live"}})
    assert live.asked == ["/api/v1/resolve"]
    assert told["ending"]["queue"] == "General_Social_Queue"
    (again,) = live.run("twitter", {"message": {}, "world": told["answers"]})
    assert live.asked == ["/api/v1/resolve"]
    assert again["attributes"] == told["attributes"]
    assert SECRET not in json.dumps(told)
    assert SECRET not in repr(LiveIrp("http://irp.example", SECRET))


def test_a_taken_port_is_said(playing: Playing, tmp_path: Path) -> None:
    with pytest.raises(AddressTaken, match="cannot serve at"):
        serve(Stage(playing.project), port=int(playing.url.rpartition(":")[2]))
