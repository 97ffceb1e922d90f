"""Queues, skills and languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok
from genesys_deploy.local_org.http.paging import matches, page
from genesys_deploy.local_org.http.refusal import Refusal, missing_field
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.organization import DivisionId, division_of, division_ref
from genesys_deploy.local_org.org import new_id
from genesys_deploy.local_org.table import Row

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES", "Language", "Queue", "Skill"]


class Queue(Row, frozen=True, kw_only=True):
    """`fields` are the rest of what a client wrote (media settings, flows, …), kept as they came."""

    name: str
    division_id: str
    created: str
    modified: str
    fields: dict[str, Any] = msgspec.field(default_factory=dict)


class Skill(Row, frozen=True, kw_only=True):
    name: str
    division_id: str
    modified: str


class Language(Row, frozen=True, kw_only=True):
    name: str
    modified: str


class QueueBody(msgspec.Struct, frozen=True):
    """What is understood of a queue; the rest of the body is kept as it comes."""

    name: str | None = None
    division: DivisionId | None = None


class NameBody(msgspec.Struct, frozen=True, rename="camel"):
    name: str
    division_id: str | None = None


class SkillDivisionBody(msgspec.Struct, frozen=True, rename="camel"):
    division_id: str


N = TypeVar("N", Queue, Skill, Language)
_DEFAULTS: dict[str, Any] = {
    "description": "",
    "memberCount": 0,
    "mediaSettings": {},
    "acwSettings": {"wrapupPrompt": "MANDATORY_TIMEOUT", "timeoutMs": 300_000},
    "skillEvaluationMethod": "ALL",
    "scoringMethod": "TimestampAndPriority",
    "autoAnswerOnly": True,
    "enableTranscription": False,
    "enableManualAssignment": False,
}
_OURS = frozenset({"id", "name", "division", "dateCreated", "dateModified", "selfUri"})


def _queue_wire(org: Org, queue: Queue) -> dict[str, Any]:
    return {
        "id": queue.id,
        "name": queue.name,
        "division": division_ref(org, queue.division_id),
        "dateCreated": queue.created,
        "dateModified": queue.modified,
        **_DEFAULTS,
        **queue.fields,
        "selfUri": f"/api/v2/routing/queues/{queue.id}",
    }


def _list_queues(org: Org, request: Request) -> Answer:
    name, ids, in_divisions = request.one("name"), request.many("id"), request.many("divisionId")
    if request.flag("hasPeer"):
        return page(request, [])
    found = org.table(Queue).where(
        lambda row: (
            (not name or matches(row.name, name))
            and (not ids or row.id in ids)
            and (not in_divisions or row.division_id in in_divisions)
        )
    )
    return page(request, [_queue_wire(org, row) for row in _by_name(found)])


def _get_queue(org: Org, request: Request) -> Answer:
    return ok(_queue_wire(org, org.table(Queue)[request.path["queueId"]]))


def _create_queue(org: Org, request: Request) -> Answer:
    body, now = request.body(QueueBody), org.stamp()
    queue = Queue(
        id=new_id(),
        name=_queue_name(org, body, ""),
        division_id=division_of(org, body.division),
        created=now,
        modified=now,
        fields=request.unread(*_OURS),
    )
    return ok(_queue_wire(org, org.table(Queue).put(queue)))


def _put_queue(org: Org, request: Request) -> Answer:
    """A full replacement: what the body leaves out goes back to its default."""
    body, queue_id = request.body(QueueBody), request.path["queueId"]
    org.table(Queue)[queue_id]
    name = _queue_name(org, body, queue_id)
    changed = org.table(Queue).change(
        queue_id, name=name, modified=org.stamp(), fields=request.unread(*_OURS)
    )
    return ok(_queue_wire(org, changed))


def _delete_queue(org: Org, request: Request) -> Answer:
    org.table(Queue).remove(request.path["queueId"])
    return empty(200)


def _members(org: Org, request: Request) -> Answer:
    """Nobody works in a local org. Unlike other lists, the platform's of members tells no totals."""
    queue = org.table(Queue)[request.path["queueId"]]
    uri = f"/api/v2/routing/queues/{queue.id}/members"
    return ok({"entities": [], "pageNumber": 1, "pageSize": 25, "selfUri": uri})


def _wrapup_codes(org: Org, request: Request) -> Answer:
    """There are none, since no conversation is ever wrapped up."""
    org.table(Queue)[request.path["queueId"]]
    return page(request, [])


def _queue_name(org: Org, body: QueueBody, own_id: str) -> str:
    name = (body.name or "").strip()
    if not name:
        raise missing_field("name")
    if org.table(Queue).find(lambda row: row.name.casefold() == name.casefold() and row.id != own_id):
        raise Refusal(400, "duplicate.name", "A queue with that name already exists.")
    return name


def _skill_wire(org: Org, skill: Skill) -> dict[str, Any]:
    return {
        "id": skill.id,
        "name": skill.name,
        "division": division_ref(org, skill.division_id),
        "dateModified": skill.modified,
        "state": "active",
        "version": "1",
        "selfUri": f"/api/v2/routing/skills/{skill.id}",
    }


def _list_skills(org: Org, request: Request) -> Answer:
    found = _filtered(org, request, Skill)
    return page(request, [_skill_wire(org, row) for row in _by_name(found)])


def _get_skill(org: Org, request: Request) -> Answer:
    return ok(_skill_wire(org, org.table(Skill)[request.path["skillId"]]))


def _create_skill(org: Org, request: Request) -> Answer:
    body = request.body(NameBody)
    name = _new_name(org, Skill, body)
    division_id = division_of(org, DivisionId(body.division_id))
    skill = Skill(id=new_id(), name=name, division_id=division_id, modified=org.stamp())
    return ok(_skill_wire(org, org.table(Skill).put(skill)))


def _move_skill(org: Org, request: Request) -> Answer:
    """The only change of a skill: there is no renaming."""
    division_id = division_of(org, DivisionId(request.body(SkillDivisionBody).division_id))
    changed = org.table(Skill).change(request.path["skillId"], division_id=division_id, modified=org.stamp())
    return ok(_skill_wire(org, changed))


def _delete_skill(org: Org, request: Request) -> Answer:
    org.table(Skill).remove(request.path["skillId"])
    return empty(200)


def _language_wire(language: Language) -> dict[str, Any]:
    return {
        "id": language.id,
        "name": language.name,
        "dateModified": language.modified,
        "state": "active",
        "version": "1",
        "selfUri": f"/api/v2/routing/languages/{language.id}",
    }


def _list_languages(org: Org, request: Request) -> Answer:
    return page(request, [_language_wire(row) for row in _by_name(_filtered(org, request, Language))])


def _get_language(org: Org, request: Request) -> Answer:
    return ok(_language_wire(org.table(Language)[request.path["languageId"]]))


def _create_language(org: Org, request: Request) -> Answer:
    name = _new_name(org, Language, request.body(NameBody))
    return ok(_language_wire(org.table(Language).put(Language(id=new_id(), name=name, modified=org.stamp()))))


def _delete_language(org: Org, request: Request) -> Answer:
    org.table(Language).remove(request.path["languageId"])
    return empty()


def _filtered(org: Org, request: Request, kind: type[N]) -> tuple[N, ...]:
    """Skills and languages are filtered by what their names start with."""
    name, ids = request.one("name"), request.many("id")
    return org.table(kind).where(
        lambda row: (not name or matches(row.name, f"{name.rstrip('*')}*")) and (not ids or row.id in ids)
    )


def _new_name(org: Org, kind: type[N], body: NameBody) -> str:
    name = body.name.strip()
    if not name:
        raise missing_field("name")
    if org.table(kind).find(lambda row: row.name.casefold() == name.casefold()):
        message = "The request could not be completed by the server due to a conflict."
        raise Refusal(409, "general.conflict", message)
    return name


def _by_name(rows: tuple[N, ...]) -> list[N]:
    return sorted(rows, key=lambda row: row.name.casefold())


_QUEUES, _SKILLS, _LANGUAGES = (f"/api/v2/routing/{kind}" for kind in ("queues", "skills", "languages"))
_MANAGE = "routing:skill:manage"

ROUTES = (
    Route("GET", _QUEUES, _list_queues, ("routing:queue:view",)),
    Route("POST", _QUEUES, _create_queue, ("routing:queue:add",)),
    Route("GET", f"{_QUEUES}/{{queueId}}", _get_queue, ("routing:queue:view",)),
    Route("PUT", f"{_QUEUES}/{{queueId}}", _put_queue, ("routing:queue:edit",)),
    Route("DELETE", f"{_QUEUES}/{{queueId}}", _delete_queue, ("routing:queue:delete",)),
    Route("GET", f"{_QUEUES}/{{queueId}}/members", _members, ("routing:queue:view",)),
    Route("GET", f"{_QUEUES}/{{queueId}}/wrapupcodes", _wrapup_codes, ("routing:queue:view",)),
    Route("GET", _SKILLS, _list_skills, ("routing:skill:view",)),
    Route("POST", _SKILLS, _create_skill, ("routing:skill:create", _MANAGE)),
    Route("GET", f"{_SKILLS}/{{skillId}}", _get_skill, ("routing:skill:view",)),
    Route("PATCH", f"{_SKILLS}/{{skillId}}", _move_skill, ("routing:skill:update",)),
    Route("DELETE", f"{_SKILLS}/{{skillId}}", _delete_skill, ("routing:skill:delete", _MANAGE)),
    Route("GET", _LANGUAGES, _list_languages),
    Route("POST", _LANGUAGES, _create_language, (_MANAGE,)),
    Route("GET", f"{_LANGUAGES}/{{languageId}}", _get_language),
    Route("DELETE", f"{_LANGUAGES}/{{languageId}}", _delete_language, (_MANAGE,)),
)
