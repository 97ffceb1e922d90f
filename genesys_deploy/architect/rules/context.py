"""What is known of the world around a flow, as plain names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.data_action.model import DataAction

__all__ = ["EVERYTHING_UNKNOWN", "Context", "KnownAction"]


@dataclass(frozen=True, slots=True)
class KnownAction:
    """A Data Action and the name of its integration; `category` is None where only its file is at hand."""

    action: DataAction
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a flow may refer to; of a kind that is None nothing is known.

    An *open* context is that of somebody's single files: what is not in it is unknown, not missing.
    `modules` are the common modules that are at hand, for what they take and give. `internal_attributes` are names of participant data that no customer may read.
    """

    data_actions: tuple[KnownAction, ...] | None = None
    queues: frozenset[str] | None = None
    skills: frozenset[str] | None = None
    languages: frozenset[str] | None = None
    flows: frozenset[str] | None = None
    modules: tuple[Flow, ...] = ()
    internal_attributes: frozenset[str] = frozenset()
    is_open: bool = False


EVERYTHING_UNKNOWN = Context(is_open=True)
