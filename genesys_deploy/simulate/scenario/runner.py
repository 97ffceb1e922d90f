"""Runs scenarios: each message of each in turn, and what is otherwise than expected."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from genesys_deploy.simulate.errors import SimulationError
from genesys_deploy.simulate.inputs import Attachment, Inputs, Message
from genesys_deploy.simulate.run import run
from genesys_deploy.simulate.scenario.expectation import differences
from genesys_deploy.simulate.scenario.outcome import Outcome
from genesys_deploy.simulate.worlds import CannedWorld
from genesys_deploy.source.document import plain
from genesys_deploy.source.errors import ProductError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from genesys_deploy.simulate.events import Event
    from genesys_deploy.simulate.run import Run
    from genesys_deploy.simulate.run import World as Answers
    from genesys_deploy.simulate.scenario.flows import Flows, Subject
    from genesys_deploy.simulate.scenario.model import Given, Scenario, ScenarioFile, World

__all__ = ["BEGIN", "MessageResult", "ScenarioResult", "run_scenarios"]

BEGIN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
CONVERSATION = "5c3d2f1e-0000-4000-8000-000000000001"
DISCONNECTED = "disconnect"


@dataclass(frozen=True, slots=True)
class MessageResult:
    """One message of a scenario; `run` is None where it could not be run to its end, `events` tell how far it came."""

    outcome: Outcome
    differences: tuple[str, ...]
    run: Run | None = None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    file: str
    scenario: Scenario
    messages: tuple[MessageResult, ...]
    subject: Subject

    @property
    def passed(self) -> bool:
        return not any(message.differences for message in self.messages)


def run_scenarios(
    files: Iterable[ScenarioFile], flows: Flows, live: Callable[[Subject], Answers] | None = None
) -> Iterator[ScenarioResult]:
    """Run every scenario, in the order of the files.

    Args:
        files: the scenarios.
        flows: where their flows are found.
        live: makes the world that answers what a scenario calls `live`; without it those are errors.

    Raises:
        NotFound: a file names a flow that is not there.
        SourceError: the project's settings or templates are wrong.
    """
    for file in files:
        for scenario in file.scenarios:
            settings = json.dumps(plain(scenario.settings)) if scenario.settings else ""
            overlay = scenario.overlay or file.overlay
            subject = flows.subject(file.flow, Path(file.file).parent, overlay, settings)
            messages = tuple(_Conversation(scenario, subject, live).messages())
            yield ScenarioResult(file.file, scenario, messages, subject)


class _Conversation:
    """The messages of one scenario, which share participant data, clock and the turns of prepared answers."""

    def __init__(
        self, scenario: Scenario, subject: Subject, live: Callable[[Subject], Answers] | None
    ) -> None:
        self._scenario = scenario
        self._subject = subject
        self._live = live
        self._now = BEGIN
        self._data: dict[str, str] = {}
        self._before: Outcome | None = None

    def messages(self) -> Iterator[MessageResult]:
        scenario = self._scenario
        world = self._world(scenario.world)
        first = self._send(scenario.message, world)
        self._before = first.outcome
        yield self._judged(first, differences(first.outcome, scenario.then))
        for further in scenario.again:
            world = self._world({**scenario.world, **further.world}) if further.world else world
            result = self._send(further.message, world)
            yield self._judged(result, differences(result.outcome, further.then, self._before))
            self._before = result.outcome

    def _judged(self, result: MessageResult, found: Sequence[str]) -> MessageResult:
        return replace(result, differences=tuple(found))

    def _send(self, given: Given, world: Answers) -> MessageResult:
        self._now += timedelta(minutes=given.minutes_later)
        if self._before is not None and self._before.ending == DISCONNECTED:
            self._data, self._before = {}, None
        try:
            done = run(self._subject.program, self._inputs(given), world)
        except ProductError as error:
            events = error.events if isinstance(error, SimulationError) else ()
            return MessageResult(Outcome("error", error=str(error)), (), events=events)
        self._data = dict(done.participant_data)
        return MessageResult(Outcome.of_run(done), (), done, done.events)

    def _inputs(self, given: Given) -> Inputs:
        subject = self._subject
        data = {**self._data, **given.attributes}
        if given.handle is not None and subject.handle_attribute:
            data[subject.handle_attribute] = given.handle
        text = given.text if given.text is not None or given.attachment else "hello"
        return Inputs(
            conversation_id=CONVERSATION,
            message=Message(
                "message-1",
                subject.platform_type,
                given.sender,
                given.name,
                text,
                attachments=(Attachment("attachment-1"),) if given.attachment else (),
            ),
            is_new_conversation=self._before is None and not given.further,
            authenticated=given.authenticated,
            participant_data=data,
            now=self._now,
            variables=self._scenario.variables,
            built_ins=dict.fromkeys(given.unset),
        )

    def _world(self, world: World) -> Answers:
        prepared = {name: answers.answers for name, answers in world.items() if answers.answers}
        return CannedWorld(
            prepared,
            contracts=self._subject.data_actions,
            otherwise=self._live(self._subject) if self._live else None,
            **self._scenario.org.as_answers(),
        )
