"""A profile says how old it is, and that it is stale while the CRM is away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from irp_stub.crm.profile_source import OtherCrm, crm_at
from irp_stub.errors import NotConfigured

if TYPE_CHECKING:
    from pathlib import Path

    from tests.irp_stub.conftest import Served, Starter

JOHN = {"channel": "twitter", "user_id": "123456789"}


def profile(served: Served) -> tuple[str, int, bool]:
    response = served.post("/api/v1/resolve", JOHN)
    answer: dict[str, Any] = response.json()
    return answer["profile_data"]["tier"], int(response.headers["Age"]), answer["stale"]


def test_the_crm_is_asked_and_its_absence_is_told(
    start: Starter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = start("--sample", store="crm.db")
    monkeypatch.setenv("IRP_CRM_KEY", str(crm.session.headers["X-API-Key"]))
    (tmp_path / "settings.yaml").write_text("profile_ttl_seconds: 0\n")
    settings = ("--settings", str(tmp_path / "settings.yaml"))
    served = start("--sample", "--crm", crm.url, *settings)
    kept = start("--sample", "--crm", crm.url, store="kept.db")
    assert profile(served) == profile(kept) == ("Platinum", 0, False)

    change(start, "Silver")
    assert profile(served) == ("Silver", 0, False)
    assert profile(kept)[0] == "Platinum"
    event = {"type": "profile.changed", "customer_id": "CRM_987654321"}
    assert kept.post("/api/v1/events", event).status_code == 202
    assert profile(kept) == ("Silver", 0, False)

    crm.stop()
    assert profile(served)[::2] == ("Silver", True)
    assert profile(kept)[::2] == ("Silver", False)
    assert served.get("/readyz").status_code == 200


def change(start: Starter, tier: str) -> None:
    """The CRM's store is renewed by an import, as another system would."""
    import subprocess
    import sys

    line = {"customer_id": "CRM_987654321", "name": "John Doe", "tier": tier, "updated_at": "-0s"}
    file = start.folder / "change.ndjson"
    file.write_text(json.dumps(line))
    command = [sys.executable, "-m", "irp_stub", "import", str(file), "--store"]
    subprocess.run(
        [*command, f"sqlite:{start.folder / 'crm.db'}"], check=True, timeout=60, capture_output=True
    )


@pytest.mark.parametrize("url", ["crm.example.net", "ftp://crm.example.net", "http://"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(NotConfigured, match="no address of a CRM"):
        crm_at(url, None)


def test_without_an_address_the_platform_is_its_own_crm() -> None:
    assert crm_at(None, "key") is None
    assert crm_at("https://crm.example.net/base", "key") == OtherCrm("https://crm.example.net/base", "key")
