"""A Data Action: what goes in, how it becomes an HTTP request, how the answer becomes flow outputs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.schema import Schema
    from genesys_deploy.source.document import Node
    from genesys_deploy.source.span import Span

__all__ = [
    "DEFAULT_BODY",
    "DEFAULT_SUCCESS_TEMPLATE",
    "DEFAULT_TIMEOUT_SECONDS",
    "DataAction",
    "Field",
    "RequestTemplate",
    "ResponseTemplate",
]

DEFAULT_BODY = "${input.rawRequest}"
DEFAULT_SUCCESS_TEMPLATE = "${rawResult}"

DEFAULT_TIMEOUT_SECONDS = 60
"""How long the platform waits for the remote service where the action does not say."""


@dataclass(frozen=True, slots=True)
class Field:
    """An input or output as Architect shows it.

    `name` is dotted where the contract nests; `type` is Architect's word: "string", "integerCollection" …
    """

    name: str
    type: str
    required: bool = False
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RequestTemplate:
    """Velocity templates of the request; `url` is relative for the platform's own API."""

    url: str
    method: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = DEFAULT_BODY


@dataclass(frozen=True, slots=True)
class ResponseTemplate:
    """Names to JSONPaths, raw JSON texts for the paths that find nothing, and the Velocity template of the result."""

    translation_map: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    success_template: str = DEFAULT_SUCCESS_TEMPLATE


@dataclass(frozen=True, slots=True)
class DataAction:
    """A Data Action of a file or of an org.

    `outputs` are flattened as Architect shows them; `document` is the file it was read from, for
    positions; it is None for an action that came over the wire. `integration` is the name of the one that it
    belongs to, where its file says so.
    """

    name: str
    integration_type: str
    request: RequestTemplate
    response: ResponseTemplate
    input_schema: Schema
    success_schema: Schema
    inputs: tuple[Field, ...] = ()
    outputs: tuple[Field, ...] = ()
    secure: bool = False
    timeout_seconds: int = DEFAULT_TIMEOUT_SECONDS
    action_type: str = "custom"
    integration: str = ""
    document: Node | None = field(default=None, compare=False, repr=False)

    @property
    def span(self) -> Span | None:
        return self.document.span if self.document else None
