"""Settings and templates made one: everything an org should hold, each line traceable to its template."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from genesys_deploy.bundle.templates import Templates
from genesys_deploy.data_action.reader import SUFFIXES, read_data_actions
from genesys_deploy.data_action.wire import to_export
from genesys_deploy.source.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.locate import Project
    from genesys_deploy.source.source_map import LineMap

__all__ = ["FLOW_TYPE", "Bundle", "RenderedFlow", "build_bundle"]

FLOW_TYPE = "inboundShortMessage"
DATA_ACTIONS = "data_actions"
TEMPLATE = "social_identity.yaml.j2"
_RELEASE = "release-to-be-known"
_RELEASE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class RenderedFlow:
    """The flow of one channel as YAML; `origin` leads each line back to the template."""

    channel: str
    name: str
    text: str
    origin: LineMap

    def model(self) -> Flow:
        """The flow as a model; what its reader has to say, `check_bundle` says."""
        from genesys_deploy.architect.flow.reader import read_flow
        from genesys_deploy.source.yaml_reader import read_yaml

        flow, _ = read_flow(read_yaml(self.text, self.origin).root)
        return flow


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything that the settings and templates of a project declare.

    `release` identifies the content: it is the same wherever the same files are rendered with the same
    settings.
    """

    project: Project
    settings: Settings
    flows: tuple[RenderedFlow, ...]
    data_actions: tuple[DataAction, ...]
    release: str

    def flow(self, channel: str) -> RenderedFlow:
        return next(flow for flow in self.flows if flow.channel == channel)


def build_bundle(project: Project, settings: Settings, channels: Iterable[str] | None = None) -> Bundle:
    """Render the flows and read the Data Actions.

    Args:
        project: where the templates are.
        settings: what they are rendered with.
        channels: only these channels' flows (default: all).

    Raises:
        SourceError: a template or a Data Action is malformed or uses a name that is not there.
    """
    flows = tuple(_render(_templates(project), settings, channels or settings.channels))
    data_actions = _data_actions(project, settings)
    release = _release(flows, data_actions)
    named = tuple(_with_release(flow, release) for flow in flows)
    return Bundle(project, settings, named, data_actions, release)


def _data_actions(project: Project, settings: Settings) -> tuple[DataAction, ...]:
    files = project.files(DATA_ACTIONS, *SUFFIXES, deep=False)
    if not files and not project.data_actions.is_dir():
        hint = "name the folder that holds the Data Actions"
        raise NotFound(f"there is no folder {project.data_actions}", hint=hint)
    return read_data_actions(files, data_action_settings(settings), project.name_of)


@cache
def _templates(project: Project) -> Templates:
    """Compiling templates costs more than rendering them, and one process may render under many settings."""
    return Templates(project)


def data_action_settings(settings: Settings) -> Mapping[str, str]:
    """What a Data Action's file may name in double braces."""
    irp = settings.irp.url.rstrip("/")
    return {"irp_url": irp, "crm_url": (settings.irp.crm_url or irp).rstrip("/")}


def _render(templates: Templates, settings: Settings, channels: Iterable[str]) -> Iterator[RenderedFlow]:
    names = tuple(channels)
    rendered = templates.render_each(TEMPLATE, (_values(settings, name) for name in names))
    for name, flow in zip(names, rendered, strict=True):
        yield RenderedFlow(name, settings.name_of_flow(name), flow.text, flow.origin)


def _values(settings: Settings, channel_name: str) -> Mapping[str, object]:
    return {
        "settings": settings,
        "channel": settings.channels[channel_name],
        "channel_name": channel_name,
        "flow_name": settings.name_of_flow(channel_name),
        "release": _RELEASE,
    }


def _release(flows: Iterable[RenderedFlow], data_actions: Iterable[DataAction]) -> str:
    digest = hashlib.sha256()
    for part in (
        *(flow.text for flow in flows),
        *(json.dumps(to_export(action), sort_keys=True) for action in data_actions),
    ):
        digest.update(part.encode())
    return digest.hexdigest()[:_RELEASE_LENGTH]


def _with_release(flow: RenderedFlow, release: str) -> RenderedFlow:
    return RenderedFlow(flow.channel, flow.name, flow.text.replace(_RELEASE, release), flow.origin)
