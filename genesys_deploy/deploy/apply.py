"""Carrying out a plan: in the order of needs, what is independent side by side."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Protocol

from genesys_deploy.deploy.errors import ApplyFailed, PlanRefused
from genesys_deploy.deploy.events import OperationDone, OperationFailed, OperationStarted
from genesys_deploy.deploy.planning.operation import Verb
from genesys_deploy.deploy.planning.order import graph
from genesys_deploy.deploy.record.recorder import Outcome, Recorder
from genesys_deploy.deploy.settling import Writer
from genesys_deploy.deploy.undo.leaving import Leaving
from genesys_deploy.platform.patience import Clock
from genesys_deploy.source.errors import OrgError, ProductError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.deploy.events import Listener
    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.planning.plan import Plan
    from genesys_deploy.deploy.record.releases import Release
    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Key

__all__ = ["Keeper", "Result", "apply"]

WRITERS = 8
RENEWED_EVERY = 30.0
"""Seconds, while nothing ends; a publish job may take minutes."""


class Keeper(Protocol):
    """What says whether we may go on; a lock does."""

    def keep(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Result:
    """What was done, in the order of completion, and what the org calls everything that is declared or needed."""

    done: tuple[Operation, ...]
    ids: Mapping[Key, str]


def apply(
    plan: Plan,
    org: Org,
    listener: Listener = lambda _: None,
    *,
    release: Release | None = None,
    clock: Clock | None = None,
    lock: Keeper | None = None,
) -> Result:
    """Do what the plan says; where it was made for a project, keep `release` in that project's table.

    After a failure, Ctrl-C, or when `lock` turns out to be somebody else's, nothing more is begun and what has begun
    is finished.

    Raises:
        PlanRefused: the platform forbids part of it; nothing was done.
        OrgError: the release could not be written down; nothing was done.
        ApplyFailed: something failed; what was done, and what was not.
    """
    if plan.refused:
        raise PlanRefused(plan.refused)
    run = _Run(plan, org, listener, clock or Clock(), lock)
    run.carry_out(release)
    run.record()
    return run.result()


class _Run:
    def __init__(self, plan: Plan, org: Org, listener: Listener, clock: Clock, lock: Keeper | None) -> None:
        self._operations = {operation.key: operation for operation in plan.operations}
        self._ids = plan.snapshot.ids
        self._org = org
        self._listener = listener
        self._clock = clock
        self._order = TopologicalSorter(graph(operation.wanted for operation in plan.operations))
        self._order.prepare()
        self._running: dict[Future[Held], tuple[Operation, Writer, float]] = {}
        self._done: list[Operation] = []
        self._recorder = Recorder(org, plan.snapshot.table, listener)
        self._held = dict(plan.snapshot.held)
        self._failed: dict[Operation, ProductError] = {}
        self._interrupted = False
        self._lock = lock
        self._lost: ProductError | None = None
        self._not_made: set[Key] = set()

    def carry_out(self, release: Release | None) -> None:
        self._recorder.begin(release, self._left())
        with ThreadPoolExecutor(WRITERS, thread_name_prefix="apply") as pool:
            while self._goes_on() or self._running:
                self._step(pool)

    def record(self) -> None:
        if self._lost:
            # Whoever has the lock now is writing there.
            return
        left = {one.key for one in (*self._left(), *self._failed)}
        settled = [(one.wanted, one.key) for one in self._operations.values() if one.key not in left]
        there = [*self._held.values(), *self._half_made()]
        self._not_made.update(one.makes for one in self._left() if one.makes)
        self._recorder.end(
            Outcome(
                [(one, self._held[key]) for one, key in settled if not isinstance(one, Leaving)],
                [one.key for one in self._done],
                there,
                frozenset(self._not_made),
                frozenset(one.held.id for one in self._done if one.verb is Verb.DELETE and one.held),
                complete=not left,
            )
        )

    def _half_made(self) -> Iterator[Held]:
        """What was made by operations that failed later on; where nobody can tell, it stays open."""
        for operation in self._failed:
            if key := operation.makes:
                try:
                    found = self._org.shelf(key.kind).find([key])
                except OrgError:
                    continue
                self._not_made.update({key} if not found else ())
                yield from found

    def result(self) -> Result:
        if self._failed or self._interrupted or self._lost:
            raise self._failure()
        return Result(tuple(self._done), self._ids)

    def _goes_on(self) -> bool:
        return not (self._failed or self._interrupted or self._lost) and self._order.is_active()

    def _step(self, pool: ThreadPoolExecutor) -> None:
        try:
            while self._goes_on() and (ready := self._order.get_ready()):
                self._keep_lock()
                for key in ready:
                    self._begin(self._operations[key], pool)
            finished, _ = wait(self._running, RENEWED_EVERY, FIRST_COMPLETED)
            self._keep_lock()
            for future in finished:
                self._finish(future)
        except KeyboardInterrupt:
            self._interrupted = True

    def _keep_lock(self) -> None:
        try:
            if self._lock and not self._lost:
                self._lock.keep()
        except OrgError:
            # The org has trouble: it is asked again, and a write that it takes must not stop for that.
            return
        except ProductError as error:
            self._lost = error

    def _begin(self, operation: Operation, pool: ThreadPoolExecutor) -> None:
        if not operation.writes:
            self._order.done(operation.key)
            return
        if self._lost:
            return
        self._listener(OperationStarted(operation))
        writer = Writer(self._org, dict(self._ids), self._clock)
        future = pool.submit(operation.apply, writer)
        self._running[future] = operation, writer, self._clock.now()

    def _finish(self, future: Future[Held]) -> None:
        operation, writer, began = self._running.pop(future)
        try:
            held = future.result()
        except ProductError as error:
            self._failed[operation] = error
            self._listener(OperationFailed(operation, error))
            return
        self._not_made |= writer.took_over
        self._ids[operation.key] = held.id
        self._held[operation.key] = held
        self._done.append(operation)
        self._order.done(operation.key)
        self._listener(OperationDone(operation, self._clock.now() - began))

    def _failure(self) -> ApplyFailed:
        return ApplyFailed(
            self._failed, self._done, self._left(), interrupted=self._interrupted, lost=self._lost
        )

    def _left(self) -> list[Operation]:
        """What was to be done and was not begun."""
        begun = {*self._done, *self._failed}
        return [one for one in self._operations.values() if one.writes and one not in begun]
