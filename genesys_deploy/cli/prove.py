"""`genesys-deploy prove`."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.options import project_of, project_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.simulate.prove.prover import Verdict

__all__ = ["command"]


@click.command("prove")
@click.argument("flow", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@project_options
@click.option("--channel", multiple=True, help="Only this channel's flow; can be repeated.")
@click.option(
    "--invariants",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of invariants (default: the project's flows/invariants.yaml).",
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write counter-examples to this folder."
)
def command(
    flow: Path | None,
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    channel: tuple[str, ...],
    invariants: Path | None,
    out: Path | None,
) -> None:
    """Go every way through a flow: each answer to each call, each side of each decision, missing and late answers.

    Invariants are expressions over what a run did; one that does not hold is shown with a scenario that breaks it, and
    the exit code is 2. FLOW is anybody's exported flow; without it the project's flows are proven.

    \b
    Examples:
      genesys-deploy prove
      genesys-deploy prove --channel twitter --set 'identity: {threshold: 0.7}'
      genesys-deploy prove exports/MyFlow.yaml --invariants mine.yaml --out broken/
    """
    if flow is not None:
        from genesys_deploy.simulate.prove.prover import prove_file

        verdicts = iter([prove_file(flow, invariants)])
    else:
        verdicts = _of_project(project, settings, extra, channel, invariants)
    holds = True
    for verdict in verdicts:
        if not verdict.endings:
            why = "; ".join(verdict.stuck) or "no run of it ends"
            raise click.ClickException(f"{verdict.flow} cannot be proven: {why}")
        _tell(verdict, out)
        holds = holds and verdict.holds
    if not holds:
        raise click.exceptions.Exit(2)


def _of_project(
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    channels: tuple[str, ...],
    invariants: Path | None,
) -> Iterator[Verdict]:
    from genesys_deploy.bundle.settings.overlay import load_settings
    from genesys_deploy.simulate.prove.prover import prove_channel

    found = project_of(project)
    known = tuple(load_settings(found, settings, extra).channels)
    if unknown := [name for name in channels if name not in known]:
        raise click.UsageError(f"there is no channel {unknown[0]}; there are: {', '.join(known)}")
    prove = partial(prove_channel, found, overlay=settings, extra=extra, invariants=invariants)
    wanted = channels or known
    if len(wanted) == 1:
        yield prove(wanted[0])
        return
    with ProcessPoolExecutor() as pool:
        yield from pool.map(prove, wanted)


def _tell(verdict: Verdict, out: Path | None) -> None:
    mark = click.style("✓", fg="green") if verdict.holds else click.style("✗", fg="red")
    endings = ", ".join(sorted(verdict.endings))
    click.echo(
        f"{mark} {verdict.flow}: {verdict.invariants - len(verdict.breaches)} of {verdict.invariants} invariants hold "
        f"in {verdict.situations:,} situations; endings: {endings}"
    )
    for name in verdict.foreign:
        click.echo(f"    not about this flow: {name}")
    for reason in verdict.stuck:
        click.echo(click.style(f"    cannot be run: {reason}", fg="red"))
    for number, breach in enumerate(verdict.breaches, 1):
        click.echo(click.style(f"    {breach.invariant.span}: {breach.invariant.name}", fg="red"))
        if out is None:
            click.echo("      " + breach.scenario.replace("\n", "\n      ").rstrip())
        else:
            out.mkdir(parents=True, exist_ok=True)
            path = out / f"{Path(verdict.flow).stem}-{number}.yaml"
            path.write_text(breach.scenario, encoding="utf-8")
            click.echo(f"      {path}")
