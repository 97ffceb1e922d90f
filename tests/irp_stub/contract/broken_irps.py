"""Platforms that are each wrong in one way, and the rule that is meant to say so.

`related` are rules that the same fault rightly breaks too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from irp_stub.contract.settings import Limits
from tests.irp_stub.contract.asking import QUICK
from tests.irp_stub.contract.model_irp import (
    EXPIRED,
    KEY,
    Fields,
    Holder,
    Incoming,
    Model,
    Refused,
    Reply,
    pause,
)

__all__ = ["BROKEN", "Broken"]

FLOOD = replace(QUICK, flood=True)
LOAD = Limits(rate=100, load_seconds=0.3, flow_timeout=0.4, budget=0.2)
PATIENT = Limits(rate=100, load_seconds=0.3, flow_timeout=30, budget=0.2)


@dataclass(frozen=True)
class Broken:
    rule: str
    model: type[Model]
    related: frozenset[str]
    limits: Limits


BROKEN: list[Broken] = []


def breaks(rule: str, *related: str, limits: Limits = QUICK) -> Any:
    def note(model: type[Model]) -> type[Model]:
        BROKEN.append(Broken(rule, model, frozenset(related), limits))
        return model

    return note


def changed(reply: Reply, **fields: Any) -> Reply:
    """The reply with other fields; None takes a field away."""
    document = {name: value for name, value in (reply.document | fields).items() if value is not None}
    return replace(reply, document=document)


# Look-alikes


@breaks("look-alikes-not-merged", "look-alikes-without-id", "impersonation-told")
class MergesLookAlikes(Model):
    def look_alike(self, fields: Fields, holder: Holder) -> Reply:
        return self.known(fields, holder.customer, 0.95)


@breaks("look-alikes-without-id")
class MergesLookAlikesThatGiveNoId(Model):
    def look_alike(self, fields: Fields, holder: Holder) -> Reply:
        return (
            super().look_alike(fields, holder)
            if fields.get("user_id")
            else self.known(fields, holder.customer, 0.9)
        )


@breaks("look-alikes-not-merged", "look-alikes-without-id", "impersonation-told")
class DropsWhatIsNotAscii(Model):
    def normalise(self, handle: str) -> str:
        return super().normalise(handle).encode("ascii", "ignore").decode()

    def recycled(self, fields: Fields, holder: Holder) -> Reply:
        is_plain = fields["handle"].isascii()
        return super().recycled(fields, holder) if is_plain else self.known(fields, holder.customer, 0.9)


@breaks("impersonation-told")
class SaysNothingOfImpostors(Model):
    def look_alike(self, fields: Fields, holder: Holder) -> Reply:
        return self.candidate(holder.customer, 0.3)


# Who it is


@breaks("known-user-id", "user-id-before-handle", "handle-change", "handle-follow", "recycled-handle")
class IgnoresUserIds(Model):
    def by_user_id(self, fields: Fields) -> Reply | None:
        return None

    def by_handle(self, fields: Fields) -> Reply | None:
        return super().by_handle({**fields, "user_id": None})


@breaks("user-id-before-handle")
class LooksAtHandlesFirst(Model):
    def find(self, fields: Fields) -> Reply:
        holder = self.holder(fields)
        both = holder is not None and (fields["channel"], fields.get("user_id") or "") in self.accounts
        return self.known(fields, holder.customer, 0.9) if both and holder else super().find(fields)


@breaks("handle-change", "handle-follow")
class KnowsOnlyPairsOfIdAndHandle(Model):
    def by_user_id(self, fields: Fields) -> Reply | None:
        strange = fields.get("handle") and self.holder(fields) is None
        return None if strange else super().by_user_id(fields)


@breaks("handle-follow")
class NeverFollowsHandles(Model):
    def follow(self, fields: Fields, customer: str) -> None:
        pass


@breaks("known-handle", "handle-follow")
class KnowsNoHandles(Model):
    def by_handle(self, fields: Fields) -> Reply | None:
        return super().by_handle(fields) if fields.get("user_id") else None


@breaks("known-user-id")
class NeedsHandles(Model):
    def by_user_id(self, fields: Fields) -> Reply | None:
        return super().by_user_id(fields) if fields.get("handle") else None


@breaks("recycled-handle")
class GivesHistoriesToHeirsOfHandles(Model):
    def recycled(self, fields: Fields, holder: Holder) -> Reply:
        return self.known(fields, holder.customer, 0.9)


@breaks("display-name-no-evidence")
class BelievesNames(Model):
    def nobody(self, fields: Fields) -> Reply:
        customer = self.names.get(fields.get("display_name", ""))
        return self.known(fields, customer, 0.9) if customer else super().nobody(fields)


@breaks("cross-platform")
class SplitsPeopleByPlatform(Model):
    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        own = customer if fields["channel"] == "twitter" else f"{customer}-{fields['channel']}"
        return changed(super().known(fields, customer, confidence), customer_id=own)


@breaks("same-handle-elsewhere")
class IgnoresChannels(Model):
    def nobody(self, fields: Fields) -> Reply:
        holder = self.handles.get(("twitter", self.compared(fields)))
        return self.known(fields, holder.customer, 0.9) if holder else super().nobody(fields)


@breaks("social-graph")
class DrawsAnotherGraph(Model):
    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        return changed(super().known(fields, customer, confidence), social_graph={"twitter_id": "1"})


# Handles


@breaks("handle-normalised")
class MindsCase(Model):
    def normalise(self, handle: str) -> str:
        return handle.strip().removeprefix("@")


@breaks("handle-normalised")
class KeepsSpaces(Model):
    def normalise(self, handle: str) -> str:
        return handle.removeprefix("@").lower()


@breaks("handle-raw", "handle-normalised", "handle-at-sign")
class ComparesRawForms(Model):
    def compared(self, fields: Fields) -> str:
        return str(fields.get("handle_raw") or fields.get("handle") or "")


@breaks("handle-at-sign")
class KeepsAtSigns(Model):
    def normalise(self, handle: str) -> str:
        return handle.strip().lower()


# Confidence and shape


@breaks("confidence-range", "resolve-shape")
class CountsInPercent(Model):
    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        return super().known(fields, customer, confidence * 100)


@breaks("confidence-range", "resolve-shape")
class WritesConfidenceAsText(Model):
    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        return changed(super().known(fields, customer, confidence), confidence=str(confidence))


@breaks("resolve-shape")
class HasNoConfidence(Model):
    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        return changed(super().known(fields, customer, confidence), confidence=None)


@breaks("resolve-shape")
class CallsItMatch(Model):
    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        return changed(super().known(fields, customer, confidence), resolved=None, match=True)


@breaks("resolve-shape")
class NumbersCustomers(Model):
    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        return changed(super().known(fields, customer, confidence), customer_id=7)


@breaks("resolve-shape")
class WrapsAnswers(Model):
    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        reply = super().known(fields, customer, confidence)
        return replace(reply, document={"data": reply.document})


@breaks("known-above-threshold")
class IsTimid(Model):
    def by_user_id(self, fields: Fields) -> Reply | None:
        reply = super().by_user_id(fields)
        return changed(reply, confidence=0.6) if reply else None


@breaks("doubtful-below-threshold")
class IsSureOfEverything(Model):
    def doubtful(self, fields: Fields, holder: Holder) -> Reply:
        return self.known(fields, holder.customer, 0.95)


@breaks("doubtful-names-candidate")
class NamesNoCandidate(Model):
    def doubtful(self, fields: Fields, holder: Holder) -> Reply:
        return changed(super().doubtful(fields, holder), candidates=[])


@breaks("unresolved-below-threshold")
class IsSureOfNobody(Model):
    def nobody(self, fields: Fields) -> Reply:
        return changed(super().nobody(fields), confidence=0.99)


@breaks("resolve-profile")
class HasNoTiers(Model):
    def profile(self, customer: str) -> Fields:
        return {**super().profile(customer), "tier": ""}

    def account(self, customer: str) -> Reply:
        return changed(super().account(customer), tier=self.tier(customer))


@breaks("profile-updated-at")
class HasNoTimes(Model):
    def profile(self, customer: str) -> Fields:
        return {**super().profile(customer), "updated_at": ""}


@breaks("profile-updated-at")
class HasNoTimeZone(Model):
    def profile(self, customer: str) -> Fields:
        return {**super().profile(customer), "updated_at": "2026-10-24T16:36:04"}


@breaks("json-content-type")
class AnswersText(Model):
    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        return replace(super().known(fields, customer, confidence), content_type="text/plain")


@breaks("correlation-id")
class LosesCorrelation(Model):
    def finish(self, incoming: Incoming, reply: Reply) -> Reply:
        return replace(reply, headers={n: t for n, t in reply.headers.items() if n != "ININ-Correlation-Id"})


@breaks("correlation-id")
class MakesCorrelationUp(Model):
    def finish(self, incoming: Incoming, reply: Reply) -> Reply:
        return replace(reply, headers={**reply.headers, "ININ-Correlation-Id": "1"})


@breaks("serves-every-action")
class HasNoLogOfTheUnresolved(Model):
    def route(self, incoming: Incoming) -> Reply:
        if incoming.path == "/api/v1/unresolved" and self.authorised(incoming):
            return self.problem(404)
        return super().route(incoming)


# Guests


@breaks("unknown-is-an-answer")
class SaysNotFoundForStrangers(Model):
    def nobody(self, fields: Fields) -> Reply:
        return self.problem(404)


@breaks("unknown-is-an-answer")
class SaysNothingForStrangers(Model):
    def nobody(self, fields: Fields) -> Reply:
        return Reply(200, {})


@breaks("unknown-unresolved", "hostile-input")
class TakesStrangersForSomebody(Model):
    def nobody(self, fields: Fields) -> Reply:
        return self.known(fields, "CRM_GUEST", 0.9)


@breaks("unresolved-without-customer")
class NamesCustomersThatAreNot(Model):
    def candidate(self, customer: str, confidence: float, **more: Any) -> Reply:
        return super().candidate(customer, confidence, customer_id=customer, **more)


@breaks("unresolved-logged")
class CannotLog(Model):
    def route(self, incoming: Incoming) -> Reply:
        reply = super().route(incoming)
        return self.problem(500) if incoming.path == "/api/v1/unresolved" else reply


# Bots


@breaks("known-bot")
class KnowsNoBots(Model):
    def is_known_bot(self, fields: Fields) -> bool:
        return False


@breaks("spam-keyword")
class ReadsNoSpam(Model):
    def is_spam(self, fields: Fields) -> bool:
        return False


@breaks("young-account")
class KnowsNoAge(Model):
    def is_young(self, fields: Fields) -> bool:
        return False


@breaks("people-are-no-bots")
class TakesOldAccountsForBots(Model):
    def is_young(self, fields: Fields) -> bool:
        return bool(fields.get("account_created_at"))


@breaks("unknown-age-is-not-young")
class TakesUnknownAgeForYoung(Model):
    def is_young(self, fields: Fields) -> bool:
        unknown = not fields.get("account_created_at") and fields["user_id"] != "666000666"
        return unknown or super().is_young(fields)


@breaks("bot-check-shape", "long-message")
class SaysYesAndNo(Model):
    def bot_check(self, fields: Fields) -> Reply:
        return changed(super().bot_check(fields), is_bot="no")


# Leads


@breaks("lead-created")
class MakesLeadsWithoutIds(Model):
    def captured(self, fields: Fields) -> Reply:
        reply = super().captured(fields)
        return changed(reply, lead_id=None)


@breaks("lead-created")
class SaysNothingOfOutcomes(Model):
    def captured(self, fields: Fields) -> Reply:
        return changed(super().captured(fields), outcome=None)


@breaks("lead-needs-review")
class AsksForNoReview(Model):
    def captured(self, fields: Fields) -> Reply:
        return changed(super().captured(fields), needs_review=False)


@breaks("lead-deduplicated", "lead-once-at-once")
class MakesALeadForEachConversation(Model):
    def person(self, fields: Fields) -> str:
        return str(fields["conversation_id"])


@breaks("lead-deduplicated")
class KnowsLeadsByHandle(Model):
    def person(self, fields: Fields) -> str:
        return str(fields.get("handle"))


@breaks("lead-once-at-once")
class LosesTheRace(Model):
    def lead(self, fields: Fields, key: str) -> Reply:
        known = self.person(fields) in self.leads
        pause(0.03)
        with self.lock:
            if key in self.kept:
                return self.kept[key]
            if not known and self.leads.pop(self.person(fields), ""):
                self.leads[f"another {len(self.leads)}"] = "l_"
            reply = self.kept[key] = self.captured(fields)
            return reply


@breaks("lead-idempotent")
class ForgetsWhatItSaid(Model):
    def lead(self, fields: Fields, key: str) -> Reply:
        with self.lock:
            return self.captured(fields)


@breaks("customer-is-no-lead")
class MakesCustomersLeads(Model):
    def captured(self, fields: Fields) -> Reply:
        return super().captured({**fields, "source": "elsewhere"})


# Accounts


@breaks("account-unknown", "hostile-account-id")
class HasAnAccountForEverybody(Model):
    def account(self, customer: str) -> Reply:
        return Reply(200, {"customer_id": customer, **self.profile(customer)})


@breaks("account-unknown")
class FailsForUnknownAccounts(Model):
    def account(self, customer: str) -> Reply:
        return (
            self.problem(500 if customer.startswith("verify") else 404)
            if customer not in self.customers
            else super().account(customer)
        )


@breaks("serves-every-action")
class HasNoAccounts(Model):
    def account(self, customer: str) -> Reply:
        return self.problem(404)


@breaks("account-read")
class CannotReadAccounts(Model):
    def account(self, customer: str) -> Reply:
        return self.problem(500) if customer in self.customers else super().account(customer)


@breaks("account-read", "account-agrees")
class KnowsAnotherTier(Model):
    def account(self, customer: str) -> Reply:
        return changed(super().account(customer), tier="Gold")


@breaks("account-agrees")
class ServesYesterdaysLanguage(Model):
    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        reply = super().known(fields, customer, confidence)
        reply.document["profile_data"]["preferences"]["language"] = "es-ES"
        return reply


@breaks("profile-age")
class KeepsProfilesForTenMinutes(Model):
    def __init__(self) -> None:
        super().__init__()
        self.age = 600


@breaks("profile-invalidated")
class IgnoresEvents(Model):
    def event(self) -> Reply:
        return Reply(202, {"logged": True})


@breaks("profile-invalidated")
class ChokesOnEvents(Model):
    def event(self) -> Reply:
        return self.problem(500)


@breaks("hostile-account-id")
class ChokesOnAccountIds(Model):
    def account(self, customer: str) -> Reply:
        return super().account(customer) if re.fullmatch(r"[\w-]+", customer) else self.problem(500)


# Access


@breaks("key-needed")
class NeedsNoKey(Model):
    def authorised(self, incoming: Incoming) -> bool:
        return "x-api-key" not in incoming.headers or super().authorised(incoming)


@breaks("key-needed")
class ShowsALoginPage(Model):
    def route(self, incoming: Incoming) -> Reply:
        if "x-api-key" not in incoming.headers:
            return Reply(302, "", "text/html", {"Location": "/login"})
        return super().route(incoming)


@breaks("wrong-key", "expired-key")
class TakesAnyKey(Model):
    def authorised(self, incoming: Incoming) -> bool:
        return "x-api-key" in incoming.headers


@breaks("expired-key")
class TakesOldKeys(Model):
    def authorised(self, incoming: Incoming) -> bool:
        return incoming.headers.get("x-api-key") in {KEY, EXPIRED}


@breaks("key-needed", "wrong-key", "expired-key")
class LeavesLeadsOpen(Model):
    def authorised(self, incoming: Incoming) -> bool:
        return incoming.path.startswith("/api/v1/leads") or super().authorised(incoming)


# Refusals


@breaks("malformed-refused")
class ForgivesBrokenJson(Model):
    def malformed(self) -> Reply:
        return self.nobody({})


@breaks("malformed-refused")
class FailsOnBrokenJson(Model):
    def malformed(self) -> Reply:
        return self.problem(500)


@breaks("nobody-refused")
class AnswersAboutNobody(Model):
    def resolve(self, fields: Fields) -> Reply:
        sender = fields.get("user_id") or fields.get("handle")
        return super().resolve(fields) if sender else self.nobody(fields)


@breaks("problem-json")
class ShowsErrorPages(Model):
    def problem(self, status: int) -> Reply:
        return Reply(status, f"<html><h1>{status}</h1></html>", "text/html")


@breaks("problem-json")
class HasErrorsOfItsOwn(Model):
    def problem(self, status: int) -> Reply:
        return Reply(status, {"error": "no"})


@breaks("errors-hide-internals")
class ShowsItsStack(Model):
    def malformed(self) -> Reply:
        return changed(self.problem(400), detail="Traceback (most recent call last): json.loads")


# Robustness


@breaks("unicode", "hostile-input")
class SpeaksAsciiOnly(Model):
    def resolve(self, fields: Fields) -> Reply:
        if not fields.get("display_name", "").isascii():
            raise Refused(self.problem(500))
        return super().resolve(fields)


@breaks("unicode", "hostile-input")
class RefusesForeignNames(Model):
    def resolve(self, fields: Fields) -> Reply:
        if not re.fullmatch(r"[\w .-]*", fields.get("display_name", ""), re.ASCII):
            raise Refused(self.problem(500 if "'" in fields["display_name"] else 422))
        return super().resolve(fields)


@breaks("long-input")
class ChokesOnLongHandles(Model):
    def resolve(self, fields: Fields) -> Reply:
        if len(fields.get("handle", "")) > 1000:
            raise Refused(self.problem(500))
        return super().resolve(fields)


@breaks("long-message")
class RefusesLongMessages(Model):
    def bot_check(self, fields: Fields) -> Reply:
        return super().bot_check(fields) if len(fields["text"]) < 5000 else self.problem(413)


@breaks("hostile-input")
class ChokesOnQuotes(Model):
    def resolve(self, fields: Fields) -> Reply:
        if "'" in fields.get("handle", ""):
            raise Refused(self.problem(500))
        return super().resolve(fields)


@breaks("hostile-input")
class RunsWhatHandlesSay(Model):
    def nobody(self, fields: Fields) -> Reply:
        injected = "or '1'='1'" in fields.get("handle", "")
        return self.known(fields, self.platinum, 0.9) if injected else super().nobody(fields)


@breaks("unknown-fields-ignored")
class RefusesUnknownFields(Model):
    def resolve(self, fields: Fields) -> Reply:
        if not self.resolve_fields.issuperset(fields):
            raise Refused(self.problem(422))
        return super().resolve(fields)


# Limits and load


@breaks("rate-limit", limits=FLOOD)
class HasNoLimit(Model):
    limit = 1_000_000


@breaks("retry-after", limits=FLOOD)
class DoesNotSayWhen(Model):
    def too_many(self) -> Reply:
        return self.problem(429)


@breaks("retry-after", limits=FLOOD)
class SaysTomorrow(Model):
    def too_many(self) -> Reply:
        return replace(self.problem(429), headers={"Retry-After": "86400"})


@breaks("rate-limit-generous", limits=FLOOD)
class IsStingy(Model):
    limit = 60


@breaks("rate-limit-per-sender", limits=FLOOD)
class LimitsStrangersTogether(Model):
    def count(self, fields: Fields) -> None:
        flooded = any(count > self.limit for count in self.counts.values())
        if flooded and "bystander" in fields.get("user_id", ""):
            raise Refused(self.too_many())
        super().count(fields)


@breaks("latency-timeout", "latency-budget", limits=LOAD)
class StallsNowAndThen(Model):
    def count(self, fields: Fields) -> None:
        super().count(fields)
        if "load" in fields.get("user_id", "") and sum(self.counts.values()) % 4 == 0:
            pause(0.6)


@breaks("latency-budget", limits=PATIENT)
class IsSlow(Model):
    def count(self, fields: Fields) -> None:
        super().count(fields)
        if "load" in fields.get("user_id", ""):
            pause(0.25)


@breaks("load-answered", limits=replace(PATIENT, budget=30))
class GivesUpUnderLoad(Model):
    def count(self, fields: Fields) -> None:
        super().count(fields)
        if "load" in fields.get("user_id", ""):
            raise Refused(self.problem(503))


@breaks("stable-answers")
class AnswersInTwoWays(Model):
    """The fifth and sixth time that it is asked about somebody."""

    def known(self, fields: Fields, customer: str, confidence: float) -> Reply:
        reply = super().known(fields, customer, confidence)
        return changed(reply, customer_id="CRM_2") if self.counts[fields.get("user_id") or ""] == 5 else reply
