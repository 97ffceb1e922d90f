"""Scenario files in a team's own pytest run: one test for each scenario.

Taken are files that end in `.scenario.yaml`, and every YAML file in a folder that the ini option `genesys_scenarios`
names. pytest loads this in every run of every project beside which the package is installed: the simulator is
imported only when there is a scenario file to read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from _pytest._code.code import ExceptionInfo, TerminalRepr

    from genesys_deploy.simulate.scenario import Scenario, ScenarioFile, ScenarioResult
    from genesys_deploy.simulate.scenario.flows import Flows

__all__ = ["ScenarioItem", "ScenarioModule", "pytest_addoption", "pytest_collect_file"]

OPTION = "genesys_scenarios"
ENDINGS = (".scenario.yaml", ".scenario.yml")
SUFFIXES = (".yaml", ".yml")
FLOWS = pytest.StashKey[dict["Path", "Flows"]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        OPTION,
        "Folders, from the rootdir, whose YAML files are scenarios of Genesys Cloud flows.",
        type="linelist",
        default=[],
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioModule | None:
    if _is_wanted(file_path, parent.config):
        module: ScenarioModule = ScenarioModule.from_parent(parent, path=file_path)
        return module
    return None


class ScenarioModule(pytest.File):
    """A file of scenarios."""

    def collect(self) -> Iterable[ScenarioItem]:
        from genesys_deploy.simulate.scenario import read_scenarios
        from genesys_deploy.source.errors import ProductError
        from genesys_deploy.source.locate import find_project

        try:
            project = find_project(start=self.path.parent)
            text = self.path.read_text(encoding="utf-8-sig")
            file = read_scenarios(text, project.name_of(self.path))
        except ProductError as error:
            raise self.CollectError(str(error)) from None
        names: dict[str, int] = {}
        for scenario in file.scenarios:
            # Rows need not show in the name; pytest tells tests apart by theirs.
            count = names[scenario.name] = names.get(scenario.name, 0) + 1
            name = scenario.name if count == 1 else f"{scenario.name} [{count}]"
            yield ScenarioItem.from_parent(self, name=name, file=file, scenario=scenario)


class ScenarioItem(pytest.Item):
    """One scenario, one row of it where it has rows."""

    def __init__(self, *, file: ScenarioFile, scenario: Scenario, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type] # pytest's own, handed on
        self._file = file
        self._scenario = scenario

    def runtest(self) -> None:
        from dataclasses import replace

        from genesys_deploy.simulate.scenario import run_scenarios

        only = replace(self._file, scenarios=(self._scenario,))
        (result,) = run_scenarios([only], _flows(self.config, self.path))
        if not result.passed:
            raise OtherwiseThanExpected(result)

    def repr_failure(
        self,
        excinfo: ExceptionInfo[BaseException],
        style: object = None,  # noqa: ARG002 - pytest's signature
    ) -> str | TerminalRepr:
        from genesys_deploy.report.scenarios import TextResults
        from genesys_deploy.source.errors import ProductError

        match excinfo.value:
            case OtherwiseThanExpected(result=result):
                return "\n".join(TextResults().failure(result)).rstrip()
            case ProductError() as error:
                return str(error)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self._scenario.span.start.line - 1, self.name


class OtherwiseThanExpected(Exception):
    """A scenario's outcome differs from what it expects."""

    def __init__(self, result: ScenarioResult) -> None:
        super().__init__(result.scenario.name)
        self.result = result


def _is_wanted(path: Path, config: pytest.Config) -> bool:
    if path.name.endswith(ENDINGS):
        return True
    folders: list[str] = config.getini(OPTION) if path.suffix in SUFFIXES else []
    return any(path.is_relative_to(config.rootpath / folder) for folder in folders)


def _flows(config: pytest.Config, file: Path) -> Flows:
    """Where flows are found; each is compiled once in a run of pytest."""
    from genesys_deploy.simulate.scenario.flows import Flows
    from genesys_deploy.source.locate import find_project

    known = config.stash.setdefault(FLOWS, {})
    project = find_project(start=file.parent)
    if project.root not in known:
        known[project.root] = Flows(project)
    return known[project.root]
