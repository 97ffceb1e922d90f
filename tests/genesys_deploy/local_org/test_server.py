"""Starting, stopping and keeping a local org."""

from __future__ import annotations

import stat
import threading
from typing import TYPE_CHECKING, Any

import pytest
import requests

from genesys_deploy.local_org.routes import ROUTES
from genesys_deploy.local_org.server import AddressTaken, serve
from genesys_deploy.local_org.store import StoreUnreadable

if TYPE_CHECKING:
    from pathlib import Path


def token(url: str) -> dict[str, str]:
    form = {"grant_type": "client_credentials"}
    answer = requests.post(f"{url}/oauth/token", data=form, auth=("local-client", "local-secret"), timeout=5)
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def test_what_is_stored_is_there_after_a_restart(tmp_path: Path) -> None:
    store = tmp_path / "org.json"
    with serve(store=store) as first:
        admitted = token(first.url)
        for name in ("VIP", "Guests"):
            queues = f"{first.url}/api/v2/routing/queues"
            requests.post(queues, json={"name": name}, headers=admitted, timeout=5).raise_for_status()
        recipients = f"{first.url}/api/v2/routing/message/recipients"
        before = requests.get(recipients, headers=admitted, timeout=5).json()["entities"]
    with serve(store=store) as second:
        url = f"{second.url}/api/v2/routing/queues"
        assert requests.get(url, headers=admitted, timeout=5).status_code == 401
        again = token(second.url)
        queues = requests.get(url, headers=again, timeout=5).json()
        recipients = f"{second.url}/api/v2/routing/message/recipients"
        after = requests.get(recipients, headers=again, timeout=5).json()["entities"]
    assert [queue["name"] for queue in queues["entities"]] == ["Guests", "VIP"]
    assert before == after
    kept = store.read_text()
    assert not any(secret.split()[1] in kept for secret in (*admitted.values(), *again.values()))
    assert stat.S_IMODE(store.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "no JSON", "[]", '{"version": 99, "org": {}}'])
def test_a_file_of_something_else_is_left_alone(tmp_path: Path, content: str) -> None:
    store = tmp_path / "org.json"
    store.write_text(content)
    with pytest.raises(StoreUnreadable):
        serve(store=store)
    assert store.read_text() == content


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with serve() as running, pytest.raises(AddressTaken, match="cannot serve at"):
        serve(port=int(running.url.rpartition(":")[2]), store=tmp_path / "never.json")


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:1", 200), ("LOCALHOST", 200), ("evil.example", 421), ("evil.example:80", 421)],
)
def test_a_page_that_renames_this_machine_is_not_let_in(host: str, status: int) -> None:
    with serve() as running:
        answer = requests.get(f"{running.url}/local/faults", headers={"Host": host}, timeout=5)
    assert answer.status_code == status


def test_urls_for_the_client_are_those_that_it_can_reach() -> None:
    with serve() as running:
        admitted = {**token(running.url), "Host": "localhost:4711"}
        job = requests.post(f"{running.url}/api/v2/flows/jobs", headers=admitted, timeout=5).json()
    assert job["presignedUrl"].startswith("http://localhost:4711/local/uploads/")


def test_many_clients_at_once_lose_nothing() -> None:
    with serve() as running:
        admitted = token(running.url)
        queues = f"{running.url}/api/v2/routing/queues"

        def create(names: range) -> None:
            with requests.Session() as session:
                for number in names:
                    session.post(queues, json={"name": f"Q{number}"}, headers=admitted, timeout=30)

        threads = [threading.Thread(target=create, args=(range(n * 10, n * 10 + 15),)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        listed = requests.get(queues, params={"pageSize": 500}, headers=admitted, timeout=5).json()
    assert len({queue["name"] for queue in listed["entities"]}) == listed["total"] == 85


def test_every_operation_answers_its_path_once() -> None:
    operations = [route.operation.casefold() for route in ROUTES.routes]
    assert len(set(operations)) == len(operations)
    for route in ROUTES.routes:
        found = ROUTES.find(route.method, route.template.replace("{", "").replace("}", ""))
        assert found is not None, route.operation


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/api/v2/Routing/Queues", {}),
        ("GET", "/api/v2/flows/datatables/1/rows/a%2Fb", {"datatableId": "1", "rowId": "a/b"}),
        ("GET", "/api/v2/flows/datatables", {}),
        ("GET", "/api/v2/integrations/actions/drafts", {}),
        ("DELETE", "/api/v2/routing/queues", None),
        ("GET", "/api/v2/routing/queues/1/2", None),
    ],
)
def test_paths_find_their_operation(method: str, path: str, expected: dict[str, Any] | None) -> None:
    match = ROUTES.find(method, path)
    assert (None if match is None else match.path) == expected
