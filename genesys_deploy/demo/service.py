"""A server of ours in a process of its own, found by the line with which it says where it listens."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from queue import Empty, Queue
from typing import TYPE_CHECKING

from genesys_deploy.source.errors import ProductError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["Service", "ServiceFailed"]

ANNOUNCEMENT = "listening on "
START_SECONDS = 30
STOP_SECONDS = 10


class ServiceFailed(ProductError):
    """A server did not start."""


class Service:
    """`python -m MODULE ARGUMENTS… --port N`; what it writes to stderr goes to a log file."""

    def __init__(
        self, module: str, arguments: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        self._command = [sys.executable, "-m", module, *arguments]
        self._environment = {**os.environ, **environment}
        self._log = log
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self) -> None:
        """Start it, or start it again at the address it had.

        Raises:
            ServiceFailed: it ended, or said nothing in time; the message holds the end of its log.
        """
        port = self.url.rpartition(":")[2] or "0"
        with self._log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own module, no shell
                [*self._command, "--port", port],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.url = self._announced()

    def stop(self) -> None:
        """End it in order."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
        self._process = None

    def kill(self) -> None:
        """End it as a power failure would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _announced(self) -> str:
        lines: Queue[str] = Queue()
        threading.Thread(target=self._listen, args=(lines,), daemon=True).start()
        try:
            line = lines.get(timeout=START_SECONDS)
        except Empty:
            line = ""
        if not line.startswith(ANNOUNCEMENT):
            self.stop()
            raise ServiceFailed(f"{self._command[2]} did not start", hint=self._end_of_log())
        return line.removeprefix(ANNOUNCEMENT).strip()

    def _listen(self, lines: Queue[str]) -> None:
        process = self._process
        if process is not None and process.stdout is not None:
            with process.stdout as output:
                for line in output:
                    lines.put(line)
            lines.put("")

    def _end_of_log(self) -> str:
        return "\n  ".join(self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])
