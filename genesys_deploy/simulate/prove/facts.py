"""What an invariant may ask of a finished run, as variables with types and values."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.flow.actions import CallData, GetParticipantData, SetParticipantData
from genesys_deploy.architect.flow.forms import Literal
from genesys_deploy.architect.flow.uses import every_action
from genesys_deploy.simulate.convert import from_json
from genesys_deploy.simulate.prove.trail import data_name
from genesys_deploy.simulate.requests import Open

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.architect.expressions.values import Value
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.simulate.endings import Ending
    from genesys_deploy.simulate.inputs import Inputs
    from genesys_deploy.simulate.prove.trail import Trail
    from genesys_deploy.simulate.state import State

__all__ = [
    "BEFORE",
    "UNKNOWN",
    "Vocabulary",
    "Witness",
    "attributes_read",
    "attributes_written",
    "vocabulary_of",
]

BEFORE = "Before"
STRING = Type.parse("string")
BOOLEAN = Type.parse("boolean")
UNKNOWN: Any = object()
"""Stands for what nobody can tell yet."""

UNREAD: tuple[object, ...] = ("something else", "", None)


@dataclass(frozen=True, slots=True)
class Witness:
    """A finished run."""

    state: State
    ending: Ending
    trail: Trail


@dataclass(frozen=True)
class Vocabulary:
    """The variables of one flow's invariants. `origins` leads from a variable to the open value it tells of."""

    types: Mapping[str, Type]
    origins: Mapping[str, str]
    actions: Mapping[str, str]
    settings: Mapping[str, Value] = field(default_factory=dict)

    def values(self, reads: Iterable[str], witness: Witness) -> Iterator[dict[str, Value]]:
        """The values of these variables; once for each way in which what is still open could be settled."""
        names = tuple(reads)
        options = [tuple(self._options(name, witness)) for name in names]
        for chosen in itertools.product(*options):
            yield dict(zip(names, chosen, strict=True))

    def _options(self, name: str, witness: Witness) -> Iterator[Value]:
        kind, _, rest = name.partition(".")
        match kind:
            case "run":
                yield _of_run(rest, witness)
            case "settings":
                yield self.settings[name]
            case "called":
                yield self.actions[name] in witness.trail.called
            case "data":
                yield from self._of_data(rest, witness)
            case _:
                yield from self._of_origin(name, witness)

    def _of_data(self, attribute: str, witness: Witness) -> Iterator[Value]:
        data = {key.lower(): value for key, value in witness.state.participant_data.items()}
        held = cast("object", data.get(attribute))
        yield from cast("Any", UNREAD) if isinstance(held, Open) else (cast("Value", held),)

    def past(self, name: str, inputs: Inputs, trail: Trail) -> Value:
        """What was there before the run, what was answered, what the settings say; `UNKNOWN` where it is open."""
        kind, _, rest = name.partition(".")
        match kind:
            case "settings":
                return self.settings[name]
            case "run":
                return inputs.is_new_conversation if rest == "isnewconversation" else inputs.authenticated
            case "answer" if self.actions[name] not in trail.answered:
                return None if self.actions[name] in trail.called else cast("Value", UNKNOWN)
        origin = self.origins[name]
        if origin in trail.determined:
            return from_json(trail.determined[origin], self.types[name], origin)
        return None if kind == "before" and inputs.is_new_conversation else cast("Value", UNKNOWN)

    def _of_origin(self, name: str, witness: Witness) -> Iterator[Value]:
        if name.startswith("answer.") and self.actions[name] not in witness.trail.called:
            yield None
            return
        known = self.past(name, witness.state.inputs, witness.trail)
        if known is not UNKNOWN:
            yield known
        else:
            yield from cast("Any", UNREAD if self.types[name] == STRING else (None,))


def vocabulary_of(
    flow: Flow, data_actions: Mapping[str, DataAction], settings: Mapping[str, tuple[Type, Value]]
) -> Vocabulary:
    """What may be said of this flow's runs."""
    types: dict[str, Type] = {}
    origins: dict[str, str] = {}
    actions: dict[str, str] = {}
    for attribute in attributes_written(flow) | attributes_read(flow):
        types[f"Data.{attribute}"] = STRING
        types[f"{BEFORE}.{attribute}"] = STRING
        origins[f"{BEFORE}.{attribute}".lower()] = f"{BEFORE}.{attribute}"
    for action in sorted(
        {action.data_action.text for _, action in every_action(flow) if isinstance(action, CallData)}
    ):
        called = f"Called.{data_name(action)}"
        types[called] = BOOLEAN
        actions[called.lower()] = action
        for output in data_actions[action].outputs if action in data_actions else ():
            name = f"Answer.{data_name(action)}.{output.name}"
            types[name] = Type.parse(output.type)
            origins[name.lower()], actions[name.lower()] = f"{action}.{output.name}", action
    types |= {name: kind for name, (kind, _) in settings.items()}
    lower = types | {name.lower(): kind for name, kind in types.items()}
    return Vocabulary(lower, origins, actions, {name.lower(): value for name, (_, value) in settings.items()})


def attributes_written(flow: Flow) -> frozenset[str]:
    """The participant data that the flow sets, as far as their names are literals."""
    return frozenset(_names(flow, SetParticipantData))


def attributes_read(flow: Flow) -> frozenset[str]:
    """The participant data that the flow reads."""
    return frozenset(_names(flow, GetParticipantData))


def _names(flow: Flow, kind: type[SetParticipantData | GetParticipantData]) -> Iterator[str]:
    for _, action in every_action(flow):
        if isinstance(action, kind):
            yield from (str(one.name.value) for one in action.attributes if isinstance(one.name, Literal))


def _of_run(name: str, witness: Witness) -> Value:
    ending, trail, inputs = witness.ending, witness.trail, witness.state.inputs
    facts: Mapping[str, Value] = {
        "ending": str(ending.kind),
        "queue": ending.queue,
        "priority": ending.priority,
        "isnewconversation": inputs.is_new_conversation,
        "authenticated": inputs.authenticated,
        "errors": trail.errors,
        "said": trail.said,
        "actions": witness.state.actions,
        "waitedseconds": Decimal(str(trail.waited.total_seconds())),
    }
    return facts[name]
