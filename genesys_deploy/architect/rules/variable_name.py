"""A dotted name may be a variable and properties of it: `Flow.queue.id`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["possible_variables"]


def possible_variables(name: str) -> Iterator[str]:
    """What of a name may be the variable, the longest first: `Flow.queue.id`, `Flow.queue`, `Flow`."""
    while name:
        yield name
        name = name.rpartition(".")[0]
