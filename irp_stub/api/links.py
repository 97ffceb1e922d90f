"""Which answers lead on to which requests: OpenAPI's links, for readers and for tests that follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["links_of"]

_REVIEW = "$response.body#/review_id"
_CUSTOMER = "$response.body#/customer_id"

# By the endpoint that answers and its status: the endpoint that follows, and where its parameter comes from.
_LINKS: Mapping[tuple[str, int], tuple[tuple[str, str, str], ...]] = {
    ("resolve", 200): (
        ("review-decision", "review_id", _REVIEW),
        ("explanation", "decision_id", "$response.body#/decision_id"),
        ("accounts", "customer_id", _CUSTOMER),
        ("graph", "customer_id", _CUSTOMER),
    ),
    ("leads", 201): (("lead-erasure", "lead_id", "$response.body#/lead_id"),),
    ("reviews", 200): (("review-decision", "review_id", "$response.body#/reviews/0/review_id"),),
    ("review-decision", 200): (
        ("merge-undo", "merge_id", "$response.body#/merge_id"),
        ("graph", "customer_id", _CUSTOMER),
    ),
    ("identities", 201): (("graph", "customer_id", _CUSTOMER),),
    ("merge", 201): (
        ("merge-undo", "merge_id", "$response.body#/merge_id"),
        ("graph", "customer_id", _CUSTOMER),
        ("person-erasure", "customer_id", _CUSTOMER),
    ),
}


def links_of(endpoint: str, status: int) -> dict[str, Any]:
    """The `links` of a response, by the name of the endpoint that follows."""
    following = _LINKS.get((endpoint, status), ())
    return {name: {"operationId": name, "parameters": {parameter: at}} for name, parameter, at in following}
