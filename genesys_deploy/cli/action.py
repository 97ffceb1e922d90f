"""`genesys-deploy action`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from genesys_deploy.cli.colour import coloured
from genesys_deploy.cli.files import read_text
from genesys_deploy.cli.options import project_options

if TYPE_CHECKING:
    from genesys_deploy.data_action.model import DataAction

__all__ = ["command"]

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
VERSION = click.Path(exists=True, path_type=Path)
SETTING = click.option(
    "--setting", multiple=True, metavar="NAME=VALUE", help="What {{ NAME }} stands for in the file."
)


@click.group("action")
def command() -> None:
    """Try a Data Action's templates as the platform would evaluate them, without an org; compare two versions.

    \b
    Examples:
      genesys-deploy action request export.json --inputs '{"id": "42"}'
      genesys-deploy action outputs export.json --status 200 --body answer.json
      genesys-deploy action diff released/ data_actions/
    """


@command.command("request")
@FILE
@SETTING
@click.option("--inputs", default="{}", metavar="JSON", help="The inputs, as a JSON object.")
@click.option(
    "--credential", multiple=True, metavar="NAME=VALUE", help="A field of the integration's credential."
)
def request(file: Path, setting: tuple[str, ...], inputs: str, credential: tuple[str, ...]) -> None:
    """Print the HTTP request that a Data Action sends.

    \b
    Example:
      genesys-deploy action request data_actions/get-account.yaml --inputs '{"customerId": "CRM_1"}' \\
        --setting crm_url=https://crm.example.com --credential apiKey=xxx
    """
    from genesys_deploy.data_action.bulk import request_of

    action = _read(file, setting)
    _print(request_of(action, _json_object(inputs, "--inputs"), _pairs(credential, "--credential")))


@command.command("outputs")
@FILE
@SETTING
@click.option("--status", default=200, show_default=True, type=click.IntRange(100, 599))
@click.option(
    "--body",
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="A file with the answer's body; - is standard input.",
)
def outputs(file: Path, setting: tuple[str, ...], status: int, body: Path) -> None:
    """Print the flow outputs that an HTTP answer becomes.

    \b
    Example:
      echo '{"tier": "Gold"}' | genesys-deploy action outputs data_actions/get-account.yaml --body - \\
        --setting crm_url=x
    """
    from genesys_deploy.data_action.bulk import outputs_of
    from genesys_deploy.data_action.response import HttpResponse

    response = HttpResponse(status, read_text(body))
    _print(outputs_of(_read(file, setting), response))


@command.command("diff")
@click.argument("old", type=VERSION)
@click.argument("new", type=VERSION)
@SETTING
@click.option(
    "--flows",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Exported flows, or folders of them, instead of the project's.",
)
@project_options
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--markdown", "form", flag_value="markdown", help="Print Markdown, for a pull request.")
def diff(
    old: Path,
    new: Path,
    setting: tuple[str, ...],
    flows: tuple[Path, ...],
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    form: str | None,
) -> None:
    """Say what changed from OLD to NEW, what it breaks in which flow, and what the remote service must then do.

    OLD and NEW are two files, YAML or exported JSON, or two folders of them, which are matched by the actions' names.
    The flows are those of the project that this folder is in, or that --project or --flows names. Exit code 2 where
    anything changed.

    \b
    Examples:
      git worktree add ../released v1.4
      genesys-deploy action diff ../released/data_actions data_actions
      genesys-deploy action diff old.json new.json --flows exports/ --markdown
    """
    from genesys_deploy.cli.action_diff import compare, flows_of_files, flows_of_project
    from genesys_deploy.report.action_diff import as_json, as_markdown, as_text

    called = flows_of_files(flows) if flows else flows_of_project(project, settings, extra)
    comparison = compare(old, new, _pairs(setting, "--setting"), called)
    match form:
        case "json":
            text = as_json(comparison)
        case "markdown":
            text = as_markdown(comparison)
        case _:
            text = as_text(comparison, colour=coloured(sys.stdout))
    click.echo(text, nl=False)
    if comparison.actions:
        raise click.exceptions.Exit(2)


def _read(file: Path, setting: tuple[str, ...]) -> DataAction:
    from genesys_deploy.data_action.reader import read_data_action

    return read_data_action(file, _pairs(setting, "--setting"))


def _pairs(texts: tuple[str, ...], option: str) -> dict[str, str]:
    pairs = [text.partition("=") for text in texts]
    if wrong := [name for name, equals, _ in pairs if not equals]:
        raise click.UsageError(f"{option} {wrong[0]}: write NAME=VALUE")
    return {name: value for name, _, value in pairs}


def _json_object(text: str, option: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise click.UsageError(f"{option} is no JSON: {error}") from None
    if not isinstance(value, dict):
        raise click.UsageError(f"{option} must be a JSON object")
    return value


def _print(value: object) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))
