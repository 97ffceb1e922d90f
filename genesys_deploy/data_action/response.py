"""From the HTTP answer to the outputs that a flow sees."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from genesys_deploy.data_action.errors import TemplateError
from genesys_deploy.data_action.failure import failure_of_answer, failure_of_result
from genesys_deploy.data_action.fields import flatten
from genesys_deploy.data_action.translation import translate
from genesys_deploy.data_action.velocity.template import compile_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.model import DataAction

__all__ = ["Failure", "HttpResponse", "Outcome", "Success", "read_response"]

EMPTY_RESULT = "{}"
"""What stands for a body that is empty, as that of a 204 is."""


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
        PathError: a path of the translation map cannot be read, whatever the answer.
    """
    if not 200 <= response.status < 300:
        outputs = failure_of_answer(response.status, response.body, response.headers)
        return Failure(outputs, f"the service answered {response.status}")
    try:
        result = _result(action, response.body.strip() or EMPTY_RESULT)
    except _NotUnderstood as problem:
        return Failure(failure_of_result(response.status, str(problem), response.headers), str(problem))
    return Success(flatten(action.outputs, result))


class _NotUnderstood(Exception):
    """Why an answer with a good status is a failure."""


def _result(action: DataAction, body: str) -> object:
    template = action.response
    texts: dict[str, str] = {}
    if template.translation_map:
        document = _parsed(body, "the answer is not JSON")
        texts = translate(template.translation_map, template.defaults, document)
    try:
        text = compile_template(template.success_template).render({"rawResult": body, **texts})
    except TemplateError as error:
        raise _NotUnderstood(f"the success template: {error.message}") from None
    result = _parsed(text, "the success template gives no JSON")
    if violations := action.success_schema.violations(result):
        raise _NotUnderstood(f"the result breaks the output contract: {'; '.join(violations)}")
    return result


def _parsed(text: str, problem: str) -> object:
    try:
        return _decode(text)
    except (ValueError, RecursionError) as error:
        raise _NotUnderstood(f"{problem}: {error}") from None


def _refuse_constant(word: str) -> object:
    raise ValueError(f"{word} is no JSON")


_decode = json.JSONDecoder(parse_constant=_refuse_constant).decode
