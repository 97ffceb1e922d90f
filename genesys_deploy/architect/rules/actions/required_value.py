"""An input that an action cannot do without is given as `noValue`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.action import UnknownAction
from genesys_deploy.architect.flow.catalogue import fields_of
from genesys_deploy.architect.flow.forms import NoValue
from genesys_deploy.architect.flow.shape import InputShape
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["RequiredValue"]


class RequiredValue(Rule):
    """A property that is left out altogether is reported while the flow is read."""

    id = "required-value"
    severity = Severity.ERROR
    summary = "A required input is given as noValue"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for _, action in survey.actions:
            for name, form in _required(action):
                if isinstance(form, NoValue) and form.written:
                    message = f'{action.kind} "{action.name}" cannot do without "{name}"'
                    yield self.finding(message, form.span, "give it a value")


def _required(action: Action) -> Iterator[tuple[str, object]]:
    if isinstance(action, UnknownAction):
        return
    for field, shape in fields_of(type(action)).items():
        if isinstance(shape, InputShape) and shape.required:
            yield shape.at, getattr(action, field)
