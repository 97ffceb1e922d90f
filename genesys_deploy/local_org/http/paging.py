"""Lists as the platform pages them: by page number, or by cursor."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from genesys_deploy.local_org.http.exchange import Answer, Request, ok
from genesys_deploy.local_org.http.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["cursor_page", "matches", "page"]

DEFAULT_SIZE = 25
LARGEST = 500


def matches(name: str, pattern: str) -> bool:
    """Whether a name fits a filter with leading and trailing asterisks, without regard to case."""
    name, wanted = name.casefold(), pattern.casefold()
    match wanted[:1] == "*", wanted[-1:] == "*":
        case True, True:
            return wanted.strip("*") in name
        case True, False:
            return name.endswith(wanted.lstrip("*"))
        case False, True:
            return name.startswith(wanted.rstrip("*"))
        case _:
            return name == wanted


def page(request: Request, rows: Sequence[dict[str, Any]], default_size: int = DEFAULT_SIZE) -> Answer:
    """`entities` of the page asked for; `nextUri` is relative and absent on the last page."""
    size, number = _size(request, default_size), max(1, request.number("pageNumber", 1))
    pages = -(-len(rows) // size)
    first = (number - 1) * size
    body: dict[str, Any] = {
        "entities": list(rows[first : first + size]),
        "pageSize": size,
        "pageNumber": number,
        "total": len(rows),
        "pageCount": pages,
        "selfUri": _uri(request, pageNumber=number),
        "firstUri": _uri(request, pageNumber=1),
        "lastUri": _uri(request, pageNumber=max(1, pages)),
    }
    if number < pages:
        body["nextUri"] = _uri(request, pageNumber=number + 1)
    if number > 1:
        body["previousUri"] = _uri(request, pageNumber=number - 1)
    return ok(body)


def cursor_page(request: Request, rows: Sequence[dict[str, Any]]) -> Answer:
    """`entities` after the cursor `after`; `nextUri` carries the next one."""
    size, start = _size(request, 100), _cursor(request.one("after"))
    body: dict[str, Any] = {"entities": list(rows[start : start + size]), "selfUri": _uri(request)}
    if start + size < len(rows):
        after = base64.urlsafe_b64encode(str(start + size).encode()).decode()
        body["nextUri"] = _uri(request, after=after)
    return ok(body)


def _cursor(after: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(after)) if after else 0
    except (binascii.Error, ValueError):
        raise Refusal(400, "invalid.value", "The cursor is not one of this list") from None


def _size(request: Request, default: int) -> int:
    size = request.number("pageSize", default)
    if not 1 <= size <= LARGEST:
        raise Refusal(400, "invalid.value", f"pageSize must be from 1 to {LARGEST}")
    return size


def _uri(request: Request, **changed: int | str) -> str:
    kept = {name: ",".join(values) for name, values in request.query.items() if name not in changed}
    query = kept | changed
    return f"{request.address}?{urlencode(query)}" if query else request.address
