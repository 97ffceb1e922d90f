"""A full disk: 507, nothing corrupted, and once there is room again the platform goes on by itself."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.irp_stub.conftest import Starter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.irp_stub.conftest import Served

Room = tuple["Callable[[Served], None]", "Callable[[Served], None]"]
"""How room is taken, and given back."""


def write(served: Served, name: str) -> int:
    body = {"source": "twitter", "user_id": name, "display_name": "x" * 500}
    return served.post("/api/v1/leads", body).status_code


def fill(served: Served) -> list[str]:
    """Write until there is no room; gives what was taken."""
    taken: list[str] = []
    for number in range(20_000):
        status = write(served, f"full-{number}")
        if status == 507:
            return taken
        assert status == 201
        taken.append(f"full-{number}")
    raise AssertionError("the disk never was full")


def check(starter: Starter, take: Callable[[Served], None], give: Callable[[Served], None]) -> None:
    served = starter("--sample")
    take(served)
    taken = fill(served)
    refused = served.post("/api/v1/leads", {"source": "twitter", "user_id": "refused"})
    assert refused.json()["title"] == "Insufficient Storage"
    assert refused.headers["content-type"] == "application/problem+json"
    assert "nothing was changed" in refused.json()["detail"]
    assert served.resolve(channel="twitter", user_id="123456789")["customer_id"] == "CRM_987654321"
    moved = served.post(
        "/api/v1/resolve", {"channel": "twitter", "user_id": "200000005", "handle": "nadia_new"}
    )
    assert moved.status_code == 507
    assert served.get("/healthz").status_code == 200
    assert served.get("/readyz").status_code == 200
    give(served)
    assert write(served, "after") == 201
    assert served.resolve(channel="twitter", user_id="200000005", handle="nadia_new")["confidence"] == 0.97
    for name in [*taken[-20:], "after"]:
        assert write(served, name) == 200
    assert served.stop() == 0
    assert "Traceback" not in starter.log()
    with_store(starter.folder / "irp.db", len(taken) + 1)


def with_store(path: Path, leads: int) -> None:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM lead").fetchone() == (leads,)
    finally:
        connection.close()


def test_a_file_that_may_not_grow(start: Starter) -> None:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]

    def take(served: Served) -> None:
        largest = max(file.stat().st_size for file in start.folder.glob("irp.db*"))
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (largest + 100_000, hard))

    def give(served: Served) -> None:
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (hard, hard))

    check(start, take, give)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 8 MiB."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if mount is None or unmount is None:
        pytest.skip("there is no mount")
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("this user may not mount a file system")
    yield folder
    subprocess.run([unmount, str(folder)], check=True)


def test_a_disk_that_is_full(small_disk: Path) -> None:
    starter = Starter(small_disk)
    ballast = small_disk / "ballast"

    def take(_: Served) -> None:
        with ballast.open("wb") as file:
            file.write(bytes(shutil.disk_usage(small_disk).free - 300_000))

    def give(_: Served) -> None:
        ballast.unlink()

    try:
        check(starter, take, give)
    finally:
        starter.end_all()
