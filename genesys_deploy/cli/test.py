"""`genesys-deploy test`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.colour import coloured
from genesys_deploy.cli.files import read_files, read_text
from genesys_deploy.cli.options import bundle_option, project_of
from genesys_deploy.source.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from genesys_deploy.report.scenarios import ResultsReport
    from genesys_deploy.simulate.run import World
    from genesys_deploy.simulate.scenario.coverage import Coverage
    from genesys_deploy.simulate.scenario.flows import Subject
    from genesys_deploy.simulate.scenario.runner import ScenarioResult
    from genesys_deploy.source.locate import Project

__all__ = ["command"]

LOOK_EVERY_SECONDS = 0.3
SCHEMA = ".schema.json"
NAMED = (".scenario.yaml", ".scenario.yml")
HTML = frozenset({".html", ".htm"})


@click.command("test")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--project", type=click.Path(file_okay=False, path_type=Path), help="Another project than the nearest."
)
@bundle_option
@click.option(
    "--settings", metavar="NAME|FILE", help="An org's overlay, laid beneath those that the scenarios name."
)
@click.option("-k", "wanted", metavar="TEXT", help="Only scenarios whose name contains it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "junit", "markdown")),
    default="text",
    show_default=True,
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this file.")
@click.option(
    "--fail-under", type=click.FloatRange(0, 100), help="Fail when less than so many percent were run."
)
@click.option(
    "--live", metavar="URL", help="Whatever a scenario calls `live` asks the IRP there; key in IRP_API_KEY."
)
@click.option("--missed", is_flag=True, help="List what no scenario went through.")
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw what was run into this file: .svg, or .html with tables beside it.",
)
@click.option("--watch", is_flag=True, help="Run again whenever a file of the project changes.")
@click.option("-v", "--verbose", is_flag=True, help="Name what passed as well.")
def command(
    paths: tuple[Path, ...],
    project: Path | None,
    settings: str | None,
    wanted: str | None,
    form: str,
    out: Path | None,
    fail_under: float | None,
    live: str | None,
    *,
    missed: bool,
    picture: Path | None,
    watch: bool,
    verbose: bool,
) -> None:
    """Run scenarios: messages into flows, and where they should end.

    Without PATHS those in the project's flows/scenarios; of a folder, its .scenario.yaml files, or all where none is
    called so. A scenario file names a channel of the project or the YAML of
    anybody's flow beside it. The exit code is 2 when a scenario fails.

    \b
    Examples:
      genesys-deploy test
      genesys-deploy test flows/scenarios/bots.yaml -k spam -v
      genesys-deploy test --format junit --out results.xml --fail-under 100
      genesys-deploy test --picture coverage.html --missed
      genesys-deploy test --bundle social-identity.zip --settings prod
      genesys-deploy test --watch
    """
    from genesys_deploy.source.errors import ProductError

    found = project_of(project)
    report = _report(form, colour=out is None and coloured(sys.stdout), verbose=verbose, missed=missed)

    def once() -> bool:
        results, coverage = _run(found, paths, wanted, settings, live)
        text = report.render(results, coverage)
        if out is None:
            click.echo(text, nl=False)
        else:
            out.write_text(text, encoding="utf-8")
        if picture is not None:
            picture.write_text(_picture(picture, results, coverage), encoding="utf-8")
        if fail_under is not None and coverage.percent < fail_under:
            click.echo(f"coverage {coverage.percent:.1f} % is below {fail_under:g} %", err=True)
            return False
        return all(result.passed for result in results)

    while watch:
        try:
            once()
        except ProductError as error:
            click.echo(str(error), err=True)
        _wait_for_change(found)
    if not once():
        raise click.exceptions.Exit(2)


def _run(
    project: Project, paths: tuple[Path, ...], wanted: str | None, settings: str | None, live: str | None
) -> tuple[list[ScenarioResult], Coverage]:
    from dataclasses import replace

    from genesys_deploy.simulate.scenario.coverage import measure
    from genesys_deploy.simulate.scenario.flows import Flows
    from genesys_deploy.simulate.scenario.reader import read_scenarios
    from genesys_deploy.simulate.scenario.runner import run_scenarios

    texts = _texts(paths) if paths else _texts_of(project)
    # Whole paths: a scenario's flow is beside its file, wherever the project is.
    files = [read_scenarios(text, project.name_of(Path(name).resolve())) for name, text in texts.items()]
    if wanted:
        chosen = (
            replace(
                file, scenarios=tuple(one for one in file.scenarios if wanted.lower() in one.name.lower())
            )
            for file in files
        )
        files = [file for file in chosen if file.scenarios]
        if not files:
            raise click.UsageError(f"no scenario's name contains {wanted!r}")
    if live and not any(scenario.is_live for file in files for scenario in file.scenarios):
        click.echo('note: --live asks nobody: no scenario says "live" of a Data Action', err=True)
    flows = Flows(project, live, under=settings, watched=True)
    results = list(run_scenarios(files, flows, _live_world() if live else None))
    return results, measure(results, (one for file in files for one in file.unreachable))


def _texts(paths: tuple[Path, ...]) -> dict[str, str]:
    """Of a folder, the files that are called scenarios; all of them where none is."""
    texts: dict[str, str] = {}
    for path in paths:
        texts |= _scenarios(read_files([path]))
    return texts


def _texts_of(project: Project) -> dict[str, str]:
    """Those of the project's flows/scenarios, in whichever layer."""
    paths = project.files("flows/scenarios", ".yaml", ".yml", ".json")
    if not paths:
        raise NotFound(f"{project.flows / 'scenarios'} holds no YAML or JSON file")
    return _scenarios({str(path): read_text(path) for path in paths})


def _scenarios(texts: Mapping[str, str]) -> dict[str, str]:
    found = {name: text for name, text in texts.items() if not name.endswith(SCHEMA)}
    named = {name: text for name, text in found.items() if name.endswith(NAMED)}
    return named or found


def _picture(file: Path, results: list[ScenarioResult], coverage: Coverage) -> str:
    from genesys_deploy.report.scenarios.page import coverage_page, coverage_svg
    from genesys_deploy.report.scenarios.painting import painted_flows

    painted = painted_flows(results, coverage)
    if file.suffix.lower() in HTML:
        return coverage_page(painted, coverage)
    if len(painted) != 1:
        raise click.UsageError(f"one .svg shows one flow, not {len(painted)}: name an .html file")
    return coverage_svg(painted[0])


def _live_world() -> Callable[[Subject], World]:
    from genesys_deploy.simulate.worlds.http import HttpWorld

    key = os.environ.get("IRP_API_KEY", "")
    return lambda subject: HttpWorld(subject.data_actions, {subject.integration: {"apiKey": key}})


def _report(form: str, *, colour: bool, verbose: bool, missed: bool) -> ResultsReport:
    from genesys_deploy.report.scenarios import JsonResults, JUnitResults, MarkdownResults, TextResults

    match form:
        case "json":
            return JsonResults()
        case "junit":
            return JUnitResults()
        case "markdown":
            return MarkdownResults()
    return TextResults(colour, verbose, missed)


def _wait_for_change(project: Project) -> None:
    before = _stamps(project)
    while _stamps(project) == before:
        time.sleep(LOOK_EVERY_SECONDS)
    click.echo("── changed ──")


def _stamps(project: Project) -> dict[Path, float]:
    folders = (project.flows, project.data_actions)
    return {file: file.stat().st_mtime for folder in folders for file in folder.rglob("*") if file.is_file()}
