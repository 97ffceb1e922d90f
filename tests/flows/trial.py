"""Tries a mutant of the shipped flow on the shipped scenarios."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from genesys_deploy.architect.flow.reader import read_flow
from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.simulate.events import ActionEntered
from genesys_deploy.simulate.library import Library
from genesys_deploy.simulate.program import compile_flow
from genesys_deploy.simulate.scenario import ScenarioFile, ScenarioResult, read_scenarios, run_scenarios
from genesys_deploy.simulate.scenario.flows import Flows, Subject
from genesys_deploy.source.document import Node
from genesys_deploy.source.locate import find_project
from genesys_deploy.source.yaml_reader import read_yaml
from tests.flows.mutants import Mutant, mutated

PROJECT = find_project()


@cache
def scenarios() -> tuple[ScenarioFile, ...]:
    """Each scenario in a file of its own."""
    files = (
        read_scenarios(path.read_text(encoding="utf-8"), PROJECT.name_of(path))
        for path in sorted(Path(PROJECT.flows, "scenarios").glob("*.yaml"))
    )
    return tuple(replace(file, scenarios=(one,)) for file in files for one in file.scenarios)


@cache
def rendered(flow: str, overlay: str, extra: str) -> tuple[Node, Library]:
    settings = load_settings(PROJECT, overlay, [extra] if extra else [])
    bundle = build_bundle(PROJECT, settings, [flow])
    text = bundle.flow(flow)
    library = Library(data_actions={action.name: action for action in bundle.data_actions})
    return read_yaml(text.text, text.origin).root, library


class MutatedFlows(Flows):
    """The project's flows, all with one fault."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(PROJECT)
        self._mutant = mutant
        self._mutated: dict[tuple[str, str, str], Subject] = {}

    def subject(self, flow: str, beside: Path, overlay: str, settings: str) -> Subject:
        key = (flow, overlay, settings)
        if key not in self._mutated:
            root, library = rendered(*key)
            shipped = _shipped().subject(flow, beside, overlay, settings)
            self._mutated[key] = shipped
            wrong = mutated(root, self._mutant)
            if wrong is not root:
                self._mutated[key] = replace(shipped, program=compile_flow(read_flow(wrong)[0], library))
        return self._mutated[key]


@cache
def _shipped() -> Flows:
    return Flows(PROJECT)


@cache
def baseline() -> tuple[tuple[ScenarioFile, frozenset[tuple[str, str]]], ...]:
    """Each scenario with the actions that it goes through.

    First come those of the renderings that most of them share, so that few mutants need to be compiled more than once.
    """
    results = [(file, result) for file in scenarios() for result in run_scenarios([file], _shipped())]
    shared = Counter(id(result.subject) for _, result in results)
    results.sort(key=lambda pair: -shared[id(pair[1].subject)])
    return tuple((file, _entered(result)) for file, result in results)


def _entered(result: ScenarioResult) -> frozenset[tuple[str, str]]:
    return frozenset(
        (event.span.file, event.name)
        for message in result.messages
        if message.run
        for event in message.run.events
        if isinstance(event, ActionEntered)
    )


def failing(mutant: Mutant) -> Iterator[ScenarioResult]:
    """The scenarios that the mutant fails, as soon as they are known."""
    flows = MutatedFlows(mutant)
    for file, entered in baseline():
        if (mutant.file, mutant.action) in entered:
            yield from (result for result in run_scenarios([file], flows) if not result.passed)
