"""Bring customers in: line by line, in transactions of some hundred, with a report of what was refused."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from irp_stub.crm.person_line import read_person
from irp_stub.errors import BadFile, CannotLoad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from irp_stub.store.protocol import Store, Tables
    from irp_stub.store.records import Person

__all__ = ["ImportReport", "Rejected", "import_people"]

_BATCH = 1000
_STEP = 250
"""Lines of a transaction beside a platform that serves: so long does a resolve that writes wait."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line, or an account of it, that was not taken, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class ImportReport:
    """`line` is the last one of which the store has all that was taken; a run that was stopped goes on after it."""

    customers: int = 0
    identities: int = 0
    line: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    def clear(self) -> None:
        self.customers = self.identities = 0
        self.rejected.clear()


def import_people(
    open_lines: Callable[[], Iterable[tuple[int, bytes]]], store: Store, report: ImportReport
) -> Iterator[None]:
    """Import and fill the report; a batch at each step, so that progress can be shown.

    An empty store is filled the quick way, unless two people in the file claim one account: then, and in a
    store with customers, each line is weighed against what is there. `open_lines` gives numbered lines and may be called
    twice.
    """
    yield from _imported(open_lines, store, report)
    detail = f"{report.customers} customers with {report.identities} identities"
    store.transact(lambda tables: tables.logs.audit("command line", "import", None, detail, time.time()))


def _imported(
    open_lines: Callable[[], Iterable[tuple[int, bytes]]], store: Store, report: ImportReport
) -> Iterator[None]:
    try:
        yield from store.load(_loaded(open_lines(), report))
    except CannotLoad:
        report.clear()
        for batch in _batches(open_lines(), _STEP):
            store.transact(partial(_put, list(_read(batch, report)), report))
            report.line = batch[-1][0]
            yield


def _loaded(lines: Iterable[tuple[int, bytes]], report: ImportReport) -> Iterator[list[Person]]:
    for batch in _batches(lines):
        people = [person for _, person in _read(batch, report)]
        yield people
        report.customers += len(people)
        report.identities += sum(len(person.accounts) for person in people)


def _batches(lines: Iterable[tuple[int, bytes]], size: int = _BATCH) -> Iterator[list[tuple[int, bytes]]]:
    numbered = iter(lines)
    while batch := list(islice(numbered, size)):
        yield batch


def _read(batch: list[tuple[int, bytes]], report: ImportReport) -> Iterator[tuple[int, Person]]:
    for number, line in batch:
        if not line.strip():
            continue
        try:
            yield number, read_person(line)
        except BadFile as error:
            report.rejected.append(Rejected(number, error.message))


def _put(people: list[tuple[int, Person]], report: ImportReport, tables: Tables) -> None:
    for number, person in people:
        refused = tables.people.put(person)
        report.customers += 1
        report.identities += len(person.accounts) - len(refused)
        for account in refused:
            reason = f"an account on {account.channel} belongs to another customer, and stays there"
            report.rejected.append(Rejected(number, reason))
