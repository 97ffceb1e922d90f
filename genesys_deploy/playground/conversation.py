"""What the page asks for: a flow, the messages of one conversation, and how each Data Action answers each of them.

{"flow": "twitter", "turns": [{"message": {"sender": "1", "text": "hello"}, "world": {"Resolve Identity": "timeout"}}]}

A message is as in a scenario file, and so is an answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping  # noqa: TC003 - read at run time, as the type of a field
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self, TypeVar

from genesys_deploy.playground.refusal import Refusal
from genesys_deploy.simulate.scenario.answer import PreparedAnswers
from genesys_deploy.simulate.scenario.model import Given  # noqa: TC001 - read at run time, as the type of a field
from genesys_deploy.source.decode import decode_or_raise
from genesys_deploy.source.document import Plain, plain
from genesys_deploy.source.errors import SourceError
from genesys_deploy.source.json_reader import read_json
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from genesys_deploy.source.decode import Problems
    from genesys_deploy.source.document import Node

__all__ = ["Answering", "Conversation", "SavingRequest", "Turn", "read_conversation", "read_saving"]

T = TypeVar("T")
MOST_TURNS: Final = 50
_BODY: Final = "request"


@dataclass(frozen=True, slots=True)
class Answering:
    """How a Data Action answers, and the same as it was written: `live`, `timeout`, outputs …."""

    prepared: PreparedAnswers
    written: Plain

    @classmethod
    def from_node(cls, node: Node, problems: Problems) -> Self:
        return cls(PreparedAnswers.from_node(node, problems), plain(node))

    @property
    def is_live(self) -> bool:
        return not self.prepared.answers


@dataclass(frozen=True, slots=True)
class Turn:
    """One message and the world that it comes into."""

    message: Given
    world: Mapping[str, Answering] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conversation:
    """`variables` are the inputs of a workflow."""

    flow: str
    turns: tuple[Turn, ...]
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SavingRequest:
    """A conversation to be kept as a scenario: its `name`, and the name of the file without its ending."""

    name: str
    conversation: Conversation
    file: str = ""


def read_conversation(body: bytes) -> Conversation:
    """The conversation that a request holds.

    Raises:
        Refusal: what is wrong with it.
    """
    return _checked(_read(Conversation, body))


def read_saving(body: bytes) -> SavingRequest:
    """The same with the names under which it is to be kept.

    Raises:
        Refusal: what is wrong with it.
    """
    saving = _read(SavingRequest, body)
    if not saving.name.strip() or len(saving.name) > 200:
        raise Refusal(422, "a scenario has a name of 1 to 200 characters")
    _checked(saving.conversation)
    return saving


def _read(kind: type[T], body: bytes) -> T:
    try:
        root = read_json(body.decode("utf-8"), IdentityMap(_BODY)).root
        # Half of a surrogate pair and 1e999 are JSON, but nothing that could be sent or written anywhere.
        json.dumps(plain(root), ensure_ascii=False, allow_nan=False).encode("utf-8")
        return decode_or_raise(kind, root)
    except SourceError as error:
        raise Refusal(400, str(error)) from None
    except ValueError:
        raise Refusal(400, "the request holds a text that is not UTF-8, or a number without end") from None


def _checked(conversation: Conversation) -> Conversation:
    turns = len(conversation.turns)
    if not 1 <= turns <= MOST_TURNS:
        raise Refusal(422, f"a conversation has 1 to {MOST_TURNS} messages here, not {turns}")
    return conversation
