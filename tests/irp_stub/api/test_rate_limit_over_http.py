from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Starter


def test_the_hundred_and_first_request_of_a_sender_within_a_minute_is_refused(start: Starter) -> None:
    served = start("--sample")
    body = {"channel": "twitter", "user_id": "4711", "handle": "very_busy_handle"}
    statuses = [served.post("/api/v1/resolve", body).status_code for _ in range(100)]
    refused = served.post("/api/v1/resolve", body)
    other = served.post("/api/v1/resolve", {"channel": "twitter", "user_id": "4712"})
    assert set(statuses) == {200}
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert other.status_code == 200
    assert '"event":"rate_limited"' in start.log()
    assert "4711" not in start.log()
    assert "very_busy_handle" not in start.log()
