"""The confidence table, row by row, over a store with a few people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from irp_stub.identity.change import BindUserId, Confirm, LinkAccount, ReviewKind, TakeHandle
from irp_stub.identity.handle import read_handle
from irp_stub.identity.model import Claim, Policy
from irp_stub.identity.resolve import resolve
from irp_stub.store.records import Customer, Mailbox, Person, PlatformAccount
from irp_stub.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from irp_stub.identity.decision import Decision

NOW = 1_800_000_000.0
DAY = 86_400.0


def person(
    customer_id: str, *accounts: tuple[str, str | None, str | None], days: float = 10.0, **mail: bool
) -> Person:
    return Person(
        Customer(customer_id, customer_id.title()),
        tuple(Mailbox(f"{name}@mail.net", verified) for name, verified in mail.items()),
        tuple(
            PlatformAccount(channel, user_id, read_handle(handle)) for channel, user_id, handle in accounts
        ),
        NOW - days * DAY,
    )


PEOPLE = (
    person("JOHN", ("twitter", "1", "john_doe"), ("linkedin", "li-1", "johndoe"), john=True),
    person("MARY", ("twitter", "2", "mary_smith"), mary=True, shared=True),
    person("NAMELESS", ("twitter", None, "only_handle")),
    person("OLD", ("twitter", None, "old_handle"), days=120),
    person("OLDER", ("twitter", "5", "held_by_five"), days=120),
    person("PHONE", ("whatsapp", "15550001", None), days=10, phone=True),
    person("OLDPHONE", ("whatsapp", "15550002", None), days=120, oldphone=True),
    person("PAYPAL", ("twitter", "8", "paypal_support"), shared=True),
    person("RARE", ("instagram", "9", "x7q_kowalczyk91"), unproven=False),
    person("COMMON", ("instagram", "10", "anna")),
    person("TWIN1", ("instagram", "11", "same_everywhere")),
    person("TWIN2", ("tiktok", "12", "same_everywhere")),
    person("BARE", ("twitter", "13", None)),
    person("FULL", *(("twitter", f"full-{n}", f"full_{n}") for n in range(5)), full=True),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "irp.db")
    for who in PEOPLE:
        assert opened.transact(lambda tables, who=who: tables.people.put(who)) == ()  # type: ignore[misc]
    yield opened
    opened.close()


def decide(store: SqliteStore, channel: str = "twitter", **claim: Any) -> Decision:
    handle = read_handle(claim.pop("handle", None), claim.pop("raw", None))
    return resolve(Claim(channel, handle=handle, **claim), store.read.view, NOW, Policy())


def test_nothing_is_known_of_a_stranger(store: SqliteStore) -> None:
    decision = decide(store, user_id="404", handle="nobody_like_that")
    assert (decision.customer_id, decision.confidence, decision.candidates) == (None, 0.0, ())
    assert decision.reviews == ()


RESOLVED = [
    ({"user_id": "1"}, ("JOHN", 0.99, "account", "user_id")),
    ({"user_id": "1", "handle": "john_doe"}, ("JOHN", 0.99, "account", "user_id")),
    ({"user_id": "1", "handle": "johndoe_official"}, ("JOHN", 0.97, "account", "user_id_new_handle")),
    ({"user_id": "1", "handle": "mary_smith"}, ("JOHN", 0.97, "account", "user_id_moved_handle")),
    ({"user_id": "1", "handle": "only_handle"}, ("JOHN", 0.97, "account", "user_id_moved_handle")),
    ({"user_id": "13", "handle": "first_handle"}, ("BARE", 0.99, "account", "user_id")),
    ({"channel": "linkedin", "user_id": "li-1", "handle": "johndoe"}, ("JOHN", 0.99, "account", "user_id")),
    ({"channel": "whatsapp", "user_id": "15550001"}, ("PHONE", 0.97, "account", "phone_recent")),
    ({"user_id": "99", "email": "john@mail.net"}, ("JOHN", 0.92, "email", "verified_email")),
    ({"handle": "john_doe"}, ("JOHN", 0.87, "handle", "handle")),
    ({"user_id": "99", "handle": "only_handle"}, ("NAMELESS", 0.87, "handle", "handle")),
    ({"handle": "only_handle"}, ("NAMELESS", 0.87, "handle", "handle")),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "expected"), RESOLVED)
def test_resolved(store: SqliteStore, claim: dict[str, Any], expected: tuple[str, float, str, str]) -> None:
    decision = decide(store, **claim)
    customer_id, confidence, matched_by, rule = expected
    assert decision.customer_id == customer_id
    assert decision.confidence == pytest.approx(confidence)
    assert decision.matched_by == matched_by
    assert rule in [item.rule for item in decision.evidence]
    assert decision.candidates == ()


UNRESOLVED = [
    ({"channel": "whatsapp", "user_id": "15550002"}, "OLDPHONE", 0.60, ReviewKind.RECYCLED_PHONE),
    ({"user_id": "99", "handle": "old_handle"}, "OLD", 0.70, ReviewKind.LOW_CONFIDENCE),
    ({"handle": "held_by_five"}, "OLDER", 0.70, ReviewKind.LOW_CONFIDENCE),
    ({"user_id": "99", "handle": "john_doe"}, "JOHN", 0.25, ReviewKind.RECYCLED_HANDLE),
    ({"user_id": "99", "handle": "x7q_kowalczyk91"}, "RARE", 0.50, ReviewKind.LOW_CONFIDENCE),
    ({"user_id": "99", "handle": "anna"}, "COMMON", 0.20, ReviewKind.LOW_CONFIDENCE),
    ({"user_id": "99", "handle": "same_everywhere"}, "TWIN1", 0.20, ReviewKind.LOW_CONFIDENCE),
    ({"user_id": "99", "handle": "paypai_support", "raw": "paypaI_support"}, "PAYPAL", 0.30, ReviewKind.IMPERSONATION),
    ({"handle": "paypai_support", "raw": "paypaI_support"}, "PAYPAL", 0.30, ReviewKind.IMPERSONATION),
    ({"user_id": "99", "handle": "раураl_support"}, "PAYPAL", 0.30, ReviewKind.IMPERSONATION),
    ({"user_id": "99", "handle": "ｊｏｈｎ＿ｄｏｅ"}, "JOHN", 0.30, ReviewKind.IMPERSONATION),
    ({"handle": "ｊｏｈｎ＿ｄｏｅ"}, "JOHN", 0.30, ReviewKind.IMPERSONATION),
    ({"handle": "john_doe", "raw": "jo\u200bhn_doe"}, "JOHN", 0.30, ReviewKind.IMPERSONATION),
    ({"user_id": "99", "handle": "j0hn_d03"}, "JOHN", 0.20, ReviewKind.IMPERSONATION),
    ({"channel": "instagram", "user_id": "99", "handle": "j0hn_doe"}, "JOHN", 0.20, ReviewKind.IMPERSONATION),
    ({"user_id": "99", "handle": "paypal_supp0rt", "email": "john@mail.net"}, "JOHN", 0.84, ReviewKind.IMPERSONATION),
    ({"user_id": "99", "email": "shared@mail.net"}, "MARY", 0.30, ReviewKind.LOW_CONFIDENCE),
    ({"user_id": "99", "email": "full@mail.net"}, "FULL", 0.84, ReviewKind.TOO_MANY_ACCOUNTS),
    ({"handle": "john_doe", "email": "mary@mail.net"}, "MARY", 0.84, ReviewKind.CONFLICT),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "candidate", "confidence", "kind"), UNRESOLVED)
def test_never_resolved_but_reviewed(
    store: SqliteStore, claim: dict[str, Any], candidate: str, confidence: float, kind: ReviewKind
) -> None:
    decision = decide(store, **claim)
    assert decision.customer_id is None
    assert decision.candidates[0].customer_id == candidate
    assert decision.candidates[0].confidence == pytest.approx(confidence, abs=0.001)
    assert decision.confidence == decision.candidates[0].confidence
    assert [needed.kind for needed in decision.reviews] == [kind]
    assert decision.impersonation_suspected is (kind is ReviewKind.IMPERSONATION)
    assert decision.changes == ()


@pytest.mark.parametrize(
    "claim",
    [
        {"user_id": "99", "email": "unproven@mail.net"},
        {"user_id": "99", "handle": "johndoe_"},
        {"user_id": "99", "handle": "lan"},
        {"channel": "whatsapp", "user_id": "1"},
    ],
)
def test_what_is_no_evidence_at_all(store: SqliteStore, claim: dict[str, Any]) -> None:
    decision = decide(store, **claim)
    assert (decision.customer_id, decision.candidates) == (None, ())


def test_an_identifier_that_very_many_share_suggests_nobody(store: SqliteStore) -> None:
    for number in range(5):
        crowd = person(f"CROWD{number}", ("instagram", f"c{number}", "same_everywhere"), crowd=True)
        also = replace(crowd, accounts=(replace(crowd.accounts[0], channel=f"platform{number}"),))
        store.transact(lambda tables, also=also: tables.people.put(also))  # type: ignore[misc]
    shared = decide(store, user_id="99", email="crowd@mail.net")
    assert (shared.customer_id, len(shared.candidates)) == (None, 5)
    assert decide(store, user_id="99", handle="same_everywhere").candidates == ()
    store.transact(lambda tables: tables.people.put(person("SIXTH", crowd=True)))
    assert decide(store, user_id="99", email="crowd@mail.net").candidates == ()


def test_a_common_handle_and_a_stale_phone_never_add_up_to_a_customer(store: SqliteStore) -> None:
    decision = decide(store, channel="whatsapp", user_id="15550002", handle="x7q_kowalczyk91")
    assert decision.customer_id is None


def test_a_recycled_phone_is_not_confirmed_by_its_new_owners_mailbox(store: SqliteStore) -> None:
    decision = decide(store, channel="whatsapp", user_id="15550002", email="john@mail.net")
    assert (decision.customer_id, decision.changes) == ("JOHN", ())
    assert [(needed.kind, needed.candidates[0].customer_id) for needed in decision.reviews] == [
        (ReviewKind.RECYCLED_PHONE, "OLDPHONE")
    ]


def test_a_proven_mailbox_makes_an_old_phone_good_again(store: SqliteStore) -> None:
    decision = decide(store, channel="whatsapp", user_id="15550002", email="oldphone@mail.net")
    assert decision.customer_id == "OLDPHONE"
    assert isinstance(decision.changes[0], Confirm)


def test_changes_of_each_kind(store: SqliteStore) -> None:
    (bound,) = decide(store, user_id="99", handle="only_handle").changes
    (taken,) = decide(store, user_id="1", handle="new_name").changes
    (linked,) = decide(store, user_id="99", handle="brand_new", email="john@mail.net").changes
    assert isinstance(bound, BindUserId)
    assert isinstance(taken, TakeHandle)
    assert isinstance(linked, LinkAccount)
    assert (linked.customer_id, linked.user_id, linked.rule) == ("JOHN", "99", "email")


def test_an_account_that_renames_itself_after_somebody_is_known_and_suspected(store: SqliteStore) -> None:
    decision = decide(store, user_id="2", handle="paypaI_support")
    assert decision.customer_id == "MARY"
    assert decision.impersonation_suspected
    assert [needed.kind for needed in decision.reviews] == [ReviewKind.IMPERSONATION]


def test_a_moved_handle_leaves_its_former_holder_to_a_steward(store: SqliteStore) -> None:
    decision = decide(store, user_id="1", handle="mary_smith")
    (needed,) = decision.reviews
    assert (needed.kind, needed.candidates[0].customer_id) == (ReviewKind.MOVED_HANDLE, "MARY")
    store.transact(lambda tables: tables.graph.apply(decision.changes, NOW))
    view = store.read.view
    holder, mary = view.holder("twitter", "mary_smith"), view.identity("twitter", "2")
    assert holder is not None
    assert holder.customer_id == "JOHN"
    assert mary is not None
    assert mary.handle is None
    assert decide(store, user_id="2", handle="mary_smith_2").customer_id == "MARY"


def test_a_handle_that_was_given_up_and_taken_by_another_account_is_recycled(store: SqliteStore) -> None:
    changes = decide(store, user_id="1", handle="johndoe_official").changes
    store.transact(lambda tables: tables.graph.apply(changes, NOW))
    decision = decide(store, user_id="99", handle="john_doe")
    assert decision.customer_id is None
    assert [needed.kind for needed in decision.reviews] == [ReviewKind.RECYCLED_HANDLE]


def test_a_steward_beats_every_rule(store: SqliteStore) -> None:
    store.transact(lambda tables: tables.graph.rule_out("twitter", "id:99", "NAMELESS", NOW))
    decision = decide(store, user_id="99", handle="only_handle")
    assert (decision.customer_id, decision.candidates) == (None, ())
    assert [item.rule for item in decision.evidence] == ["cannot_link"]


def test_the_account_counts_as_seen_once_a_day(store: SqliteStore) -> None:
    (seen,) = decide(store, user_id="1", handle="john_doe").changes
    assert isinstance(seen, Confirm)
    store.transact(lambda tables: tables.graph.apply((seen,), NOW))
    assert decide(store, user_id="1", handle="john_doe").changes == ()


def test_a_higher_threshold_asks_a_steward(store: SqliteStore) -> None:
    claim = Claim("twitter", handle=read_handle("john_doe"))
    decision = resolve(claim, store.read.view, NOW, Policy(threshold=0.9))
    assert decision.customer_id is None
    assert decision.confidence == pytest.approx(0.87)


def test_a_second_account_with_an_alike_handle_is_linked_by_a_proven_mailbox_and_by_nothing_less(
    store: SqliteStore,
) -> None:
    alone = decide(store, user_id="99", handle="j0hn_doe")
    proven = decide(store, user_id="99", handle="j0hn_doe", email="john@mail.net")
    assert (alone.customer_id, alone.impersonation_suspected) == (None, True)
    assert (proven.customer_id, proven.impersonation_suspected) == ("JOHN", False)


def test_a_channel_holds_apart_what_belongs_to_two_platforms(store: SqliteStore) -> None:
    assert decide(store, channel="instagram", user_id="1").customer_id is None
    assert decide(store, channel="instagram", handle="john_doe").customer_id is None
