"""Every endpoint of the platform, as one table."""

from __future__ import annotations

from irp_stub.api.answers import (
    Account,
    BotCheckAnswer,
    Health,
    LeadAnswer,
    Logged,
    ResolvedAnswer,
    UnresolvedAnswer,
)
from irp_stub.api.checking import check_bot, log_unresolved
from irp_stub.api.crm import create_lead, get_account, receive_event
from irp_stub.api.http.granting import Token, TokenRequest, grant_token
from irp_stub.api.http.health import alive, ready
from irp_stub.api.http.metrics import show_metrics
from irp_stub.api.http.routing import Route
from irp_stub.api.openapi import show_openapi
from irp_stub.api.requests import (
    BotCheckRequest,
    EventRequest,
    IdentityRequest,
    LeadRequest,
    MergeRequest,
    ResolveRequest,
    ReviewDecisionRequest,
    UnresolvedRequest,
)
from irp_stub.api.resolving import resolve_identity
from irp_stub.api.steward.answers import (
    CustomerComparison,
    CustomerGraph,
    Erased,
    Explanation,
    Linked,
    Merged,
    ReviewDecided,
    ReviewPage,
)
from irp_stub.api.steward.customer_answers import CustomerHistory, FoundCustomers, SearchRequest
from irp_stub.api.steward.customers import customer_history, search_customers
from irp_stub.api.steward.erasing import erase_lead, erase_person
from irp_stub.api.steward.explaining import explain_decision
from irp_stub.api.steward.log_answers import AuditPage, PersonExport, UnresolvedPage
from irp_stub.api.steward.logbooks import export_person, list_unresolved, show_audit
from irp_stub.api.steward.queue import foretell_decision, list_reviews, show_review, summarise_queue
from irp_stub.api.steward.queue_answers import Effects, QueueSummary, ReviewDetail
from irp_stub.api.steward.signing_in import (
    SessionState,
    SignedOut,
    SignInRequest,
    show_session,
    sign_in,
    sign_out,
)
from irp_stub.api.steward.stewarding import (
    compare_customers,
    customer_graph,
    decide,
    link,
    merge,
    undo,
)
from irp_stub.guard.keys import Scope

__all__ = ["ROUTES"]

ROUTES = (
    Route(
        "POST", "/api/v1/resolve", "resolve", resolve_identity, Scope.RESOLVE, "Who wrote this message?",
        ResolveRequest, {200: ResolvedAnswer | UnresolvedAnswer}, problems=(429,),
    ),
    Route(
        "POST", "/api/v1/bot-check", "bot-check", check_bot, Scope.RESOLVE, "Did a bot write this message?",
        BotCheckRequest, {200: BotCheckAnswer},
    ),
    Route(
        "POST", "/api/v1/unresolved", "unresolved", log_unresolved, Scope.RESOLVE, "Nobody knew this sender",
        UnresolvedRequest, {202: Logged},
    ),
    Route(
        "POST", "/api/v1/leads", "leads", create_lead, Scope.CRM, "A lead for somebody new",
        LeadRequest, {201: LeadAnswer, 200: LeadAnswer}, headers=("Idempotency-Key",),
    ),
    Route(
        "GET", "/salesforce/api/v1/accounts/{customer_id}", "accounts", get_account, Scope.CRM,
        "A customer as the CRM has it now", None, {200: Account}, problems=(404,),
    ),
    Route(
        "POST", "/api/v1/events", "events", receive_event, Scope.CRM, "A profile has changed",
        EventRequest, {202: Logged},
    ),
    Route(
        "GET", "/api/v1/reviews", "reviews", list_reviews, Scope.STEWARD, "The open reviews",
        None, {200: ReviewPage}, ("limit", "after", "kind", "channel", "older_than"), problems=(422,),
    ),
    Route(
        "GET", "/api/v1/reviews/summary", "reviews-summary", summarise_queue, Scope.STEWARD,
        "How many reviews are open, by kind and channel", None, {200: QueueSummary},
    ),
    Route(
        "GET", "/api/v1/reviews/{review_id}", "review", show_review, Scope.STEWARD,
        "One review, and how the sender's handle is spelt", None, {200: ReviewDetail}, problems=(404,),
    ),
    Route(
        "GET", "/api/v1/reviews/{review_id}/effects", "review-effects", foretell_decision, Scope.STEWARD,
        "What a decision would do", None, {200: Effects}, ("decision", "customer_id"), problems=(404, 409, 422),
    ),
    Route(
        "POST", "/api/v1/reviews/{review_id}/decision", "review-decision", decide, Scope.STEWARD,
        "A steward answers a review", ReviewDecisionRequest, {200: ReviewDecided}, problems=(404, 409),
    ),
    Route(
        "GET", "/api/v1/decisions/{decision_id}/explanation", "explanation", explain_decision, Scope.STEWARD,
        "Why a decision was made", None, {200: Explanation}, problems=(404,),
    ),
    Route(
        "POST", "/api/v1/identities", "identities", link, Scope.STEWARD, "An account is given to a customer",
        IdentityRequest, {201: Linked, 200: Linked}, problems=(404, 409),
    ),
    Route(
        "GET", "/api/v1/customers/{customer_id}/graph", "graph", customer_graph, Scope.STEWARD,
        "All that identifies a customer", None, {200: CustomerGraph}, problems=(404,),
    ),
    Route(
        "POST", "/api/v1/customers/search", "customer-search", search_customers, Scope.STEWARD,
        "Customers by id, user id, handle or e-mail", SearchRequest, {200: FoundCustomers},
    ),
    Route(
        "GET", "/api/v1/customers/{customer_id}/history", "history", customer_history, Scope.STEWARD,
        "What was done to a customer", None, {200: CustomerHistory}, problems=(404,),
    ),
    Route(
        "GET", "/api/v1/customers/{customer_id}/comparison/{other_id}", "comparison", compare_customers,
        Scope.STEWARD, "Why two records are, or are not, one customer",
        None, {200: CustomerComparison}, problems=(404,),
    ),
    Route(
        "POST", "/api/v1/customers/{customer_id}/merge", "merge", merge, Scope.STEWARD,
        "Two records are one customer", MergeRequest, {201: Merged}, problems=(404, 409),
    ),
    Route(
        "POST", "/api/v1/merges/{merge_id}/undo", "merge-undo", undo, Scope.STEWARD,
        "They are two after all", None, {200: Merged}, problems=(404, 409),
    ),
    Route(
        "GET", "/api/v1/unresolved", "unresolved-log", list_unresolved, Scope.STEWARD, "Senders whom nobody knew",
        None, {200: UnresolvedPage}, ("limit", "after"), problems=(422,),
    ),
    Route(
        "GET", "/api/v1/audit", "audit", show_audit, Scope.ADMIN, "Who wrote what",
        None, {200: AuditPage}, ("limit", "after"), problems=(422,),
    ),
    Route(
        "GET", "/api/v1/people/{customer_id}", "person-export", export_person, Scope.STEWARD,
        "All that is kept about a person", None, {200: PersonExport}, problems=(404,),
    ),
    Route(
        "DELETE", "/api/v1/people/{customer_id}", "person-erasure", erase_person, Scope.STEWARD,
        "A person is erased", None, {200: Erased, 202: Erased}, problems=(404,),
    ),
    Route(
        "DELETE", "/api/v1/leads/{lead_id}", "lead-erasure", erase_lead, Scope.STEWARD,
        "A lead is erased", None, {200: Erased, 202: Erased}, problems=(404,),
    ),
    Route(
        "POST", "/api/v1/session", "sign-in", sign_in, None, "A steward's key begins a session",
        SignInRequest, {201: SessionState}, problems=(401, 403, 429),
    ),
    Route(
        "GET", "/api/v1/session", "session", show_session, Scope.STEWARD, "Whose session this is",
        None, {200: SessionState},
    ),
    Route(
        "DELETE", "/api/v1/session", "sign-out", sign_out, Scope.STEWARD, "The session ends",
        None, {200: SignedOut},
    ),
    Route(
        "POST", "/oauth/token", "oauth-token", grant_token, None, "A token for a key's id and secret",
        TokenRequest, {200: Token}, problems=(401,), form=True,
    ),
    Route("GET", "/metrics", "metrics", show_metrics, Scope.ADMIN, "For Prometheus", None, {200: str}),
    Route("GET", "/openapi.json", "openapi", show_openapi, Scope.RESOLVE, "This description", None, {200: dict}),
    Route("GET", "/healthz", "healthz", alive, None, "The process answers", None, {200: Health}),
    Route("GET", "/readyz", "readyz", ready, None, "The store answers", None, {200: Health, 503: Health}),
)  # fmt: skip
