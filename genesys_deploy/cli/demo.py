"""`genesys-deploy demo`."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.progress import ApplyProgress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from genesys_deploy.demo.player import Arrival, Played
    from genesys_deploy.demo.show import Opened

__all__ = ["command"]

WIDTH = 53
INDENT = "   "
TOLD = (
    "resolutionStatus",
    "botReason",
    "resolvedCustomerId",
    "customerTier",
    "profileFreshness",
    "candidateCustomerId",
    "leadOutcome",
)
"""The attributes whose values stand in a message's line; --verbose tells them all."""


@click.command("demo")
@click.option(
    "--project", type=click.Path(file_okay=False, path_type=Path), help="Another project than the nearest."
)
@click.option("-v", "--verbose", is_flag=True, help="Tell the participant data of every message.")
def command(project: Path | None, *, verbose: bool) -> None:
    """See it all: servers up, flows published through the SDK, messages in, and where each ended and why.

    Everything runs on this machine and is gone afterwards. It ends with 2 if a message ended elsewhere than it should.

    \b
    Examples:
      genesys-deploy demo
      genesys-deploy demo --verbose
    """
    from genesys_deploy.demo.script import read_script
    from genesys_deploy.demo.show import open_show
    from genesys_deploy.source.locate import find_project

    began = time.monotonic()
    click.echo("Starting the IRP (made-up customers) and the local org, checking and publishing the flows …")
    with ApplyProgress() as progress, open_show(find_project(project), progress.tell) as show:
        _tell_stage(show, time.monotonic() - began)
        played = []
        for one in show.player.play(read_script().messages):
            played.append(one)
            _tell(one, verbose=verbose)
    wrong = [one for one in played if one.differences]
    _tell_sum(len(played), len(wrong), time.monotonic() - began)
    if wrong:
        raise click.exceptions.Exit(2)


def _tell_stage(show: Opened, seconds: float) -> None:
    click.echo(
        f"  org {show.stage.org.url}   IRP {show.stage.irp.url}   release {show.bundle.release}\n"
        f"  {len(show.result.done)} objects published through PureCloudPlatformClientV2, "
        f"{len(show.bundle.flows)} flows among them ({seconds:.1f} s)\n"
    )


def _tell(one: Played, *, verbose: bool) -> None:
    mark = click.style("✗", fg="red") if one.differences else click.style("✓", fg="green")
    title = "   … and a second message" if one.second else f"{one.message.channel:<9} {one.message.title}"
    for line in _lines(f"{mark} {title:<{WIDTH + 10}}", _journey(one.arrival), _columns()):
        click.echo(line)
    for difference in one.differences:
        click.echo(click.style(f"    {one.message.span}: {difference}", fg="red"))
    if verbose:
        for name, value in sorted(one.arrival.outcome.attributes.items()):
            if value:
                click.echo(click.style(f"      {name} = {value}", dim=True))


def _columns() -> int | None:
    """How wide the terminal is; in a file a line may be of any length."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _lines(title: str, journey: Sequence[str], columns: int | None) -> Iterator[str]:
    """The title and the parts of a journey; on lines of their own where one is too short for all."""
    whole = f"{title} {' '.join(journey)}"
    if columns is None or len(click.unstyle(whole)) <= columns:
        yield whole
        return
    yield title.rstrip()
    line = INDENT
    for part in journey:
        if len(click.unstyle(f"{line} {part}")) > columns and line != INDENT:
            yield line
            line = INDENT
        line = f"{line} {part.lstrip()}"
    yield line


def _journey(arrival: Arrival) -> tuple[str, ...]:
    """Where it went, where it ended, and why."""
    outcome = arrival.outcome
    details = [f"priority {outcome.priority}"] if outcome.queue else []
    details += [*outcome.skills, *([outcome.language] if outcome.language else [])]
    told = [f"({', '.join(details)})"] if details else []
    why = (outcome.attributes.get(name, "") for name in TOLD)
    path = (click.style(f"{step} →", dim=True) for step in arrival.journey[1:])
    place = click.style(outcome.queue or "disconnected", bold=True)
    return (*path, place, *told, f" [{' '.join(filter(None, why))}]")


def _tell_sum(count: int, wrong: int, seconds: float) -> None:
    if wrong:
        click.echo(f"\n{wrong} of {count} messages ended elsewhere than they should ({seconds:.1f} s)")
    else:
        click.echo(f"\nAll {count} messages ended where they should; none was lost ({seconds:.1f} s)")
        click.echo("Next: genesys-deploy validate, genesys-deploy simulate --help, README.md")
