"""What was answered survives the end of the process, however it ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served, Starter


def test_nothing_that_was_acknowledged_is_lost_by_sigkill(start: Starter) -> None:
    served = start("--sample")
    acknowledged: list[str] = []

    def write(number: int) -> None:
        body = {"source": "twitter", "user_id": f"new-{number}"}
        try:
            response = served.post("/api/v1/leads", body)
        except requests.RequestException:
            return
        if response.status_code == 201:
            acknowledged.append(f"{number}:{response.json()['lead_id']}")
            if len(acknowledged) == 60:
                served.kill()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(200)))
    restarted = start("--sample")
    assert len(acknowledged) >= 60
    for entry in acknowledged:
        number, lead_id = entry.split(":")
        answer = restarted.post("/api/v1/leads", {"source": "twitter", "user_id": f"new-{number}"}).json()
        assert (answer["outcome"], answer["lead_id"]) == ("existing", lead_id)


def test_what_was_learnt_survives_a_restart(start: Starter) -> None:
    served = start("--sample")
    served.resolve(channel="twitter", user_id="200000005", handle="nadia_rahman")
    review = _suspicious(served)["review_id"]
    assert served.stop() == 0
    restarted = start("--sample")
    known = restarted.resolve(channel="twitter", user_id="200000005", handle="nadia_rahman")
    assert known["confidence"] == 0.99
    assert _suspicious(restarted)["review_id"] == review


def test_two_platforms_do_not_hear_of_one_anothers_store(start: Starter) -> None:
    first, second = start("--sample", store="a.db"), start("--sample", store="b.db")
    first.resolve(channel="twitter", user_id="313", handle="hana_suzuki")
    assert second.resolve(channel="twitter", user_id="313")["resolved"] is False


def _suspicious(served: Served) -> dict[str, str]:
    answer: dict[str, str] = served.resolve(
        channel="twitter", user_id="777", handle_raw="paypaI_support", conversation_id="c-1"
    )
    return answer
