"""From flow inputs to the HTTP request that the platform sends."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.model import DataAction

__all__ = ["HttpRequest", "build_request"]

_NO_CREDENTIALS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """`url` is relative (`/api/v2/…`) for the platform's own API; a GET has no body."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: str | None = None


def build_request(
    action: DataAction, inputs: Mapping[str, object], credentials: Mapping[str, str] = _NO_CREDENTIALS
) -> HttpRequest:
    """Fill the request templates.

    Raises:
        ContractViolation: the inputs do not satisfy the input contract.
        TemplateError: a template cannot be read or evaluated.
    """
    raise NotImplementedError
