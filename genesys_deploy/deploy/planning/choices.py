"""What is decided before a plan is made, since it would otherwise refuse."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Choices"]


@dataclass(frozen=True, slots=True)
class Choices:
    """`rotate` names credentials to be written although they are there.

    `accept_shared`: a Data Action or integration may be changed although flows of other people use it, and a recipient
    be led away from one.
    `take_lock`: a flow may be published although somebody has it locked for editing.
    """

    rotate: tuple[str, ...] = ()
    accept_shared: bool = False
    take_lock: bool = False
