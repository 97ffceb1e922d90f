from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import responses

from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.patience import Clock, RetryBudget
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Secret

HOST = "https://api.mypurecloud.ie"


@dataclass
class FakeTime:
    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.sleep)


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def transport(fake_time: FakeTime) -> Iterator[Transport]:
    transport = Transport(budget=RetryBudget(seconds=60), clock=fake_time.clock)
    yield transport
    transport.close()


@pytest.fixture
def platform() -> Iterator[responses.RequestsMock]:
    """A platform whose answers the test writes down; what it did not write down is not answered."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def credentials() -> Credentials:
    return Credentials("client", Secret("hunter2"), "eu-west-1")


@pytest.fixture
def tokens(platform: responses.RequestsMock) -> Callable[[str], None]:
    def give(token: str) -> None:
        platform.post(
            "https://login.mypurecloud.ie/oauth/token",
            json={"access_token": token, "token_type": "bearer", "expires_in": 86400},
        )

    return give
