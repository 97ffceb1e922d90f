"""The page's files, as routes beside those of the API: no network but this platform, nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING

from irp_stub.api.http.exchange import Reply
from irp_stub.api.http.problems import HttpProblem
from irp_stub.api.http.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform

__all__ = ["HEADERS", "PAGES"]

_KINDS = {
    "html": b"text/html; charset=utf-8",
    "css": b"text/css; charset=utf-8",
    "js": b"text/javascript; charset=utf-8",
    "svg": b"image/svg+xml",
}
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    b"require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = (
    (b"content-security-policy", _POLICY),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
)


async def _show_page(platform: Platform, call: Call) -> Reply:  # noqa: ARG001  (every endpoint has this shape)
    return _file("index.html")


async def _show_file(platform: Platform, call: Call) -> Reply:  # noqa: ARG001  (every endpoint has this shape)
    return _file(call.parameters["file"])


def _file(name: str) -> Reply:
    content = _files().get(name)
    if content is None:
        raise HttpProblem(HTTPStatus.NOT_FOUND, "the console has no such file; it begins at /console")
    return Reply(200, content, HEADERS, _KINDS[name.rpartition(".")[2]])


@cache
def _files() -> Mapping[str, bytes]:
    folder = files(__package__) / "page"
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


PAGES = (
    Route("GET", "/console", "console", _show_page, None, "The stewards' console"),
    Route("GET", "/console/", "console", _show_page, None, "The same"),
    Route("GET", "/console/{file}", "console", _show_file, None, "What the page is made of"),
)
