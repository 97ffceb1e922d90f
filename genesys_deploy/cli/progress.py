"""Progress of an apply: a line that grows on a terminal, plain lines elsewhere."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from types import TracebackType

    from genesys_deploy.deploy.events import Event

__all__ = ["ApplyProgress", "LiveLine"]

CLEAR = "\r\x1b[2K"


class LiveLine:
    """The last line of a terminal, which says what is going on; nothing where errors do not go to one."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._shown = False

    def show(self, text: str) -> None:
        if self._live:
            _replace_line(text)
            self._shown = True

    def say(self, text: str, *, err: bool = False) -> None:
        """Print a line that stays."""
        self._clear()
        click.echo(text, err=err)

    def _clear(self) -> None:
        if self._shown:
            _replace_line()
            self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._clear()


class ApplyProgress:
    """Listens to the events of an apply; `total` is how many operations there are, where that is known."""

    def __init__(self, total: int | None = None) -> None:
        self._total = total
        self._done = 0
        self._live = sys.stderr.isatty()

    def tell(self, event: Event) -> None:
        from genesys_deploy.deploy.events import NotRecorded, OperationDone, OperationFailed

        match event:
            case OperationDone(operation=operation, seconds=seconds):
                self._done += 1
                of_total = f"/{self._total}" if self._total else ""
                self._show(f"[{self._done}{of_total}] {operation.key}, {seconds:.1f} s")
            case OperationFailed(operation=operation):
                self._show(f"{click.style('failed', fg='red')} {operation.key}")
            case NotRecorded(error=error):
                self._show(f"{click.style('not recorded', fg='yellow')}: {error}\n")

    def _show(self, text: str) -> None:
        if self._live:
            _replace_line(text)
        else:
            click.echo(text, err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live and self._done:
            _replace_line()


def _replace_line(text: str = "") -> None:
    """What is longer than the terminal is wide could not be cleared again; clearing is no colour, for NO_COLOR."""
    width = shutil.get_terminal_size().columns - 1
    shown = f"{text[: width - 1]}…" if len(text) > width and text.isprintable() else text
    click.echo(CLEAR, err=True, nl=False, color=True)
    click.echo(shown, err=True, nl=False)
