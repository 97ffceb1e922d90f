"""Who uses what: the objects that published flows name, and the flows that name an object."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from genesys_deploy.architect.flow.actions import CallCommonModule, CallData, DataTableLookup
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.flow.uses import every_action, every_use
from genesys_deploy.local_org.flows.check import FILE, published_action
from genesys_deploy.local_org.flows.model import Flow, api_type, find_flow, live_flow, published_text
from genesys_deploy.local_org.flows.references import named_objects
from genesys_deploy.local_org.http.paging import page
from genesys_deploy.local_org.http.refusal import Refusal
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.datatables import DataTable
from genesys_deploy.local_org.objects.routing import Language, Queue, Skill
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.model import Flow as ReadFlow
    from genesys_deploy.local_org.http.exchange import Answer, Request
    from genesys_deploy.local_org.org import Org
    from genesys_deploy.local_org.table import Table

__all__ = ["ROUTES", "users_of"]

_TYPES = {"queue": "QUEUE", "skill": "ACDSKILL", "languageSkill": "ACDLANGUAGE"}


class Dependency(NamedTuple):
    """An object by the platform's word for its kind, its id and its name."""

    type: str
    id: str
    name: str


def _consumed_by(org: Org, flow: Flow) -> Iterator[Dependency]:
    """All that the published version names, as far as it is there."""
    text = published_text(org, flow)
    if text is None:
        return
    read = _read(text)
    for use in every_use(read):
        kind = use.type.kind if use.type else ""
        for name in named_objects(use.form) if kind in _TYPES else ():
            yield from _object(org, kind, name.text)
    for _, action in every_action(read):
        yield from _called(org, action)


@lru_cache(maxsize=64)
def _read(text: str) -> ReadFlow:
    """Whoever asks about one object asks about the next, and each time all flows are gone through."""
    return read_flow_text(text, IdentityMap(FILE))[0]


def _object(org: Org, kind: str, name: str) -> Iterator[Dependency]:
    tables: dict[str, Table[Queue] | Table[Skill] | Table[Language]] = {
        "queue": org.table(Queue),
        "skill": org.table(Skill),
        "languageSkill": org.table(Language),
    }
    for row in tables[kind]:
        if row.name.casefold() == name.casefold():
            yield Dependency(_TYPES[kind], row.id, row.name)


def _called(org: Org, action: Action) -> Iterator[Dependency]:
    match action:
        case CallData(category=category, data_action=name):
            called = published_action(org, category.text, name.text)
            if called is not None:
                yield Dependency("DATAACTION", called.id, called.name)
        case CallCommonModule(common_module=name):
            module = find_flow(org, name.text, "commonModule")
            if module is not None:
                yield Dependency("COMMONMODULEFLOW", module.id, module.name)
        case DataTableLookup(data_table=name):
            for table in org.table(DataTable):
                if table.name.casefold() == name.text.casefold():
                    yield Dependency("DATATABLE", table.id, table.name)


def _consumed(org: Org, request: Request) -> Answer:
    """What a flow uses; the version is not looked at, the published one counts."""
    flow = live_flow(org, _wanted(request))
    return page(request, [_wire(one) for one in dict.fromkeys(_consumed_by(org, flow))])


def _consuming(org: Org, request: Request) -> Answer:
    """The flows whose published version uses an object."""
    users = users_of(org, request.one("objectType").upper(), _wanted(request))
    return page(request, [_flow_wire(flow) for flow in users])


def users_of(org: Org, kind: str, object_id: str) -> list[Flow]:
    """The flows whose published version uses an object; `kind` is the platform's word (`DATATABLE`)."""
    flows, wanted = org.table(Flow).where(lambda flow: not flow.deleted), (kind, object_id)
    return [flow for flow in flows if wanted in {(used.type, used.id) for used in _consumed_by(org, flow)}]


def _wanted(request: Request) -> str:
    wanted = request.one("id")
    if not wanted or not request.one("objectType"):
        message = "A required query parameter is missing or empty."
        raise Refusal(400, "architect.query.parameter.missing", message)
    return wanted


def _wire(used: Dependency) -> dict[str, Any]:
    return {"id": used.id, "name": used.name, "type": used.type, "deleted": False, "updated": False}


def _flow_wire(flow: Flow) -> dict[str, Any]:
    kind = f"{api_type(flow.kind)}FLOW".replace("WORKFLOWFLOW", "WORKFLOW")
    return {**_wire(Dependency(kind, flow.id, flow.name)), "version": flow.published}


_VIEW = ("architect:dependencyTracking:view",)
_TRACKING = "/api/v2/architect/dependencytracking"

ROUTES = (
    Route("GET", f"{_TRACKING}/consumedresources", _consumed, _VIEW),
    Route("GET", f"{_TRACKING}/consumingresources", _consuming, _VIEW),
)
