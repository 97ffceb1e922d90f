"""Placeholders of somebody's templating, in files that are not our templates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from re import Match

__all__ = ["find_placeholders", "mask_placeholders", "masked_words"]

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


def find_placeholders(text: str) -> Iterator[Match[str]]:
    """Every placeholder, where it stands."""
    return _PLACEHOLDER.finditer(text)


def masked_words(text: str) -> Mapping[str, str]:
    """Each word that `mask_placeholders` puts in, and the placeholder that it stands for."""
    return {_mask(found): found[0] for found in find_placeholders(text)}


def _mask(found: Match[str]) -> str:
    return _UNFIT.sub("_", found[0])
