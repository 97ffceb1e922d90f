"""`genesys-deploy validate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.colour import coloured
from genesys_deploy.cli.files import read_files
from genesys_deploy.cli.options import load_bundle, project_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.report.findings import FindingsReport
    from genesys_deploy.source.finding import Finding

__all__ = ["command"]

FORMATS = ("text", "json", "sarif", "junit")
SEVERITIES = ("error", "warning", "info")


@click.command("validate")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@project_options
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="warning",
    show_default=True,
    help="The least severity that makes the exit code 2.",
)
def command(
    paths: tuple[Path, ...],
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    form: str,
    out: Path | None,
    fail_on: str,
) -> None:
    """Check flows and Data Actions, with the place in the template or file for everything that is found.

    With PATHS, any exported flow YAML or Data Action JSON, or folders of them, are checked, without project or
    settings; what they refer to and is not there is unknown, not wrong. Without, the project is checked.

    \b
    Examples:
      genesys-deploy validate
      genesys-deploy validate exports/MyFlow.yaml
      genesys-deploy validate exports/ --format sarif --out findings.sarif
    """
    findings, texts = _of_files(paths) if paths else _of_project(project, settings, extra)
    report = _report(form, texts, colour=out is None)
    text = report.render(findings)
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
    counting = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    if any(finding.severity in counting for finding in findings):
        raise click.exceptions.Exit(2)


def _of_project(
    project: Path | None, settings: str, extra: tuple[str, ...]
) -> tuple[tuple[Finding, ...], Mapping[str, str]]:
    from genesys_deploy.bundle.check import check_bundle, texts_of

    bundle = load_bundle(project, settings, extra)
    return check_bundle(bundle), texts_of(bundle)


def _of_files(paths: tuple[Path, ...]) -> tuple[tuple[Finding, ...], Mapping[str, str]]:
    from genesys_deploy.architect.rules.files import check_files

    texts = read_files(paths)
    checked = check_files(texts)
    for name in checked.others:
        if Path(name) in paths:
            raise click.ClickException(f"{name} is neither a flow nor a Data Action")
        click.echo(f"{name}: neither a flow nor a Data Action, passed over", err=True)
    return checked.findings, texts


def _report(form: str, texts: Mapping[str, str], *, colour: bool) -> FindingsReport:
    from genesys_deploy.architect.rules.registry import ALL_RULES
    from genesys_deploy.report.findings import JsonList, JUnit, Sarif, Terminal

    match form:
        case "json":
            return JsonList()
        case "sarif":
            return Sarif(ALL_RULES)
        case "junit":
            return JUnit(tuple(texts))
    return Terminal(texts, colour=colour and coloured(sys.stdout))
