"""Platforms that let anybody in, fall over, or are slow."""

from __future__ import annotations

import re
from dataclasses import replace

from irp_stub.contract.settings import Limits
from tests.irp_stub.contract.asking import QUICK
from tests.irp_stub.contract.breaking import breaks, changed
from tests.irp_stub.contract.model_irp import (
    EXPIRED,
    KEY,
    Fields,
    Incoming,
    Model,
    Refused,
    Reply,
    pause,
)

__all__: list[str] = []

FLOOD = replace(QUICK, flood=True)
LOAD = Limits(rate=100, load_seconds=0.3, flow_timeout=0.4, budget=0.2)
PATIENT = Limits(rate=100, load_seconds=0.3, flow_timeout=30, budget=0.2)


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
