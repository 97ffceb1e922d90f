"""The family of errors: something that we, or whoever called us, must mend before work can go on.

    ProductError                 one sentence, where it is, what to do
    ├── SourceError              a file cannot be read as what it should be
    │   ├── SyntaxFault          not even YAML, JSON or a template
    │   └── SourceProblems       several problems of one file, reported at once
    ├── NotFound                 a file or folder that was named is not there
    └── OrgError                 the org refused, or cannot be reached (see `platform`)

What is wrong with somebody's *flow* is no error but a `Finding`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genesys_deploy.source.finding import Finding
    from genesys_deploy.source.span import Span

__all__ = ["NotFound", "OrgError", "ProductError", "SourceError", "SourceProblems", "SyntaxFault"]


class ProductError(Exception):
    """A sentence for the user, with the place and the remedy where they are known.

    `exit_code` is what the command line ends with: 1, something broke; 2, there is something to see.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, span: Span | None = None, hint: str | None = None) -> None:
        self.message = message
        self.span = span
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span else ""
        remedy = f"\n  {self.hint}" if self.hint else ""
        return f"{place}{self.message}{remedy}"


class SourceError(ProductError):
    """A file cannot be read as what it should be."""


class SyntaxFault(SourceError):
    """A text that is not even the language it is written in."""


class SourceProblems(SourceError):
    """Everything that is wrong with one file, at once, so that it is mended once."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class NotFound(ProductError):
    """A file or folder that was named is not there."""


class OrgError(ProductError):
    """The org refused, or cannot be reached."""
