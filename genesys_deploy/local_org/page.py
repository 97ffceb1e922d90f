"""The page that says which operations the local org answers, made from its routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.local_org.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.local_org.route import Route

__all__ = ["local_org_page"]

INTRODUCTION = """\
# The local org

`genesys-deploy local` serves an org on 127.0.0.1. The official SDKs work against it unmodified. Its OAuth client is
`local-client`, the secret `local-secret`. What it answers is listed here, made from its routes (`make docs`); anything
else under `/api/v2` is refused with 404 and a message that says so.

What of the platform it imitates on whose word is told in [what is assumed](assumptions.md).

## Operations of the platform

| operation | one of these permissions |
| --- | --- |"""
OWN = """
## Its own

The platform has none of these; they need no token.

| operation | what for |
| --- | --- |"""


def local_org_page() -> str:
    """The page in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    routes = sorted(ROUTES.routes, key=lambda route: (route.template.lower(), route.method))
    yield INTRODUCTION
    for route in routes:
        if not _is_own(route):
            joined = " and " if route.needs_all else ", "
            yield f"| `{route.operation}` | {joined.join(route.permissions)} |"
    yield OWN
    for route in routes:
        if _is_own(route):
            yield f"| `{route.operation}` | {_purpose(route)} |"


def _is_own(route: Route) -> bool:
    return route.template.startswith("/local/")


def _purpose(route: Route) -> str:
    return (route.handler.__doc__ or "").strip().split("\n")[0]
