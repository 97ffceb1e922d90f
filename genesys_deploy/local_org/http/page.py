"""The page that says which operations the local org answers, made from its routes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from genesys_deploy.local_org.http.faults import EFFECTS, FaultKind
from genesys_deploy.local_org.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from genesys_deploy.local_org.http.route import Route

__all__ = ["EXAMPLES", "local_org_page"]

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


MESSAGES = """
## Messages of native channels

The platform receives these by itself; here somebody has to send them. A recipient is named by its name, its id or its
messenger type; attributes are participant data that come with the message. Messages of one sender to one recipient are
one conversation, until it is disconnected. The answer names the conversation at once; the trace tells what the flow did.
Attributes that the flow writes itself are taken as well, and the answer's `warnings` name them: what a flow wrote for an
earlier message it may trust, so that in a real org nothing outside of it may set them.

    curl http://127.0.0.1:8080/local/messages -H 'Content-Type: application/json' -d '{
      "recipient": "twitter-recipient",
      "from": {"id": "123456789", "name": "John"},
      "text": "Where is my order?",
      "attributes": {"context.handle": "john_doe"}
    }'
    curl http://127.0.0.1:8080/local/conversations/CONVERSATION/trace"""
FAULTS = """
## Faults

A platform on a bad day, for rehearsals: `operation` is a pattern of method and path as above (`POST *`), `after` lets
requests pass first, `times` says how often it strikes (0: always). They are switched on all together, in place of those
that were; an empty list is a good day.

    curl -X PUT http://127.0.0.1:8080/local/faults -H 'Content-Type: application/json' -d '{
      "faults": [{"kind": "too_many_requests", "operation": "POST *", "seconds": 2, "times": 3}]
    }'

| kind | what happens | for example |
| --- | --- | --- |"""
LOCKS = """
A flow that somebody edits in Architect is no fault of the platform. Whoever wants to publish it is refused with 409, by
the name of who has it. `draft` is the YAML of a flow that they have saved and not published:

    curl -X PUT http://127.0.0.1:8080/local/locks -H 'Content-Type: application/json' -d '{
      "flow": "Social Identity - twitter", "by": "ada"
    }'"""
EXAMPLES: Mapping[FaultKind, str] = MappingProxyType(
    {
        FaultKind.PERMISSION_DENIED: '{"kind": "permission_denied", "operation": "POST /api/v2/flows/jobs"}',
        FaultKind.TOO_MANY_REQUESTS: '{"kind": "too_many_requests", "operation": "POST *", "seconds": 2, "times": 3}',
        FaultKind.EXPIRED_TOKEN: '{"kind": "expired_token", "after": 10, "times": 1}',
        FaultKind.SERVER_ERROR: '{"kind": "server_error", "operation": "PUT */config/current", "times": 1}',
        FaultKind.NOT_JSON: '{"kind": "not_json", "operation": "GET /api/*"}',
        FaultKind.SLOW: '{"kind": "slow", "operation": "* /api/*", "seconds": 0.1}',
        FaultKind.DROPPED_BEFORE: '{"kind": "dropped_before", "operation": "POST *", "times": 1}',
        FaultKind.DROPPED_AFTER: '{"kind": "dropped_after", "operation": "POST /api/v2/routing/queues", "times": 1}',
        FaultKind.LAGGING_LISTS: '{"kind": "lagging_lists", "operation": "GET *", "seconds": 20}',
        FaultKind.DUPLICATE_NAMES: '{"kind": "duplicate_names", "operation": "GET /api/v2/routing/queues"}',
        FaultKind.FAILED_JOB: '{"kind": "failed_job", "operation": "POST /api/v2/flows/jobs", "times": 1}',
    }
)
"""One entry of `faults` for each kind, as a rehearsal would have it."""

CLIENTS = """
## Clients

The official SDKs for Python and JavaScript are tested against it unmodified. Of the Terraform provider `genesyscloud`
the tests make the calls, read from its source: all that it asks while it makes, reads and destroys what
[`genesys-deploy export --format terraform`](deploying.md) writes. Its binary is not part of the tests; to run it by hand:

    genesys-deploy export build/tf --format terraform
    cat > build/tf/local_override.tf <<'END'
    provider "genesyscloud" {
      aws_region      = "us-east-1"
      token_pool_size = 1
      gateway {
        protocol = "http"
        host     = "127.0.0.1"
        port     = "8080"
      }
    }
    END
    export GENESYSCLOUD_OAUTHCLIENT_ID=local-client GENESYSCLOUD_OAUTHCLIENT_SECRET=local-secret
    export GENESYSCLOUD_CUSTOM_RETRY_TIMEOUT=0s   # what is not there is not waited for
    terraform -chdir=build/tf init
    terraform -chdir=build/tf apply

The region is the provider's to check and goes nowhere: the gateway takes all calls. It looks after a publish job every
15 seconds."""


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
            yield f"| `{route.operation}` | {_first_line(route.handler)} |"
    yield MESSAGES
    yield CLIENTS
    yield FAULTS
    for kind, effect in EFFECTS.items():
        yield f"| `{kind.value}` | {_first_line(effect)} | `{EXAMPLES[kind]}` |"
    yield LOCKS


def _is_own(route: Route) -> bool:
    return route.template.startswith("/local/")


def _first_line(described: Callable[..., object]) -> str:
    return (described.__doc__ or "").strip().split("\n")[0]
