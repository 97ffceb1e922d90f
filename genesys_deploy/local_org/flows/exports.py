"""Export jobs: the YAML of a version of each flow asked for, to be fetched from a URL."""

from __future__ import annotations

import io
import secrets
import zipfile
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.data_actions.model import data_action
from genesys_deploy.local_org.flows.check import published_action
from genesys_deploy.local_org.flows.export_form import exported
from genesys_deploy.local_org.flows.jobs import JobMessage, job_messages
from genesys_deploy.local_org.flows.model import Flow, FlowVersion, find_flow, version_of
from genesys_deploy.local_org.http.exchange import Answer, Request, ok
from genesys_deploy.local_org.http.refusal import Refusal, bad_value, not_found
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.org import new_id
from genesys_deploy.local_org.table import Row

if TYPE_CHECKING:
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES"]


class ExportJob(Row, frozen=True, kw_only=True):
    """`files` maps file names to YAML; `key` signs the download URL."""

    key: str
    files: dict[str, str]
    messages: tuple[JobMessage, ...] = ()


class FlowReference(msgspec.Struct, frozen=True):
    id: str | None = None
    name: str | None = None
    type: str | None = None
    version: str | None = None


class ExportDetails(msgspec.Struct, frozen=True, rename="camel"):
    flow: FlowReference
    file_name: str | None = None
    export_type: str = "Yaml"


class ExportBody(msgspec.Struct, frozen=True):
    flows: tuple[ExportDetails, ...]


def _register(org: Org, request: Request) -> Answer:
    body = request.body(ExportBody)
    if not body.flows:
        raise bad_value("No flow is named")
    files: dict[str, str] = {}
    messages: list[JobMessage] = []
    if org.faults.job_fails("POST /api/v2/flows/export/jobs"):
        messages.append(JobMessage(org.stamp(), "Error", "The job failed, as the fault failed_job says"))
    for wanted in body.flows:
        try:
            files |= _exported(org, wanted)
        except Refusal as refusal:
            messages.append(JobMessage(org.stamp(), "Error", refusal.message))
    job = ExportJob(id=new_id(), key=secrets.token_urlsafe(24), files=files, messages=tuple(messages))
    org.table(ExportJob).put(job)
    uri = f"/api/v2/flows/export/jobs/{job.id}"
    return ok({"id": job.id, "status": "Registered", "totalFlows": len(body.flows), "selfUri": uri})


def _exported(org: Org, wanted: ExportDetails) -> dict[str, str]:
    """Without a version the draft is exported, else the latest, which need not be the published one."""
    if wanted.export_type.casefold() != "yaml":
        raise bad_value("This local org exports YAML only")
    flow = _flow(org, wanted.flow)
    if flow.draft and not wanted.flow.version:
        return {f"{wanted.file_name or flow.name}.yaml": exported(flow.draft, partial(_contract, org))}
    version: FlowVersion = version_of(org, flow, wanted.flow.version or flow.latest)
    name = wanted.file_name or f"{flow.name}_v{version.name.replace('.', '-')}"
    return {f"{name.removesuffix('.yaml')}.yaml": exported(version.text, partial(_contract, org))}


def _contract(org: Org, category: str, name: str) -> DataAction | None:
    found = published_action(org, category, name)
    return data_action(found) if found else None


def _flow(org: Org, wanted: FlowReference) -> Flow:
    flow = (
        org.table(Flow).get(wanted.id) if wanted.id else find_flow(org, wanted.name or "", wanted.type or "")
    )
    if flow is None or flow.deleted:
        named = wanted.id or f"{wanted.name} of type {wanted.type}"
        raise Refusal(404, "architect.flow.not.found", f"could not find the flow {named}")
    return flow


def _get(org: Org, request: Request) -> Answer:
    job = org.table(ExportJob)[request.path["jobId"]]
    body: dict[str, Any] = {
        "id": job.id,
        "status": "Failure" if job.messages else "Success",
        "command": "Export",
        "selfUri": f"/api/v2/flows/export/jobs/{job.id}",
    }
    if not job.messages:
        body["downloadUrl"] = f"{request.base_url}/local/downloads/{job.id}?X-Amz-Signature={job.key}"
    if "messages" in request.many("expand"):
        body["messages"] = job_messages(job.messages)
    return ok(body)


def _download(org: Org, request: Request) -> Answer:
    """Give what an export job made: one flow as its YAML, several as a zip archive."""
    job = org.table(ExportJob)[request.path["jobId"]]
    if not secrets.compare_digest(request.one("X-Amz-Signature"), job.key):
        raise Refusal(403, "SignatureDoesNotMatch", "The signature is not that of the job")
    if not job.files:
        raise not_found("export", job.id)
    if len(job.files) == 1:
        return Answer(200, next(iter(job.files.values())), media_type="application/yaml; charset=utf-8")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        for name, text in job.files.items():
            files.writestr(name, text)
    return Answer(200, archive.getvalue(), media_type="application/zip")


ROUTES = (
    Route("POST", "/api/v2/flows/export/jobs", _register, ("architect:jobExport:create",)),
    Route("GET", "/api/v2/flows/export/jobs/{jobId}", _get, ("architect:jobExport:view",)),
    Route("GET", "/local/downloads/{jobId}", _download),
)
