"""From addresses, files and names of variables to something that rules can ask with."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from irp_stub.contract.catalogue import load_catalogue
from irp_stub.contract.client import Client
from irp_stub.contract.errors import CannotVerify
from irp_stub.contract.marks import Marks
from irp_stub.contract.pace import Pace
from irp_stub.contract.probe import Probe
from irp_stub.contract.recording import Recorded, Recorder
from irp_stub.contract.settings import Limits, Secrets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from irp_stub.contract.client import Sender
    from irp_stub.contract.dataset import DataSet
    from irp_stub.contract.recording import Recording

__all__ = ["addresses", "open_probe", "secrets_from"]


def secrets_from(environment: Mapping[str, str], key_env: str, expired_env: str | None = None) -> Secrets:
    """The key, by the name of the variable that holds it.

    Raises:
        CannotVerify: a variable that was named is not set.
    """
    for name in filter(None, (key_env, expired_env)):
        if not environment.get(name):
            raise CannotVerify(f"the environment variable {name} is not set", hint=f"export {name}=...")
    expired = environment[expired_env] if expired_env else None
    return Secrets(environment[key_env], expired)


def addresses(url: str, crm_url: str | None) -> Mapping[str, str]:
    """The settings that Data Actions take their addresses from.

    Raises:
        CannotVerify: an address is none.
    """
    for address in filter(None, (url, crm_url)):
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise CannotVerify(f"{address} is no address", hint="it begins with http:// or https://")
    return {"irp_url": url.rstrip("/"), "crm_url": (crm_url or url).rstrip("/")}


@contextmanager
def open_probe(
    settings: Mapping[str, str],
    actions: Path | None,
    data: DataSet,
    secrets: Secrets,
    limits: Limits,
    *,
    record: Path | None = None,
    recording: Recording | None = None,
) -> Iterator[Probe]:
    """Close its connections afterwards; `record` is where answers are written, `recording` answers instead of a platform.

    Raises:
        CannotVerify: the Data Actions cannot be read, or the recording cannot be written.
    """
    catalogue = load_catalogue(actions, settings)
    marks, url = Marks(recording.run if recording else None), settings["irp_url"]
    sender: Sender = Recorded(recording) if recording else Client(Pace(limits.rate))
    if record is not None:
        sender = Recorder(sender, record, url, marks.run, secrets)
    try:
        yield Probe(
            client=sender,
            catalogue=catalogue,
            data=data,
            secrets=secrets,
            limits=limits,
            marks=marks,
            url=url,
        )
    finally:
        sender.close()
