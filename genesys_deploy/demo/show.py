"""The whole demo: set the stage, check, publish, play."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from genesys_deploy.bundle.bundle import Bundle, build_bundle
from genesys_deploy.bundle.check import refuse_faults
from genesys_deploy.bundle.contents import contents_of
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.demo.player import Player
from genesys_deploy.demo.stage import Stage
from genesys_deploy.deploy.apply import apply
from genesys_deploy.deploy.planning.plan import plan
from genesys_deploy.deploy.record.releases import Release
from genesys_deploy.platform import Credentials, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.deploy.apply import Result
    from genesys_deploy.deploy.events import Listener
    from genesys_deploy.platform import Org
    from genesys_deploy.source.locate import Project

__all__ = ["OVERLAY", "Opened", "open_show"]

OVERLAY = "demo"
ACTOR = "demo"


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything is published; `player` may play."""

    stage: Stage
    bundle: Bundle
    org: Org
    result: Result
    player: Player


@contextmanager
def open_show(project: Project, listener: Listener = lambda _: None) -> Iterator[Opened]:
    """Servers up, the project checked and published through the SDK; all of it gone afterwards.

    Raises:
        SourceProblems: the project has findings that an org would refuse.
        ProductError: a server did not start, or publishing failed.
    """
    with Stage() as stage:
        bundle = build_bundle(project, load_settings(project, OVERLAY, stage.settings))
        refuse_faults(bundle)
        org = connect(Credentials.from_environment(stage.environment))
        try:
            planned = plan(contents_of(bundle, stage.environment), org, project=bundle.settings.project)
            release = Release(
                bundle.release, actor=ACTOR, time=datetime.now(UTC).isoformat(timespec="seconds")
            )
            result = apply(planned, org, listener, release=release)
            yield Opened(stage, bundle, org, result, Player(stage, org, bundle.settings, result.ids))
        finally:
            org.close()
