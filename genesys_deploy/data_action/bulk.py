"""Templates, paths and whole actions as plain questions and answers, for the command line.

{"velocity": "…", "context": {…}}      -> {"out": "…"}
{"jsonpath": "…", "document": …}       -> {"out": …} or {"error": "…"}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.errors import DataActionError
from genesys_deploy.data_action.jsonpath.compiler import compile_path
from genesys_deploy.data_action.jsonpath.evaluate import read
from genesys_deploy.data_action.request import build_request
from genesys_deploy.data_action.response import Failure, HttpResponse, read_response
from genesys_deploy.data_action.velocity.template import compile_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.model import DataAction

__all__ = ["answer", "outputs_of", "request_of"]


def answer(question: Any) -> dict[str, Any]:
    """Evaluate one template or path; what cannot be evaluated gives an `error`, never an exception."""
    try:
        match question:
            case {"velocity": str(template)}:
                return {"out": compile_template(template).render(_context(question))}
            case {"jsonpath": str(path), "document": document}:
                return {"out": read(compile_path(path), document)}
            case _:
                return {"error": 'expected {"velocity", "context"} or {"jsonpath", "document"}'}
    except DataActionError as error:
        return {"error": error.message}


def _context(question: dict[Any, Any]) -> Mapping[str, Any]:
    context = question.get("context") or {}
    if not isinstance(context, dict):
        raise DataActionError('"context" must be an object of names to values')
    return context


def request_of(
    action: DataAction, inputs: Mapping[str, object], credentials: Mapping[str, str]
) -> dict[str, Any]:
    """The HTTP request as JSON.

    Raises:
        DataActionError: as `build_request`.
    """
    request = build_request(action, inputs, credentials)
    return {
        "method": request.method, "url": request.url, "headers": dict(request.headers), "body": request.body,
    }  # fmt: skip


def outputs_of(action: DataAction, response: HttpResponse) -> dict[str, Any]:
    """The outcome ("success" or "failure") and the flow outputs as JSON, with the reason of a failure.

    Raises:
        DataActionError: as `read_response`.
    """
    outcome = read_response(action, response)
    if isinstance(outcome, Failure):
        return {"outcome": "failure", "outputs": dict(outcome.outputs), "why": outcome.why}
    return {"outcome": "success", "outputs": dict(outcome.outputs)}
