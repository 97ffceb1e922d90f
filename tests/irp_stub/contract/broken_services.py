"""Platforms that fail beside the resolution: bots, leads, accounts."""

from __future__ import annotations

import re

from tests.irp_stub.contract.breaking import breaks, changed
from tests.irp_stub.contract.model_irp import (
    Fields,
    Model,
    Reply,
    pause,
)

__all__: list[str] = []


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
        pause(0.1)
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


@breaks("every-answer-read")
class FailsForLeadsThatAreThere(Model):
    def captured(self, fields: Fields) -> Reply:
        return self.problem(500) if self.person(fields) in self.leads else super().captured(fields)


# Accounts


@breaks("account-unknown", "hostile-account-id")
class HasAnAccountForEverybody(Model):
    def account(self, customer: str) -> Reply:
        return Reply(200, {"customer_id": customer, **self.profile(customer)})


@breaks("account-unknown", "every-answer-read")
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
