"""The file that a team fills in: commented, or written from a few answers."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from irp_stub.contract.errors import CannotVerify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["template_text", "write_template"]

_TEMPLATE = "template.yaml"
_QUESTIONS = {
    "channel": "The channel of a test customer (twitter, instagram, …)",
    "customer_id": "The customer id",
    "user_id": "The user id on that channel",
    "handle": "The handle",
    "tier": "The tier",
}
_DEFAULTS = ("channel: twitter", "customer_id: CRM_1", 'user_id: "1001"', "handle: test_ann", "tier: Gold")


def template_text(ask: Callable[[str], str] | None = None) -> str:
    """The template; with `ask`, the first customer as somebody answers (an empty answer leaves the example)."""
    text = (files("irp_stub.contract") / _TEMPLATE).read_text(encoding="utf-8")
    if ask is None:
        return text
    for (name, question), example in zip(_QUESTIONS.items(), _DEFAULTS, strict=True):
        if given := ask(question).strip():
            text = text.replace(f"  {example}", f"  {name}: {json.dumps(given, ensure_ascii=False)}", 1)
    return text


def write_template(path: Path, text: str) -> None:
    """Make the file.

    Raises:
        CannotVerify: it is there already, or cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise CannotVerify(
            f"{path} is there already; nothing was changed", hint="name another file"
        ) from None
    except OSError as error:
        raise CannotVerify(f"{path} cannot be written: {error.strerror}") from None
