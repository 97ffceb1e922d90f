"""A flow as a value: immutable, typed, every part with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.forms import Form, Ref, Word
    from genesys_deploy.source.document import Entry, Node
    from genesys_deploy.source.span import Span

__all__ = ["ErrorHandling", "Flow", "FlowKind", "Section", "Variable"]


class FlowKind(StrEnum):
    """The kinds of flow that are modelled, by the root key of their YAML."""

    INBOUND_MESSAGE = "inboundShortMessage"
    WORKFLOW = "workflow"
    COMMON_MODULE = "commonModule"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable by its whole name, `Flow.customerId`.

    An `initial` of `NoValue` is NOT_SET, for a collection the empty one. `is_flagged`: the file says whether it is an
    input or output; older exports do not, whichever it is.
    """

    name: str
    type: Type
    initial: Form
    is_input: bool
    is_output: bool
    description: str
    span: Span
    is_flagged: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A part that has its own actions: a state, a task, the start-up actions of a module, a bot, a menu.

    `kind` is the YAML word: `state`, `task`, `startUpTaskActions`, `bot`, `menu` … `path` begins the path of
    each action in it. `settings` are its properties that the model does not know.
    """

    kind: str
    name: str
    ref_id: str
    path: str
    variables: tuple[Variable, ...]
    actions: tuple[Action, ...]
    output_paths: tuple[Word, ...]
    settings: tuple[Entry, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ErrorHandling:
    """What happens after an error: `disconnect`, `endWorkflow`, `state`, `task`, `queue`, `exit` and others.

    `target` is the state or task to go to, `queue` the queue to transfer to.
    """

    kind: str
    target: Ref | None
    queue: Form | None
    node: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow. `kind` is the root key of the YAML; flows of other kinds than `FlowKind` are read generically.

    `settings` are all properties of the root that have no field of their own here, as nodes.
    """

    kind: str
    name: Word
    description: str
    division: Word | None
    start_ref: Ref | None
    default_language: Word | None
    languages: tuple[str, ...]
    variables: tuple[Variable, ...]
    states: tuple[Section, ...]
    tasks: tuple[Section, ...]
    start_up: Section | None
    others: tuple[Section, ...]
    error_handling: ErrorHandling | None
    settings: tuple[Entry, ...]
    span: Span

    @property
    def is_modelled(self) -> bool:
        return self.kind in tuple(FlowKind)

    @property
    def sections(self) -> Iterator[Section]:
        """Every part with actions, in the order of an exported file."""
        if self.start_up is not None:
            yield self.start_up
        yield from self.states
        yield from self.others
        yield from self.tasks

    @property
    def start(self) -> Section | None:
        """Where a run begins: the start-up actions, else what `startUpRef` names, None where that is not there."""
        if self.start_up is not None or self.start_ref is None:
            return self.start_up
        return self.find(self.start_ref)

    def find(self, ref: Ref) -> Section | None:
        """The state, task … that a reference names; None where there is none."""
        wanted = (ref.kind, ref.ref_id)
        return next((section for section in self.sections if (section.kind, section.ref_id) == wanted), None)
