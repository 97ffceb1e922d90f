"""How the Identity Resolution Platform is reached, and how long the flow waits for it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Irp", "Timeouts"]


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds that the flow waits for each call to the IRP."""

    check_bot: float
    resolve_identity: float
    get_account: float
    log_unresolved: float
    create_lead: float


@dataclass(frozen=True, slots=True)
class Irp:
    """The Identity Resolution Platform, and the integration through which the org reaches it.

    `crm_url` is where accounts and leads are; the IRP itself where it is not given.
    """

    url: str
    integration: str
    credential: str
    key_env: str
    budget_seconds: float
    timeouts: Timeouts
    crm_url: str | None = None
