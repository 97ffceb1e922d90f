"""What keeps a Data Action from being sent or understood.

DataActionError
├── ContractViolation        the inputs do not satisfy the input contract
├── TemplateError            a Velocity template cannot be read or evaluated
└── PathError                a JSONPath cannot be read
"""

from __future__ import annotations

from genesys_deploy.source.errors import ProductError

__all__ = ["ContractViolation", "DataActionError", "PathError", "PathNotFound", "TemplateError"]


class DataActionError(ProductError):
    """A Data Action cannot do what was asked of it."""


class ContractViolation(DataActionError):
    """The inputs do not satisfy the input contract; `violations` says each thing that is wrong."""

    def __init__(self, action: str, violations: tuple[str, ...]) -> None:
        self.violations = violations
        super().__init__(f'"{action}" does not accept these inputs: {"; ".join(violations)}')


class TemplateError(DataActionError):
    """A Velocity template cannot be read or evaluated; `offset` counts characters from 0."""

    def __init__(self, message: str, offset: int = 0, hint: str | None = None) -> None:
        self.offset = offset
        super().__init__(message, hint=hint)


class PathError(DataActionError):
    """A JSONPath cannot be read or followed; `offset` counts characters from 0."""

    def __init__(self, message: str, offset: int = 0, hint: str | None = None) -> None:
        self.offset = offset
        super().__init__(message, hint=hint)


class PathNotFound(PathError):
    """A definite path leads to nothing in this document."""
