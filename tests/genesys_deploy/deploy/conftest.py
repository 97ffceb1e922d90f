from __future__ import annotations

import pytest

from genesys_deploy.platform.patience import Clock
from tests.genesys_deploy.deploy.memory_org import MemoryOrg


@pytest.fixture
def org() -> MemoryOrg:
    return MemoryOrg()


@pytest.fixture
def clock() -> Clock:
    """A clock that only sleeping moves."""
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    return Clock(lambda: now[0], sleep)
