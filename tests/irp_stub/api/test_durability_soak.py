"""SIGKILL under mixed load, again and again: nothing acknowledged is lost, no merge is half done."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served, Starter

ROUNDS = 50
SURVIVOR, OTHER = "CRM_200000001", "CRM_200000002"


def load(served: Served, round_: int, kill_after: int) -> dict[str, list[Any]]:
    """Leads, links and merges from eight threads until the kill; gives what was acknowledged."""
    acknowledged: dict[str, list[Any]] = {"lead": [], "link": [], "merge": []}

    def step(number: int) -> None:
        name = f"r{round_}-{number}"
        try:
            match number % 3:
                case 0:
                    made = served.post("/api/v1/leads", {"source": "twitter", "user_id": name})
                    acknowledged["lead"] += [(name, made.json()["lead_id"])] if made.ok else []
                case 1:
                    body = {
                        "channel": "open",
                        "user_id": name,
                        "customer_id": f"CRM_2000000{number % 10 + 3:02d}",
                    }
                    linked = served.post("/api/v1/identities", body)
                    acknowledged["link"] += [(name, linked.json()["customer_id"])] if linked.ok else []
                case _:
                    merged = served.post(f"/api/v1/customers/{SURVIVOR}/merge", {"customer_id": OTHER})
                    if merged.ok:
                        acknowledged["merge"].append(merged.json()["merge_id"])
                        served.post(f"/api/v1/merges/{merged.json()['merge_id']}/undo", {})
        except requests.RequestException:
            return
        if sum(map(len, acknowledged.values())) >= kill_after and served.process.poll() is None:
            served.process.kill()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(step, range(300)))
    served.kill()
    return acknowledged


def whole(served: Served) -> bool:
    """The two customers are two, or one; nothing between."""
    survivor = served.get(f"/api/v1/customers/{SURVIVOR}/graph").json()
    accounts = {node["user_id"] for node in survivor["identities"] if node["channel"] == "twitter"}
    merged = OTHER in survivor["aliases"]
    return accounts == ({"200000001", "200000002"} if merged else {"200000001"})


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_fifty_times(start: Starter) -> None:
    draw = random.Random(5)
    served = start("--sample")
    for round_ in range(ROUNDS):
        acknowledged = load(served, round_, draw.randrange(5, 90))
        served = start("--sample")
        assert whole(served)
        for name, lead_id in acknowledged["lead"]:
            assert (
                served.post("/api/v1/leads", {"source": "twitter", "user_id": name}).json()["lead_id"]
                == lead_id
            )
        for name, customer_id in acknowledged["link"]:
            assert served.resolve(channel="open", user_id=name)["customer_id"] == customer_id
