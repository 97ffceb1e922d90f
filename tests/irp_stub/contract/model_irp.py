"""A small platform that keeps every rule, over real HTTP; tests break one behaviour of it at a time."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from irp_stub.contract.dataset import sample_data_set
from tests.irp_stub.contract.serving import Incoming, Reply, serve

__all__ = ["EXPIRED", "KEY", "Holder", "Incoming", "Model", "Reply", "serve"]

KEY, EXPIRED = "model-key-0123456789", "model-key-of-last-year"
PROBLEM = "application/problem+json"
Fields = dict[str, Any]

_SKELETON = str.maketrans(
    {"0": "o", "1": "l", "3": "e", "I": "l", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "у": "y",
     "\u200b": None}
)  # fmt: skip


@dataclass
class Holder:
    """Who has a handle on a channel, under which user id, and whether somebody confirmed it lately."""

    customer: str
    user_id: str | None
    fresh: bool = True


class Refused(Exception):
    def __init__(self, reply: Reply) -> None:
        self.reply = reply


class Model:
    """Every method is a behaviour that a broken platform may have otherwise."""

    limit = 100
    resolve_fields = frozenset(
        {
            "channel",
            "user_id",
            "handle",
            "handle_raw",
            "display_name",
            "conversation_id",
            "account_created_at",
        }
    )

    def __init__(self) -> None:
        data = sample_data_set()
        self.lock = threading.Lock()
        self.accounts: dict[tuple[str, str], str] = {}
        self.handles: dict[tuple[str, str], Holder] = {}
        self.names: dict[str, str] = {}
        for account in data.accounts():
            if account.user_id:
                self.accounts[account.channel, account.user_id] = account.customer_id
            if account.handle:
                fresh = account is not data.doubtful
                self.handles[account.channel, account.handle] = Holder(
                    account.customer_id, account.user_id, fresh
                )
            if account.display_name:
                self.names[account.display_name] = account.customer_id
        assert data.look_alike
        self.handles["twitter", data.look_alike.handle] = Holder(data.look_alike.customer_id, "200000004")
        assert data.known
        self.platinum = data.known.customer_id
        self.customers = {*self.accounts.values(), *(holder.customer for holder in self.handles.values())}
        self.counts: Counter[str] = Counter()
        self.leads: dict[str, str] = {}
        self.kept: dict[str, Reply] = {}
        self.age = 5

    # Every request

    def answer(self, incoming: Incoming) -> Reply:
        try:
            reply = self.route(incoming)
        except Refused as refused:
            reply = refused.reply
        if correlation := incoming.headers.get("inin-correlation-id"):
            reply.headers.setdefault("ININ-Correlation-Id", correlation)
        return self.finish(incoming, reply)

    def finish(self, incoming: Incoming, reply: Reply) -> Reply:
        return reply

    def route(self, incoming: Incoming) -> Reply:
        if not self.authorised(incoming):
            raise Refused(self.problem(401))
        if incoming.method == "DELETE" and incoming.path.startswith("/api/v1/leads/"):
            return Reply(200, {"erased": True})
        if incoming.path.startswith("/salesforce/api/v1/accounts/"):
            return self.account(unquote(incoming.path.rpartition("/accounts/")[2]))
        fields = self.parse(incoming)
        match incoming.path:
            case "/api/v1/resolve":
                return self.resolve(fields)
            case "/api/v1/bot-check":
                return self.bot_check(fields)
            case "/api/v1/unresolved":
                return Reply(202, {"logged": True})
            case "/api/v1/leads":
                return self.lead(fields, incoming.headers.get("idempotency-key", ""))
            case "/api/v1/events":
                return self.event()
        raise Refused(self.problem(404))

    def authorised(self, incoming: Incoming) -> bool:
        return incoming.headers.get("x-api-key") == KEY

    def parse(self, incoming: Incoming) -> Fields:
        try:
            fields = json.loads(incoming.body)
        except ValueError:
            raise Refused(self.malformed()) from None
        assert isinstance(fields, dict)
        return fields

    def malformed(self) -> Reply:
        return self.problem(400)

    def problem(self, status: int) -> Reply:
        return Reply(status, {"title": "No", "status": status, "detail": "this cannot be done"}, PROBLEM)

    # Resolve

    def resolve(self, fields: Fields) -> Reply:
        if not fields.get("user_id") and not fields.get("handle"):
            raise Refused(self.problem(422))
        self.count(fields)
        with self.lock:
            return self.find(fields)

    def count(self, fields: Fields) -> None:
        sender = fields.get("user_id") or fields["handle"]
        with self.lock:
            self.counts[sender] += 1
            many = self.counts[sender] > self.limit
        if many:
            raise Refused(self.too_many())

    def too_many(self) -> Reply:
        reply = self.problem(429)
        reply.headers["Retry-After"] = "30"
        return reply

    def find(self, fields: Fields) -> Reply:
        return (
            self.by_user_id(fields) or self.by_handle(fields) or self.by_look(fields) or self.nobody(fields)
        )

    def by_user_id(self, fields: Fields) -> Reply | None:
        customer = self.accounts.get((fields["channel"], fields.get("user_id") or ""))
        if customer is None:
            return None
        if fields.get("handle"):
            self.follow(fields, customer)
        return self.known(fields, customer, 0.99)

    def follow(self, fields: Fields, customer: str) -> None:
        self.handles[fields["channel"], self.normalise(fields["handle"])] = Holder(
            customer, fields["user_id"]
        )

    def by_handle(self, fields: Fields) -> Reply | None:
        holder = self.holder(fields)
        if holder is None:
            return None
        if fields.get("user_id") and holder.user_id:
            return self.recycled(fields, holder)
        return self.known(fields, holder.customer, 0.87) if holder.fresh else self.doubtful(fields, holder)

    def holder(self, fields: Fields) -> Holder | None:
        return self.handles.get((fields["channel"], self.compared(fields)))

    def compared(self, fields: Fields) -> str:
        return self.normalise(fields.get("handle") or "")

    def recycled(self, fields: Fields, holder: Holder) -> Reply:
        return self.candidate(holder.customer, 0.25)

    def doubtful(self, fields: Fields, holder: Holder) -> Reply:
        return self.candidate(holder.customer, 0.70)

    def by_look(self, fields: Fields) -> Reply | None:
        raw = fields.get("handle_raw") or fields.get("handle") or ""
        for (channel, handle), holder in self.handles.items():
            if channel == fields["channel"] and raw and self.skeleton(raw) == self.skeleton(handle):
                return self.look_alike(fields, holder)
        return None

    def look_alike(self, fields: Fields, holder: Holder) -> Reply:
        return self.candidate(holder.customer, 0.30, impersonation_suspected=True)

    def normalise(self, handle: str) -> str:
        return handle.strip().removeprefix("@").lower()

    def skeleton(self, handle: str) -> str:
        return handle.strip().removeprefix("@").translate(_SKELETON).lower()

    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        channel = fields["channel"]
        ids = [
            user for (where, user), whose in self.accounts.items() if (where, whose) == (channel, customer)
        ]
        document = {
            "resolved": True,
            "confidence": confidence,
            "customer_id": customer,
            "profile_data": self.profile(customer),
            "social_graph": {f"{channel}_id": user for user in ids},
        }
        return Reply(200, document, headers={"Age": str(self.age)})

    def profile(self, customer: str) -> Fields:
        return {
            "name": "Somebody",
            "tier": self.tier(customer),
            "updated_at": "2026-10-24T16:36:04Z",
            "preferences": {"preferred_channel": "sms", "language": "en-US"},
        }

    def tier(self, customer: str) -> str:
        return "Platinum" if customer == self.platinum else "Gold"

    def candidate(self, customer: str, confidence: float, **more: Any) -> Reply:
        candidates = [{"customer_id": customer, "confidence": confidence}]
        return Reply(200, {"resolved": False, "confidence": confidence, "candidates": candidates, **more})

    def nobody(self, fields: Fields) -> Reply:
        return Reply(200, {"resolved": False, "confidence": 0.0, "candidates": []})

    # The others

    def bot_check(self, fields: Fields) -> Reply:
        known, spam, young = self.is_known_bot(fields), self.is_spam(fields), self.is_young(fields)
        found = {"known_bot": known, "spam_keyword": spam, "young_account": young}
        return Reply(200, {"is_bot": known or spam or young, **found})

    def is_known_bot(self, fields: Fields) -> bool:
        return fields.get("user_id") == "666000666"

    def is_spam(self, fields: Fields) -> bool:
        return "free crypto" in fields.get("text", "").lower()

    def is_young(self, fields: Fields) -> bool:
        created = fields.get("account_created_at")
        return created is not None and datetime.now(UTC) - datetime.fromisoformat(created) < timedelta(days=7)

    def lead(self, fields: Fields, key: str) -> Reply:
        with self.lock:
            if key in self.kept:
                return self.kept[key]
            reply = self.kept[key] = self.captured(fields)
            return reply

    def captured(self, fields: Fields) -> Reply:
        customer = self.accounts.get((fields["source"], fields.get("user_id", "")))
        if customer:
            return Reply(200, {"customer_id": customer, "outcome": "existing", "needs_review": False})
        person = self.person(fields)
        if person in self.leads:
            return Reply(200, {"lead_id": self.leads[person], "outcome": "existing", "needs_review": False})
        self.leads[person] = f"l_{len(self.leads) + 1}"
        return Reply(201, {"lead_id": self.leads[person], "outcome": "created", "needs_review": True})

    def person(self, fields: Fields) -> str:
        return str(fields.get("user_id") or fields.get("handle"))

    def account(self, customer: str) -> Reply:
        if customer not in self.customers:
            raise Refused(self.problem(404))
        return Reply(200, {"customer_id": customer, **self.profile(customer)})

    def event(self) -> Reply:
        self.age = 0
        return Reply(202, {"logged": True})


def pause(seconds: float) -> None:
    """What a slow platform does."""
    time.sleep(seconds)
