"""POST /api/v1/resolve."""

from __future__ import annotations

import math
import secrets
import time
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from irp_stub.api.answers import Candidate, EvidenceItem, ResolvedAnswer, UnresolvedAnswer
from irp_stub.api.claims import claim_of, unusable
from irp_stub.api.decisions import record_of
from irp_stub.api.http.exchange import Reply, reply
from irp_stub.api.http.problems import HttpProblem
from irp_stub.api.steward.wording import MATCHED_BY
from irp_stub.guard.keys import Scope
from irp_stub.guard.security_log import SecurityEvent
from irp_stub.identity.change import Confirm, ReviewKind
from irp_stub.identity.resolve import resolve

if TYPE_CHECKING:
    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform
    from irp_stub.identity.decision import Decision
    from irp_stub.identity.evidence import Rule
    from irp_stub.identity.model import Claim
    from irp_stub.store.protocol import Tables
    from irp_stub.store.records import ApiKey

__all__ = ["limit", "resolve_identity"]

_EVENTS = {
    ReviewKind.RECYCLED_HANDLE: SecurityEvent.RECYCLED_HANDLE,
    ReviewKind.IMPERSONATION: SecurityEvent.IMPERSONATION,
    ReviewKind.MOVED_HANDLE: SecurityEvent.MOVED_HANDLE,
}


class _Made(NamedTuple):
    decision: Decision
    review_id: str | None = None
    touched: frozenset[str] = frozenset()


async def resolve_identity(platform: Platform, call: Call) -> Reply:
    """Decide who a sender is; what the decision changes is on the disk before it is answered."""
    claim = claim_of(call.message, call.key)
    limit(platform, claim)
    now = time.time()
    number = platform.decisions.next_number()
    decision_id = platform.decisions.id_of(number)
    made = _look(platform, claim, now)
    if made is None:
        made = await platform.store.write(
            lambda tables: _decide(platform, tables, claim, decision_id, call.key)
        )
        _note(platform, made.decision)
        platform.profiles.forget(made.touched)
    else:
        platform.decisions.keep(number, made.decision, now)
    if made.decision.customer_id is None:
        return _unresolved(made, decision_id, unusable(call.message))
    return await _resolved(platform, call, made, decision_id)


def limit(platform: Platform, claim: Claim) -> None:
    """Refuse a sender that is asked about too often.

    Raises:
        HttpProblem: 429.
    """
    sender = claim.user_id or (f"@{claim.handle.name}" if claim.handle else None)
    if sender is None:
        return
    if seconds := platform.limiter.refused_for(f"{claim.channel}|{sender}"):
        handle = claim.handle.name if claim.handle else None
        platform.security.note(SecurityEvent.RATE_LIMITED, claim.channel, claim.user_id, handle)
        raise HttpProblem(
            HTTPStatus.TOO_MANY_REQUESTS,
            "this sender was asked about 100 times within a minute; wait as Retry-After says",
            ((b"retry-after", str(math.ceil(seconds)).encode()),),
        )


def _look(platform: Platform, claim: Claim, now: float) -> _Made | None:
    """The decision, where it needs no write; None where it does."""
    tables = platform.store.read
    decision = resolve(claim, tables.view, now, platform.policy)
    match decision.changes:
        case ():
            pass
        case (Confirm(identity_id),):
            platform.confirmations.add(identity_id)
        case _:
            return None
    found = [tables.reviews.find(needed) for needed in decision.reviews]
    if None in found:
        return None
    return _Made(decision, found[0] if found else None)


def _decide(platform: Platform, tables: Tables, claim: Claim, decision_id: str, key: ApiKey) -> _Made:
    """Decide again within the transaction, so that decision and change see the same facts."""
    now = time.time()
    decision = resolve(claim, tables.view, now, platform.policy)
    touched = tables.graph.apply(decision.changes, now)
    asked = [
        tables.reviews.ask(needed, f"r_{secrets.token_hex(8)}", decision_id, now)
        for needed in decision.reviews
    ]
    about = decision.customer_id or (decision.candidates[0].customer_id if decision.candidates else None)
    tables.logs.keep_decision(
        decision_id, about, msgspec.json.encode(record_of(decision_id, decision, now)), now
    )
    written = ", ".join([*(type(change).__name__ for change in decision.changes), *asked])
    tables.logs.audit(key.key_id, "resolve", about, written, now)
    return _Made(decision, asked[0] if asked else None, touched)


def _note(platform: Platform, decision: Decision) -> None:
    claim = decision.claim
    for needed in decision.reviews:
        if event := _EVENTS.get(needed.kind):
            handle = claim.handle.name if claim.handle else None
            platform.security.note(event, claim.channel, claim.user_id, handle)


async def _resolved(platform: Platform, call: Call, made: _Made, decision_id: str) -> Reply:
    decision = made.decision
    cached = await platform.profiles.get(decision.customer_id or "")
    if cached is None or decision.customer_id is None or decision.matched_by is None:
        # Erased between the decision and the answer: then it is nobody.
        return _unresolved(
            _Made(msgspec.structs.replace(decision, customer_id=None, confidence=0.0)), decision_id
        )
    answer = ResolvedAnswer(
        resolved=True,
        confidence=decision.confidence,
        customer_id=decision.customer_id,
        matched_by=MATCHED_BY[decision.matched_by],
        profile_data=msgspec.Raw(cached.profile.profile_data),
        stale=cached.stale,
        social_graph=msgspec.Raw(cached.profile.social_graph) if Scope.GRAPH in call.key.scopes else None,
        evidence=_evidence(decision),
        decision_id=decision_id,
        review_id=made.review_id,
        impersonation_suspected=decision.impersonation_suspected,
    )
    return reply(answer, headers=((b"age", b"%d" % cached.age),))


def _unresolved(made: _Made, decision_id: str, ignored: tuple[str, ...] = ()) -> Reply:
    decision = made.decision
    return reply(
        UnresolvedAnswer(
            resolved=False,
            confidence=decision.confidence,
            candidates=tuple(Candidate(s.customer_id, s.confidence) for s in decision.candidates),
            evidence=_evidence(decision),
            decision_id=decision_id,
            review_id=made.review_id,
            impersonation_suspected=decision.impersonation_suspected,
            ignored=ignored,
        )
    )


def _evidence(decision: Decision) -> tuple[EvidenceItem, ...]:
    return tuple([_shown(item.rule, item.weight, item.detail) for item in decision.evidence])


@lru_cache(256)
def _shown(rule: Rule, weight: float, detail: str) -> EvidenceItem:
    return EvidenceItem(rule, round(weight, 2), detail)
