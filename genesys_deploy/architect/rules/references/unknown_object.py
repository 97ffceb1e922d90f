"""A queue, skill, language or flow that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.rules.references.names import known_names, names_of
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["UnknownObject"]


class UnknownObject(Rule):
    """What a flow itself looks for may be absent, since it handles that: a warning."""

    id = "unknown-object"
    severity = Severity.ERROR
    summary = "A queue, skill, language or flow is named that is not there"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for named in names_of(survey):
            known = known_names(named.kind, survey.context)
            if known is None or named.name in known or survey.context.is_open:
                continue
            severity = Severity.WARNING if named.is_sought else Severity.ERROR
            hint = did_you_mean(named.name, known) or "declare it, or name one that is there"
            yield self.finding(f'there is no {named.kind} "{named.name}"', named.span, hint, severity)
