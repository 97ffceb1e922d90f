"""How the Data Actions of a flow can be told to answer, from `scenes.yaml`."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - read at run time, as the type of a field
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from genesys_deploy.architect.flow.actions import CallData
from genesys_deploy.architect.flow.forms import Var
from genesys_deploy.architect.flow.uses import every_action
from genesys_deploy.source.decode import decode_or_raise
from genesys_deploy.source.document import Node, Plain, plain
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.simulate.scenario.flows import Subject

__all__ = ["NOBODY", "Callee", "Output", "Scene", "callees", "scenes"]

NOBODY: Final = "nobody"
FILE: Final = "scenes.yaml"
_EMPTY: Final[Mapping[str, Plain]] = {"boolean": False, "integer": 0, "decimal": 0.0, "string": ""}


@dataclass(frozen=True, slots=True)
class Scene:
    """One choice on the page; answers are nodes of the file, `everything` the answer of all that are not named."""

    id: str
    label: str
    answers: Mapping[str, Node] = field(default_factory=dict)
    everything: Any = None


@dataclass(frozen=True, slots=True)
class _File:
    scenes: tuple[Scene, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """An output that a Data Action may answer with, and Architect's word for its type."""

    name: str
    type: str

    @property
    def empty(self) -> Plain:
        """What a service says that knows nothing."""
        return _EMPTY.get(self.type)


@dataclass(frozen=True, slots=True)
class Callee:
    """A Data Action that the flow calls; `choices` are answers by the scenes that say how it answers."""

    name: str
    outputs: tuple[Output, ...]
    choices: dict[str, Plain]


@cache
def scenes() -> tuple[Scene, ...]:
    """All that can be chosen, in the order of the page."""
    text = resources.files("genesys_deploy.playground").joinpath(FILE).read_text(encoding="utf-8")
    return decode_or_raise(_File, read_yaml(text, IdentityMap(FILE)).root).scenes


def callees(subject: Subject) -> tuple[Callee, ...]:
    """The Data Actions that a flow calls, in the order of the file."""
    found = {
        action.data_action.text: action
        for _, action in reversed(list(every_action(subject.program.flow)))
        if isinstance(action, CallData)
    }
    return tuple(_callee(subject, action) for action in reversed(found.values()))


def _callee(subject: Subject, action: CallData) -> Callee:
    name = action.data_action.text
    contract = subject.data_actions.get(name)
    if contract is not None:
        outputs = tuple(Output(one.name, one.type) for one in contract.outputs)
    else:
        outputs = tuple(_assumed_outputs(subject.program.flow, action))
    known = None if contract is None else {one.name for one in outputs}
    nobody: Plain = {"outputs": {one.name: one.empty for one in outputs}}
    return Callee(name, outputs, {NOBODY: nobody, **dict(_choices(name, known))})


def _choices(name: str, known: set[str] | None) -> Iterator[tuple[str, Plain]]:
    """What the scenes say of a Data Action; not what the outputs of this project's one cannot be."""
    for scene in scenes():
        node = scene.answers.get(name) or scene.everything
        if node is None:
            continue
        answer = plain(node)
        if name in scene.answers and isinstance(answer, dict):
            if known is not None and not known.issuperset(answer):
                continue
            answer = {"outputs": answer}
        yield scene.id, answer


def _assumed_outputs(flow: Flow, action: CallData) -> Iterator[Output]:
    """Without the Data Action itself: the outputs that the flow takes, of the types of its variables."""
    declared = [*flow.variables, *(one for section in flow.sections for one in section.variables)]
    types = {one.name.casefold(): str(one.type) for one in declared}
    for output in action.success_outputs:
        taken = output.form.name.casefold() if isinstance(output.form, Var) else ""
        yield Output(output.name, types.get(taken, "string"))
