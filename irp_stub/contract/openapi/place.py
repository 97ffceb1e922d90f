"""The document, from a file or from the platform."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests

from genesys_deploy.source.document import plain
from genesys_deploy.source.errors import ProductError
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml
from irp_stub.contract.errors import CannotVerify

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["read_description"]

_TIMEOUT = 20


def read_description(place: str, key: str | None) -> Mapping[str, Any]:
    """JSON or YAML; the key goes along where the place is an address.

    Raises:
        CannotVerify: there is none, or it is no OpenAPI 3 document.
    """
    text = _fetch(place, key) if place.startswith(("http://", "https://")) else _read(place)
    document = _parse(text, place)
    if not isinstance(document, dict) or not str(document.get("openapi", "")).startswith("3."):
        raise CannotVerify(f"{place} is no OpenAPI 3 document", hint="its first line is like: openapi: 3.1.0")
    return document


def _read(place: str) -> str:
    try:
        return Path(place).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotVerify(f"{place} cannot be read: {error}") from None


def _fetch(place: str, key: str | None) -> str:
    headers = {"X-API-Key": key} if key else {}
    try:
        answer = requests.get(place, headers=headers, timeout=_TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        raise CannotVerify(f"{place} cannot be reached ({type(error).__name__})") from None
    if answer.status_code != 200:
        raise CannotVerify(f"{place} answered {answer.status_code}", hint="does it need a key (--key-env)?")
    return answer.content.decode("utf-8", "replace")


def _parse(text: str, place: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return plain(read_yaml(text, IdentityMap(place)).root)
    except ProductError as error:
        raise CannotVerify(f"{place} is neither JSON nor YAML: {error.message}") from None
