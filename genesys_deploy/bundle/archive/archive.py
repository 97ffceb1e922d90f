"""The file that `build` writes: a zip archive of which every byte follows from its contents.

Nothing in it is compressed, since what comes out of a compressor depends on the machine's version of it; times, rights
and order are fixed. `sha256sum FILE` is the bundle's hash.
"""

from __future__ import annotations

import re
import stat
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from genesys_deploy.bundle.archive.manifest import MANIFEST, BundleUnreadable, Manifest

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MOST_BYTES", "OWN", "PACKAGE", "read_archive", "write_archive"]

OWN, PACKAGE = "project", "package"
MOST_BYTES = 50_000_000
MOST_FILES = 5_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PART = r"(?!\.{1,2}(?:/|\Z))[^/\\:\x00-\x1f]+"
_NAME = re.compile(rf"(?:{OWN}|{PACKAGE})(?:/{_PART})+\Z")


def write_archive(manifest: Manifest, files: Mapping[str, bytes]) -> bytes:
    """The archive of these files; the same wherever and by whichever Python it is made."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in ((MANIFEST, manifest.to_bytes()), *sorted(files.items())):
            archive.writestr(_entry(name), content)
    return target.getvalue()


def read_archive(content: bytes) -> tuple[Manifest, Mapping[str, bytes]]:
    """What is in an archive, without its manifest.

    Raises:
        BundleUnreadable: it is none, too large, or was tampered with.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            files = {entry.filename: archive.read(entry) for entry in _checked(archive.infolist())}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError):
        raise BundleUnreadable("this is no bundle, or it was cut off or damaged") from None
    if MANIFEST not in files:
        raise BundleUnreadable("this is no bundle: it has no manifest")
    manifest = Manifest.read(files.pop(MANIFEST))
    manifest.check(files)
    return manifest, files


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = _UNIX
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry


def _checked(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The entries, if each is such as is written here: a plain file with a name that leads nowhere else."""
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise BundleUnreadable("this is no bundle: it holds too much")
    if len(set(names)) < len(names):
        raise BundleUnreadable("this is no bundle: it holds a file twice")
    for entry in entries:
        if entry.filename != MANIFEST and not _NAME.match(entry.filename):
            raise BundleUnreadable(f"this is no bundle: {entry.filename!r} is no name of a file in one")
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
            raise BundleUnreadable(f"this is no bundle: {entry.filename} is compressed")
    return entries
