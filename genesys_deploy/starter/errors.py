"""Why a repository is not made, or a file not taken into one.

ProductError
├── UnfitName                a project's name that an org's release table could not be called by
├── NotEjected               a file that cannot or must not be copied or wrapped
├── OriginalEdited           the text that a file was copied from is not what it was then
└── NoGit                    there is no git, or it does not merge
"""

from __future__ import annotations

from genesys_deploy.source.errors import ProductError

__all__ = ["NoGit", "NotEjected", "OriginalEdited", "UnfitName"]


class UnfitName(ProductError):
    """A project's name that an org's release table could not be called by."""


class NotEjected(ProductError):
    """A file that cannot or must not be copied."""


class OriginalEdited(ProductError):
    """The text that a file was copied from is not what it was then."""

    def __init__(self, name: str, kept: str) -> None:
        super().__init__(
            f"{kept} is not the original that {name} was copied from",
            hint=f"bring it back from git; or compare by hand, then: upgrade --accept {name}",
        )


class NoGit(ProductError):
    """There is no git, or it does not merge."""
