"""Files that a user names: single ones, and all flows and Data Actions of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from genesys_deploy.source.errors import NotFound, SyntaxFault
from genesys_deploy.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["read_files", "read_text", "write_text"]

SUFFIXES = frozenset({".yaml", ".yml", ".json"})


def read_files(paths: Iterable[Path]) -> Mapping[str, str]:
    """Texts by the names that the user would call them.

    Raises:
        NotFound: a folder holds nothing to read.
        SyntaxFault: a file is not UTF-8.
    """
    return {str(file): read_text(file) for path in paths for file in _files(path)}


def read_text(path: Path) -> str:
    """A file's text; `-` is standard input."""
    if str(path) == "-":
        import sys

        return sys.stdin.read()
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SyntaxFault(f"not readable as UTF-8: {error.reason}", span=Span.whole(str(path))) from None
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}") from None


def write_text(path: Path, text: str) -> None:
    """Write a file, in a folder that is made if need be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotFound(f"{path} cannot be written: {error.strerror}") from None


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    if not found:
        raise NotFound(f"{path} holds no YAML or JSON file")
    yield from found
