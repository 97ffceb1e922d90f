"""Placeholders of somebody's templating, in files that are not our templates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from re import Match

__all__ = ["mask_placeholders"]

_PLACEHOLDER: Final = re.compile(
    r"\{\{[ \t]*[\w.-]+[ \t]*\}\}"  # Archy, Jinja
    r"|\$\{[ \t]*[\w.-]+[ \t]*\}"  # Terraform
    r"|<[a-z][a-z0-9]*[A-Z_]\w*>"  # by hand: <queueName>; HTML has no such tags
)
_UNFIT: Final = re.compile(r"[^\w]")


def mask_placeholders(text: str) -> str:
    """Put a word of the same length for each `{{x}}`, `${x}`, `<someName>`, so that places stay what they are.

    The word keeps the placeholder's name between underscores, so that different ones stay different.
    """
    return _PLACEHOLDER.sub(_mask, text)


def _mask(found: Match[str]) -> str:
    return _UNFIT.sub("_", found[0])
