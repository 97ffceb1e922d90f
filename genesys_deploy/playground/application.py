"""HTTP around the stage: which address does what."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from genesys_deploy.playground.conversation import read_conversation, read_saving
from genesys_deploy.playground.drawing import draw
from genesys_deploy.playground.guard import HEADERS, admit, body_of
from genesys_deploy.playground.refusal import Refusal
from genesys_deploy.playground.saving import save
from genesys_deploy.playground.scenario_text import scenario_text
from genesys_deploy.playground.scenes import scenes
from genesys_deploy.playground.telling import tell
from genesys_deploy.report.picture.depth import Depth
from genesys_deploy.simulate.scenario.runner import BEGIN
from genesys_deploy.source.errors import ProductError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

    from genesys_deploy.playground.conversation import SavingRequest
    from genesys_deploy.playground.stage import Stage

__all__ = ["Playground", "application"]

log = logging.getLogger(__name__)
Question: TypeAlias = "Mapping[str, str]"
PAGE: Final = "index.html"
_KINDS: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Playground:
    """The stage, the folder for new scenario files (None: they can only be downloaded), the page's own files."""

    stage: Stage
    scenarios: Path | None
    files: Mapping[str, bytes]

    @classmethod
    def of(cls, stage: Stage, scenarios: Path | None) -> Playground:
        folder = resources.files("genesys_deploy.playground").joinpath("page")
        return cls(
            stage, scenarios, {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
        )

    def overview(self, _: Question) -> object:
        """What can be played, and how everything may answer."""
        return {
            "flows": self.stage.names(),
            "scenes": [{"id": scene.id, "label": scene.label} for scene in scenes()],
            "begin": BEGIN.isoformat(),
            "live": self.stage.live.url if self.stage.live else None,
            "saves": self.scenarios is not None,
        }

    def flow(self, question: Question) -> object:
        """One flow, drawn."""
        name, depth = question.get("flow", ""), question.get("depth", Depth.FULL.value)
        if depth not in tuple(Depth):
            raise Refusal(422, f"there is no depth {depth!r}", hint=f"one of: {', '.join(Depth)}")
        stage = self.stage
        return draw(name, stage.subject(name), stage.project.root, Depth(depth))

    def run(self, body: bytes) -> object:
        """Each message of a conversation, run."""
        conversation = self.stage.complete(read_conversation(body))
        return {"turns": tell(self.stage.play(conversation), conversation.turns)}

    def scenario(self, body: bytes) -> object:
        """The conversation as the text of a scenario file."""
        return {"yaml": self._text(read_saving(body))}

    def save(self, body: bytes) -> object:
        """The same, written to a file."""
        saving = read_saving(body)
        if self.scenarios is None:
            hint = "download it, or start the playground in a project"
            raise Refusal(409, "there is no project to write a scenario to", hint=hint)
        path = save(self.scenarios, saving.file, self._text(saving))
        return {"file": self.stage.project.name_of(path)}

    def _text(self, saving: SavingRequest) -> str:
        stage = self.stage
        conversation = stage.complete(saving.conversation)
        result = stage.play(conversation)
        broken = next((one.outcome.error for one in result.messages if one.outcome.error), None)
        if broken:
            raise Refusal(422, f"a run that cannot go on makes no scenario: {broken}")
        flow = conversation.flow
        if stage.file is not None:
            folder = self.scenarios or stage.project.flows / "scenarios"
            flow = os.path.relpath(stage.file.resolve(), folder.resolve()).replace(os.sep, "/")
        return scenario_text(saving.name, flow, stage.overlay, conversation, result)


def application(playground: Playground, hosts: frozenset[str]) -> ASGIApp:
    """The ASGI application; it answers for `hosts` alone."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        response = await _respond(playground, hosts, Request(scope, receive))
        await response(scope, receive, send)

    return serve


async def _respond(playground: Playground, hosts: frozenset[str], request: Request) -> Response:
    try:
        admit(request, hosts)
        body = await body_of(request)
        return await run_in_threadpool(_answer, playground, request, body)
    except Refusal as refusal:
        return _json({"error": refusal.message, "hint": refusal.hint}, refusal.status)
    except ProductError as error:
        return _json({"error": str(error), "hint": None}, 422)
    except Exception:
        log.exception("%s broke", request.url.path)
        return _json({"error": "the playground broke; its terminal says why", "hint": None}, 500)


def _answer(playground: Playground, request: Request, body: bytes) -> Response:
    address = request.url.path
    asked: Mapping[str, Callable[[Question], object]] = {
        "/api/overview": playground.overview,
        "/api/flow": playground.flow,
    }
    told: Mapping[str, Callable[[bytes], object]] = {
        "/api/run": playground.run,
        "/api/scenario": playground.scenario,
        "/api/save": playground.save,
    }
    if address in told:
        _only(request, "POST")
        return _json(told[address](body))
    _only(request, "GET", "HEAD")
    if address in asked:
        return _json(asked[address](dict(request.query_params)))
    return _file(playground.files, address.removeprefix("/") or PAGE)


def _only(request: Request, *methods: str) -> None:
    if request.method not in methods:
        raise Refusal(405, f"{quote(request.url.path)} answers {' and '.join(methods)} only")


def _file(files: Mapping[str, bytes], name: str) -> Response:
    content = files.get(name)
    if content is None:
        raise Refusal(404, f"there is nothing at /{quote(name)}")
    return Response(content, headers=dict(HEADERS), media_type=_KINDS[name.rpartition(".")[2]])


def _json(content: object, status: int = 200) -> Response:
    body = msgspec.json.encode(content, enc_hook=str)
    return Response(body, status, dict(HEADERS), "application/json")
