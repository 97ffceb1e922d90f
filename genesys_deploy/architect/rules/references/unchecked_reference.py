"""Something is named that the files at hand say nothing about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallData
from genesys_deploy.architect.rules.references.names import known_names, names_of
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding
    from genesys_deploy.source.span import Span

__all__ = ["UncheckedReference"]


class UncheckedReference(Rule):
    """Unknown is not wrong: each name is reported once, at its first place."""

    id = "unchecked-reference"
    severity = Severity.INFO
    summary = "A name could not be checked, because nothing is known of its kind"

    def check(self, survey: Survey) -> Iterator[Finding]:
        reported = set()
        for what, span in _unchecked(survey):
            if what not in reported:
                reported.add(what)
                yield self.finding(f"{what} is not among the files at hand: its name is not checked", span)


def _unchecked(survey: Survey) -> Iterator[tuple[str, Span]]:
    context = survey.context
    for named in names_of(survey):
        known = known_names(named.kind, context)
        if known is None or (context.is_open and named.name not in known):
            yield f'the {named.kind} "{named.name}"', named.span
    for _, action in survey.actions if context.data_actions is None or context.is_open else ():
        if not isinstance(action, CallData) or survey.is_open(f"{action.category} {action.data_action}"):
            continue
        if action.data_action.text and survey.contract(action) is None:
            yield f'the Data Action "{action.data_action}" of "{action.category}"', action.data_action.span
