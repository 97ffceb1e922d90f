"""The expression language of Architect: text to tokens, nodes, types and values."""

from __future__ import annotations

from genesys_deploy.architect.expressions.compile import Expression, compile_expression
from genesys_deploy.architect.expressions.display import to_text
from genesys_deploy.architect.expressions.environment import Environment
from genesys_deploy.architect.expressions.errors import EvaluationError, ExpressionError, LanguageError
from genesys_deploy.architect.expressions.scope import Scope, built_ins
from genesys_deploy.architect.expressions.types import Type

__all__ = [
    "Environment",
    "EvaluationError",
    "Expression",
    "ExpressionError",
    "LanguageError",
    "Scope",
    "Type",
    "built_ins",
    "compile_expression",
    "to_text",
]
