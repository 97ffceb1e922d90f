"""From a flow and its invariants to a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.simulate.prove.counter_example import as_scenario
from genesys_deploy.simulate.prove.explorer import explore
from genesys_deploy.simulate.prove.facts import vocabulary_of
from genesys_deploy.simulate.prove.invariants import GENERAL, compile_invariants, read_invariants
from genesys_deploy.simulate.scenario.flows import Flows
from genesys_deploy.source.locate import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.architect.expressions.values import Value
    from genesys_deploy.bundle.settings.settings import Settings
    from genesys_deploy.simulate.prove.invariants import Invariant
    from genesys_deploy.simulate.scenario.flows import Subject

__all__ = ["Breach", "Verdict", "prove_channel", "prove_file"]

INVARIANTS = "flows/invariants.yaml"
DECIMAL = Type.parse("decimal")


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant that does not hold, and a scenario that shows it."""

    invariant: Invariant
    reason: str
    scenario: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`foreign` invariants speak of something that the flow has not; `stuck` is what could not be run."""

    flow: str
    invariants: int
    situations: int
    endings: Mapping[str, int]
    breaches: tuple[Breach, ...]
    foreign: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.breaches and not self.stuck


def prove_channel(
    project: Project, channel: str, overlay: str, extra: Iterable[str] = (), invariants: Path | None = None
) -> Verdict:
    """The verdict on the flow of one of a project's channels.

    Raises:
        SourceError: the project or the invariants are malformed.
        SimulationError: the flow has too many different situations.
    """
    texts = tuple(extra)
    settings = load_settings(project, overlay, texts)
    subject = Flows(project, settings=texts).subject(channel, Path(), overlay, "")
    path = invariants or project.path_of(INVARIANTS)
    declared = (
        read_invariants(path.read_text(encoding="utf-8-sig"), project.name_of(path))
        if path.is_file()
        else GENERAL
    )
    return _verdict(channel, subject, declared, _settings(settings), overlay)


def prove_file(path: Path, invariants: Path | None = None) -> Verdict:
    """The verdict on anybody's flow; without invariants of its own, on what is asked of every flow."""
    subject = Flows(Project(Path())).subject(str(path.resolve()), Path(), "", "")
    declared = (
        read_invariants(invariants.read_text(encoding="utf-8-sig"), str(invariants))
        if invariants
        else GENERAL
    )
    return _verdict(str(path.resolve()), subject, declared, {}, "")


def _verdict(
    name: str,
    subject: Subject,
    declared: Iterable[Invariant],
    settings: Mapping[str, tuple[Type, Value]],
    overlay: str,
) -> Verdict:
    vocabulary = vocabulary_of(subject.program.flow, subject.data_actions, settings)
    checked, foreign = compile_invariants(declared, vocabulary.types)
    proof = explore(subject.program, checked, vocabulary, subject.data_actions, subject.platform_type)
    breaches = (Breach(way.invariant, way.reason, as_scenario(way, name, overlay)) for way in proof.broken)
    return Verdict(
        name,
        len(checked),
        proof.situations,
        proof.endings,
        tuple(breaches),
        tuple(one.name for one in foreign),
        proof.stuck,
    )


def _settings(settings: Settings) -> dict[str, tuple[Type, Value]]:
    return {
        "Settings.threshold": (DECIMAL, Decimal(str(settings.identity.threshold))),
        "Settings.budgetSeconds": (DECIMAL, Decimal(str(settings.irp.budget_seconds))),
    }
