"""`genesys-deploy pull`."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.progress import LiveLine
from genesys_deploy.cli.stopping import stop_politely

if TYPE_CHECKING:
    from genesys_deploy.deploy.pull.guarded_folder import GuardedFolder
    from genesys_deploy.deploy.pull.pulling import NotPulled, Pulled, Selection
    from genesys_deploy.platform import Org
    from genesys_deploy.resources import Kind

__all__ = ["command"]

ONLY = ("flows", "data-actions")
NOT_PULLED = "not pulled"
LIST = ".pulled"


@click.command("pull")
@click.argument("folder", metavar="[DIR]", default="pulled", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", "names", multiple=True, metavar="PATTERN", help="Only these: 'Social*'.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only flows of this type: workflow.")
@click.option("--division", "divisions", multiple=True, metavar="NAME", help="Only flows of this division.")
@click.option("--only", type=click.Choice(ONLY), help="Leave the other kind out.")
@click.option("--draft", is_flag=True, help="What was saved last, instead of what is published.")
@click.option(
    "--normal", is_flag=True, help="Call states and tasks by their names, without the org's numbers."
)
@click.option("--force", is_flag=True, help="Overwrite what was edited by hand.")
@click.option("--region", metavar="REGION", help="Over GENESYSCLOUD_REGION.")
def command(
    folder: Path,
    names: tuple[str, ...],
    types: tuple[str, ...],
    divisions: tuple[str, ...],
    only: str | None,
    region: str | None,
    *,
    draft: bool,
    normal: bool,
    force: bool,
) -> None:
    """Write the flows and Data Actions of any org as files, into DIR (default: pulled). The org is only read.

    It takes no project, only the credentials in the environment. A second pull writes what has changed since; a file
    that was edited by hand is left as it is, and the exit code is 2.

    \b
    Examples:
      genesys-deploy pull exports/
      genesys-deploy pull exports/ --type inboundShortMessage --name 'Social*'
      genesys-deploy pull exports/ --only data-actions
      genesys-deploy validate exports/
    """
    from genesys_deploy.deploy.pull.guarded_folder import GuardedFolder
    from genesys_deploy.deploy.pull.pulling import Selection
    from genesys_deploy.platform import Credentials, connect

    stop_politely()
    selection = Selection(_kinds(only), names, types, divisions, draft)
    is_all = not (only or names or types or divisions)
    org = connect(Credentials.from_environment(os.environ, region))
    try:
        with GuardedFolder(folder, LIST, force=force) as pulled:
            told = _pull(org, selection, pulled, normal=normal)
            gone = pulled.untouched if is_all else ()
    finally:
        org.close()
    _conclude(told, gone, folder)


def _kinds(only: str | None) -> tuple[Kind, ...]:
    from genesys_deploy.resources import Kind

    kinds = {"flows": (Kind.FLOW,), "data-actions": (Kind.DATA_ACTION,)}
    return kinds[only] if only else (Kind.FLOW, Kind.DATA_ACTION)


def _pull(org: Org, selection: Selection, folder: GuardedFolder, *, normal: bool) -> Counter[str]:
    from genesys_deploy.deploy.pull.pulling import choose, pull

    told: Counter[str] = Counter()
    choices = choose(org, selection)
    with (
        LiveLine() as line,
        closing(pull(org, choices, draft=selection.draft, named_ref_ids=normal)) as answers,
    ):
        for number, answer in enumerate(answers, start=1):
            line.show(f"[{number}/{len(choices)}] {answer.key}")
            told[_take(answer, folder, line)] += 1
    return told


def _take(answer: Pulled | NotPulled, folder: GuardedFolder, line: LiveLine) -> str:
    from genesys_deploy.deploy.pull.guarded_folder import Written
    from genesys_deploy.deploy.pull.pulling import NotPulled

    if isinstance(answer, NotPulled):
        folder.pass_over(answer.path)
        line.say(f"{click.style('not pulled', fg='red')} {answer.key}: {answer.error}", err=True)
        return NOT_PULLED
    outcome = folder.write(answer.path, answer.text)
    match outcome:
        case Written.NEW | Written.CHANGED:
            line.say(f"{outcome:<7}  {answer.path}")
        case Written.LEFT:
            line.say(f"{outcome}: {answer.path}", err=True)
        case Written.AS_BEFORE:
            pass
    return outcome


def _conclude(told: Counter[str], gone: tuple[str, ...], folder: Path) -> None:
    from genesys_deploy.deploy.pull.guarded_folder import Written

    for path in gone:
        click.echo(f"no longer in the org: {path}", err=True)
    parts = [f"{told[word]} {word}" for word in (*Written, NOT_PULLED) if told[word]]
    click.echo(f"{folder}: {', '.join(parts) or 'nothing in the org is of that kind'}")
    if told[Written.LEFT]:
        click.echo("  --force overwrites what was edited by hand", err=True)
    raise click.exceptions.Exit(1 if told[NOT_PULLED] else 2 if told[Written.LEFT] else 0)
