"""The SDK's client, over our transport, answering with what the platform really said."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from genesys_deploy.platform import sdk
from genesys_deploy.platform.errors import PartialAnswer, WrongCredentials
from genesys_deploy.platform.region import api_host

if TYPE_CHECKING:
    from genesys_deploy.platform.credentials import Credentials
    from genesys_deploy.platform.exchange import Answer
    from genesys_deploy.platform.transport import Transport

__all__ = ["Client"]

PARTIAL = 206


class Client:
    """One org, logged in to; `api("RoutingApi")` gives that class of the SDK, made for it.

    The SDK builds every request. Of its answers it would drop the fields it does not know, replace unknown words and
    lose most of a JSON schema; therefore methods called through here return plain JSON.
    """

    def __init__(self, credentials: Credentials, transport: Transport) -> None:
        self._package = sdk.load()
        # The SDK takes no client that is not of its class; as an ABC, that class can be told that ours is.
        self._package.api_client.AbstractHttpClient.register(type(transport))
        hosts = {region.name: region.value for region in self._package.PureCloudRegionHosts}
        self.host = api_host(credentials.region, hosts)
        self.client_id = credentials.client_id
        self.transport = transport
        self._credentials = credentials
        self._lock = threading.Lock()
        self._client = _plain_json_client(self._package)(host=self.host)
        self._client.gateway_configuration = None
        self._client.set_http_client(transport)
        transport.login = self

    def api(self, name: str) -> Any:
        return getattr(self._package, name)(self._client)

    def log_in(self) -> None:
        """Get a token.

        Raises:
            WrongCredentials: the org does not know the client.
            OrgError: it cannot be reached, or something else answers.
        """
        client_id, secret = self._credentials.client_id, self._credentials.client_secret.reveal()
        if not (client_id + secret).isascii():
            raise WrongCredentials("the OAuth client's id or secret holds characters that neither ever has")
        self._client.get_client_credentials_token(client_id, secret)

    def renew(self, stale: str) -> str:
        """Log in again, unless another thread has done so since `stale` was the token."""
        with self._lock:
            if self._client.access_token == stale:
                self.log_in()
            return str(self._client.access_token)


def _plain_json_client(package: Any) -> Any:
    class PlainJsonClient(package.ApiClient):  # type: ignore[misc]  # a class of the SDK, which has no types
        def deserialize(self, response: Answer, response_type: object) -> Any:
            if response.status == PARTIAL:
                raise PartialAnswer(str(response.call))
            return response.data if response_type == "str" else response.json()

    return PlainJsonClient
