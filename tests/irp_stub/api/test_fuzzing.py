"""Whatever is sent, within the description or beyond it, is answered as the description says (Schemathesis).

The short form runs with every test, always over the same requests; the long one goes on from there (make soak).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.specs.openapi.checks import positive_data_acceptance

from irp_stub.api.endpoints import ROUTES
from irp_stub.api.openapi import describe
from irp_stub.samples import sample_customers

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served

Case: TypeAlias = "schemathesis.Case[Any]"

DESCRIPTION = schemathesis.openapi.from_dict(describe(ROUTES))
SEMANTIC = {
    "POST /api/v1/leads",
    "POST /api/v1/identities",
    "POST /api/v1/reviews/{review_id}/decision",
    "GET /api/v1/reviews/{review_id}/effects",
    "POST /api/v1/customers/{customer_id}/merge",
}
"""What they refuse no schema can tell: placeholders are text like any other, and no customer is merged with itself."""

CUSTOMERS: list[Any] = [json.loads(line)["customer_id"] for line in sample_customers()]
SENDERS: list[Any] = [
    {"channel": "twitter", "user_id": "200000003", "handle": "grace_hall"},
    {"channel": "twitter", "user_id": "walk-1", "handle": "paypai_support", "handle_raw": "paypaI_support"},
    {"channel": "twitter", "user_id": "walk-2", "handle": "john_doe"},
    {"channel": "whatsapp", "user_id": "15550100211"},
    {"channel": "twitter", "user_id": "walk-3", "handle": "otto_lindqvist"},
    {"channel": "twitter", "user_id": "200000001", "handle": "grace_new"},
]

SHORT = settings(max_examples=10, deadline=None, derandomize=True, database=None)
LONG = settings(max_examples=1_500, deadline=None, database=None, suppress_health_check=list(HealthCheck))
WALKS = settings(
    SHORT,
    max_examples=5,
    stateful_step_count=10,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
MANY = 60
"""Walks are begun anew with another seed: each sees what those before it left behind, which Hypothesis must not notice."""


def send(served: Served, case: Case) -> None:
    how: dict[str, Any] = {"base_url": served.url, "headers": dict(served.session.headers), "timeout": 20}
    case.call_and_validate(**how, excluded_checks=excluded(case))


def excluded(case: Case) -> list[Any]:
    return [positive_data_acceptance] if case.operation.label in SEMANTIC else []


def walks_on(served: Served) -> Any:
    """Walks along the links of the description, from requests about customers and senders that there are."""

    class Walk(DESCRIPTION.as_state_machine()):  # type: ignore[misc]
        def before_call(self, case: Case) -> None:
            if case.meta is None or case.meta.generation.mode.is_negative:
                return
            for place in (case.path_parameters, case.body):
                if isinstance(place, dict) and isinstance(place.get("customer_id"), str):
                    place["customer_id"] = known(CUSTOMERS, str(place["customer_id"]))
            if case.operation.label == "POST /api/v1/resolve" and isinstance(case.body, dict):
                case.body |= known(SENDERS, str(case.body))

        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            return {"base_url": served.url, "headers": dict(served.session.headers), "timeout": 20}

        def validate_response(self, response: Any, case: Case, **more: Any) -> None:
            case.validate_response(response, excluded_checks=excluded(case), transport_kwargs=more)

    return Walk


def known(choices: list[Any], given: str) -> Any:
    return given if given in choices else choices[sum(given.encode()) % len(choices)]


@DESCRIPTION.parametrize()
@SHORT
def test_every_answer_is_one_that_is_described(harried: Served, case: Case) -> None:
    send(harried, case)


@pytest.mark.soak
@DESCRIPTION.parametrize()
@LONG
def test_every_answer_to_very_many_requests_is_described(harried: Served, case: Case) -> None:
    send(harried, case)


def test_what_follows_from_an_answer_is_described_too(harried: Served) -> None:
    run_state_machine_as_test(walks_on(harried), settings=WALKS)


@pytest.mark.soak
def test_very_long_walks(harried: Served) -> None:
    for number in range(MANY):
        walk = seed(number)(walks_on(harried))
        run_state_machine_as_test(walk, settings=settings(WALKS, derandomize=False, stateful_step_count=30))
