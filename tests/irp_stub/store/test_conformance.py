"""What every store does, whatever it stands on; seen through its protocol alone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from irp_stub.errors import CannotLoad
from irp_stub.identity.change import (
    BindUserId,
    Confirm,
    LinkAccount,
    MustLink,
    ReviewKind,
    ReviewNeeded,
    TakeHandle,
)
from irp_stub.identity.handle import Handle, read_handle
from irp_stub.identity.model import Claim, Suspect
from irp_stub.stewardship.merging import merge_customers, undo_merge
from irp_stub.store.location import open_store
from irp_stub.store.records import (
    ApiKey,
    Customer,
    KeptAnswer,
    Lead,
    Mailbox,
    Person,
    PlatformAccount,
    Selection,
    Unresolved,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from irp_stub.store.protocol import Store, Tables

STORES = ("sqlite", "memory")
NOW = 1_000.0


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_store("memory:" if request.param == "memory" else f"sqlite:{tmp_path / 'irp.db'}")
    yield opened
    opened.close()


def handle(name: str) -> Handle:
    read = read_handle(name)
    assert read is not None
    return read


def ann(customer_id: str = "ANN", *accounts: tuple[str, str | None, str | None], at: float = NOW) -> Person:
    named = accounts or (("twitter", "1", "ann_lee"),)
    return Person(
        Customer(customer_id, "Ann Lee", "Gold", "2026-01-01T00:00:00Z", None, {"language": "en"}),
        (
            Mailbox(f"{customer_id.lower()}@mail.net", verified=True),
            Mailbox("shared@mail.net", verified=False),
        ),
        tuple(PlatformAccount(channel, user_id, read_handle(name)) for channel, user_id, name in named),
        at,
    )


def put(store: Store, *people: Person) -> None:
    for person in people:
        assert store.transact(lambda tables, person=person: tables.people.put(person)) == ()  # type: ignore[misc]


def apply(store: Store, *changes: Any, at: float = NOW + 1) -> frozenset[str]:
    return store.transact(lambda tables: tables.graph.apply(changes, at))


def edge(store: Store, channel: str, user_id: str) -> Any:
    found = store.read.view.identity(channel, user_id)
    assert found is not None
    return found


def test_a_customer_is_found_by_everything_that_identifies(store: Store) -> None:
    put(store, ann("ANN", ("twitter", "1", "Ann_Lee"), ("linkedin", "li-1", "annlee")))
    view = store.read.view
    assert edge(store, "twitter", "1").customer_id == "ANN"
    assert view.identity("instagram", "1") is None
    assert view.holder("twitter", "ann_lee") == edge(store, "twitter", "1")
    assert view.holder("linkedin", "ann_lee") is None
    assert [known.channel for known in view.elsewhere("twitter", "annlee")] == ["linkedin"]
    assert [known.handle for known in view.look_alikes(handle("4nn_lee"))] == ["ann_lee", "annlee"]
    assert [known.handle for known in view.look_alikes(handle("аnn_lee"))] == ["ann_lee", "annlee"]
    assert view.readers("ann@mail.net") == ["ANN"]
    assert view.readers("shared@mail.net") == []
    assert view.accounts_of("ANN", "twitter") == 1


def test_a_profile_carries_what_is_known_and_the_accounts(store: Store) -> None:
    put(store, ann("ANN", ("linkedin", "li-1", "annlee"), ("twitter", "1", None)))
    profile = store.read.people.profile("ANN")
    assert profile is not None
    assert profile.profile_data == (
        b'{"name":"Ann Lee","tier":"Gold","updated_at":"2026-01-01T00:00:00Z","preferences":{"language":"en"}}'
    )
    assert profile.social_graph == (
        b'{"linkedin_id":"li-1","linkedin_handle":"annlee","linkedin_url":"linkedin.com/in/annlee",'
        b'"twitter_id":"1"}'
    )
    assert store.read.people.profile("BOB") is None


def test_an_older_word_renews_nothing_and_a_newer_does(store: Store) -> None:
    old, new = ann(at=1.0), ann("ANN", ("twitter", "1", "ann_new"), at=2.0)
    old = replace(old, customer=replace(old.customer, tier="Silver", updated_at="2025-01-01T00:00:00Z"))
    put(store, new, old, new)
    customer = store.read.people.customer("ANN")
    assert customer is not None
    assert customer.tier == "Gold"
    assert edge(store, "twitter", "1").handle == "ann_new"


def test_a_handle_moves_and_is_remembered(store: Store) -> None:
    put(store, ann(), ann("BOB", ("twitter", "2", "bob")))
    touched = apply(store, TakeHandle(edge(store, "twitter", "1").id, "twitter", handle("bob")))
    assert touched == {"ANN", "BOB"}
    assert edge(store, "twitter", "1").handle == "bob"
    assert edge(store, "twitter", "2").handle is None
    former = store.read.view.former_holder("twitter", "ann_lee")
    assert former is not None
    assert (former.customer_id, former.handle) == ("ANN", "ann_lee")
    (account,) = store.read.dossier.accounts("ANN")
    assert [(held.name, held.valid_to) for held in account.handles] == [("ann_lee", NOW + 1), ("bob", None)]


def test_an_account_of_nothing_but_a_handle_is_absorbed_by_the_one_with_an_id(store: Store) -> None:
    put(store, ann("ANN", ("twitter", None, "ann_lee")))
    apply(store, LinkAccount("ANN", "twitter", "9", handle("ann_lee"), "handle"))
    (account,) = store.read.dossier.accounts("ANN")
    assert (account.user_id, len(account.handles)) == ("9", 2)


def test_accounts_are_bound_confirmed_pinned_and_unlinked(store: Store) -> None:
    put(store, ann("ANN", ("twitter", None, "ann_lee")))
    holder = store.read.view.holder("twitter", "ann_lee")
    assert holder is not None
    apply(store, BindUserId(holder.id, "7"), at=NOW + 5)
    apply(store, Confirm(holder.id), MustLink(holder.id), at=NOW + 9)
    bound = edge(store, "twitter", "7")
    assert (bound.confirmed_at, bool(bound.must_link)) == (NOW + 9, True)
    apply(store, Confirm(holder.id), at=NOW)
    assert edge(store, "twitter", "7").confirmed_at == NOW + 9
    store.transact(lambda tables: tables.graph.unlink(holder.id))
    assert store.read.view.identity("twitter", "7") is None
    assert store.read.view.former_holder("twitter", "ann_lee") is None


def test_what_is_ruled_out_holds_by_id_and_by_handle(store: Store) -> None:
    def rule(tables: Tables) -> None:
        tables.graph.rule_out("twitter", "id:1", "ANN", 1.0)
        tables.graph.rule_out("twitter", "id:1", "ANN", 2.0)
        tables.graph.rule_out("twitter", "handle:x", "BOB", 3.0)

    store.transact(rule)
    claim = Claim("twitter", "1", handle("x"))
    assert store.read.view.cannot_link(claim) == {"ANN", "BOB"}
    assert store.read.view.cannot_link(Claim("instagram", "1")) == frozenset()
    assert store.read.dossier.ruled_out("twitter", "id:1") == ["ANN"]
    assert [each.decided_at for each in store.read.dossier.ruled_out_of("ANN")] == [1.0]
    store.transact(lambda tables: tables.graph.rule_in("twitter", ["id:1", "id:2"], "ANN"))
    assert store.read.view.cannot_link(claim) == {"BOB"}


def whole(store: Store, *people: str) -> list[Any]:
    tables = store.read
    return [
        (
            tables.people.customer(who), tables.people.profile(who), tables.dossier.accounts(who),
            tables.dossier.mailboxes(who), tables.dossier.aliases(who), tables.dossier.ruled_out_of(who),
        )
        for who in people
    ]  # fmt: skip


def test_a_merge_is_undone_exactly_and_its_id_stays_an_alias(store: Store) -> None:
    put(
        store,
        ann(),
        ann("BOB", ("twitter", "2", "bob"), ("open", "o2", None)),
        ann("CID", ("open", "3", None)),
    )
    store.transact(lambda tables: tables.graph.rule_out("twitter", "id:1", "BOB", 1.0))
    store.transact(lambda tables: tables.graph.rule_out("open", "id:x", "BOB", 2.0))
    before = whole(store, "ANN", "BOB", "CID")
    first = store.transact(lambda tables: merge_customers(tables, "BOB", "CID", "eve", 5.0))
    second = store.transact(lambda tables: merge_customers(tables, "ANN", "CID", "eve", 6.0))
    assert {who: store.read.people.customer(who) for who in ("BOB", "CID")} == dict.fromkeys(
        ("BOB", "CID"), store.read.people.customer("ANN")
    )
    assert store.read.dossier.aliases("ANN") == ["BOB", "CID"]
    assert [each.account for each in store.read.dossier.ruled_out_of("ANN")] == ["id:x"]
    assert store.read.merges.of_customer("BOB") == [first, second]
    store.transact(lambda tables: undo_merge(tables, second.merge_id, "eve", 7.0))
    store.transact(lambda tables: undo_merge(tables, first.merge_id, "eve", 8.0))
    assert whole(store, "ANN", "BOB", "CID") == before
    undone = store.read.merges.get(first.merge_id)
    assert undone is not None
    assert undone.undone_at == 8.0


def needed(conversation: str | None = None, kind: ReviewKind = ReviewKind.IMPERSONATION) -> ReviewNeeded:
    claim = Claim("twitter", "9", handle("4nn_lee"), conversation_id=conversation)
    return ReviewNeeded(kind, claim, (Suspect("ANN", 0.3), Suspect("BOB", 0.2)))


def test_a_question_is_asked_once_and_decided_once(store: Store) -> None:
    put(store, ann())

    def ask(question: ReviewNeeded, review_id: str, at: float) -> str:
        return store.transact(lambda tables: tables.reviews.ask(question, review_id, "d_1", at))

    assert [ask(needed("c1"), "r_1", 1.0), ask(needed("c2"), "r_2", 2.0), ask(needed(), "r_3", 3.0)] == [
        "r_1"
    ] * 3
    assert ask(needed("c3", ReviewKind.CONFLICT), "r_4", 4.0) == "r_4"
    assert store.read.reviews.find(needed("c2")) == "r_1"
    assert store.read.reviews.find(needed("c9")) is None
    first, second = store.read.reviews.open(10)
    assert (first.conversations, first.shown, first.name) == (("c1", "c2"), "4nn_lee", "Ann Lee")
    assert first.candidates == (("ANN", 0.3), ("BOB", 0.2))
    assert store.read.reviews.open(10, (1.0, "r_1")) == [second]
    assert store.read.reviews.open(10, which=Selection(kinds=("conflict",))) == [second]
    assert store.read.reviews.open(10, which=Selection(channel="open")) == []
    assert store.read.reviews.open(10, which=Selection(asked_before=4.0)) == [first]
    tally = store.read.reviews.tally()
    assert (sorted(tally.counts), tally.oldest) == (
        [("conflict", "twitter", 1), ("impersonation", "twitter", 1)],
        1.0,
    )
    decided = [
        store.transact(lambda tables: tables.reviews.decide("r_1", "link", "eve", 5.0)) for _ in range(2)
    ]
    assert decided == [True, False]
    assert ask(needed(), "r_5", 6.0) == "r_5"
    review = store.read.reviews.get("r_1")
    assert review is not None
    assert (review.decision, review.decided_by, review.decided_at) == ("link", "eve", 5.0)


def lead(lead_id: str = "l_1", **more: Any) -> Lead:
    facts: dict[str, Any] = {
        "channel": "twitter", "user_id": "9", "handle": "new", "display_name": None, "email": None,
        "claimed_email": None, "status": "New", "needs_review": True, "conversation_id": None, "created_at": 1.0,
    }  # fmt: skip
    return Lead(lead_id, **(facts | more))


def test_a_lead_is_found_by_account_mailbox_and_conversation(store: Store) -> None:
    made = lead(email="new@mail.net", conversation_id="c1")

    def add(tables: Tables) -> None:
        tables.leads.add(made)
        tables.leads.know_by("l_1", "twitter", ["id:9"])
        tables.leads.know_by("l_2", "twitter", ["id:9"])
        tables.reviews.ask_about(made, "New", "r_1", 1.0)
        tables.leads.keep_answer("key", KeptAnswer("f", 201, b'{"lead_id":"l_1"}'), 1.0)

    store.transact(add)
    leads = store.read.leads
    assert leads.get("l_1") == leads.of_account("twitter", "id:9") == made
    assert leads.of_email("new@mail.net") == leads.of_conversation("c1") == made
    assert leads.of_account("twitter", "handle:new") is None
    (review,) = store.read.reviews.open(5)
    assert (review.kind, review.lead_id, review.conversations) == ("new_lead", "l_1", ("c1",))
    store.transact(lambda tables: tables.leads.settle("l_1", None))
    settled = store.read.leads.get("l_1")
    assert settled is not None
    assert (settled.needs_review, settled.status) == (False, "New")
    assert store.read.leads.kept_answer("key") == KeptAnswer("f", 201, b'{"lead_id":"l_1"}')
    assert store.transact(lambda tables: tables.dossier.erase_lead("l_1")) is True
    assert store.transact(lambda tables: tables.dossier.erase_lead("l_1")) is False
    assert (store.read.leads.kept_answer("key"), store.read.reviews.open(5)) == (None, [])


def test_logs_are_kept_as_long_as_they_have_to_be(store: Store) -> None:
    unresolved = Unresolved("twitter", "9", "new", "c1", None)

    def log(tables: Tables) -> list[bool]:
        tables.logs.keep_decision("d_1", "ANN", b"{}", 5.0)
        tables.leads.keep_answer("key", KeptAnswer("f", 201, b""), 5.0)
        tables.reviews.ask(needed("c1"), "r_1", "d_1", 5.0)
        tables.reviews.decide("r_1", "reject", "eve", 6.0)
        tables.reviews.ask(needed("c2"), "r_2", "d_1", 5.0)
        tables.logs.audit("eve", "link", "ANN", "an account", 7.0)
        return [tables.logs.log_unresolved(unresolved, at) for at in (5.0, 6.0)]

    assert store.transact(log) == [True, False]
    told = [(each.action, each.at) for each in store.read.logs.of_people(["ANN", "BOB"], 9)]
    assert told == [("link", 7.0), ("decision", 5.0)]
    assert store.transact(lambda tables: tables.logs.forget(5.0, 5.0)) == 0
    assert store.transact(lambda tables: tables.logs.forget(8.0, 5.0)) == 3
    assert store.read.reviews.get("r_1") is not None
    assert store.transact(lambda tables: tables.logs.forget(5.0, 8.0)) == 2
    assert store.read.logs.decision("d_1") is None
    assert [review.review_id for review in store.read.reviews.open(5)] == ["r_2"]
    assert store.transact(log)[0] is True


def test_logs_are_read_by_pages(store: Store) -> None:
    def log(tables: Tables) -> None:
        for number, at in enumerate((1.0, 2.0, 2.0, 3.0)):
            tables.logs.log_unresolved(Unresolved("twitter", str(number), None, None, "why"), at)
            tables.logs.audit("eve", "link", None, f"{number}", at)

    store.transact(log)
    logs = store.read.logs
    pages = [[(at, who.user_id) for at, who in logs.unresolved(2, after)] for after in (0.0, 2.0, 3.0)]
    assert pages == [[(1.0, "0"), (2.0, "1"), (2.0, "2")], [(3.0, "3")], []]
    first = logs.written(3, 0)
    assert [line.detail for line in first] == ["0", "1", "2"]
    assert [(line.at, line.actor, line.detail) for line in logs.written(3, first[-1].number)] == [
        (3.0, "eve", "3")
    ]


def test_keys_bots_and_facts(store: Store) -> None:
    def prepare(tables: Tables) -> None:
        tables.access.set_fact("salt", b"1")
        tables.access.set_fact("salt", b"2")
        tables.access.put_key(ApiKey("k_1", "flow", b"h1", frozenset({"resolve", "crm"})), 1.0)
        tables.access.put_key(ApiKey("k_2", "old", b"h2", frozenset({"crm"}), expires_at=10.0), 2.0)
        tables.access.add_known_bots([("*", "b1"), ("twitter", "b2"), ("twitter", "b2")])

    store.transact(prepare)
    access = store.read.access
    assert (access.fact("salt"), access.fact("pepper")) == (b"2", None)
    assert [key.key_id for key in access.keys(9.0)] == ["k_1", "k_2"]
    assert [key.scopes for key in access.keys(11.0)] == [{"resolve", "crm"}]
    revoked = [store.transact(lambda tables: tables.access.revoke_key("k_1", 3.0)) for _ in range(2)]
    assert (revoked, store.read.access.keys(11.0)) == ([True, False], ())
    known = [("open", "b1"), ("twitter", "b2"), ("open", "b2")]
    assert [store.read.access.is_known_bot(*bot) for bot in known] == [True, True, False]


def test_what_is_to_be_delivered_waits_its_time(store: Store) -> None:
    store.transact(lambda tables: tables.outbox.add(b"one", 1.0))
    store.transact(lambda tables: tables.outbox.add(b"two", 1.0))
    one, two = store.read.outbox.due(1.0, 5)
    assert (one.body, two.body, store.read.outbox.due(0.5, 5)) == (b"one", b"two", [])
    store.transact(lambda tables: tables.outbox.postpone(one.number, 9.0))
    store.transact(lambda tables: tables.outbox.delivered(two.number))
    assert store.read.outbox.due(8.0, 5) == []
    assert [each.tries for each in store.read.outbox.due(9.0, 5)] == [1]


FOUND = [
    ("ANN", "ANN", "id"),
    ("1", "ANN", "user_id"),
    ("@Ann_Lee", "ANN", "handle"),
    ("ann_", "ANN", "handle"),
    ("аnn_lee", "ANN", "look_alike"),
    ("ann@mail.net", "ANN", "email"),
]


@pytest.mark.parametrize(("text", "customer_id", "kind"), FOUND)
def test_a_steward_finds_customers(store: Store, text: str, customer_id: str, kind: str) -> None:
    put(store, ann(), ann("BOB", ("twitter", "2", "bob")))
    found = store.read.directory.find(text, 5)
    assert [(each.customer_id, each.kind) for each in found][:1] == [(customer_id, kind)]


def test_a_search_is_bounded_and_tells_former_handles(store: Store) -> None:
    put(store, *(ann(f"C{number}", ("twitter", str(number), f"name{number}")) for number in range(9)))
    assert len(store.read.directory.find("name", 3)) == 3
    apply(store, TakeHandle(edge(store, "twitter", "1").id, "twitter", handle("other")))
    assert [each.kind for each in store.read.directory.find("name1", 3)] == ["former_handle"]
    assert store.read.directory.find("  ", 3) == []


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def fail(tables: Tables) -> None:
        tables.people.put(ann())
        assert tables.people.customer("ANN") is not None
        raise LookupError

    with pytest.raises(LookupError):
        store.transact(fail)
    with pytest.raises(LookupError):
        asyncio.run(store.write(fail))
    assert store.read.people.customer("ANN") is None
    assert store.answers()


def test_what_was_read_before_sees_what_is_written_later(store: Store) -> None:
    people = store.read.people
    asyncio.run(store.write(lambda tables: tables.people.put(ann())))
    assert people.customer("ANN") is not None


def test_the_quick_way_fills_an_empty_store_alone(store: Store) -> None:
    with pytest.raises(CannotLoad):
        list(store.load([[ann(), ann("BOB")]]))
    assert store.read.people.customer("ANN") is None
    list(store.load([[ann()], [ann("BOB", ("twitter", "2", "bob"))]]))
    with pytest.raises(CannotLoad):
        list(store.load([[ann("CID", ("twitter", "3", "cid"))]]))
    everybody = [
        (customer.customer_id, len(mails), len(accounts)) for customer, mails, accounts in store.everybody()
    ]
    assert everybody == [("ANN", 2, 1), ("BOB", 2, 1)]


def test_an_erased_person_is_gone_from_everything(store: Store) -> None:
    put(store, ann(), ann("BOB", ("twitter", "2", "bob")))

    def happen(tables: Tables) -> None:
        tables.reviews.ask(needed("c1"), "r_1", "d_1", 1.0)
        tables.logs.keep_decision("d_1", "BOB", b'{"channel":"twitter","user_id":"1"}', 1.0)
        tables.logs.keep_decision("d_2", "BOB", b'{"handle":"ann_lee"}', 1.0)
        tables.logs.keep_decision("d_3", "BOB", b'{"handle":"bob"}', 1.0)
        tables.logs.log_unresolved(Unresolved("twitter", None, "ann_lee", "c2", None), 1.0)
        tables.logs.audit("eve", "merge", "BOB", "merge m_1: ANN into BOB", 1.0)
        tables.logs.audit("eve", "merge", "BOB", "merge m_2: ANNA into BOB", 1.0)
        tables.access.add_known_bots([("twitter", "1"), ("twitter", "2")])
        tables.leads.add(lead("l_1", claimed_email="ann@mail.net"))
        tables.leads.add(lead("l_2", user_id="1"))
        tables.leads.know_by("l_2", "twitter", ["id:1"])
        tables.leads.keep_answer("key", KeptAnswer("f", 201, b'{"lead_id":"l_2"}'), 1.0)
        tables.outbox.add(b'{"customer_id":"ANN"}', 1.0)

    store.transact(happen)
    dossier = store.read.dossier
    assert [each.lead_id for each in dossier.leads("ANN")] == ["l_2"]
    assert [each.review_id for each in dossier.reviews("ANN")] == ["r_1"]
    assert [(at, who.handle) for at, who in dossier.unresolved("ANN")] == [(1.0, "ann_lee")]
    assert store.transact(lambda tables: tables.dossier.erase("ANN")) is True
    assert store.transact(lambda tables: tables.dossier.erase("ANN")) is False
    tables = store.read
    assert (tables.people.customer("ANN"), tables.view.identity("twitter", "1")) == (None, None)
    assert (tables.view.former_holder("twitter", "ann_lee"), tables.view.readers("ann@mail.net")) == (
        None,
        [],
    )
    assert [tables.logs.decision(f"d_{number}") is None for number in (1, 2, 3)] == [True, True, False]
    assert [each.detail for each in tables.logs.of_people(["BOB"], 9) if each.detail != "d_3"] == [
        "merge m_2: ANNA into BOB"
    ]
    assert [tables.access.is_known_bot("twitter", user_id) for user_id in "12"] == [False, True]
    assert (tables.reviews.get("r_1"), tables.leads.get("l_2"), tables.leads.kept_answer("key")) == (
        None,
    ) * 3
    kept = tables.leads.get("l_1")
    assert kept is not None
    assert kept.claimed_email is None
    assert tables.outbox.due(9.0, 9) == []
    again = Unresolved("twitter", None, "ann_lee", "c2", None)
    assert store.transact(lambda tables: tables.logs.log_unresolved(again, 2.0)) is True
    assert tables.people.customer("BOB") is not None


def test_a_name_that_json_must_escape_is_erased_too(store: Store) -> None:
    strange = 'A"\\\nń'
    put(store, ann(strange, ("twitter", 'u"1', None)), ann("BOB", ("twitter", "2", "bob")))

    def happen(tables: Tables) -> None:
        claim = Claim("open", "5")
        asked = ReviewNeeded(ReviewKind.CONFLICT, claim, (Suspect("BOB", 0.3), Suspect(strange, 0.2)))
        tables.reviews.ask(asked, "r_1", "d_1", 1.0)
        tables.logs.keep_decision("d_1", None, b'{"channel":"twitter","user_id":"u\\"1"}', 1.0)

    store.transact(happen)
    assert store.transact(lambda tables: tables.dossier.erase(strange)) is True
    assert (store.read.reviews.get("r_1"), store.read.logs.decision("d_1")) == (None, None)


def test_the_later_word_says_whose_an_account_and_a_handle_are(store: Store) -> None:
    older, newer = ann("ANN", ("twitter", "1", "ann"), at=1.0), ann("BOB", ("twitter", "1", "ann"), at=2.0)
    put(store, older, newer)
    (refused,) = store.transact(lambda tables: tables.people.put(older))
    assert (refused.user_id, edge(store, "twitter", "1").customer_id) == ("1", "BOB")
    put(store, ann("CID", ("twitter", "3", "ann"), at=3.0))
    assert (edge(store, "twitter", "1").handle, edge(store, "twitter", "3").handle) == (None, "ann")
    apply(store, MustLink(edge(store, "twitter", "3").id))
    (refused,) = store.transact(lambda tables: tables.people.put(ann("DAN", ("twitter", "3", "ann"), at=4.0)))
    assert edge(store, "twitter", "3").customer_id == "CID"
    bob = store.read.people.profile("BOB")
    assert bob is not None
    assert bob.social_graph == b'{"twitter_id":"1"}'
