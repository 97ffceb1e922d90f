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
from irp_stub.api.health import alive, ready
from irp_stub.api.requests import (
    BotCheckRequest,
    EventRequest,
    LeadRequest,
    ResolveRequest,
    UnresolvedRequest,
)
from irp_stub.api.resolving import resolve_identity
from irp_stub.api.routing import Route
from irp_stub.guard.keys import Scope

__all__ = ["ROUTES"]

ROUTES = (
    Route(
        "POST", "/api/v1/resolve", "resolve", resolve_identity, Scope.RESOLVE, "Who wrote this message?",
        ResolveRequest, {200: ResolvedAnswer | UnresolvedAnswer},
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
        LeadRequest, {201: LeadAnswer, 200: LeadAnswer},
    ),
    Route(
        "GET", "/salesforce/api/v1/accounts/{customer_id}", "accounts", get_account, Scope.CRM,
        "A customer as the CRM has it now", None, {200: Account},
    ),
    Route(
        "POST", "/api/v1/events", "events", receive_event, Scope.CRM, "A profile has changed",
        EventRequest, {202: Logged},
    ),
    Route("GET", "/healthz", "healthz", alive, None, "The process answers", None, {200: Health}),
    Route("GET", "/readyz", "readyz", ready, None, "The store answers", None, {200: Health, 503: Health}),
)  # fmt: skip
