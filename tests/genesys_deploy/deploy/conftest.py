from __future__ import annotations

from collections.abc import Iterator

import pytest

from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.platform.patience import Clock
from tests.genesys_deploy.deploy.memory_org import MemoryOrg


@pytest.fixture
def org() -> MemoryOrg:
    return MemoryOrg()


@pytest.fixture
def server() -> Iterator[RunningOrg]:
    with serve() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    """A clock that only sleeping moves."""
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    return Clock(lambda: now[0], sleep)
