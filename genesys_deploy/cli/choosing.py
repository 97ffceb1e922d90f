"""Options that let a plan do what it would refuse otherwise."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias

import click

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["choice_options"]

Command: TypeAlias = "Callable[..., object]"

_TAKE_LOCK = click.option(
    "--take-lock",
    is_flag=True,
    help="Publish flows that somebody has locked for editing; the draft is kept, never published.",
)
_ACCEPT_SHARED = click.option(
    "--accept-shared", is_flag=True, help="Change also what flows outside of this project use."
)
_ROTATE = click.option(
    "--rotate", multiple=True, metavar="NAME", help="Write this credential although it is there."
)


def choice_options(*, rotate: bool = True) -> Callable[[Command], Command]:
    """`--rotate`, `--accept-shared` and `--take-lock`, given to the command as its `choices`."""
    options = (_TAKE_LOCK, _ACCEPT_SHARED, *((_ROTATE,) if rotate else ()))

    def decorated(command: Command) -> Command:
        chosen = _with_choices(command)
        for option in options:
            chosen = option(chosen)
        return chosen

    return decorated


def _with_choices(command: Command) -> Command:
    @wraps(command)
    def chosen(
        *arguments: Any,
        accept_shared: bool,
        take_lock: bool,
        rotate: tuple[str, ...] = (),
        **options: Any,
    ) -> object:
        from genesys_deploy.deploy.planning.choices import Choices

        return command(*arguments, choices=Choices(rotate, accept_shared, take_lock), **options)

    return chosen
