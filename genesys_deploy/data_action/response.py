"""From the HTTP answer to the outputs that a flow sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.model import DataAction

__all__ = ["Failure", "HttpResponse", "Outcome", "Success", "read_response"]


@dataclass(frozen=True, slots=True)
class HttpResponse:
    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Success:
    """`outputs` by their flattened names; an output without value is None, a collection without value empty."""

    outputs: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Failure:
    """`outputs` are the thirteen; `why` is a sentence for whoever debugs it, never part of the outputs."""

    outputs: Mapping[str, object]
    why: str


Outcome: TypeAlias = Success | Failure


def read_response(action: DataAction, response: HttpResponse) -> Outcome:
    """Judge the answer; whatever cannot be understood is a `Failure`.

    Raises:
        PathError, TemplateError: the action itself is wrong, whatever the answer.
    """
    raise NotImplementedError
