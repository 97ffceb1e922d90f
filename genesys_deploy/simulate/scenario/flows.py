"""The flows that scenarios are about, each compiled once for its settings."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.simulate.library import Library
from genesys_deploy.simulate.program import compile_flow
from genesys_deploy.source.errors import NotFound, SyntaxFault
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.span import Span
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.simulate.program import Program
    from genesys_deploy.source.locate import Project

__all__ = ["Flows", "Subject"]

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Subject:
    """A flow made ready; what of the settings a message needs to look as its channel makes it look."""

    program: Program
    platform_type: str = "open"
    handle_attribute: str | None = None
    data_actions: Mapping[str, DataAction] = field(default_factory=dict)
    integration: str = ""
    key_env: str = ""


class Flows:
    """Finds and compiles flows; the same flow under the same settings is compiled once.

    `irp_url`, where given, replaces the settings' address of the IRP; `settings` are laid over all of them, and the
    overlay `under` beneath all of them; `watched` programs tell what coverage of expressions needs.
    """

    def __init__(
        self,
        project: Project,
        irp_url: str | None = None,
        settings: Iterable[str] = (),
        *,
        under: str | None = None,
        watched: bool = False,
    ) -> None:
        self._project = project
        self._under = under
        self._watched = watched
        address = (f"irp: {{url: {json.dumps(irp_url)}}}",) if irp_url else ()
        self._extra = (*address, *settings)
        self._subjects: dict[tuple[str, str, str], Subject] = {}

    def subject(self, flow: str, beside: Path, overlay: str, settings: str) -> Subject:
        """The flow that a scenario names.

        Args:
            flow: a channel of the project, or a flow's file beside the scenario file.
            beside: the folder of the scenario file.
            overlay: the settings' overlay.
            settings: further settings as YAML.
        """
        key = (flow, overlay, settings)
        if key not in self._subjects:
            is_file = flow.lower().endswith(SUFFIXES)
            self._subjects[key] = (
                self._of_file(self._project.path_of((beside / flow).as_posix()))
                if is_file
                else self._of_channel(*key)
            )
        return self._subjects[key]

    def _of_file(self, path: Path) -> Subject:
        if not path.is_file():
            raise NotFound(
                f"there is no flow {path}", hint="name a file beside the scenario file, or a channel"
            )
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            span = Span.whole(str(path))
            raise SyntaxFault(f"not readable as UTF-8: {error.reason}", span=span) from None
        flow, _ = read_flow_text(text, IdentityMap(str(path)), templated=True)
        return Subject(compile_flow(flow, watched=self._watched))

    def _of_channel(self, name: str, overlay: str, extra: str) -> Subject:
        texts = (*self._extra, *([extra] if extra else []))
        settings = load_settings(self._project, overlay, texts, self._under)
        channel = settings.channels.get(name)
        if channel is None:
            known = did_you_mean(name, settings.channels) or f"channels: {', '.join(settings.channels)}"
            raise NotFound(f"there is no channel {name}", hint=known)
        bundle = build_bundle(self._project, settings, [name])
        actions = {action.name: action for action in bundle.data_actions}
        return Subject(
            compile_flow(bundle.flow(name).model(), Library(data_actions=actions), watched=self._watched),
            channel.messenger_type,
            channel.handle.attribute if channel.handle else None,
            actions,
            settings.irp.integration,
            settings.irp.key_env,
        )
