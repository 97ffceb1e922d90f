"""What of a run's past an invariant can tell apart.

Invariants that look at different things are explored separately: what one looks at would otherwise be multiplied with
what another does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from genesys_deploy.simulate.prove.facts import UNKNOWN
from genesys_deploy.simulate.prove.settled import Part, parts_of
from genesys_deploy.simulate.requests import Open

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from genesys_deploy.architect.expressions.compile import Expression
    from genesys_deploy.simulate.inputs import Inputs
    from genesys_deploy.simulate.prove.facts import Vocabulary
    from genesys_deploy.simulate.prove.invariants import Checked
    from genesys_deploy.simulate.prove.trail import Trail
    from genesys_deploy.simulate.state import State

__all__ = ["Relevance", "groups"]

SEVERAL = 2
DATA = "data."
PAST = ("before.", "answer.", "settings.", "run.isnewconversation", "run.authenticated")


@dataclass(frozen=True, slots=True, eq=False)
class Relevance:
    """`attributes` in lower case, the Data Actions whose call counts, and what of the past decides something.

    Attributes that nothing can write any more are a part of the past.
    """

    vocabulary: Vocabulary
    attributes: frozenset[str]
    called: frozenset[str]
    expressions: tuple[Expression, ...]
    origins: tuple[str, ...]
    remembered: dict[Hashable, Hashable] = field(default_factory=dict, compare=False, repr=False, hash=False)
    parts: dict[frozenset[str], tuple[Part, ...]] = field(default_factory=dict, repr=False)
    spelled: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, invariants: Sequence[Checked], vocabulary: Vocabulary) -> Self:
        reads = frozenset(name for one in invariants for name in one.reads)
        return cls(
            vocabulary,
            frozenset(name.partition(".")[2] for name in reads if name.startswith(DATA)),
            frozenset(vocabulary.actions[name] for name in reads if name.startswith("called.")),
            tuple(one.expression for one in invariants),
            tuple(sorted(vocabulary.origins[name] for name in reads if name in vocabulary.origins)),
        )

    def of_run(self, state: State, trail: Trail, settled: frozenset[str]) -> Hashable:
        """What makes a difference of what a run did; of `attributes` those that are `settled` count as past."""
        data = self._data(state.participant_data)
        past = self._known_past(state.inputs, trail, data, settled)
        open_ = frozenset(data.items()) if not settled else _without(data, settled)
        return (open_, past, min(trail.errors, SEVERAL), min(trail.said, SEVERAL))

    def _data(self, held: Mapping[str, object]) -> dict[str, object]:
        """The attributes that count, by their names in lower case."""
        spelled = self.spelled
        for name in held.keys() - spelled.keys():
            spelled[name] = name.lower()
        return {spelled[name]: value for name, value in held.items() if spelled[name] in self.attributes}

    def _known_past(
        self, inputs: Inputs, trail: Trail, data: Mapping[str, object], settled: frozenset[str]
    ) -> Hashable:
        determined = trail.determined
        answers = tuple([determined.get(origin, self) for origin in self.origins])
        attributes = (settled, tuple([data.get(name) for name in settled]))
        beginning = (inputs.is_new_conversation, inputs.authenticated)
        key = (answers, attributes, beginning, trail.called, trail.answered)
        if key not in self.remembered:
            past = tuple(self._past(inputs, trail, data, settled))
            self.remembered[key] = (past, trail.called & self.called)
        return self.remembered[key]

    def _past(
        self, inputs: Inputs, trail: Trail, data: Mapping[str, object], settled: frozenset[str]
    ) -> Iterator[Hashable]:
        for part in self._parts(settled):
            values: dict[str, Any] = {
                name: data.get(name.removeprefix(DATA))
                if name.startswith(DATA)
                else self.vocabulary.past(name, inputs, trail)
                for name in part.names
            }
            # A whole part counts by its result, half a part by what is known of it.
            if any(value is UNKNOWN or isinstance(value, Open) for value in values.values()):
                yield frozenset((name, value) for name, value in values.items() if value is not UNKNOWN)
            else:
                yield part.value(values)

    def _parts(self, settled: frozenset[str]) -> tuple[Part, ...]:
        if settled not in self.parts:
            names = {DATA + name for name in settled}
            self.parts[settled] = tuple(
                part
                for expression in self.expressions
                for part in parts_of(expression, lambda name: _is_past(name) or name in names)
            )
        return self.parts[settled]


def _without(data: Mapping[str, object], settled: frozenset[str]) -> Hashable:
    return frozenset((name, value) for name, value in data.items() if name not in settled)


def _is_past(name: str) -> bool:
    return name.startswith(PAST)


def _is_past_in_the_end(name: str) -> bool:
    return name.startswith((*PAST, DATA))


def groups(invariants: Sequence[Checked], vocabulary: Vocabulary) -> Sequence[Sequence[Checked]]:
    """Those whose view of the past comes down to truths explored together, each of the others alone."""
    together: list[Checked] = []
    alone: list[Sequence[Checked]] = []
    for one in invariants:
        plain = any(
            part.is_name
            for part in parts_of(one.expression, _is_past_in_the_end)
            if part.names & vocabulary.origins.keys()
        )
        if plain:
            alone.append((one,))
        else:
            together.append(one)
    return (together, *alone)
