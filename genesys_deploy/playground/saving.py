"""Writes scenario files: new ones only, in one folder only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from genesys_deploy.playground.refusal import Refusal

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["save"]

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_DEVICES: Final = re.compile(r"(con|nul|aux|prn|com\d|lpt\d)\Z")


def save(folder: Path, name: str, text: str) -> Path:
    """Write `name`.yaml into `folder`.

    Raises:
        Refusal: that is no name for a file, it is there already, or it cannot be written.
    """
    if not _NAME.fullmatch(name) or _DEVICES.match(name):
        hint = "small letters, digits and hyphens, at most 64, beginning with a letter or digit"
        raise Refusal(422, f"{name!r} is no name for a scenario file", hint=hint)
    path = folder / f"{name}.yaml"
    try:
        folder.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Refusal(409, f"{path.name} is there already", hint="choose another name") from None
    except OSError as error:
        raise Refusal(409, f"{path.name} cannot be written: {error.strerror}") from None
    return path
