"""A process that is really killed in the middle of an apply."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.deploy.release_table import ReleaseTable
from genesys_deploy.local_org.server import serve
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.resources import Secret
from tests.genesys_deploy.deploy.small_project import project

ROOT = Path(__file__).parents[3]
APPLY = """
import sys
from genesys_deploy.deploy import Release, apply, plan
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.resources import Secret
from tests.genesys_deploy.deploy.small_project import project
org = connect(Credentials("local-client", Secret("local-secret"), sys.argv[1]))
apply(plan(project(), org, project="small"), org, release=Release("hash"))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("writes", [2, 7, 13, 18])
def test_a_killed_process_leaves_what_the_next_one_completes(writes: int) -> None:
    with serve() as server:
        with subprocess.Popen(
            [sys.executable, "-c", APPLY, server.url], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
        ) as process:
            seen = [0]

            def count() -> None:
                seen[0] += 1
                if seen[0] == writes:
                    process.kill()

            server.org.changed = count
            assert process.wait(timeout=60) == -signal.SIGKILL
        server.org.changed = lambda: None

        org = connect(Credentials("local-client", Secret("local-secret"), server.url))
        apply(plan(project(), org, project="small"), org, release=Release("hash"))
        rows = server.org.snapshot()
        assert {
            kind: len(rows[kind]) for kind in ("Queue", "Credential", "Integration", "Action", "Flow")
        } == {
            "Queue": 1,
            "Credential": 1,
            "Integration": 1,
            "Action": 1,
            "Flow": 1,
        }
        assert rows.get("Draft", []) == []
        assert [(one.number, one.complete) for one in ReleaseTable.read(org, "small").releases] == [(1, True)]
        assert plan(project(), org).changes == ()
        org.close()
