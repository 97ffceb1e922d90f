"""From an answer that says no to the error that tells the user what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from genesys_deploy.platform.errors import (
    Conflict,
    MissingPermission,
    NotInOrg,
    Outage,
    RateLimited,
    Refusal,
    UnexpectedAnswer,
    WrongCredentials,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from genesys_deploy.platform.exchange import Answer
    from genesys_deploy.source.errors import OrgError

__all__ = ["refusal"]

LOGIN_PATH = "/oauth/token"
_PERMISSION = re.compile(r"\b[a-zA-Z]+:[a-zA-Z]+:[a-zA-Z*]+\b")
_TAKEN = ("duplicate", "not.unique")
_KINDS: Mapping[int, type[Refusal]] = {
    401: WrongCredentials,
    404: NotInOrg,
    409: Conflict,
    410: NotInOrg,
    429: RateLimited,
}


def refusal(answer: Answer) -> OrgError:
    """The error that an answer other than 2xx stands for."""
    problem = answer.problem()
    if answer.call.url.endswith(LOGIN_PATH) and 400 <= answer.status < 500:
        return _login_refusal(answer, problem)
    if not problem and answer.status != 429 and answer.status < 500:
        return UnexpectedAnswer(str(answer.call), answer.what)
    if answer.status == 403:
        return MissingPermission(str(answer.call), _permissions(problem))
    code = str(problem.get("code", ""))
    return _kind(answer.status, code)(_sentence(answer, problem), status=answer.status, code=code)


def _kind(status: int, code: str) -> type[Refusal]:
    if status >= 500:
        return Outage
    # A name that is taken is 409 for most kinds of objects, and 400 for queues.
    if status == 400 and any(word in code for word in _TAKEN):
        return Conflict
    return _KINDS.get(status, Refusal)


def _login_refusal(answer: Answer, problem: Mapping[str, Any]) -> OrgError:
    told = str(problem.get("error_description") or problem.get("description") or problem.get("message") or "")
    if answer.status == 429 or "rate limit" in told:
        return RateLimited(f"{answer.call.host} limits logins: {told or 'too many'}", status=429)
    if not problem:
        return UnexpectedAnswer(str(answer.call), answer.what)
    why = told or str(problem.get("error", "no reason given"))
    return WrongCredentials(
        f"{answer.call.host} does not accept the OAuth client: {why}",
        status=answer.status,
        code=str(problem.get("error", "")),
    )


def _permissions(problem: Mapping[str, Any]) -> list[str]:
    """The names in the message; the platform has no field for them."""
    return list(dict.fromkeys(_PERMISSION.findall(str(problem.get("message", "")))))


def _sentence(answer: Answer, problem: Mapping[str, Any]) -> str:
    told = str(problem.get("message") or answer.reason or "no reason given").rstrip(".")
    details = [_detail(detail) for detail in problem.get("details") or ()]
    more = f" ({'; '.join(detail for detail in details if detail)})" if any(details) else ""
    trace = f" [correlation id {problem['contextId']}]" if problem.get("contextId") else ""
    return f"{answer.call} was refused with {answer.status}: {told}{more}{trace}"


def _detail(detail: object) -> str:
    if not isinstance(detail, dict):
        return str(detail)
    name = detail.get("fieldName") or detail.get("entityName") or ""
    return " ".join(str(part) for part in (name, detail.get("errorCode", "")) if part)
