"""Names that a user gives a simulation, held against those of the flow: a mistyped one would be passed over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from genesys_deploy.simulate.scenario.flows import Subject

__all__ = ["refuse_unknown_answers", "tell_unread_attributes"]


def refuse_unknown_answers(subject: Subject, answers: Iterable[str]) -> None:
    """Each `NAME=ANSWER` must name a Data Action that the flow calls.

    Raises:
        UsageError: one does not.
    """
    from genesys_deploy.architect.flow.actions import CallCommonModule, CallData
    from genesys_deploy.architect.flow.uses import every_action

    actions = [action for _, action in every_action(subject.program.flow)]
    called = {action.data_action.text for action in actions if isinstance(action, CallData)}
    if any(isinstance(action, CallCommonModule) for action in actions):
        return  # what a module calls, whose file need not be here, is not known
    known = sorted(called | subject.data_actions.keys())
    for name in (text.partition("=")[0].strip() for text in answers if "=" in text):
        if name not in known:
            raise click.UsageError(f'--answer: the flow calls no Data Action "{name}"; {_near(name, known)}')


def tell_unread_attributes(subject: Subject, attributes: Iterable[str]) -> None:
    """A note for each `NAME=VALUE` whose name the flow does not read."""
    from genesys_deploy.simulate.prove.facts import attributes_read

    known = sorted(attributes_read(subject.program.flow))
    for name in (text.partition("=")[0] for text in attributes):
        if name not in known:
            click.echo(f'note: the flow does not read the attribute "{name}"; {_near(name, known)}', err=True)


def _near(name: str, known: list[str]) -> str:
    from genesys_deploy.source.suggest import did_you_mean

    listed = f"it has {', '.join(known)}" if known else "it has none"
    return did_you_mean(name, known) or listed
