"""What is erased can be found nowhere in the store's files: not in gaps between rows, not in the write-ahead log."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

from irp_stub.identity.change import TakeHandle
from irp_stub.identity.handle import read_handle
from irp_stub.stewardship.merging import merge_customers
from irp_stub.store.location import open_store
from irp_stub.store.records import Customer, Mailbox, Person, PlatformAccount

if TYPE_CHECKING:
    from pathlib import Path

    from irp_stub.store.protocol import Store

PEOPLE, ERASED, MERGED = 3_000, 50, 15


def word(chance: random.Random) -> str:
    return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=12))


def somebody(chance: random.Random) -> Person:
    accounts = tuple(
        PlatformAccount(channel, word(chance), read_handle(word(chance)))
        for channel in ("twitter", "instagram")
    )
    mailbox = Mailbox(f"{word(chance)}@mail.net", verified=True)
    return Person(Customer(word(chance), word(chance)), (mailbox,), accounts, 1.0)


def names(person: Person) -> set[str]:
    handles = {account.handle.name for account in person.accounts if account.handle}
    user_ids = {account.user_id for account in person.accounts if account.user_id}
    return (
        {person.customer.customer_id, person.customer.name, person.mailboxes[0].address} | handles | user_ids
    )


async def live(store: Store, people: list[Person], chance: random.Random) -> set[str]:
    """Handles change, customers are merged, some are erased; gives what must not be found."""
    gone = set[str]()
    for person in people:
        account = store.read.view.identity("twitter", person.accounts[0].user_id or "")
        handle = read_handle(word(chance))
        assert account is not None
        assert handle is not None
        gone |= names(person) | {handle.name}
        take = TakeHandle(account.id, "twitter", handle)
        await store.write(lambda tables, take=take: tables.graph.apply((take,), 2.0))  # type: ignore[misc]
    ids = [person.customer.customer_id for person in people]
    for into, from_ in zip(ids[:MERGED], ids[MERGED : 2 * MERGED], strict=True):
        await store.write(lambda t, into=into, from_=from_: merge_customers(t, into, from_, "eve", 3.0))  # type: ignore[misc]
    for customer_id in ids[:MERGED] + ids[2 * MERGED :]:
        assert await store.write(lambda t, customer_id=customer_id: t.dossier.erase(customer_id))  # type: ignore[misc]
    await store.forget_deleted()
    return gone


def test_nothing_of_erased_people_is_left_in_the_files(tmp_path: Path) -> None:
    chance = random.Random(5)
    people = [somebody(chance) for _ in range(PEOPLE)]
    store = open_store(f"sqlite:{tmp_path / 'irp.db'}")
    store.transact(lambda tables: [tables.people.put(person) for person in people])
    gone = asyncio.run(live(store, chance.sample(people, ERASED), chance))
    files = b"".join(file.read_bytes() for file in tmp_path.glob("irp.db*"))
    assert {name for name in gone if name.encode() in files} == set()
    assert len(list(store.everybody())) == PEOPLE - ERASED
    store.close()
