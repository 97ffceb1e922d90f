"""What of a run's past an invariant can tell apart.

Invariants that look at different things are explored separately: what one looks at would otherwise be multiplied with
what another does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from genesys_deploy.simulate.prove.facts import UNKNOWN
from genesys_deploy.simulate.prove.settled import Part, parts_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from genesys_deploy.simulate.inputs import Inputs
    from genesys_deploy.simulate.prove.facts import Vocabulary
    from genesys_deploy.simulate.prove.invariants import Checked
    from genesys_deploy.simulate.prove.trail import Trail

__all__ = ["Relevance", "groups"]

SEVERAL = 2
PAST = ("before.", "answer.", "settings.", "run.isnewconversation", "run.authenticated")


@dataclass(frozen=True, slots=True, eq=False)
class Relevance:
    """`attributes` in lower case, the Data Actions whose call counts, and what of the past decides something."""

    vocabulary: Vocabulary
    attributes: frozenset[str]
    called: frozenset[str]
    parts: tuple[Part, ...]
    origins: tuple[str, ...]
    remembered: dict[Hashable, Hashable] = field(default_factory=dict, compare=False, repr=False, hash=False)

    @classmethod
    def of(cls, invariants: Sequence[Checked], vocabulary: Vocabulary) -> Self:
        reads = frozenset(name for one in invariants for name in one.reads)
        return cls(
            vocabulary,
            frozenset(name.partition(".")[2] for name in reads if name.startswith("data.")),
            frozenset(vocabulary.actions[name] for name in reads if name.startswith("called.")),
            tuple(part for one in invariants for part in parts_of(one.expression, _is_past)),
            tuple(sorted(vocabulary.origins[name] for name in reads if name in vocabulary.origins)),
        )

    def of_data(self, data: Mapping[str, str]) -> Hashable:
        return frozenset((name, value) for name, value in data.items() if name.lower() in self.attributes)

    def of_trail(self, inputs: Inputs, trail: Trail) -> Hashable:
        return (self._known_past(inputs, trail), min(trail.errors, SEVERAL), min(trail.said, SEVERAL))

    def _known_past(self, inputs: Inputs, trail: Trail) -> Hashable:
        determined = trail.determined
        settled = tuple([determined.get(origin, self) for origin in self.origins])
        key = (settled, inputs.is_new_conversation, inputs.authenticated, trail.called, trail.answered)
        if key not in self.remembered:
            self.remembered[key] = (tuple(self._past(inputs, trail)), trail.called & self.called)
        return self.remembered[key]

    def _past(self, inputs: Inputs, trail: Trail) -> Iterator[Hashable]:
        for part in self.parts:
            values = {name: self.vocabulary.past(name, inputs, trail) for name in part.names}
            known = {name: value for name, value in values.items() if value is not UNKNOWN}
            # A whole part counts by its result, half a part by what is known of it.
            yield part.value(known) if len(known) == len(values) else frozenset(known.items())


def _is_past(name: str) -> bool:
    return name.startswith(PAST)


def groups(invariants: Sequence[Checked], vocabulary: Vocabulary) -> Sequence[Sequence[Checked]]:
    """Those whose view of the past comes down to truths explored together, each of the others alone."""
    together: list[Checked] = []
    alone: list[Sequence[Checked]] = []
    for one in invariants:
        plain = any(
            part.is_name
            for part in parts_of(one.expression, _is_past)
            if part.names & vocabulary.origins.keys()
        )
        if plain:
            alone.append((one,))
        else:
            together.append(one)
    return (together, *alone)
