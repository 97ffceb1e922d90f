"""What a steward is refused, as a problem on the wire."""

from __future__ import annotations

from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from irp_stub.api.http.problems import HttpProblem
from irp_stub.stewardship.refusal import Conflict, Impossible, Refusal, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["refusals"]

_STATUS = {
    Unknown: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Impossible: HTTPStatus.UNPROCESSABLE_ENTITY,
}


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise HttpProblem(_STATUS[type(refusal)], str(refusal)) from None
