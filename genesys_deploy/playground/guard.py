"""Who may talk to the page's server: this page in this machine's browser, and nobody else's page.

A name of somebody else that points to this machine (DNS rebinding) is seen by its Host header, a request that another
page makes by its Origin. What changes or runs anything is a POST of JSON, which no foreign page can send unasked.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final

from genesys_deploy.playground.refusal import Refusal
from genesys_deploy.report.picture.style import STYLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

__all__ = ["HEADERS", "LARGEST_BODY", "admit", "body_of"]

LARGEST_BODY: Final = 256 * 1024
_JSON: Final = "application/json"


def _policy() -> str:
    """The picture brings its own style sheet, known by its hash; everything else comes from this server's files."""
    picture = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return (
        "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        f"style-src 'self' 'sha256-{picture}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": _policy(),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def admit(request: Request, hosts: frozenset[str]) -> None:
    """Let a request pass.

    Raises:
        Refusal: it is for another host than `hosts` ("127.0.0.1:8090"), from another page, or no JSON.
    """
    host = request.headers.get("host", "").casefold()
    if host not in hosts:
        raise Refusal(421, f"the playground does not answer for {host!r}", hint=f"open http://{min(hosts)}/")
    origin = request.headers.get("origin")
    if origin is not None and origin.casefold() not in {f"http://{one}" for one in hosts}:
        raise Refusal(403, f"pages of {origin!r} may not use the playground")
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
        if kind != _JSON:
            raise Refusal(415, f"a request is {_JSON} here, not {kind or 'without a type'}")


async def body_of(request: Request) -> bytes:
    """The body, read no further than is allowed.

    Raises:
        Refusal: it is too large.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise Refusal(413, f"a request has at most {LARGEST_BODY} bytes here")
    return bytes(body)
