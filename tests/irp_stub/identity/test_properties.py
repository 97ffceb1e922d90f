"""What holds of every resolution, whoever is known and whatever a message says."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from irp_stub.identity.change import LinkAccount
from irp_stub.identity.decision import Decision
from irp_stub.identity.evidence import EVIDENCE, Effect, Rule
from irp_stub.identity.handle import read_handle
from irp_stub.identity.model import PHONE_CHANNELS, Claim, Policy
from irp_stub.identity.resolve import resolve
from irp_stub.stewardship.linking import link_account, rule_out_account
from irp_stub.store.memory.store import MemoryStore
from irp_stub.store.records import Customer, Mailbox, Person, PlatformAccount

NOW, DAY = 1_800_000_000.0, 86_400.0
POLICY = Policy()

channels = st.sampled_from(["twitter", "instagram", "whatsapp"])
user_ids = st.sampled_from([None, "1", "2", "3"])
HANDLES = ["ann_lee", "annlee", "4nn_lee", "аnn_lee", "paypal", "paypai", "bob"]
handles = st.sampled_from([None, *HANDLES])
raws = st.sampled_from([None, None, "paypaI", "Ann_Lee", "ａnn_lee", "an\u200bn_lee"])
mailboxes = st.sampled_from(["a@mail.net", "b@mail.net"])
accounts = st.tuples(channels, user_ids, handles).filter(lambda account: account[1] or account[2])
people = st.lists(
    st.tuples(
        st.lists(accounts, max_size=3),
        st.dictionaries(mailboxes, st.booleans()),
        st.sampled_from([1.0, 60.0, 200.0]),
    ),
    min_size=1,
    max_size=4,
)
claims = st.tuples(channels, user_ids, handles, raws, st.none() | mailboxes)


def store_of(made: Any, order: Any = None) -> MemoryStore:
    store = MemoryStore()
    for number in order or range(len(made)):
        owned, mails, days = made[number]
        person = Person(
            Customer(f"C{number}", f"Customer {number}"),
            tuple(Mailbox(address, verified) for address, verified in mails.items()),
            tuple(
                PlatformAccount(channel, user_id, read_handle(handle)) for channel, user_id, handle in owned
            ),
            NOW - days * DAY,
        )
        store.transact(lambda tables, person=person: tables.people.put(person))  # type: ignore[misc]
    return store


def claim_of(said: Any) -> Claim:
    channel, user_id, handle, raw, email = said
    return Claim(channel, user_id, read_handle(handle, raw), email)


def decide(store: MemoryStore, claim: Claim) -> Decision:
    return resolve(claim, store.read.view, NOW, POLICY)


def owners(store: MemoryStore) -> dict[Any, str]:
    return {
        (account.channel, account.user_id, None if account.user_id else account.handle): customer.customer_id
        for customer, _, owned in store.everybody()
        for account in owned
    }


@settings(max_examples=200, deadline=None)
@given(people, claims)
def test_a_decision_is_sure_or_asks(made: Any, said: Any) -> None:
    decision = decide(store_of(made), claim_of(said))
    if decision.customer_id is None:
        assert decision.confidence < POLICY.threshold
        assert decision.changes == ()
        assert decision.matched_by is None
        assert bool(decision.candidates) == bool(decision.reviews)
    else:
        assert POLICY.threshold <= decision.confidence <= 0.99
        assert decision.candidates == ()
        mine = [item for item in decision.evidence if item.customer_id == decision.customer_id]
        assert any(EVIDENCE[item.rule].effect is Effect.RESOLVES for item in mine)


@settings(max_examples=200, deadline=None)
@given(people, claims)
def test_a_known_id_is_nobody_elses_whatever_else_is_said(made: Any, said: Any) -> None:
    store, claim = store_of(made), claim_of(said)
    known = store.read.view.identity(claim.channel, claim.user_id) if claim.user_id else None
    decision = decide(store, claim)
    if known is not None and decision.customer_id is not None:
        assert claim.channel in PHONE_CHANNELS or decision.customer_id == known.customer_id


@settings(max_examples=200, deadline=None)
@given(people, claims)
def test_a_look_alike_or_a_handle_elsewhere_never_decides(made: Any, said: Any) -> None:
    decision = decide(store_of(made), claim_of(said))
    deciding = {item.rule for item in decision.evidence if item.customer_id == decision.customer_id}
    assert not (deciding and deciding <= {Rule.LOOK_ALIKE, Rule.HANDLE_ELSEWHERE, Rule.HANDLE_RECYCLED})


@settings(max_examples=150, deadline=None)
@given(people, st.lists(claims, min_size=1, max_size=5))
def test_resolving_merges_no_two_customers_and_is_the_same_again(made: Any, said: Any) -> None:
    store = store_of(made)
    for each in said:
        claim, before = claim_of(each), owners(store)
        decision = decide(store, claim)
        store.transact(lambda tables, decision=decision: tables.graph.apply(decision.changes, NOW))  # type: ignore[misc]
        after = owners(store)
        assert set(after.values()) <= {f"C{number}" for number in range(len(made))}
        kept = before.keys() & after.keys()
        assert {key: before[key] for key in kept} == {key: after[key] for key in kept}
        assert len(after) <= len(before) + any(isinstance(change, LinkAccount) for change in decision.changes)
        again = decide(store, claim)
        if decision.customer_id is not None:
            assert again.customer_id == decision.customer_id
            assert not any(isinstance(change, LinkAccount) for change in again.changes)


@settings(max_examples=150, deadline=None)
@given(people, claims, st.integers(0, 3))
def test_a_stewards_word_beats_everything(made: Any, said: Any, number: int) -> None:
    store, claim = store_of(made), claim_of(said)
    who = f"C{number % len(made)}"
    if claim.user_id is None and claim.handle is None:
        return
    store.transact(lambda tables: rule_out_account(tables, claim, who, NOW))
    ruled_out = decide(store, claim)
    # What is said of a handle alone says nothing of an account whose id is known.
    holder = store.read.view.holder(claim.channel, claim.handle.name) if claim.handle else None
    if claim.user_id is not None or holder is None or holder.user_id is None:
        assert ruled_out.customer_id != who
    if claim.user_id is not None and store.read.view.identity(claim.channel, claim.user_id) is None:
        store.transact(lambda tables: link_account(tables, claim, who, "eve", NOW))
        assert decide(store, claim).customer_id == who


@settings(max_examples=200, deadline=None)
@given(people, claims, st.randoms(use_true_random=False))
def test_the_order_in_which_customers_are_known_tells_nothing(made: Any, said: Any, chance: Any) -> None:
    """Where no two of them claim one account or handle."""
    claimed = [(channel, key) for owned, _, _ in made for channel, *keys in owned for key in keys if key]
    if len(set(claimed)) < len(claimed):
        return
    order = list(range(len(made)))
    chance.shuffle(order)
    claim = claim_of(said)
    first, other = decide(store_of(made), claim), decide(store_of(made, order), claim)
    assert (other.customer_id, other.confidence, other.candidates) == (
        first.customer_id,
        first.confidence,
        first.candidates,
    )
