"""The functions and operators of the language, one module per family.

A family declares `FUNCTIONS` and, where it has some, `OPERATORS` by symbol and number of operands.
"""

from __future__ import annotations

from typing import Final

from genesys_deploy.architect.expressions.functions import (
    agents,
    arithmetic,
    audio,
    collections,
    communication,
    comparison,
    conversion,
    currency,
    dates,
    display_text,
    durations,
    email,
    finding,
    json_values,
    language,
    logic,
    numbers,
    phone,
    text,
)

__all__ = ["FAMILIES"]

FAMILIES: Final = (
    agents,
    arithmetic,
    audio,
    collections,
    communication,
    comparison,
    conversion,
    currency,
    dates,
    display_text,
    durations,
    email,
    finding,
    json_values,
    language,
    logic,
    numbers,
    phone,
    text,
)
