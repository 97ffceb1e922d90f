"""What the customer reads is made of what only agents may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import SendResponse
from genesys_deploy.architect.rules.customers.secrets import secret_variables
from genesys_deploy.architect.rules.customers.shown import shown_names
from genesys_deploy.architect.rules.expressions.place import place_in
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.architect.rules.variable_name import possible_variables
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["InternalData"]


class InternalData(Rule):
    """Which attributes are internal the context says; of a single exported file none is known to be."""

    id = "internal-data"
    severity = Severity.ERROR
    summary = "A text to the customer contains an internal attribute"

    def check(self, survey: Survey) -> Iterator[Finding]:
        secrets = secret_variables(survey) if survey.context.internal_attributes else {}
        for used in survey.expressions if secrets else ():
            if not isinstance(used.use.action, SendResponse) or used.tree is None:
                continue
            for name in shown_names(used.tree.root):
                parts = possible_variables(name.text.lower())
                attribute = next((secrets[part] for part in parts if part in secrets), None)
                if attribute:
                    message = f'the customer would read {name.text}, which the attribute "{attribute}" keeps for agents'
                    span = place_in(used.source, name.position, len(name.text)) or used.source.span
                    yield self.finding(message, span, "put it into participant data, not into a message")
