"""Publishing a flow: register a job, upload its YAML to a presigned URL, poll the job."""

from __future__ import annotations

import logging
import secrets
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.flows.check import check_flow
from genesys_deploy.local_org.flows.model import Flow, find_flow, new_version
from genesys_deploy.local_org.http.exchange import Answer, Request, ok
from genesys_deploy.local_org.http.refusal import Refusal
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.organization import HOME_DIVISION_ID, divisions
from genesys_deploy.local_org.org import new_id
from genesys_deploy.local_org.table import Row

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow as ReadFlow
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES", "JobMessage", "job_messages"]

log = logging.getLogger(__name__)
UPLOAD_HEADER = "x-amz-meta-upload"


class JobMessage(msgspec.Struct, frozen=True):
    time: str
    type: str
    text: str


class Job(Row, frozen=True, kw_only=True):
    """`key` signs the upload URL; `status` is Registered, Started, Success or Failure."""

    key: str
    client_id: str
    status: str = "Registered"
    flow_id: str = ""
    messages: tuple[JobMessage, ...] = ()


class NothingPublished(Exception):
    """The job fails; its arguments are the messages."""


def job_messages(messages: tuple[JobMessage, ...]) -> list[dict[str, Any]]:
    return [
        {"dateTime": message.time, "type": message.type, "text": message.text, "details": []}
        for message in messages
    ]


def _register(org: Org, request: Request) -> Answer:
    job = org.table(Job).put(Job(id=new_id(), key=secrets.token_urlsafe(24), client_id=request.client_id))
    return ok(
        {
            "id": job.id,
            "presignedUrl": f"{request.base_url}/local/uploads/{job.id}?X-Amz-Signature={job.key}",
            "headers": {UPLOAD_HEADER: job.id},
            "selfUri": f"/api/v2/flows/jobs/{job.id}",
        }
    )


def _upload(org: Org, request: Request) -> Answer:
    """Take the YAML of a publish job as S3 would: 200 once, 403 without the signature or the signed headers."""
    job = org.table(Job)[request.path["jobId"]]
    if "authorization" in request.headers:
        raise Refusal(400, "InvalidArgument", "A presigned URL takes no Authorization header")
    signed = secrets.compare_digest(request.one("X-Amz-Signature"), job.key)
    if not signed or request.headers.get(UPLOAD_HEADER) != job.id:
        raise Refusal(
            403, "SignatureDoesNotMatch", "The signature or the signed headers are not those of the job"
        )
    if job.status != "Registered":
        raise Refusal(409, "general.conflict", "The job has its file already")
    org.table(Job).change(job.id, status="Started")
    org.work(partial(_publish, org, job, request.raw_body))
    return Answer(200)


def _publish(org: Org, job: Job, content: bytes) -> None:
    try:
        outcome = _published(org, job, content)
    except NothingPublished as failure:
        outcome = {"status": "Failure", "messages": _errors(org, failure.args)}
    except Exception:
        log.exception("the publish job %s broke", job.id)
        message = "The local org broke while it read the flow; its log says where"
        outcome = {"status": "Failure", "messages": _errors(org, (message,))}
    with org.lock:
        org.table(Job).change(job.id, **outcome)
    org.changed()


def _published(org: Org, job: Job, content: bytes) -> dict[str, Any]:
    if org.faults.job_fails("POST /api/v2/flows/jobs"):
        raise NothingPublished("The job failed, as the fault failed_job says")
    text = _text(content)
    checked = check_flow(org, text)
    if checked.faults or checked.flow is None:
        raise NothingPublished(*checked.faults)
    with org.lock:
        flow = _keep(org, job, checked.flow, text)
    warnings = tuple(JobMessage(org.stamp(), "Warning", warning) for warning in checked.warnings)
    return {"status": "Success", "flow_id": flow.id, "messages": warnings}


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NothingPublished(f"The uploaded file is not UTF-8: {error.reason}") from None


def _keep(org: Org, job: Job, read: ReadFlow, text: str) -> Flow:
    """A new version of the flow of that name and kind; a new flow where there is none."""
    flow = find_flow(org, read.name.text, read.kind)
    if flow is None:
        division_id = _division_id(org, str(read.division or ""))
        flow = Flow(id=new_id(), name=read.name.text, kind=read.kind, division_id=division_id)
    elif flow.is_locked_for(job.client_id):
        raise NothingPublished(
            f"architect.flow.locked.by.user: Flow is locked by another user: {flow.locked_by}"
        )
    version = new_version(org, flow, text, job.client_id, "PUBLISH")
    changed = {"description": read.description, "published": version.name, "latest": version.name}
    return org.table(Flow).put(msgspec.structs.replace(flow, **changed, locked_by="", locked_at="", draft=""))


def _division_id(org: Org, name: str) -> str:
    if not name:
        return HOME_DIVISION_ID
    division = divisions(org).find(lambda row: row.name.casefold() == name.casefold())
    if division is None:
        raise NothingPublished(f'There is no division "{name}"')
    return division.id


def _errors(org: Org, texts: tuple[str, ...]) -> tuple[JobMessage, ...]:
    return tuple(JobMessage(org.stamp(), "Error", text) for text in texts)


def _get(org: Org, request: Request) -> Answer:
    job = org.table(Job)[request.path["jobId"]]
    body: dict[str, Any] = {
        "id": job.id,
        "status": job.status,
        "command": "Publish",
        "selfUri": f"/api/v2/flows/jobs/{job.id}",
    }
    if job.flow_id:
        body["flow"] = {"id": job.flow_id, "selfUri": f"/api/v2/flows/{job.flow_id}"}
    if "messages" in request.many("expand"):
        body["messages"] = job_messages(job.messages)
    return ok(body)


ROUTES = (
    Route("POST", "/api/v2/flows/jobs", _register, ("architect:job:create",)),
    Route("GET", "/api/v2/flows/jobs/{jobId}", _get, ("architect:job:view",)),
    Route("PUT", "/local/uploads/{jobId}", _upload),
)
