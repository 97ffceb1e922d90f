"""What can be wrong with an expression.

ProductError
└── LanguageError            knows the expression and the offset, draws the caret
    ├── ExpressionError      it does not parse or its types do not fit
    └── EvaluationError      it is well typed, but these values have no result
"""

from __future__ import annotations

from genesys_deploy.source.errors import ProductError

__all__ = ["WHOLE", "EvaluationError", "ExpressionError", "LanguageError"]

WHOLE = -1
_WIDTH = 100


class LanguageError(ProductError):
    """An error at a place of an expression; `position` counts characters from 0, -1 is the whole of it."""

    def __init__(
        self, message: str, *, position: int = WHOLE, expression: str = "", hint: str | None = None
    ) -> None:
        self.position = position
        self.expression = expression
        super().__init__(message, hint=hint)

    def caret(self) -> str:
        """The line of the expression that is at fault, and a caret under the place."""
        at = max(0, min(self.position, len(self.expression)))
        start = self.expression.rfind("\n", 0, at) + 1
        end = self.expression.find("\n", at)
        line = self.expression[start : end if end >= 0 else None]
        column = at - start
        if column > _WIDTH:
            line, column = "…" + line[column - _WIDTH // 2 :], _WIDTH // 2 + 1
        pad = "".join("\t" if character == "\t" else " " for character in line[:column])
        mark = "^" * max(1, min(len(line), _WIDTH)) if self.position == WHOLE else "^"
        return f"{line[: 2 * _WIDTH]}\n{pad}{mark}"


class ExpressionError(LanguageError):
    """The text is no expression, or its types do not fit."""


class EvaluationError(LanguageError):
    """The expression is well typed, but has no result with these values; at run time, error handling starts."""

    def at(self, position: int) -> EvaluationError:
        """The same with a place, unless it has one already."""
        if self.position != WHOLE:
            return self
        return EvaluationError(self.message, position=position, expression=self.expression, hint=self.hint)

    def within(self, expression: str) -> EvaluationError:
        """The same with the expression in which it happened."""
        return EvaluationError(self.message, position=self.position, expression=expression, hint=self.hint)
