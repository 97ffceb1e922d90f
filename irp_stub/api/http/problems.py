"""Errors on the wire: `application/problem+json` after RFC 9457, with a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from irp_stub.api.answers import Problem

if TYPE_CHECKING:
    from http import HTTPStatus

__all__ = ["PROBLEM_TYPE", "HttpProblem", "problem_body"]

PROBLEM_TYPE = b"application/problem+json"


class HttpProblem(Exception):
    """A request that cannot be answered as asked."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        headers: tuple[tuple[bytes, bytes], ...] = (),
        *,
        error: str | None = None,
    ) -> None:
        self.status = status
        self.detail = detail
        self.headers = headers
        self.error = error
        super().__init__(f"{status.value} {detail}")


def problem_body(problem: HttpProblem, correlation_id: str) -> bytes:
    status = problem.status
    return msgspec.json.encode(
        Problem(
            status.phrase,
            status.value,
            problem.detail,
            correlation_id=correlation_id or None,
            error=problem.error,
        )
    )
