"""The description is true: every endpoint is in it, and what is answered is of the shape it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jsonschema
import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from irp_stub.api.endpoints import ROUTES
from irp_stub.api.openapi import describe

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served

DOCUMENT = describe(ROUTES)
KEYED = [route for route in ROUTES if route.scope]
WITH_BODY = [route for route in ROUTES if route.request and not route.form]


def matches(path: str, method: str, response: requests.Response) -> bool:
    described = DOCUMENT["paths"][path][method.lower()]["responses"]
    answer = described[str(response.status_code)]["content"][response.headers["content-type"]]
    schema = {**answer["schema"], "components": DOCUMENT["components"]}
    jsonschema.validate(response.json(), schema)
    return True


def filled(path: str) -> str:
    return path.format(
        customer_id="CRM_987654321",
        review_id="r_1",
        decision_id="d_1",
        merge_id="m_1",
        lead_id="l_1",
        other_id="CRM_200000001",
    )


def test_the_description_is_served(sample: Served) -> None:
    served = sample.get("/openapi.json").json()
    assert served["openapi"] == "3.1.0"
    assert set(served["paths"]) == {route.path for route in ROUTES}


@pytest.mark.parametrize("route", KEYED, ids=lambda route: route.name)
def test_every_endpoint_but_health_refuses_a_request_without_a_key(sample: Served, route: Any) -> None:
    response = requests.request(route.method, sample.url + filled(route.path), json={}, timeout=20)
    assert response.status_code == 401
    assert matches(route.path, route.method, response)


ANSWERED = [
    ("/api/v1/resolve", {"channel": "twitter", "user_id": "123456789"}),
    ("/api/v1/resolve", {"channel": "twitter", "user_id": "1", "handle": "paypa1_support"}),
    ("/api/v1/resolve", {"channel": "twitter"}),
    ("/api/v1/bot-check", {"channel": "twitter", "text": "free crypto"}),
    ("/api/v1/leads", {"source": "twitter", "user_id": "openapi-1"}),
    ("/api/v1/leads", {"source": "twitter", "user_id": "123456789"}),
    ("/api/v1/unresolved", {"channel": "twitter", "user_id": "1"}),
    ("/api/v1/events", {"type": "profile.changed", "customer_id": "CRM_987654321"}),
]


@pytest.mark.parametrize(("path", "body"), ANSWERED)
def test_answers_are_of_the_shape_that_is_described(sample: Served, path: str, body: Any) -> None:
    assert matches(path, "POST", sample.post(path, body))


SHOWN = [
    "/salesforce/api/v1/accounts/{customer_id}",
    "/api/v1/reviews",
    "/api/v1/customers/{customer_id}/graph",
    "/healthz",
]


@pytest.mark.parametrize("path", SHOWN)
def test_what_is_shown_is_of_the_shape_that_is_described(sample: Served, path: str) -> None:
    assert matches(path, "GET", sample.get(filled(path)))


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30)
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
names = ["channel", "source", "user_id", "handle", "handle_raw", "display_name", "conversation_id", "email", "email_verified", "text", "type", "customer_id", "decision", "account_created_at", "reason", "status"]  # fmt: skip
likely = st.sampled_from(["twitter", "whatsapp", "123456789", "john_doe", "@paypaI_support", "jo\u200bhn", "2021-05-01T00:00:00Z", "0001-01-01T00:00:00Z", "a@b.co", "profile.changed", "link", "CRM_200000004", "\x00", "'; DROP TABLE customer; --"])  # fmt: skip
messages = st.dictionaries(
    st.sampled_from(names), likely | st.booleans() | st.text(max_size=300) | anything, max_size=9
)


@pytest.mark.parametrize("route", WITH_BODY, ids=lambda route: route.name)
@settings(max_examples=60, deadline=None)
@given(body=messages | anything)
def test_no_input_ends_in_5xx(harried: Served, route: Any, body: Any) -> None:
    response = harried.session.request(route.method, harried.url + filled(route.path), json=body, timeout=20)
    assert response.status_code < 500
    assert matches(route.path, route.method, response)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60), st.sampled_from(["GET", "POST", "DELETE", "PUT"]))
def test_no_address_ends_in_5xx(harried: Served, tail: str, method: str) -> None:
    path = "/salesforce/api/v1/accounts/" + quote(tail, safe="")
    response = harried.session.request(method, harried.url + path, timeout=20)
    assert response.status_code in {200, 404, 405}


def test_metrics_count_requests_by_endpoint_and_status(sample: Served) -> None:
    sample.post("/api/v1/bot-check", {"channel": "twitter"})
    shown = sample.get("/metrics")
    assert shown.headers["content-type"].startswith("text/plain")
    assert 'irp_requests_total{endpoint="bot-check",status="200"}' in shown.text
    assert 'irp_request_duration_seconds_bucket{endpoint="bot-check",le="+Inf"}' in shown.text
