"""Who wrote this message? The user id first, then what else is known; never a merge of two customers.

The function is pure: it reads a view of the store and answers with a decision, whose changes the store applies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from irp_stub.identity.change import BindUserId, Confirm, LinkAccount, ReviewKind, ReviewNeeded, TakeHandle
from irp_stub.identity.decision import Decision
from irp_stub.identity.evidence import EVIDENCE, Evidence, Rule
from irp_stub.identity.gather import (
    account_evidence,
    email_evidence,
    handle_evidence,
    look_alike_evidence,
    piece,
)
from irp_stub.identity.judge import Verdict, judge
from irp_stub.identity.model import PHONE_CHANNELS, Claim, Identity, Policy, Suspect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from irp_stub.identity.change import Change
    from irp_stub.identity.view import View

__all__ = ["resolve"]

_USER_ID = EVIDENCE[Rule.USER_ID]
_KIND_OF_RULE = {
    Rule.LOOK_ALIKE: ReviewKind.IMPERSONATION,
    Rule.HANDLE_RECYCLED: ReviewKind.RECYCLED_HANDLE,
    Rule.PHONE_OLD: ReviewKind.RECYCLED_PHONE,
}


def resolve(claim: Claim, view: View, now: float, policy: Policy) -> Decision:
    """Decide who a sender is, from committed facts at time `now`."""
    if claim.user_id is None and claim.handle is None:
        return Decision(claim)
    known = view.identity(claim.channel, claim.user_id) if claim.user_id else None
    if known is not None and _is_plain(claim, known, policy):
        return _plain(claim, known, now, policy)
    return _Inquiry(claim, known, view, now, policy).decide()


def _is_plain(claim: Claim, known: Identity, policy: Policy) -> bool:
    """The id is known and nothing else is said that was not known: most messages by far."""
    same_handle = claim.handle is None or claim.handle.name == known.handle
    certain = policy.threshold <= _USER_ID.confidence and claim.channel not in PHONE_CHANNELS
    return same_handle and claim.email is None and certain


def _plain(claim: Claim, known: Identity, now: float, policy: Policy) -> Decision:
    evidence = (piece(Rule.USER_ID, known.customer_id),)
    seen = claim.handle is not None and now - known.confirmed_at > policy.confirm_after
    return Decision(
        claim,
        evidence,
        customer_id=known.customer_id,
        confidence=_USER_ID.confidence,
        matched_by=_USER_ID.family,
        changes=(Confirm(known.id),) if seen else (),
    )


class _Inquiry:
    """One claim that needs a closer look."""

    def __init__(self, claim: Claim, known: Identity | None, view: View, now: float, policy: Policy) -> None:
        self._claim, self._known, self._view = claim, known, view
        self._now, self._policy = now, policy
        handle = claim.handle
        self._holder = view.holder(claim.channel, handle.name) if handle and not handle.disguised else None

    def decide(self) -> Decision:
        evidence = tuple(self._gather())
        verdict = judge(evidence, self._policy.threshold)
        if verdict.customer_id is None:
            return _unresolved(self._claim, evidence, verdict, self._policy)
        if self._is_full(verdict.customer_id):
            return _unresolved(
                self._claim, evidence, verdict, self._policy, kind=ReviewKind.TOO_MANY_ACCOUNTS
            )
        changes = tuple(self._changes(verdict.customer_id, verdict))
        return _resolved(self._claim, evidence, verdict, changes, tuple(self._reviews(evidence, verdict)))

    def _gather(self) -> Iterator[Evidence]:
        ruled_out = self._ruled_out()
        found = list(self._evidence())
        for customer_id in sorted(ruled_out & {item.customer_id for item in found}):
            yield piece(Rule.CANNOT_LINK, customer_id)
        yield from (item for item in found if item.customer_id not in ruled_out)

    def _ruled_out(self) -> frozenset[str]:
        """What was said of an account that is known by its handle alone says nothing of one whose id is known."""
        claim = self._claim if self._known is None else msgspec.structs.replace(self._claim, handle=None)
        return self._view.cannot_link(claim)

    def _evidence(self) -> Iterator[Evidence]:
        exact = list(self._exact_evidence())
        yield from exact
        if self._may_be_disguise():
            named = {item.customer_id for item in exact}
            strongest: dict[str, Evidence] = {}
            for item in look_alike_evidence(self._claim, self._view):
                best = strongest.get(item.customer_id)
                if item.customer_id not in named and (best is None or item.weight > best.weight):
                    strongest[item.customer_id] = item
            yield from strongest.values()

    def _exact_evidence(self) -> Iterator[Evidence]:
        if self._known is not None:
            yield account_evidence(self._claim, self._known, self._holder, self._now, self._policy)
        yield from email_evidence(self._claim, self._view, self._policy)
        if self._known is None:
            yield from handle_evidence(self._claim, self._holder, self._view, self._now, self._policy)

    def _may_be_disguise(self) -> bool:
        """Whoever holds the very handle on this channel imitates nobody by it."""
        handle = self._claim.handle
        return handle is not None and self._holder is None and not self._has_handle(handle.name)

    def _has_handle(self, name: str) -> bool:
        return self._known is not None and self._known.handle == name

    def _is_full(self, customer_id: str) -> bool:
        if self._known is not None or self._claim.user_id is None:
            return False
        binds = self._holder is not None and self._holder.user_id is None
        count = self._view.accounts_of(customer_id, self._claim.channel)
        return not binds and count >= self._policy.identities_per_channel

    def _changes(self, customer_id: str, verdict: Verdict) -> Iterator[Change]:
        if self._known is not None:
            # An old phone that a proven mailbox says is somebody else's now is not confirmed by that.
            if self._known.customer_id == customer_id:
                yield from self._changes_of_known(self._known)
        elif self._claim.user_id is not None:
            yield self._link(customer_id, self._claim.user_id, verdict)
        elif self._holder is None and self._claim.handle and not self._claim.handle.disguised:
            yield self._new_account(customer_id, verdict)

    def _changes_of_known(self, known: Identity) -> Iterator[Change]:
        handle = self._claim.handle
        if self._claim.channel in PHONE_CHANNELS:
            if self._now - known.confirmed_at > self._policy.confirm_after:
                yield Confirm(known.id)
        elif handle is not None and handle.name != known.handle and not handle.disguised:
            yield TakeHandle(known.id, known.channel, handle)

    def _link(self, customer_id: str, user_id: str, verdict: Verdict) -> Change:
        holder = self._holder
        if holder is not None and holder.user_id is None and holder.customer_id == customer_id:
            return BindUserId(holder.id, user_id)
        return self._new_account(customer_id, verdict)

    def _new_account(self, customer_id: str, verdict: Verdict) -> LinkAccount:
        claim, holder = self._claim, self._holder
        taken = holder is not None and holder.customer_id != customer_id
        handle = None if taken or (claim.handle and claim.handle.disguised) else claim.handle
        rule = str(verdict.matched_by)
        return LinkAccount(customer_id, claim.channel, claim.user_id, handle, rule)

    def _reviews(self, evidence: tuple[Evidence, ...], verdict: Verdict) -> Iterator[ReviewNeeded]:
        """It is resolved, and yet somebody else is touched by it."""
        holder = self._holder
        if holder is not None and any(item.rule is Rule.USER_ID_MOVED_HANDLE for item in evidence):
            yield ReviewNeeded(ReviewKind.MOVED_HANDLE, self._claim, (Suspect(holder.customer_id, 0.0),))
        others = tuple(s for s in verdict.suspects if s.customer_id != verdict.customer_id)
        if others:
            yield ReviewNeeded(_kind(evidence, ReviewKind.CONFLICT), self._claim, others)


def _resolved(
    claim: Claim,
    evidence: tuple[Evidence, ...],
    verdict: Verdict,
    changes: tuple[Change, ...],
    reviews: tuple[ReviewNeeded, ...],
) -> Decision:
    confidence = next(s.confidence for s in verdict.suspects if s.customer_id == verdict.customer_id)
    return Decision(
        claim,
        evidence,
        customer_id=verdict.customer_id,
        confidence=confidence,
        matched_by=verdict.matched_by,
        impersonation_suspected=_is_suspected(evidence),
        changes=changes,
        reviews=reviews,
    )


def _unresolved(
    claim: Claim,
    evidence: tuple[Evidence, ...],
    verdict: Verdict,
    policy: Policy,
    kind: ReviewKind | None = None,
) -> Decision:
    # Whoever reads only the number must not take an open question for an answer.
    highest = policy.threshold - 0.01
    suspects = tuple(Suspect(s.customer_id, round(min(s.confidence, highest), 4)) for s in verdict.suspects)
    if not suspects:
        return Decision(claim, evidence)
    kind = kind or (ReviewKind.CONFLICT if verdict.rivals else _kind(evidence, ReviewKind.LOW_CONFIDENCE))
    return Decision(
        claim,
        evidence,
        confidence=suspects[0].confidence,
        candidates=suspects,
        impersonation_suspected=_is_suspected(evidence),
        reviews=(ReviewNeeded(kind, claim, suspects),),
    )


def _kind(evidence: tuple[Evidence, ...], otherwise: ReviewKind) -> ReviewKind:
    rules = {item.rule for item in evidence}
    found = (kind for rule, kind in _KIND_OF_RULE.items() if rule in rules)
    return next(found, otherwise)


def _is_suspected(evidence: tuple[Evidence, ...]) -> bool:
    return any(item.rule is Rule.LOOK_ALIKE for item in evidence)
