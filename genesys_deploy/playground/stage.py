"""The flows that can be played, and playing a conversation through one of them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.playground.conversation import Answering
from genesys_deploy.playground.refusal import Refusal
from genesys_deploy.playground.scenes import NOBODY, callees
from genesys_deploy.simulate.scenario.answer import PreparedAnswers
from genesys_deploy.simulate.scenario.expectation import Expectation
from genesys_deploy.simulate.scenario.flows import Flows
from genesys_deploy.simulate.scenario.model import Further, Scenario, ScenarioFile
from genesys_deploy.simulate.scenario.runner import run_scenarios
from genesys_deploy.simulate.worlds import Outputs
from genesys_deploy.simulate.worlds.http import HttpWorld
from genesys_deploy.source.span import Span
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from genesys_deploy.playground.conversation import Conversation
    from genesys_deploy.playground.scenes import Callee
    from genesys_deploy.simulate.run import World
    from genesys_deploy.simulate.scenario.flows import Subject
    from genesys_deploy.simulate.scenario.model import World as Answers
    from genesys_deploy.simulate.scenario.runner import ScenarioResult
    from genesys_deploy.source.locate import Project

__all__ = ["LiveIrp", "Stage"]

SCENARIO: Final = "flows/scenarios/played.yaml"


@dataclass(frozen=True, slots=True)
class LiveIrp:
    """An Identity Resolution Platform that is really called."""

    url: str
    key: str = ""

    def world(self, subject: Subject) -> World:
        return HttpWorld(subject.data_actions, {subject.integration: {"apiKey": self.key}})

    def __repr__(self) -> str:
        return f"LiveIrp({self.url!r})"


class Stage:
    """A project's flows, one a channel; or the one flow of `file`, anybody's export.

    Files may be edited while the page is open: the next message runs through what they say then.
    """

    def __init__(
        self,
        project: Project,
        *,
        file: Path | None = None,
        overlay: str = "local",
        live: LiveIrp | None = None,
    ) -> None:
        self.project = project
        self.file = file
        self.overlay = overlay
        self.live = live
        self._lock = threading.Lock()
        self._stamps: Mapping[Path, int] = {}
        self._flows = Flows(project)

    def names(self) -> tuple[str, ...]:
        """The flows, by the names by which requests call them."""
        if self.file is not None:
            return (self.file.name,)
        return tuple(load_settings(self.project, self.overlay, ()).channels)

    def subject(self, name: str) -> Subject:
        """A flow made ready.

        Raises:
            Refusal: there is none of that name.
            SourceError: its files are wrong.
        """
        flow = self._flow(name)
        with self._lock:
            self._look_again()
            return self._flows.subject(flow, self.project.root, self.overlay, "")

    def complete(self, conversation: Conversation) -> Conversation:
        """The same with an answer for every Data Action that the flow calls: who is not told to, knows nobody.

        Raises:
            Refusal: the conversation asks for what is not at hand.
            SourceError: the files of the flow are wrong.
        """
        subject = self.subject(conversation.flow)
        nobody = {one.name: _knows_nobody(one) for one in callees(subject)}
        for turn in conversation.turns:
            if turn.message.handle is not None and subject.handle_attribute is None:
                raise Refusal(
                    422, "this flow takes no handle", hint="leave it out, or choose another channel"
                )
            self._check_answers(turn.world, nobody)
        turns = (replace(turn, world={**nobody, **turn.world}) for turn in conversation.turns)
        return replace(conversation, turns=tuple(turns))

    def play(self, conversation: Conversation) -> ScenarioResult:
        """Run all messages of a complete conversation, each with what the ones before left.

        Raises:
            Refusal: there is no such flow.
            SourceError: its files are wrong.
        """
        flow = self._flow(conversation.flow)
        file = ScenarioFile(SCENARIO, flow, self.overlay, (_scenario(conversation),))
        live = self.live.world if self.live else None
        with self._lock:
            self._look_again()
            (result,) = run_scenarios([file], self._flows, live)
        return result

    def _flow(self, name: str) -> str:
        known = self.names()
        if name not in known:
            hint = did_you_mean(name, known) or f"there are: {', '.join(known)}"
            raise Refusal(404, f"there is no flow {name!r}", hint=hint)
        return name if self.file is None else str(self.file.resolve())

    def _check_answers(self, world: Mapping[str, Answering], known: Mapping[str, object]) -> None:
        for name, answering in world.items():
            if name not in known:
                hint = did_you_mean(name, known) or f"it calls: {', '.join(known) or 'none'}"
                raise Refusal(422, f'the flow calls no Data Action "{name}"', hint=hint)
            if answering.is_live and self.live is None:
                hint = "start it again with --live URL, or choose another answer"
                raise Refusal(422, f'no address is known at which "{name}" could be answered live', hint=hint)

    def _look_again(self) -> None:
        stamps = dict(self._files())
        if stamps != self._stamps:
            self._stamps = stamps
            self._flows = Flows(self.project, self.live.url if self.live else None)

    def _files(self) -> list[tuple[Path, int]]:
        if self.file is not None:
            return [(self.file, self.file.stat().st_mtime_ns)] if self.file.is_file() else []
        folders = (self.project.flows, self.project.data_actions)
        paths = (path for folder in folders for path in folder.rglob("*") if path.is_file())
        return [(path, path.stat().st_mtime_ns) for path in paths]


def _scenario(conversation: Conversation) -> Scenario:
    first, *rest = conversation.turns
    return Scenario(
        name="played",
        span=Span.whole(SCENARIO),
        then=Expectation(),
        message=first.message,
        world=_prepared(first.world),
        again=tuple(Further(Expectation(), turn.message, _prepared(turn.world)) for turn in rest),
        variables=conversation.variables,
    )


def _prepared(world: Mapping[str, Answering]) -> Answers:
    return {name: answering.prepared for name, answering in world.items()}


def _knows_nobody(callee: Callee) -> Answering:
    written = callee.choices[NOBODY]
    outputs = {one.name: one.empty for one in callee.outputs}
    return Answering(PreparedAnswers((Outputs(outputs),)), written)
