"""Platforms that take people for somebody else."""

from __future__ import annotations

from typing import Any

from tests.irp_stub.contract.breaking import breaks, changed
from tests.irp_stub.contract.model_irp import (
    Fields,
    Holder,
    Incoming,
    Model,
    Reply,
)

__all__: list[str] = []


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


@breaks("every-answer-read")
class FailsForImpostors(Model):
    def look_alike(self, fields: Fields, holder: Holder) -> Reply:
        return self.problem(500)


@breaks("every-answer-read")
class ForgetsConfidenceWhereItDoubts(Model):
    def candidate(self, customer: str, confidence: float, **more: Any) -> Reply:
        return changed(super().candidate(customer, confidence, **more), confidence=None)


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
