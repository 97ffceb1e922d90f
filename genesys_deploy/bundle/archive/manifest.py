"""What a built bundle says about itself: who made it, of which commit, and the hash of each of its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping  # noqa: TC003  read by its annotations, at run time
from dataclasses import asdict, dataclass
from typing import Self

from genesys_deploy import __version__
from genesys_deploy.source.decode import decode_or_raise
from genesys_deploy.source.errors import ProductError, SourceError
from genesys_deploy.source.json_reader import read_json
from genesys_deploy.source.source_map import IdentityMap

__all__ = ["MANIFEST", "BundleUnreadable", "Manifest", "sha256"]

MANIFEST = "manifest.json"
FORMAT = 1


class BundleUnreadable(ProductError):
    """A file that is no bundle, or no longer the one that was built; nothing was changed."""

    def __init__(self, why: str, hint: str = "build it anew, or take the file as it was built") -> None:
        super().__init__(why, hint=hint)


@dataclass(frozen=True, slots=True)
class Manifest:
    """`tool` is the version of this package; `files` are SHA-256 in hexadecimal by the names in the archive."""

    format: int
    tool: str
    commit: str
    left_out: tuple[str, ...]
    files: Mapping[str, str]

    @classmethod
    def of(cls, files: Mapping[str, bytes], commit: str, left_out: tuple[str, ...]) -> Self:
        hashes = {name: sha256(content) for name, content in sorted(files.items())}
        return cls(FORMAT, __version__, commit, left_out, hashes)

    def to_bytes(self) -> bytes:
        return (json.dumps(asdict(self), indent=2, sort_keys=True) + "\n").encode()

    @classmethod
    def read(cls, content: bytes) -> Manifest:
        """Read what `to_bytes` wrote.

        Raises:
            BundleUnreadable: it is none, or of another version than this.
        """
        try:
            manifest = decode_or_raise(cls, read_json(content.decode(), IdentityMap(MANIFEST)).root)
        except (SourceError, UnicodeDecodeError):
            raise BundleUnreadable("this is no bundle: its manifest is malformed") from None
        if manifest.format != FORMAT or manifest.tool != __version__:
            raise BundleUnreadable(
                f"this bundle was built by genesys-deploy {manifest.tool}, and this is {__version__}: "
                "it might come out differently",
                hint=f"install version {manifest.tool}, or build it anew",
            )
        return manifest

    def check(self, files: Mapping[str, bytes]) -> None:
        """Make sure that these are the files that it was written for.

        Raises:
            BundleUnreadable: one was added, taken away or changed.
        """
        for name in sorted(self.files.keys() | files.keys()):
            if name not in files:
                raise BundleUnreadable(f"this bundle was tampered with: {name} is gone")
            if self.files.get(name) != sha256(files[name]):
                what = "is not as it was built" if name in self.files else "was added"
                raise BundleUnreadable(f"this bundle was tampered with: {name} {what}")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
