"""A bundle as a project: its files in a folder that is gone again afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from genesys_deploy.bundle.archive.archive import MOST_BYTES, OWN, PACKAGE, read_archive
from genesys_deploy.bundle.archive.manifest import BundleUnreadable, sha256
from genesys_deploy.source.errors import NotFound
from genesys_deploy.source.project import Built, Project

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["unpacked"]


@contextmanager
def unpacked(file: Path, overlays: Path | None = None) -> Iterator[Project]:
    """The project that a bundle was built of; `overlays` is where the settings of orgs are.

    Raises:
        NotFound: there is no such file.
        BundleUnreadable: it is no bundle, or was tampered with.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BundleUnreadable(f"this is no bundle: it is larger than {MOST_BYTES // 1_000_000} MB")
        content = file.read_bytes()
    except OSError as error:
        raise NotFound(f"{file} cannot be read: {error.strerror}") from None
    manifest, files = read_archive(content)
    with TemporaryDirectory(prefix="genesys-deploy-") as folder:
        root = Path(folder).resolve()
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        below = root / PACKAGE if (root / PACKAGE).is_dir() else None
        built = Built(sha256(content), manifest.commit)
        yield Project(root / OWN, below, frozenset(manifest.left_out), overlays, built)
