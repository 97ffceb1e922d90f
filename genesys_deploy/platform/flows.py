"""Architect flows of an org: published and exported by the platform's jobs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from genesys_deploy.platform.errors import JobFailed, NotRenamed, Refusal, UncertainWrite, UnexpectedAnswer
from genesys_deploy.platform.exchange import Call
from genesys_deploy.platform.flow_locks import FlowLocks, lock_holder
from genesys_deploy.platform.job_messages import job_messages
from genesys_deploy.platform.listing import candidates, each_once, pages, recognise
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.removal import present, remove
from genesys_deploy.platform.waiting import wait_until
from genesys_deploy.resources.key import Key, Kind
from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from genesys_deploy.platform.client import Client
    from genesys_deploy.resources import FlowResource, Ids

__all__ = ["Flows"]

WAITING_FOR_TEXT = "Registered"
ENDED = frozenset({"Success", "Failure"})
MESSAGES = ["messages"]
PAGE = 250
NOT_ALLOWED = 405
PUBLISH_SECONDS = 960.0
EXPORT_SECONDS = 120.0
BETWEEN_EXPORTS = (2.0, 8.0)
_OF_A_FLOW = ("id", "type", "description", "division")


class Flows:
    """A flow is found by name and type; publishing the same name and type again makes its next version."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("ArchitectApi")
        self._transport = client.transport
        self._client_id = client.client_id
        self._locks = FlowLocks(client)

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        types = sorted({key.scope.lower() for key in keys})
        flows = candidates(self._api.get_flows, keys, {"type": types}, PAGE)
        return recognise(keys, flows, lambda flow: flow.text("type"))

    def all(self, *, drafts: bool = False) -> tuple[Held, ...]:
        """By name and the platform's own word for the type, `INBOUNDSHORTMESSAGE`."""
        flows = (
            flow
            for flow in pages(self._api.get_flows, page_size=PAGE)
            if drafts or flow.part("publishedVersion").raw
        )
        return each_once((_key(flow), flow) for flow in flows)

    def read(self, held: Held) -> Held:
        """With `yaml`: the export of the published version, empty for a flow that was never published."""
        version = held.wire.part("publishedVersion").text("id")
        return held.knowing({"yaml": self._export(held, version) if version else ""})

    def read_latest(self, held: Held) -> Held:
        """An export of no version in particular is that of the latest."""
        return held.knowing({"yaml": self._export(held, "")})

    def create(self, wanted: FlowResource, ids: Ids) -> Held:  # noqa: ARG002
        return self._publish(wanted)

    def update(self, held: Held, wanted: FlowResource, ids: Ids) -> Held:  # noqa: ARG002
        """Publish what is wanted; before that, give it its new name, by which publishing finds it.

        Where somebody else had it locked when it was looked at, the lock is taken.
        """
        if lock_holder(held.wire, self._client_id):
            self._locks.take(held)
        if held.wire.text("name") != wanted.name:
            self._rename(held, wanted.name)
        return self._put_in_force(held, wanted.version) if wanted.version else self._publish(wanted)

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(key, lambda: self._api.get_flow(identifier))

    def delete(self, held: Held) -> None:
        remove(
            held,
            lambda: self._api.delete_flow(held.id),
            lambda: self.get(held.key, held.id),
            self._transport.clock,
        )

    def _rename(self, held: Held, name: str) -> None:
        """Done in the editor's way: take it, change it, give it back; again and again does no harm.

        Raises:
            Refusal: the org lets nobody rename flows of that type.
        """
        self._api.post_flows_actions_checkout(held.id)
        now = Wire.of(self._api.get_flow(held.id))
        body = {field: now.raw[field] for field in _OF_A_FLOW if field in now.raw}
        try:
            self._api.put_flow(held.id, {**body, "name": name})
        except Refusal as refusal:
            self._api.post_flows_actions_checkin(held.id)
            if refusal.status == NOT_ALLOWED:
                raise NotRenamed(str(held.key), refusal) from None
            raise
        self._api.post_flows_actions_checkin(held.id)
        wait_until(
            lambda: Wire.of(self._api.get_flow(held.id)),
            lambda wire: not wire.part("lockedClient").raw,
            self._transport.clock,
            PUBLISH_SECONDS,
            f"renaming {held.key}",
        )

    def _put_in_force(self, held: Held, version: str) -> Held:
        """Publish an earlier version again; done twice, it does no harm."""
        publish = partial(self._api.post_flows_actions_publish, held.id, version=version)
        try:
            publish()
        except UncertainWrite:
            publish()
        wire = wait_until(
            lambda: Wire.of(self._api.get_flow(held.id)),
            lambda wire: wire.part("publishedVersion").text("id") == version,
            self._transport.clock,
            PUBLISH_SECONDS,
            f"publishing version {version} of {held.key} again",
        )
        return Held(held.key, held.id, wire)

    def _publish(self, flow: FlowResource) -> Held:
        job = self._register(self._api.post_flows_jobs)
        self._upload(job, flow.yaml_text)
        what = f"publishing {flow.key}"
        ended = self._ended(what, self._api.get_flows_job, job.text("id"), PUBLISH_SECONDS)
        if ended.text("status") != "Success":
            raise JobFailed(what, job_messages(ended, flow.source), span=flow.span)
        return Held.from_answer(flow.key, self._api.get_flow(ended.part("flow").text("id")))

    def _upload(self, job: Wire, text: str) -> None:
        """Put the text where the job says, with its headers and no others: the address is signed for those."""
        headers = {name: str(value) for name, value in job.part("headers").raw.items()}
        call = Call("PUT", job.text("presignedUrl"), headers, content=text.encode())
        try:
            self._transport.send(call)
        except UncertainWrite:
            state = Wire.of(self._api.get_flows_job(job.text("id")))
            if state.text("status") == WAITING_FOR_TEXT:
                self._transport.send(call)

    def _export(self, held: Held, version: str) -> str:
        """The YAML of a version.

        A platform that has too many export jobs at hand fails them, and says that there is no such flow; so a
        failure is believed only when it is repeated.
        """
        for delay in BETWEEN_EXPORTS:
            try:
                return self._export_once(held, version)
            except JobFailed:
                self._transport.clock.sleep(delay)
        return self._export_once(held, version)

    def _export_once(self, held: Held, version: str) -> str:
        flow = {"id": held.id, **({"version": version} if version else {})}
        wanted = {"flow": flow, "exportType": "Yaml"}
        job = self._register(lambda: self._api.post_flows_export_jobs({"flows": [wanted]}))
        what = f"exporting {held.key}"
        ended = self._ended(what, self._api.get_flows_export_job, job.text("id"), EXPORT_SECONDS)
        if ended.text("status") != "Success":
            raise JobFailed(what, job_messages(ended))
        return self._transport.send(Call("GET", ended.text("downloadUrl"))).data

    def _register(self, register: Callable[[], object]) -> Wire:
        """A job that nobody uses does nothing, so this write may be repeated."""
        try:
            return Wire.of(register())
        except UncertainWrite:
            return Wire.of(register())

    def _ended(self, what: str, state: Callable[..., object], job_id: str, seconds: float) -> Wire:
        if not job_id:
            raise UnexpectedAnswer(what, "no job")
        return wait_until(
            lambda: Wire.of(state(job_id, expand=MESSAGES)),
            lambda wire: wire.text("status") in ENDED,
            self._transport.clock,
            seconds,
            what,
        )


def _key(flow: Wire) -> Key:
    return Key(Kind.FLOW, flow.text("name"), flow.text("type"))
