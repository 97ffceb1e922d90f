"""Questions as JSON lines in, answers as JSON lines out."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["answer_lines"]


def answer_lines(answer: Callable[[Any], Any]) -> None:
    """Answer each line of standard input on standard output; a line that is no JSON ends it with its number.

    Raises:
        click.ClickException: such a line.
    """
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
        except json.JSONDecodeError as error:
            raise click.ClickException(f"line {number} is no JSON: {error}") from None
        sys.stdout.write(json.dumps(answer(question), ensure_ascii=False) + "\n")
        sys.stdout.flush()
