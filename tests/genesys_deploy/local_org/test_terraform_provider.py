"""The calls of the Terraform provider genesyscloud, made by hand: from an empty org to one it has made and destroyed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
import yaml

if TYPE_CHECKING:
    from genesys_deploy.local_org.server import RunningOrg

GROUPS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "provider_calls.yaml").read_text(encoding="utf-8")
)
MADE = {
    step["body"]["name"] for steps in GROUPS.values() for step in steps if "name" in step.get("body", ())
} | {"CRM", "After the end"}
KEPT = re.compile(r"<(\w+)>")


class Provider:
    """Makes calls as they are written down, and keeps of the answers what later ones name."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._kept: dict[str, Any] = {}
        self._token = ""

    def log_in(self) -> dict[str, Any]:
        answer = requests.post(
            f"{self._url}/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=("local-client", "local-secret"),
            timeout=10,
        )
        told: dict[str, Any] = answer.json()
        self._token = told["access_token"]
        return told

    def make(self, step: dict[str, Any]) -> list[str]:
        """What is wrong with the answer, as far as the provider minds."""
        answer = self._answer(step)
        if answer.status_code != step.get("status", answer.status_code if answer.ok else 200):
            return [f"{step['call']}: {answer.status_code} {answer.text[:200]}"]
        told = answer.json() if answer.text and "json" in answer.headers.get("Content-Type", "") else {}
        for name, path in step.get("keep", {}).items():
            self._kept[name] = _at(told, path)
        missing = [
            path
            for path in [*step.get("must", []), *step.get("keep", {}).values()]
            if _at(told, path) is None
        ]
        wrong = [path for path, value in step.get("tells", {}).items() if _at(told, path) != value]
        return [f"{step['call']}: {path}" for path in (*missing, *wrong)]

    def _answer(self, step: dict[str, Any]) -> requests.Response:
        method, address = self._filled(step["call"]).split(" ", 1)
        if "text" in step:
            # To where the platform said, with its headers and no others.
            return requests.put(
                address, data=step["text"].encode(), headers=self._kept["headers"], timeout=10
            )
        body = self._filled(step.get("body"))
        headers = {"Authorization": f"Bearer {self._token}"}
        return requests.request(method, self._url + address, json=body, headers=headers, timeout=10)

    def _filled(self, value: Any) -> Any:
        match value:
            case str():
                return KEPT.sub(lambda found: str(self._kept[found[1]]), value)
            case dict():
                return {name: self._filled(item) for name, item in value.items()}
            case list():
                return [self._filled(item) for item in value]
        return value


def _at(value: Any, path: str) -> Any:
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) and value else (value or {}).get(step)
    return value


def test_every_answer_has_what_the_provider_takes_for_granted(running: RunningOrg) -> None:
    provider = Provider(running.url)
    assert provider.log_in()["expires_in"] > 0
    problems = {
        name: [one for step in steps for one in provider.make(step)] for name, steps in GROUPS.items()
    }
    assert {name: several for name, several in problems.items() if several} == {}


def test_what_was_destroyed_is_gone(running: RunningOrg) -> None:
    provider = Provider(running.url)
    provider.log_in()
    for steps in GROUPS.values():
        for step in steps:
            provider.make(step)
    left = [
        row["name"] for rows in running.org.snapshot().values() for row in rows if row.get("name") in MADE
    ]
    assert left == ["After the end"], "a flow that was deleted can still be asked for"


@pytest.mark.parametrize("name", [name for name in GROUPS if name.startswith("genesyscloud_")])
def test_each_type_is_read_again_after_it_was_made(name: str) -> None:
    methods = [step["call"].split(" ")[0] for step in GROUPS[name]]
    assert methods[0] == "POST"
    assert "GET" in methods
