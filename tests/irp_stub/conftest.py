"""A platform that is really served, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "a-key-for-tests-0123456789"


@dataclass
class Served:
    """A running `irp-stub serve`."""

    process: subprocess.Popen[str]
    url: str
    session: requests.Session

    def post(self, path: str, body: Any, **headers: str) -> requests.Response:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.session.post(self.url + path, json=body, headers=headers, timeout=20)

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.url + path, timeout=20)

    def resolve(self, **claim: Any) -> dict[str, Any]:
        response = self.post("/api/v1/resolve", claim)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self._end()

    def stop(self) -> int:
        self.process.terminate()
        return self._end()

    def _end(self) -> int:
        self.process.wait(20)
        self.session.close()
        if self.process.stdout:
            self.process.stdout.close()
        return self.process.returncode


class Starter:
    """Starts platforms, and ends those that still run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: list[Served] = []

    def __call__(self, *options: str, store: str = "irp.db", key: str = KEY) -> Served:
        command = [sys.executable, "-m", "irp_stub", "serve", "--port", "0"]
        command += ["--store", f"sqlite:{self.folder / store}", *options]
        log = (self.folder / "log.txt").open("a")
        with log:
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, text=True, env=os.environ | {"IRP_API_KEY": key}
            )
        assert process.stdout
        line = process.stdout.readline()
        assert line.startswith(("listening on http://127.0.0.1:", "listening on https://127.0.0.1:")), (
            self.log()
        )
        session = requests.Session()
        session.headers["X-API-Key"] = key
        session.trust_env = False
        served = Served(process, line.removeprefix("listening on ").strip(), session)
        self._started.append(served)
        return served

    def log(self) -> str:
        return (self.folder / "log.txt").read_text()

    def end_all(self) -> None:
        for served in self._started:
            if served.process.poll() is None:
                served.kill()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starter]:
    starter = Starter(tmp_path)
    yield starter
    starter.end_all()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One platform with the sample customers; tests use senders of their own."""
    starter = Starter(tmp_path_factory.mktemp("irp"))
    yield starter("--sample")
    starter.end_all()


@pytest.fixture(scope="module")
def harried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A platform of its own for tests that send anything: its customers may well be merged by it."""
    starter = Starter(tmp_path_factory.mktemp("harried"))
    yield starter("--sample")
    starter.end_all()
    assert "Traceback" not in starter.log()
