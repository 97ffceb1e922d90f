"""How an error of the language becomes a sentence and a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.rules.expressions.place import place_in

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.errors import LanguageError
    from genesys_deploy.architect.flow.forms import Expr
    from genesys_deploy.source.span import Span

__all__ = ["described_fault"]


def described_fault(error: LanguageError, source: Expr) -> tuple[str, Span]:
    """The message and the place; where the place in the file cannot be told, the message draws the caret."""
    if error.position < 0:
        return error.message, source.span
    place = place_in(source, error.position)
    return (error.message, place) if place else (f"{error.message}\n{error.caret()}", source.span)
