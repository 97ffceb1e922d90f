"""From what people call a region to the host of its API."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from genesys_deploy.platform.errors import UnknownRegion

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["api_host"]


def api_host(region: str, hosts: Mapping[str, str]) -> str:
    """Turn `eu-west-1`, `mypurecloud.ie`, `https://api.mypurecloud.ie` or `http://127.0.0.1:8080` into a host.

    `hosts` is the SDK's table: region (`eu_west_1`) to host (`https://api.mypurecloud.ie`).
    """
    regions = {name.replace("_", "-"): host for name, host in hosts.items()}
    wanted = region.strip().rstrip("/")
    name = wanted.lower().replace("_", "-")
    if name in regions:
        return regions[name]
    if "://" in wanted:
        return _address(wanted, sorted(regions))
    for host in regions.values():
        if name in {host.removeprefix("https://"), host.removeprefix("https://api.")}:
            return host
    raise UnknownRegion(region, sorted(regions))


def _address(url: str, known: list[str]) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UnknownRegion(url, known)
    return f"{parts.scheme}://{parts.netloc}"
