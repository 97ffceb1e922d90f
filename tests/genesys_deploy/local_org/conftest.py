"""A served org and the platform's official SDK, unmodified, as its client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from genesys_deploy.local_org.server import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from genesys_deploy.local_org.server import RunningOrg


@pytest.fixture(scope="session")
def sdk() -> Any:
    import PureCloudPlatformClientV2

    PureCloudPlatformClientV2.configuration.gateway_configuration = None
    return PureCloudPlatformClientV2


@pytest.fixture
def running() -> Iterator[RunningOrg]:
    with serve() as org:
        yield org


@pytest.fixture
def log_in(sdk: Any, running: RunningOrg) -> Callable[..., Any]:
    def client(client_id: str = "local-client", secret: str = "local-secret") -> Any:
        return sdk.ApiClient(host=running.url).get_client_credentials_token(client_id, secret)

    return client


@pytest.fixture
def client(log_in: Callable[..., Any]) -> Any:
    return log_in()
