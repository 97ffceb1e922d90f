"""What real people, and people who mean harm, write."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.rule import Family
from irp_stub.contract.rules.accounts import known_account
from irp_stub.contract.rules.identity import expect

if TYPE_CHECKING:
    from irp_stub.contract.answer import Answer
    from irp_stub.contract.probe import Probe

__all__ = ["ROBUSTNESS"]

ROBUSTNESS = Family("robustness")

_NAMES = ("Zoë 🎉 Müller", "李小龙", "محمد", "नेहा", "𝐁𝐨𝐥𝐝", "e\u0301\u0302\u0303", "a\u200db\u202ec")
_HOSTILE = (
    "' OR '1'='1' --", '"; DROP TABLE customers; --', "${7*7}{{7*7}}<%= 7*7 %>", "../../../../etc/passwd",
    "<script>alert(1)</script>", "\x00\x01\x1f", "%00%0a%0d", '{"$ne": null}', "*)(uid=*))(|(uid=*", "\ufeff\ufffe\U0001f9d1\u200d\U0001f680",
)  # fmt: skip
_LONG = (300, 5_000, 100_000)
_TEXT = 10_000


def _stranger(probe: Probe, about: str, **more: object) -> Answer:
    return probe.resolve(probe.data.guest_channel, probe.marks.user_id(about), **more)  # type: ignore[arg-type]


def _plain(probe: Probe) -> Answer:
    """A stranger with a plain name: where that one is not understood, nothing can be said of others."""
    answer = _stranger(probe, "plain", displayName="Ann Lee")
    if not answer.succeeded:
        raise NotApplicable(
            "a stranger with a plain name is not understood either (rule unknown-is-an-answer)"
        )
    return answer


def _no_crash(answer: Answer, what: str) -> None:
    if answer.exchange.crashed:
        raise Broken(f"{what} {answer.exchange.told()}", answer.exchange)


@ROBUSTNESS.must(
    "unicode",
    "Names in every script are understood",
    source="people's names",
    writes=True,
    why="an error would make guests of everybody outside ASCII",
)
def unicode(probe: Probe) -> None:
    probe.once(_plain)
    for name in _NAMES:
        answer = _stranger(probe, "unicode", displayName=name)
        if not answer.succeeded:
            raise Broken(f"the display name {name!r} {answer.exchange.told()}", answer.exchange)
        _no_crash(_stranger(probe, "unicode", handle=name), f"the handle {name!r}")


@ROBUSTNESS.must(
    "long-input",
    "Long input is answered or refused",
    source="OWASP API4",
    writes=True,
    why="one message of 100,000 characters must not take the platform down",
)
def long_input(probe: Probe) -> None:
    for length in _LONG:
        _no_crash(_stranger(probe, "long", handle="x" * length), f"a handle of {length} characters")


@ROBUSTNESS.should(
    "long-message",
    "A long message can be checked",
    source='Data Action "Check Bot": text',
    why="complaints are long, and a complaint that is refused is not checked",
)
def long_message(probe: Probe) -> None:
    user_id, text = probe.marks.user_id("complaint"), ("I am not content. " * _TEXT)[:_TEXT]
    answer = probe.ask(Purpose.BOT_CHECK, channel=probe.data.guest_channel, userId=user_id, text=text)
    answer = probe.served(Purpose.BOT_CHECK, answer)
    if not answer.succeeded:
        raise Broken(f"a message of {_TEXT} characters {answer.exchange.told()}", answer.exchange)


@ROBUSTNESS.must(
    "hostile-input",
    "Hostile input is a name like any other",
    source="OWASP API8, API10",
    writes=True,
    why="handles and names are written by strangers",
)
def hostile_input(probe: Probe) -> None:
    for text in _HOSTILE:
        answer = _stranger(probe, "hostile", handle=text, displayName=text)
        _no_crash(answer, f"the handle {text!r}")
        if answer.succeeded and answer.merges(answer.customer_id, probe.limits.threshold):
            raise Broken(f"the handle {text!r} is resolved as {answer.customer_id}", answer.exchange)


@ROBUSTNESS.should(
    "hostile-account-id",
    "A hostile customer id finds nobody",
    source="OWASP API8",
    why="the id stands in the address",
)
def hostile_account_id(probe: Probe) -> None:
    probe.once(known_account)
    for text in ("../admin", "a/b?c=d#e", "%2e%2e%2f", "😀"):
        answer = probe.ask(Purpose.ACCOUNT, customerId=text)
        if answer.succeeded or answer.exchange.crashed:
            raise Broken(f"the customer id {text!r} {answer.exchange.told()}", answer.exchange)


@ROBUSTNESS.should(
    "unknown-fields-ignored",
    "Fields that are not known yet are ignored",
    source="Data Actions gain fields before every platform knows them",
    why="else flows and platform could only change in the same minute",
)
def unknown_fields_ignored(probe: Probe) -> None:
    known = probe.need(probe.data.known, "known")
    request = probe.request(
        Purpose.RESOLVE, channel=known.channel, userId=known.user_id, handle=known.handle,
        conversationId=probe.marks.conversation(),
    )  # fmt: skip
    try:
        body = json.loads(request.body or "")
    except ValueError:
        raise NotApplicable("the Data Action sends no JSON") from None
    body["x_from_the_future"] = {"since": 2099}
    exchange = probe.send(replace(request, body=json.dumps(body)))
    if exchange.refused:
        raise Broken(f"a request with one field more {exchange.told()}", exchange)
    expect(probe.read(Purpose.RESOLVE, exchange), known, "a request with one field more")
