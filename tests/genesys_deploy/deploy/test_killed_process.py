"""Processes that are really killed in the middle of what they do to an org, one for each kind of operation."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.deploy.record.made import Ledger
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.resources import Secret
from tests.genesys_deploy.deploy import killed_runs

ROOT = Path(__file__).parents[3]
RUN = """
import sys
from tests.genesys_deploy.deploy.killed_runs import RUNS, connected
RUNS[sys.argv[2]](connected(sys.argv[1]))
"""
Rows = dict[str, list[dict[str, Any]]]

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


@dataclass(frozen=True)
class Case:
    """`before` has been run, `run` is killed as soon as the org looks as `when` says, and run again."""

    run: str
    when: Callable[[Rows], bool]
    before: tuple[str, ...] = ()
    names: dict[str, list[str]] = field(default_factory=dict)


def named(kind: str, name: str) -> Callable[[Rows], bool]:
    return lambda rows: any(row["name"] == name for row in rows.get(kind, []))


def gone(kind: str, name: str) -> Callable[[Rows], bool]:
    return lambda rows: not named(kind, name)(rows)


def published(version: str) -> Callable[[Rows], bool]:
    return lambda rows: any(row["published"] == version for row in rows.get("Flow", []))


def described(text: str) -> Callable[[Rows], bool]:
    return lambda rows: any(row["fields"].get("description") == text for row in rows.get("Queue", []))


ONE = {"Queue": ["General"], "Integration": ["Greeter"], "Credential": ["Greeter key"], "Action": ["Greet"]}
TWO = {**ONE, "Action": ["Greet", "Greet v2"]}
LATER = {**ONE, "Action": ["Greet v2"]}
NONE: dict[str, list[str]] = {kind: [] for kind in (*ONE, "DataTable")}
CASES = {
    "create a queue": Case("apply", named("Queue", "General"), names=ONE),
    "create a credential": Case("apply", named("Credential", "Greeter key"), names=ONE),
    "create an integration": Case("apply", named("Integration", "Greeter"), names=ONE),
    "draft a Data Action": Case("apply", named("Draft", "Greet"), names=ONE),
    "publish a Data Action": Case("apply", named("Action", "Greet"), names=ONE),
    "publish a flow": Case("apply", published("1.0"), names=ONE),
    "update": Case("change", described("Nobody"), ("apply",), ONE),
    "publish a flow again": Case("change", published("2.0"), ("apply",), ONE),
    "replace": Case("contract", named("Action", "Greet v2"), ("apply",), TWO),
    "retire": Case("retire", gone("Action", "Greet"), ("apply", "contract"), LATER),
    "put a version in force": Case("roll back", published("1.0"), ("apply", "change"), ONE),
    "delete a channel": Case("destroy", gone("OpenIntegration", "Partner chat"), ("apply",), NONE),
    "delete a Data Action": Case("destroy", gone("Action", "Greet"), ("apply",), NONE),
    "delete a credential": Case("destroy", gone("Credential", "Greeter key"), ("apply",), NONE),
    "delete the releases": Case("destroy", gone("DataTable", "genesys-deploy small"), ("apply",), NONE),
}


def kill(server: RunningOrg, case: Case) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", RUN, server.url, case.run], cwd=ROOT, env=environment
    ) as process:

        def look() -> None:
            if case.when(server.org.snapshot()):
                process.kill()

        server.org.changed = look
        assert process.wait(timeout=60) == -signal.SIGKILL
    server.org.changed = lambda: None


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_a_killed_process_left_is_completed(case: Case) -> None:
    with serve() as server:
        org = connect(Credentials("local-client", Secret("local-secret"), server.url))
        for earlier in case.before:
            killed_runs.RUNS[earlier](org)
        kill(server, case)
        killed_runs.RUNS[case.run](org)
        rows: Rows = server.org.snapshot()
        assert {kind: sorted(row["name"] for row in rows.get(kind, [])) for kind in case.names} == case.names
        assert rows.get("Draft", []) == []
        assert killed_runs.is_as_wanted(case.run, org)
        table = ReleaseTable.read(org, killed_runs.NAME)
        assert [one.complete for one in table.releases if not one.complete] == []
        assert Ledger.of(table.rows).open == frozenset()
        org.close()
