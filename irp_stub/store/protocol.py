"""What the platform asks of a store, whatever it stands on.

`Store.read` answers on the caller's thread from what is committed. What changes anything goes through
`Store.write`, in one transaction, and is on the disk when its value comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from irp_stub.identity.change import Change, ReviewNeeded
    from irp_stub.identity.view import View
    from irp_stub.store.records import (
        ApiKey,
        Customer,
        Found,
        Happening,
        KeptAnswer,
        KnownAccount,
        Lead,
        Mailbox,
        Merge,
        Outgoing,
        Person,
        Place,
        PlatformAccount,
        Profile,
        Review,
        RuledOut,
        Selection,
        Tally,
        Unresolved,
        Written,
    )

__all__ = [
    "Access",
    "Directory",
    "Dossier",
    "Graph",
    "Leads",
    "Logs",
    "Merges",
    "Outbox",
    "People",
    "Reviews",
    "Store",
    "Tables",
]

T = TypeVar("T")


class Graph(Protocol):
    def apply(self, changes: Iterable[Change], now: float) -> frozenset[str]:
        """Apply the changes of a decision; out come the customers whose profile is another now."""

    def rule_out(self, channel: str, account_key: str, customer_id: str, now: float) -> None: ...

    def rule_in(self, channel: str, account_keys: Iterable[str], customer_id: str) -> None:
        """What was ruled out is no longer."""

    def unlink(self, identity_id: int) -> None:
        """The account belongs to nobody from now on."""


class People(Protocol):
    def customer(self, customer_id: str) -> Customer | None:
        """The customer, also by the id of one that was merged into it."""

    def profile(self, customer_id: str) -> Profile | None: ...

    def put(self, person: Person) -> tuple[PlatformAccount, ...]:
        """Add or renew a customer; out come the accounts that are somebody else's and stay so."""


class Reviews(Protocol):
    def find(self, needed: ReviewNeeded) -> str | None: ...

    def ask(self, needed: ReviewNeeded, review_id: str, decision_id: str, now: float) -> str:
        """The id of the review that covers it: an earlier one, or a new one by the id given."""

    def get(self, review_id: str) -> Review | None: ...

    def ask_about(self, lead: Lead, shown: str | None, review_id: str, now: float) -> None: ...

    def open(self, limit: int, after: Place = ..., which: Selection = ...) -> list[Review]:
        """Open reviews after a place in the queue, the oldest first."""

    def tally(self) -> Tally: ...

    def decide(self, review_id: str, decision: str, by: str, now: float) -> bool:
        """False where it was decided before."""


class Leads(Protocol):
    def get(self, lead_id: str) -> Lead | None: ...

    def of_account(self, channel: str, account_key: str) -> Lead | None: ...

    def of_email(self, address: str) -> Lead | None: ...

    def of_conversation(self, conversation_id: str) -> Lead | None: ...

    def add(self, lead: Lead) -> None: ...

    def settle(self, lead_id: str, status: str | None) -> None:
        """A steward has looked; a status of None stays as it is."""

    def know_by(self, lead_id: str, channel: str, account_keys: Iterable[str]) -> None: ...

    def kept_answer(self, key: str) -> KeptAnswer | None: ...

    def keep_answer(self, key: str, answer: KeptAnswer, now: float) -> None: ...


class Logs(Protocol):
    def keep_decision(self, decision_id: str, customer_id: str | None, record: bytes, now: float) -> None: ...

    def decision(self, decision_id: str) -> bytes | None: ...

    def log_unresolved(self, unresolved: Unresolved, now: float) -> bool: ...

    def unresolved(self, limit: int, after: float) -> list[tuple[float, Unresolved]]:
        """Senders whom nobody knew, the oldest first; what came at one moment stands on one page."""

    def written(self, limit: int, after: int) -> list[Written]:
        """The audit log from a number on, the oldest first."""

    def forget(self, before: float, reviewed_before: float) -> int:
        """Delete what was kept until then and no longer has to be; open reviews stay. Gives how many rows."""

    def of_people(self, customer_ids: Sequence[str], limit: int) -> list[Happening]:
        """What was done to customers, the latest first."""

    def audit(self, actor: str, action: str, customer_id: str | None, detail: str, now: float) -> None: ...


class Access(Protocol):
    def fact(self, name: str) -> bytes | None: ...

    def set_fact(self, name: str, value: bytes) -> None: ...

    def keys(self, now: float) -> tuple[ApiKey, ...]: ...

    def put_key(self, key: ApiKey, now: float) -> None: ...

    def revoke_key(self, key_id: str, now: float) -> bool: ...

    def is_known_bot(self, channel: str, user_id: str) -> bool: ...

    def add_known_bots(self, bots: Iterable[tuple[str, str]]) -> None: ...


class Merges(Protocol):
    def merge(self, merge: Merge, survivor: Customer) -> None:
        """Let `merge.from_id` become part of `merge.into_id`, which is `survivor` from then on."""

    def undo(self, merge: Merge, now: float) -> None: ...

    def get(self, merge_id: str) -> Merge | None: ...

    def of_customer(self, customer_id: str) -> list[Merge]:
        """The merges that a customer took part in, the oldest first."""


class Dossier(Protocol):
    def accounts(self, customer_id: str) -> list[KnownAccount]: ...

    def mailboxes(self, customer_id: str) -> list[Mailbox]: ...

    def aliases(self, customer_id: str) -> list[str]: ...

    def ruled_out(self, channel: str, account_key: str) -> list[str]: ...

    def ruled_out_of(self, customer_id: str) -> list[RuledOut]: ...

    def leads(self, customer_id: str) -> list[Lead]:
        """The leads that are known by the customer's accounts or e-mails."""

    def reviews(self, customer_id: str) -> list[Review]:
        """The reviews that suggest the customer, or are about the customer's accounts."""

    def unresolved(self, customer_id: str) -> list[tuple[float, Unresolved]]:
        """When the customer's accounts were not known."""

    def erase(self, customer_id: str) -> bool:
        """Delete every row that knows the person. False: there is none."""

    def erase_lead(self, lead_id: str) -> bool: ...


class Directory(Protocol):
    def find(self, text: str, limit: int) -> list[Found]:
        """Customers by id, former id, user id, handle, look-alike handle or e-mail; the nearest first."""


class Outbox(Protocol):
    def add(self, body: bytes, now: float) -> None: ...

    def due(self, now: float, limit: int) -> list[Outgoing]:
        """What is to be delivered now, the oldest first."""

    def delivered(self, number: int) -> None: ...

    def postpone(self, number: int, due_at: float) -> None: ...


class Tables(Protocol):
    """What a store holds, by subject."""

    @property
    def view(self) -> View: ...
    @property
    def graph(self) -> Graph: ...
    @property
    def people(self) -> People: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def leads(self) -> Leads: ...
    @property
    def logs(self) -> Logs: ...
    @property
    def access(self) -> Access: ...
    @property
    def merges(self) -> Merges: ...
    @property
    def dossier(self) -> Dossier: ...
    @property
    def directory(self) -> Directory: ...
    @property
    def outbox(self) -> Outbox: ...


class Store(Protocol):
    @property
    def read(self) -> Tables: ...

    async def write(self, work: Callable[[Tables], T]) -> T:
        """Run `work` in a transaction of its own; its value comes back once it is on the disk.

        Raises:
            StoreFull: there is no room; nothing of `work` remains.
            StoreUnavailable: the store does not answer; nothing of `work` remains.
        """

    def transact(self, work: Callable[[Tables], T]) -> T:
        """The same at once, for whoever has no event loop; not beside `write`."""

    def load(self, batches: Iterable[Sequence[Person]]) -> Iterator[None]:
        """Fill an empty store, quickly and in one transaction; a step after each batch.

        Raises:
            CannotLoad: there are customers already, or two people claim one account. Nothing was loaded.
        """

    def answers(self) -> bool:
        """Whether it can be read now."""

    def copy_to(self, target: Path) -> None:
        """Write a whole and consistent copy to a new file."""

    def everybody(self) -> Iterator[tuple[Customer, list[Mailbox], list[KnownAccount]]]:
        """Every customer with e-mails and accounts."""

    async def forget_deleted(self) -> None:
        """Leave nothing of what was deleted, wherever the store keeps its data.

        Raises:
            StoreFull: there is no room to do so.
            StoreUnavailable: it cannot be done now.
        """

    def close(self) -> None: ...
