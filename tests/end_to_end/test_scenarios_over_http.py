"""The shipped scenarios through the local org: published by the SDK, answered over HTTP, with the same endings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from genesys_deploy.bundle.bundle import Bundle, build_bundle
from genesys_deploy.bundle.contents import contents_of
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.demo.player import PICTURE, Player
from genesys_deploy.deploy.apply import apply
from genesys_deploy.deploy.planning.plan import plan
from genesys_deploy.local_org.server import serve
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.simulate.scenario import Expectation, Outcome, Scenario, differences, read_scenarios
from genesys_deploy.simulate.scenario.model import Given, World
from genesys_deploy.source.document import plain
from genesys_deploy.source.locate import find_project
from tests.end_to_end.canned_irp import CannedIrp, can_be_said

pytestmark = pytest.mark.xdist_group("over-http")

PROJECT = find_project()
QUICK = "irp: {timeouts: {check_bot: 0.5, resolve_identity: 0.5, get_account: 0.5, log_unresolved: 0.5, create_lead: 0.5}}"
SECRETS = {"IRP_API_KEY": "key", "OPEN_MESSAGING_SECRET": "secret"}
CLIENT = {"GENESYSCLOUD_OAUTHCLIENT_ID": "local-client", "GENESYSCLOUD_OAUTHCLIENT_SECRET": "local-secret"}
OF_THE_CLOCK = ("agentNotice", "profileUpdatedAt")


@cache
def bundle(overlay: str, extra: tuple[str, ...]) -> Bundle:
    return build_bundle(PROJECT, load_settings(PROJECT, overlay, extra), ["twitter"])


def settings_of(scenario: Scenario) -> tuple[str, ...]:
    return (QUICK, *([json.dumps(plain(scenario.settings))] if scenario.settings else []))


def why_not(scenario: Scenario) -> str | None:
    """Why a scenario needs the virtual world."""
    made = bundle("demo", ())
    actions = {action.name: action for action in made.data_actions}
    worlds = [scenario.world, *(further.world for further in scenario.again)]
    givens = [scenario.message, *(further.message for further in scenario.again)]
    expected = [scenario.then, *(further.then for further in scenario.again)]
    if any(
        not can_be_said(one, actions[name])
        for world in worlds
        for name, said in world.items()
        for one in said.answers
    ):
        return "an answer that takes virtual time, or that no HTTP answer becomes"
    if any(given.further or given.unset or not given.sender or given.minutes_later != 1 for given in givens):
        return "virtual time, or a conversation that was there already"
    if len({(given.sender, given.authenticated) for given in givens}) > 1:
        return "another sender is another conversation in an org"
    if any(name in OF_THE_CLOCK for one in expected for name in one.attributes):
        return "it depends on the time of day"
    return None


def shipped() -> Iterator[Any]:
    paths = sorted((PROJECT.flows / "scenarios").glob("*.yaml"))
    for path in paths:
        file = read_scenarios(path.read_text(encoding="utf-8"), path.name)
        for number, scenario in enumerate(file.scenarios):
            reason = why_not(scenario) if file.flow == "twitter" else "another channel"
            marks = [pytest.mark.skip(reason=reason)] if reason else []
            yield pytest.param(
                file.overlay, scenario, marks=marks, id=f"{path.stem}-{number}-{scenario.name}"
            )


class Org:
    """The local org, published anew when a scenario asks for other settings."""

    def __init__(self, url: str, irp: CannedIrp) -> None:
        self._url = url
        self._irp = irp
        self._org = connect(Credentials.from_environment(CLIENT, url))
        self._published: tuple[str, tuple[str, ...]] | None = None
        self._player: Any = None
        self._count = 0

    def close(self) -> None:
        self._org.close()

    def publish(self, overlay: str, extra: tuple[str, ...]) -> Bundle:
        made = bundle(overlay, (*extra, f"irp: {{url: '{self._irp.url}'}}"))
        if self._published != (overlay, extra):
            result = apply(plan(contents_of(made, SECRETS), self._org), self._org)
            stage: Any = SimpleNamespace(org=SimpleNamespace(url=self._url))
            self._player = Player(stage, self._org, made.settings, result.ids)
            self._published = (overlay, extra)
        return made

    def sender(self, given: Given) -> str:
        """One that nobody else has; as long as the scenario's, since a flow looks at the length of ids."""
        self._count += 1
        return f"sender-{self._count}".ljust(len(given.sender or ""), "-")

    def send(self, given: Given, sender: str) -> Outcome:
        body = {
            "recipient": "twitter-recipient",
            "from": {"id": sender, "name": given.name or ""},
            "text": None if given.attachment and given.text is None else given.text or "hello",
            "attachments": [PICTURE] if given.attachment else [],
            "attributes": {
                **given.attributes,
                **({"context.handle": given.handle} if given.handle is not None else {}),
            },
            "authenticated": given.authenticated,
        }
        answer = requests.post(f"{self._url}/local/messages", json=body, timeout=10)
        assert answer.status_code == 202, answer.text
        outcome: Outcome = self._player.arrival(answer.json()["conversationId"]).outcome
        return outcome


@pytest.fixture(scope="module")
def irp() -> Iterator[CannedIrp]:
    with CannedIrp() as running:
        yield running


@pytest.fixture(scope="module")
def org(irp: CannedIrp) -> Iterator[Org]:
    with serve() as running:
        opened = Org(running.url, irp)
        yield opened
        opened.close()


def as_told(outcome: Outcome, sender: str, given: Given) -> Outcome:
    """Each scenario has a sender of its own here; in its file they share one."""
    named = {sender: given.sender or ""}
    attributes = {name: named.get(value, value) for name, value in outcome.attributes.items()}
    calls = tuple(replace(call, inputs=_named(call.inputs, named)) for call in outcome.calls)
    return replace(outcome, attributes=attributes, calls=calls)


def _named(inputs: Mapping[str, object], named: Mapping[str, str]) -> dict[str, object]:
    return {
        name: named.get(value, value) if isinstance(value, str) else value for name, value in inputs.items()
    }


def visible(expected: Expectation) -> Expectation:
    """What an org lets be seen; states and counts of actions are the interpreter's own."""
    return replace(expected, path=None, actions_at_most=None, says=None)


@pytest.mark.parametrize(("overlay", "scenario"), list(shipped()))
def test_a_scenario_ends_in_an_org_as_it_does_in_the_interpreter(
    org: Org, irp: CannedIrp, overlay: str, scenario: Scenario
) -> None:
    made = org.publish(scenario.overlay or overlay, settings_of(scenario))
    actions = {action.name: action for action in made.data_actions}
    sender = org.sender(scenario.message)
    world: World = scenario.world
    irp.play(world, actions)
    before = as_told(org.send(scenario.message, sender), sender, scenario.message)
    assert differences(before, visible(scenario.then)) == ()
    for further in scenario.again:
        if further.world:
            world = {**scenario.world, **further.world}
            irp.play(world, actions)
        after = as_told(org.send(further.message, sender), sender, further.message)
        assert differences(after, visible(further.then), before) == ()
        before = after
