"""Texts for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.display import to_text
from genesys_deploy.architect.expressions.signatures import Function

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.values import Value

__all__ = ["FUNCTIONS"]


def _display(value: Value) -> str:
    """As `ToString`, but never NOT_SET: nothing is shown as nothing."""
    return to_text(value) or ""


FUNCTIONS: Final = (
    Function(
        "ToDisplayString",
        {
            "value: any? -> string": _display,
            "value: anyCollection -> string": _display,
            "value: notSet? -> string": _display,
        },
        "corpus",
    ),
)
