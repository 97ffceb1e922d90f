"""Names of files for objects of an org, which may be called anything."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.model import FlowKind
from genesys_deploy.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genesys_deploy.platform.org import Held

__all__ = ["file_name", "file_names"]

LONGEST = 150
"""Bytes, so that suffix and digest fit into the 255 that file systems have."""

DIGEST = 8
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?\Z", re.IGNORECASE)
_FLOW_KINDS = {kind.casefold(): str(kind) for kind in FlowKind}


def file_names(held: Sequence[Held]) -> list[PurePosixPath]:
    """A path for each, in the same order: `flows/TYPE/NAME.yaml`, `data_actions/CATEGORY/NAME.custom.json`.

    Where several would have one path, on a file system that does not tell capitals apart either, all of them get a
    digest of their id.
    """
    paths = [_path(one) for one in held]
    seen = Counter(str(path).casefold() for path in paths)
    pairs = zip(paths, held, strict=True)
    return [_distinct(path, one) if seen[str(path).casefold()] > 1 else path for path, one in pairs]


def file_name(name: str) -> str:
    """A name that any file system takes; with a digest of the real one where that is another."""
    safe = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip()
    safe = safe.encode()[:LONGEST].decode(errors="ignore").rstrip(". ")
    if not safe or safe.startswith((".", "~", "-")) or _RESERVED.match(safe):
        safe = f"_{safe}"
    return safe if safe == name else f"{safe}~{_digest(name)}"


def _path(held: Held) -> PurePosixPath:
    if held.key.kind is Kind.FLOW:
        kind = held.key.scope.casefold()
        return PurePosixPath(
            "flows", file_name(_FLOW_KINDS.get(kind, kind)), f"{file_name(held.key.name)}.yaml"
        )
    category = held.wire.text("category") or "without category"
    return PurePosixPath("data_actions", file_name(category), f"{file_name(held.key.name)}.custom.json")


def _distinct(path: PurePosixPath, held: Held) -> PurePosixPath:
    stem, dot, suffix = path.name.partition(".custom.json" if held.key.kind is Kind.DATA_ACTION else ".yaml")
    return path.with_name(f"{stem}~{_digest(held.id)}{dot}{suffix}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST]
