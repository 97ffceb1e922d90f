"""Which integration each Data Action belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.data_action.file_shape import WEB_INTEGRATION
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.data_action.model import DataAction

__all__ = ["check_integrations", "integration_of"]

RULE = "no-integration"


def integration_of(action: DataAction, settings: Settings) -> str:
    """The one that its file names; else that of the IRP for what calls a web service, else the only one of its type."""
    if action.integration or action.integration_type == WEB_INTEGRATION:
        return action.integration or settings.irp.integration
    fitting = _of_type(action.integration_type, settings)
    return fitting[0] if len(fitting) == 1 else ""


def check_integrations(actions: Iterable[DataAction], settings: Settings) -> Iterator[Finding]:
    """Data Actions that belong to no declared integration, or to one of another type."""
    types = {settings.irp.integration: WEB_INTEGRATION}
    types |= {name: integration.type for name, integration in settings.integrations.items()}
    for action in actions:
        name = integration_of(action, settings)
        if not name:
            yield _none(action, settings)
        elif name not in types:
            hint = did_you_mean(name, types) or f"declared are: {', '.join(types)}"
            yield _finding(action, f'there is no integration "{name}"', hint)
        elif types[name] != action.integration_type:
            message = f'"{name}" is of type {types[name]}, and "{action.name}" of {action.integration_type}'
            yield _finding(action, message, "the URL of a purecloud-data-actions action is relative")


def _none(action: DataAction, settings: Settings) -> Finding:
    fitting = _of_type(action.integration_type, settings)
    if fitting:
        message = f'"{action.name}" could belong to {", ".join(fitting)}'
        return _finding(action, message, "say which in its file: integration: NAME")
    message = f'"{action.name}" needs an integration of type {action.integration_type}, and none is declared'
    return _finding(action, message, "declare it in the settings, under integrations")


def _of_type(kind: str, settings: Settings) -> list[str]:
    return [name for name, integration in settings.integrations.items() if integration.type == kind]


def _finding(action: DataAction, message: str, hint: str) -> Finding:
    return Finding(RULE, Severity.ERROR, message, action.span, hint)
