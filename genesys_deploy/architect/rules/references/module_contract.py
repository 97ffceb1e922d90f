"""A call gives a common module other inputs, or takes other outputs, than it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallCommonModule
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.forms import Argument
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["ModuleContract"]


class ModuleContract(Rule):
    """A module's contract are its variables: those marked as inputs, and those marked as outputs."""

    id = "module-contract"
    severity = Severity.ERROR
    summary = "A call of a common module uses an input or output that the module does not have"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for _, action in survey.actions:
            module = survey.module(action) if isinstance(action, CallCommonModule) else None
            if module is not None and isinstance(action, CallCommonModule):
                inputs = tuple(variable.name for variable in module.variables if variable.is_input)
                outputs = tuple(variable.name for variable in module.variables if variable.is_output)
                yield from self._unknown(action.inputs, inputs, f'the module "{module.name}" has no input')
                yield from self._unknown(action.outputs, outputs, f'the module "{module.name}" has no output')

    def _unknown(self, used: tuple[Argument, ...], known: tuple[str, ...], lack: str) -> Iterator[Finding]:
        folded = {name.lower() for name in known}
        for argument in used:
            if argument.name.lower() not in folded:
                hint = did_you_mean(argument.name, known) or f"it has: {', '.join(known) or 'none'}"
                yield self.finding(f'{lack} "{argument.name}"', argument.span, hint)
