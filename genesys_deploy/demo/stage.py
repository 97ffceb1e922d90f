"""What the demo plays on: an IRP and an org, each a real server on this machine, in a folder that goes away."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from genesys_deploy.demo.service import Service

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

__all__ = ["Stage"]

FAULTS = Path(__file__).with_name("faults.yaml")
CLIENT = {"GENESYSCLOUD_OAUTHCLIENT_ID": "local-client", "GENESYSCLOUD_OAUTHCLIENT_SECRET": "local-secret"}


class Stage:
    """`with Stage() as stage:` both servers answer; the IRP keeps its store when it is killed and started again."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="genesys-demo-")
        folder = Path(self._folder.name)
        self.secrets = {
            "IRP_API_KEY": secrets.token_urlsafe(24),
            "OPEN_MESSAGING_SECRET": secrets.token_urlsafe(24),
        }
        self.logs = (folder / "irp.log", folder / "org.log")
        self.irp = Service(
            "irp_stub",
            ["serve", "--store", f"sqlite:{folder / 'irp.db'}", "--sample", "--faults", str(FAULTS)],
            self.secrets,
            self.logs[0],
        )
        self.org = Service("genesys_deploy", ["local"], {}, self.logs[1])

    @property
    def environment(self) -> Mapping[str, str]:
        """What a person would have exported: the client, where the org is, the secrets."""
        return {**CLIENT, "GENESYSCLOUD_REGION": self.org.url, **self.secrets}

    @property
    def settings(self) -> tuple[str, ...]:
        """The addresses, as settings laid over the demo's."""
        return (f"irp: {{url: '{self.irp.url}'}}", f"org: {{region: '{self.org.url}'}}")

    def __enter__(self) -> Self:
        try:
            self.irp.start()
            self.org.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.org.stop()
        self.irp.stop()
        self._folder.cleanup()
