from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from irp_stub.api.settings import read_settings
from irp_stub.errors import BadFile

if TYPE_CHECKING:
    from pathlib import Path

    from tests.irp_stub.conftest import Starter


def test_what_is_set_counts(start: Starter, tmp_path: Path) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("threshold: 0.9\nrequests_per_minute: 3\nspam_keywords: [turnips]\n")
    served = start("--sample", "--settings", str(settings))
    by_handle = served.resolve(channel="twitter", handle="grace_hall")
    assert (by_handle["resolved"], by_handle["confidence"]) == (False, 0.87)
    body = {"channel": "twitter", "user_id": "1"}
    assert [served.post("/api/v1/resolve", body).status_code for _ in range(4)] == [200, 200, 200, 429]
    found = [
        served.post("/api/v1/bot-check", {**body, "text": text}).json()["spam_keyword"]
        for text in ("Turnips!", "free crypto")
    ]
    assert found == [True, False]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("treshold: 0.9", "treshold"),
        ("threshold: 85", "0.99"),
        ("threshold: high", "float"),
        ("profile_ttl_seconds: 301", "300"),
        ("young_account_days: 0", "1"),
        ("[1]", "object"),
        ("threshold: {", "cannot be used"),
    ],
)
def test_what_is_not_understood_is_told(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(text)
    with pytest.raises(BadFile, match=complaint):
        read_settings(path)


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("# nothing yet\n")
    assert read_settings(tmp_path / "settings.yaml").threshold == 0.85
