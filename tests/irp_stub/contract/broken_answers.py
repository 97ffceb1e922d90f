"""Platforms whose answers are of another shape, or not as sure as they should be."""

from __future__ import annotations

from dataclasses import replace

from tests.irp_stub.contract.breaking import breaks, changed
from tests.irp_stub.contract.model_irp import (
    Fields,
    Holder,
    Incoming,
    Model,
    Reply,
)

__all__: list[str] = []


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
