"""Goes every way through a flow.

States are forked, not replayed: each is a value. Two states at the same place have the same future, and count as one,
when they agree in what may still be read: the live variables, the attributes and facts that an invariant speaks of, the
time. So what grows is the number of different situations, not the product of all answers.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.simulate import requests as ask
from genesys_deploy.simulate.errors import SimulationError
from genesys_deploy.simulate.inputs import Attachment, Inputs, Message
from genesys_deploy.simulate.interpreter import start, step
from genesys_deploy.simulate.prove.choices import answers
from genesys_deploy.simulate.prove.facts import BEFORE, Witness, attributes_read, attributes_written
from genesys_deploy.simulate.prove.interest import Interest
from genesys_deploy.simulate.prove.liveness import NOW as CLOCK
from genesys_deploy.simulate.prove.liveness import Liveness
from genesys_deploy.simulate.prove.order import Order
from genesys_deploy.simulate.prove.relevance import Relevance, groups
from genesys_deploy.simulate.prove.trail import NO_TIME, Trail

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import timedelta

    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.simulate.program import Program
    from genesys_deploy.simulate.prove.facts import Vocabulary
    from genesys_deploy.simulate.prove.invariants import Checked, Invariant
    from genesys_deploy.simulate.state import State, Step

__all__ = ["Proof", "Way", "explore"]

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PLAIN = frozenset({str, bool, int, ask.Open})
"""Types whose equal values are the same to every expression: the decimals 1 and 1.0 differ as texts."""
MOST_SITUATIONS = 500_000


@dataclass(frozen=True, slots=True)
class Way:
    """A run that breaks an invariant: how it came about, where it ended, and what was said of it."""

    invariant: Invariant
    witness: Witness
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """`endings` counts the different situations in which runs ended; `stuck` is what could not be run at all."""

    situations: int
    endings: Mapping[str, int]
    broken: tuple[Way, ...]
    stuck: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.broken and not self.stuck


def explore(
    program: Program,
    invariants: Sequence[Checked],
    vocabulary: Vocabulary,
    data_actions: Mapping[str, DataAction],
    platform_type: str = "open",
) -> Proof:
    """Go every way; the first that breaks an invariant is kept, for each invariant.

    Raises:
        SimulationError: there are more than `MOST_SITUATIONS` situations.
    """
    parts = [
        _Explorer(program, group, vocabulary, data_actions).explored(_beginnings(program, platform_type))
        for group in groups(invariants, vocabulary)
    ]
    return Proof(
        sum(part.situations for part in parts),
        parts[0].endings,
        tuple(way for part in parts for way in part.broken),
        tuple(dict.fromkeys(reason for part in parts for reason in part.stuck)),
    )


def _beginnings(program: Program, platform_type: str) -> Iterator[Inputs]:
    """First and further messages, with a text and without, authenticated and not."""
    flow = program.flow
    read, written = attributes_read(flow), attributes_written(flow)
    for is_new in (True, False):
        brought = read - written if is_new else read
        data = {name: ask.Open(f"{BEFORE}.{name}") for name in sorted(brought)}
        for authenticated in (False, True):
            for text in ("hello", None):
                yield Inputs(
                    message=Message(
                        "message-1",
                        platform_type,
                        "123456789",
                        "A name",
                        text,
                        attachments=() if text else (Attachment("attachment-1"),),
                    ),
                    is_new_conversation=is_new,
                    authenticated=authenticated,
                    participant_data=cast("Any", data),
                    now=NOW,
                )


class _Open(NamedTuple):
    """A situation to go on from."""

    done: Step
    trail: Trail
    key: Hashable


class _Explorer:
    def __init__(
        self,
        program: Program,
        invariants: Sequence[Checked],
        vocabulary: Vocabulary,
        data_actions: Mapping[str, DataAction],
    ) -> None:
        self._program = program
        self._invariants = list(invariants)
        self._vocabulary = vocabulary
        self._data_actions = data_actions
        self._interest = Interest(program.flow, NOW)
        self._relevance = Relevance.of(invariants, vocabulary)
        self._liveness = Liveness(program.flow, self._relevance.attributes)
        self._required = {
            f"{action.name}.{output.name}"
            for action in data_actions.values()
            for output in action.outputs
            if output.required
        }
        self._order = Order(program.flow)
        self._seen: dict[Hashable, tuple[int, timedelta]] = {}
        self._gone: dict[Hashable, tuple[int, timedelta]] = {}
        self._todo: list[tuple[int, timedelta, int, int, _Open]] = []
        self._endings: Counter[str] = Counter()
        self._broken: list[Way] = []
        self._stuck: dict[str, None] = {}
        self._count = itertools.count()

    def explored(self, beginnings: Iterable[Inputs]) -> Proof:
        for inputs in beginnings:
            self._reach(replace(start(self._program, inputs), has_open=True), None, Trail())
        while self._todo:
            *_, open_ = heappop(self._todo)
            self._go_on(open_)
        return Proof(len(self._seen), dict(self._endings), tuple(self._broken), tuple(self._stuck))

    def _go_on(self, open_: _Open) -> None:
        done, trail, key = open_.done, open_.trail, open_.key
        request = done.request
        assert request is not None
        if not _raise(self._gone, key, (done.state.actions, trail.waited)):
            return
        for answer in self._answers(request, done.state):
            self._reach(done.state, answer, trail.choosing(request, answer))

    def _reach(self, state: State, answer: ask.Answer | None, trail: Trail) -> None:
        try:
            done = step(state, answer)
        except SimulationError as error:
            self._stuck[str(error)] = None
            return
        trail = trail.seeing(done.events)
        key, actions = self._situation(done, trail), done.state.actions
        if not _raise(self._seen, key, (actions, trail.waited)):
            return
        if len(self._seen) > MOST_SITUATIONS:
            raise SimulationError(f"the flow has more than {MOST_SITUATIONS:,} different situations")
        if done.ending is not None:
            self._judge(Witness(done.state, done.ending, trail))
            return
        # The longest way to a situation comes first, so that it is seldom gone on from twice.
        place = self._order.at(self._program.nodes[done.state.node].path)
        turn = (place, NO_TIME - trail.waited, -actions, next(self._count))
        heappush(self._todo, (*turn, _Open(done, trail, key)))

    def _answers(self, request: ask.Request, state: State) -> Iterable[ask.Answer]:
        if isinstance(request, ask.Determine):
            open_ = request.value
            required = open_.origin in self._required
            values = self._interest.values(request.variable, open_.type, required=required)
            held = self._interest.partners(request.variable, state.values)
            return (ask.Determined(value) for value in dict.fromkeys((*held, *values)))
        return answers(request, self._outputs)

    def _outputs(self, request: ask.CallDataAction) -> Iterable[str]:
        action = self._data_actions.get(request.name)
        return (output.name for output in action.outputs) if action else ()

    def _situation(self, done: Step, trail: Trail) -> Hashable:
        state = done.state
        path = None if state.frames else self._program.nodes[state.node].path
        return (
            state.node,
            done.ending and (done.ending.kind, done.ending.queue, done.ending.priority),
            state.inputs.is_new_conversation,
            state.inputs.authenticated,
            repr(state.frames) if state.frames else None,
            tuple(state.loops.items()),
            () if done.ending else tuple(self._live(state, path)),
            self._relevance.of_run(state, trail, self._liveness.settled_at(path)),
        )

    def _live(self, state: State, path: str | None) -> Iterator[Hashable]:
        live = self._liveness.at(path)
        values = state.values
        if live is None or CLOCK in live:
            yield state.now
        for name in values if live is None else live:
            value = values.get(name)
            if type(value) in PLAIN:
                yield name, value
            elif value is not None and not name.startswith("message."):
                yield name, repr(value)

    def _judge(self, witness: Witness) -> None:
        ending = witness.ending
        self._endings[ending.queue or str(ending.kind)] += 1
        for checked in tuple(self._invariants):
            reason = self._breach(checked, witness)
            if reason is not None:
                self._broken.append(Way(checked.invariant, witness, reason))
                self._invariants.remove(checked)

    def _breach(self, checked: Checked, witness: Witness) -> str | None:
        for values in self._vocabulary.values(checked.reads, witness):
            try:
                if checked.expression.evaluate(values) is not True:
                    return _told(values)
            except EvaluationError as error:
                return f"{error.message}; {_told(values)}"
        return None


def _raise(most: dict[Hashable, tuple[int, timedelta]], key: Hashable, spent: tuple[int, timedelta]) -> bool:
    """Whether nobody was in this situation before, or only with less done or less time gone."""
    before = most.get(key)
    if before is None:
        most[key] = spent
        return True
    if before[0] >= spent[0] and before[1] >= spent[1]:
        return False
    most[key] = max(before[0], spent[0]), max(before[1], spent[1])
    return True


def _told(values: Mapping[str, object]) -> str:
    return ", ".join(
        f"{name} = {'NOT_SET' if value is None else value!r}" for name, value in sorted(values.items())
    )
