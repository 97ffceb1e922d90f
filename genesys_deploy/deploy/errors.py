"""Why a plan cannot be made or carried out.

ProductError
├── CircularNeeds            resources that need each other
├── OrgError
│   └── MissingReferences    what must be there and is not, all at once
├── PlanRefused              changes that the platform forbids, all at once; nothing was changed
├── Locked                   somebody else applies this project at this moment
├── LockLost                 somebody else took over while we were at it; nothing more was begun
├── PlanUnreadable           a file that is no saved plan, or was edited
├── WrongOrg                 a saved plan of another org
├── StalePlan                a saved plan of an org or a project that is no longer so
├── NeverApplied             there is nothing that an org could differ from
├── NoSuchRelease            there is no release to go back to
├── CannotRollBack           what an earlier release needs is gone; nothing was changed
├── CannotDestroy            what is to go is still used by somebody else; nothing was changed
└── ApplyFailed              some operations failed; what was done, what was not
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.source.errors import OrgError, ProductError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from genesys_deploy.deploy.lock import Lease
    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.resources import Key

__all__ = [
    "ApplyFailed",
    "CannotDestroy",
    "CannotRollBack",
    "CircularNeeds",
    "LockLost",
    "Locked",
    "MissingReferences",
    "NeverApplied",
    "NoSuchRelease",
    "PlanRefused",
    "PlanUnreadable",
    "StalePlan",
    "WrongOrg",
]

AGAIN = "run apply again once that is mended: it does only what is left"


class CircularNeeds(ProductError):
    """Resources that need each other, so that none can be first."""

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__(
            f"these need each other: {' -> '.join(map(str, keys))}",
            hint="break the circle: one of them must not name the next",
        )


class MissingReferences(OrgError):
    """What must be there and is not."""

    def __init__(self, missing: Mapping[Key, Sequence[Key]]) -> None:
        self.missing = dict(missing)
        lines = [f"  - {key}{_needed_by(users)}" for key, users in sorted(missing.items())]
        super().__init__(
            "the org lacks what the project refers to:\n" + "\n".join(lines),
            hint="create them there, mend their names in the settings, or declare them as the project's own "
            "(ownership: own)",
        )


def _told(error: ProductError) -> str:
    """The sentence and its place; what to do is said once for all."""
    return f"{error.span}: {error.message}" if error.span else error.message


def _needed_by(users: Sequence[Key]) -> str:
    return f", needed by {', '.join(map(str, sorted(users)))}" if users else ""


class PlanRefused(ProductError):
    """Changes that the platform forbids; nothing was changed."""

    def __init__(self, refused: Sequence[Operation]) -> None:
        self.refused = tuple(refused)
        lines = [f"  - {operation.wanted.key}: {operation.reason}" for operation in refused]
        super().__init__("nothing was changed, because this cannot be done:\n" + "\n".join(lines))


class Locked(ProductError):
    """Somebody else applies this project at this moment."""

    def __init__(self, lease: Lease) -> None:
        self.lease = lease
        super().__init__(
            f"{lease.owner or 'somebody'} has been applying this project since {lease.since:%Y-%m-%d %H:%M:%S %Z}",
            hint=f"wait; the lock runs out by itself at {lease.until:%H:%M:%S %Z}. If that run is dead: unlock --reason …",
        )


class LockLost(ProductError):
    """Somebody took the lock over or away while we were at it; nothing more was begun."""

    def __init__(self, taken: Lease | None) -> None:
        if taken is None:
            told = "the lock of this project is gone from the org"
        elif taken.held:
            told = f"{taken.owner or 'somebody'} has taken over the lock of this project"
        else:
            told = f"the lock of this project was taken away: {taken.reason or 'nobody said why'}"
        super().__init__(told, hint="look at: releases; and run the command again when nobody else is at it")


class PlanUnreadable(ProductError):
    """A file that is no saved plan, or was edited."""

    def __init__(self, why: str) -> None:
        super().__init__(why, hint="make a plan anew and look at it: plan --out FILE")


class WrongOrg(ProductError):
    """A saved plan of another org."""

    def __init__(self, planned: str, connected: str) -> None:
        super().__init__(
            f"this plan was made for the org {planned}, and the credentials lead to {connected}",
            hint="use that org's credentials, or make a plan for this one",
        )


class StalePlan(ProductError):
    """A saved plan of an org or a project that is no longer so; nothing was changed."""

    def __init__(self, moved: Sequence[str]) -> None:
        self.moved = tuple(moved)
        lines = "\n".join(f"  - {what}" for what in moved)
        super().__init__(
            f"things have moved since this plan was made; nothing was changed:\n{lines}",
            hint="make a plan anew and look at it: plan --out FILE",
        )


class NeverApplied(ProductError):
    """There is nothing that an org could differ from."""

    def __init__(self, project: str, organization: str, *, destroyed: bool) -> None:
        what = "was destroyed in" if destroyed else "was never applied to"
        super().__init__(
            f"{project} {what} {organization}: there is nothing to differ from",
            hint="plan says what apply would do; where only the list of releases is lost, import writes it anew",
        )


class NoSuchRelease(ProductError):
    """There is no release to go back to."""

    def __init__(self, number: int | None, known: Sequence[int]) -> None:
        which = "" if number is None else f" of the number {number}"
        super().__init__(
            f"there is no earlier release{which} to go back to",
            hint=f"there are: {', '.join(map(str, known))}" if known else "see: releases",
        )


class CannotRollBack(ProductError):
    """What an earlier release needs is gone; nothing was changed."""

    def __init__(self, number: int, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  - {problem}" for problem in sorted(problems))
        super().__init__(
            f"release {number} cannot be gone back to, nothing was changed:\n{lines}",
            hint="check out that release's commit and apply it: what is gone is made again",
        )


class CannotDestroy(ProductError):
    """What is to go is still used by somebody else; nothing was changed."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  - {problem}" for problem in sorted(problems))
        super().__init__(
            f"nothing was deleted, because not everything can be:\n{lines}",
            hint="have those take it out; or keep it: declare it with ownership: reference, and it is left alone",
        )


class ApplyFailed(ProductError):
    """Some operations failed or were interrupted; those that had begun were finished, no other was begun."""

    def __init__(
        self,
        failed: Mapping[Operation, ProductError],
        done: Sequence[Operation],
        not_begun: Sequence[Operation],
        *,
        interrupted: bool = False,
        lost: ProductError | None = None,
    ) -> None:
        self.failed = dict(failed)
        self.done = tuple(done)
        self.not_begun = tuple(not_begun)
        self.interrupted = interrupted
        head = "interrupted" if interrupted else "apply stopped"
        count = f"{head}: {len(done)} done, {len(failed)} failed, {len(not_begun)} not begun"
        lines = [f"  - {operation.wanted.key}: {_told(error)}" for operation, error in failed.items()]
        if lost:
            lines.append(f"  - {lost.message}")
        errors = [*failed.values(), *([lost] if lost else [])]
        remedies = dict.fromkeys(error.hint for error in errors if error.hint)
        super().__init__("\n".join([count, *lines]), hint="\n  ".join([*remedies, AGAIN]))
