"""Compiled templates, kept from one command to the next: compiling them takes longer than rendering.

What is kept is Python's bytecode, which is executed: it is read from the user's own cache alone, never from a project,
and only if nobody else can write there.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Final

from jinja2.bccache import Bucket, FileSystemBytecodeCache

from genesys_deploy import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["TemplateCache", "template_cache"]

FORM: Final = f"{__version__} 1"
"""To be changed when templates are compiled in another way."""


class TemplateCache(FileSystemBytecodeCache):
    """One file for each template's name; of several projects the last one counts, so that it does not grow."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        content = "\0".join((FORM, filename or "", source))
        bucket = Bucket(environment, self.get_cache_key(name), hashlib.sha256(content.encode()).hexdigest())
        with suppress(OSError, EOFError, ValueError, UnpicklingError):
            self.load_bytecode(bucket)
        return bucket

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def template_cache() -> TemplateCache | None:
    """The user's cache; None where there is none that nobody else can write to."""
    if not hasattr(os, "getuid"):
        return None
    try:
        above = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = above / "genesys-deploy" / "templates"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError):
        return None
    is_own = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return TemplateCache(str(folder)) if is_own and not found.st_mode & 0o077 else None
