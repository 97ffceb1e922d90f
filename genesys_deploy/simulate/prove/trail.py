"""The way to a state, as a value: each choice remembers the one before it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from genesys_deploy.simulate import requests as ask
from genesys_deploy.simulate.events import ErrorRaised, ResponseSent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.simulate.events import Event

__all__ = ["NO_CHOICES", "NO_TIME", "Choice", "Trail", "data_name"]

NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to one request."""

    request: ask.Request
    answer: ask.Answer
    before: Choice | None = None

    def __iter__(self) -> Iterator[Choice]:
        """From the first choice to this one."""
        if self.before is not None:
            yield from self.before
        yield self


NO_CHOICES: Choice | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """What a run did so far, as far as invariants may ask.

    `determined` maps the origin of an open value ("Resolve Identity.confidence", "Before.leadId") to what it was
    settled to.
    """

    called: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    determined: Mapping[str, object] = field(default_factory=dict)
    errors: int = 0
    said: int = 0
    waited: timedelta = NO_TIME
    choices: Choice | None = None

    def seeing(self, events: Iterable[Event]) -> Trail:
        """The same way, some events further."""
        errors = said = 0
        for event in events:
            errors += type(event) is ErrorRaised
            said += type(event) is ResponseSent
        return replace(self, errors=self.errors + errors, said=self.said + said) if errors or said else self

    def choosing(self, request: ask.Request, answer: ask.Answer) -> Trail:
        """The same way, one answer further."""
        choices = Choice(request, answer, self.choices)
        match request, answer:
            case ask.CallDataAction(name=name), _:
                answered = (
                    self.answered | {name} if isinstance(answer, ask.ActionSucceeded) else self.answered
                )
                called, waited = self.called | {name}, self.waited + answer.elapsed
                return replace(self, called=called, answered=answered, waited=waited, choices=choices)
            case ask.Determine(value=value), ask.Determined(data=data):
                return replace(self, determined={**self.determined, value.origin: data}, choices=choices)
        return replace(self, choices=choices)


def data_name(action: str) -> str:
    """A Data Action's name as a part of a variable's name."""
    return "".join(part for part in action if part.isalnum() or part == "_")
