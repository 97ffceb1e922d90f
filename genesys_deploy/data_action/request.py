"""From flow inputs to the HTTP request that the platform sends."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from genesys_deploy.data_action.errors import ContractViolation, TemplateError
from genesys_deploy.data_action.translation import as_json
from genesys_deploy.data_action.velocity.template import compile_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.model import DataAction

__all__ = ["BODILESS_METHODS", "HttpRequest", "build_request"]

BODILESS_METHODS = frozenset({"GET", "HEAD"})
"""Of these the platform does not use the request template."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """`url` is relative (`/api/v2/…`) for the platform's own API; a GET has no body."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: str | None = None


def build_request(
    action: DataAction,
    inputs: Mapping[str, object],
    credentials: Mapping[str, str] = _NOTHING,
    auth_response: Mapping[str, object] = _NOTHING,
) -> HttpRequest:
    """Fill the request templates; `auth_response` is the result of the integration's authentication action.

    An input that is None is left out, as the platform leaves out what the flow does not set.

    Raises:
        ContractViolation: the inputs do not satisfy the input contract.
        TemplateError: a template cannot be read or evaluated.
    """
    given = {name: value for name, value in inputs.items() if value is not None}
    if violations := action.input_schema.violations(given):
        raise ContractViolation(action.name, violations)
    context = {
        "input": {**given, "rawRequest": as_json(given)},
        "credentials": dict(credentials),
        "authResponse": dict(auth_response),
    }
    request = action.request
    return HttpRequest(
        method=request.method,
        url=_render("the URL", request.url, context),
        headers={
            name: _render(f"the header {name}", text, context) for name, text in request.headers.items()
        },
        body=None if request.method in BODILESS_METHODS else _render("the body", request.body, context),
    )


def _render(what: str, text: str, context: Mapping[str, object]) -> str:
    if "$" not in text and "#" not in text:
        return text
    try:
        return compile_template(text).render(context)
    except TemplateError as error:
        raise TemplateError(f"the template of {what}: {error.message}", error.offset, error.hint) from None
