"""What was played becomes a scenario that really runs, and only where and when it may."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genesys_deploy.playground.refusal import Refusal
from genesys_deploy.playground.saving import save
from genesys_deploy.playground.server import serve
from genesys_deploy.playground.stage import Stage
from genesys_deploy.simulate.scenario import read_scenarios, run_scenarios
from genesys_deploy.simulate.scenario.flows import Flows
from tests.genesys_deploy.playground.conftest import Playing

if TYPE_CHECKING:
    from pathlib import Path

GOLD = {"resolved": True, "confidence": 0.97, "customerId": "C", "tier": "Gold", "matchedBy": "user_id"}
BOT = {"isBot": True, "knownBot": True}


def turn(world: dict[str, Any] | None = None, **message: Any) -> dict[str, Any]:
    return {"message": message, "world": world or {}}


CONVERSATIONS: dict[str, list[dict[str, Any]]] = {
    "one message": [turn(text="hello")],
    "a known customer": [turn({"Resolve Identity": GOLD}, text="hi", handle="@Ann", name="Ann Other", sender="7")],
    "everything of a message": [
        turn(
            sender="8", name="~", handle="~x", text="=", authenticated=True, minutes_later=90,
            attributes={"a": "b", "~": "=", "yes": "~.*"}, unset=["Message.JourneyContext.customer.id"],
        )
    ],
    "nothing that could be said": [turn(attachment=True), turn(sender=None, text="")],
    "texts that YAML takes for something else": [
        turn(sender=text, text=text, name=text)
        for text in ("no", "1e3", "010", "null", "a: b", "# c", "- d", "'", '"', "<name>", "<<", "é\u2028\x07\ufeff😀\n\t", "0x1", "~")
    ],
    "answers of every kind": [
        turn({"Resolve Identity": {"http": {"status": 200, "body": {"resolved": False, "confidence": 0.3}}}}, text="a"),
        turn({"Resolve Identity": {"http": {"status": 503, "body": "<html>"}}}, text="b"),
        turn({"Resolve Identity": "timeout", "Check Bot": "failure"}, text="c"),
        turn({"Resolve Identity": {"failure": {"status": 429}}}, text="d"),
        turn({"Resolve Identity": {"outputs": GOLD, "takes": 1.5}}, text="e"),
        turn({"Resolve Identity": [{"resolved": False, "confidence": 0.0}, GOLD]}, text="f"),
    ],
    "what the first left is taken away": [
        turn({"Resolve Identity": GOLD}, text="hi", handle="@ann", name="Ann", authenticated=True, attributes={"x": "1"}),
        turn(text="again", sender="999"),
        turn({"Check Bot": BOT}, text="bot", sender="1000"),
        turn(text="after the bot was disconnected"),
    ],
}  # fmt: skip


def kept(playing: Playing, flow: str, turns: list[dict[str, Any]], name: str = "played: it's") -> str:
    answer = playing.tell("/api/scenario", {"name": name, "conversation": {"flow": flow, "turns": turns}})
    assert answer.status_code == 200, answer.text
    text: str = answer.json()["yaml"]
    return text


def failures(playing: Playing, text: str) -> list[tuple[str, ...]]:
    file = read_scenarios(text, "flows/scenarios/kept.yaml")
    (result,) = run_scenarios([file], Flows(playing.project))
    assert result.scenario.name == "played: it's"
    return [message.differences for message in result.messages if message.differences]


@pytest.mark.parametrize("turns", CONVERSATIONS.values(), ids=CONVERSATIONS)
def test_a_kept_conversation_runs_and_passes(playing: Playing, turns: list[dict[str, Any]]) -> None:
    text = kept(playing, "twitter", turns)
    assert failures(playing, text) == []
    assert max(map(len, text.splitlines())) < 400
    (scenario,) = read_scenarios(text, "kept.yaml").scenarios
    sent = [scenario.message, *(further.message for further in scenario.again)]
    for told, message in zip(turns, sent, strict=True):
        wanted: dict[str, Any] = {
            key: tuple(value) if key == "unset" else value for key, value in told["message"].items()
        }
        assert replace(message, **wanted) == message


@pytest.mark.parametrize("turns", CONVERSATIONS.values(), ids=CONVERSATIONS)
def test_a_kept_conversation_fails_when_the_flow_changes(
    playing: Playing, turns: list[dict[str, Any]]
) -> None:
    text = (
        kept(playing, "twitter", turns)
        .replace("_Social_Queue", "_Queue")
        .replace("resolutionStatus", "status")
    )
    assert failures(playing, text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8"), max_size=12))
def test_any_text_is_kept(exported: Playing, text: str) -> None:
    message = turn(
        {"Find": {"segment": text}}, text=text, sender=text, name=text, attributes={text or "a": text}
    )
    assert failures(exported, kept(exported, "Theirs.yaml", [message])) == []


def test_it_reads_like_one_that_a_person_wrote(playing: Playing) -> None:
    text = kept(playing, "twitter", [turn({"Resolve Identity": GOLD}, text="Where is it?", handle="@ann")])
    head = text.partition("    then:")[0]
    assert head == (
        "flow: twitter\n\nscenarios:\n"
        '  - name: "played: it\'s"\n'
        '    message: {handle: "@ann", text: "Where is it?"}\n'
        "    world:\n"
        "      Check Bot: {isBot: false, knownBot: false, spamKeyword: false, youngAccount: false}\n"
        "      Resolve Identity: {resolved: true, confidence: 0.97, customerId: C, tier: Gold, matchedBy: user_id}\n"
    )
    assert "flowRelease" not in text
    assert "context.handle" not in text


def test_a_scenario_of_an_export_finds_its_flow(exported: Playing) -> None:
    text = kept(exported, "Theirs.yaml", [turn({"Find": {"segment": "A"}}, text="you")])
    assert text.startswith('flow: "../../exports/Theirs.yaml"\n')
    assert failures(exported, text) == []


def test_saving_writes_the_file_once(playing: Playing) -> None:
    content = {
        "name": "played: it's",
        "file": "kept-1",
        "conversation": {"flow": "twitter", "turns": [turn(text="a")]},
    }
    before = set(playing.project.root.rglob("*"))
    assert playing.tell("/api/save", content).json() == {"file": "flows/scenarios/kept-1.yaml"}
    written = playing.scenarios / "kept-1.yaml"
    assert set(playing.project.root.rglob("*")) - before == {written}
    text = written.read_text(encoding="utf-8")
    assert failures(playing, text) == []
    content["conversation"] = {"flow": "twitter", "turns": [turn(text="b")]}
    again = playing.tell("/api/save", content)
    assert (again.status_code, again.json()["error"]) == (409, "kept-1.yaml is there already")
    assert written.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../evil",
        "..\\evil",
        "/tmp/evil",
        "a/b",
        "a.yaml",
        "A",
        "-a",
        "a b",
        "a\x00",
        "a\n",
        "ä",
        "con",
        "com1",
        "x" * 65,
    ],
)
def test_a_name_that_is_no_file_of_the_folder_is_refused(playing: Playing, name: str) -> None:
    before = set(playing.project.root.rglob("*"))
    content = {"name": "x", "file": name, "conversation": {"flow": "twitter", "turns": [turn(text="a")]}}
    answer = playing.tell("/api/save", content)
    assert answer.status_code == 422
    assert "is no name for a scenario file" in answer.json()["error"]
    assert set(playing.project.root.rglob("*")) == before


def test_a_link_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "a.yaml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refusal, match="is there already"):
        save(tmp_path / "scenarios", "a", "text")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": " "}, "1 to 200 characters"),
        (
            {"conversation": {"flow": "twitter", "turns": [turn({"Check Bot": {"unheard": 1}})]}},
            "cannot go on",
        ),
    ],
)
def test_what_makes_no_scenario(playing: Playing, change: dict[str, Any], said: str) -> None:
    content = {"name": "x", "conversation": {"flow": "twitter", "turns": [turn(text="a")]}} | change
    answer = playing.tell("/api/scenario", content)
    assert (answer.status_code, said in answer.json()["error"]) == (422, True)


def test_without_a_project_nothing_is_written(playing: Playing) -> None:
    with serve(Stage(playing.project)) as running:
        there = Playing(running.url, playing.project)
        assert there.ask("/api/overview").json()["saves"] is False
        content = {"name": "x", "file": "never", "conversation": {"flow": "twitter", "turns": [turn()]}}
        assert there.tell("/api/save", content).status_code == 409
    assert not (playing.scenarios / "never.yaml").exists()
