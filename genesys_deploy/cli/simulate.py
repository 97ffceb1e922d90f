"""`genesys-deploy simulate`."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.answers import ANSWER_HELP, empty_answers, parse_answers
from genesys_deploy.cli.files import read_flow_file
from genesys_deploy.cli.named import refuse_unknown_answers, tell_unread_attributes
from genesys_deploy.cli.options import project_of, project_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.simulate.inputs import Inputs
    from genesys_deploy.simulate.run import Run, World
    from genesys_deploy.simulate.scenario.flows import Subject

__all__ = ["command"]

STYLES: Mapping[str, Mapping[str, object]] = {
    "heading": {"bold": True},
    "call": {"fg": "cyan"},
    "detail": {"dim": True},
    "error": {"fg": "red"},
    "ending": {"fg": "green", "bold": True},
}


@click.command("simulate")
@click.argument("flow", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@project_options
@click.option("--channel", default="twitter", show_default=True, help="Which of the project's flows.")
@click.option("--from", "sender", default="123456789", show_default=True, help="The sender's id.")
@click.option("--name", help="The sender's display name.")
@click.option("--handle", help="The sender's handle, where the channel brings one.")
@click.option("--text", help="The text; none is a message with an attachment alone.")
@click.option(
    "--attribute", multiple=True, metavar="NAME=VALUE", help="Participant data that is there already."
)
@click.option("--again", is_flag=True, help="A further message of a conversation.")
@click.option("--authenticated", is_flag=True, help="The platform authenticated the sender.")
@click.option("--answer", multiple=True, metavar="NAME=ANSWER", help=ANSWER_HELP)
@click.option(
    "--org",
    "held",
    default="",
    metavar="YAML",
    help="What the org holds: 'schedules: {Opening hours: closed}'.",
)
@click.option("--live", is_flag=True, help="Call the IRP of the settings over HTTP instead.")
@click.option("-v", "--verbose", is_flag=True, help="Tell every expression with its value and place.")
@click.option("--json", "as_json", is_flag=True, help="The ending and the participant data as JSON.")
def command(
    flow: Path | None,
    project: Path | None,
    settings: str,
    extra: tuple[str, ...],
    channel: str,
    sender: str,
    name: str | None,
    handle: str | None,
    text: str | None,
    attribute: tuple[str, ...],
    answer: tuple[str, ...],
    held: str,
    *,
    again: bool,
    authenticated: bool,
    live: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Run one message through a flow, on this machine, and tell what happens.

    Without FLOW the project's flow of the channel runs. No socket is opened unless --live is given: a Data Action
    that no --answer names answers like a service that knows nobody.

    \b
    Examples:
      genesys-deploy simulate --text hello --handle @john_doe
      genesys-deploy simulate --text hello --answer 'Resolve Identity=timeout'
      genesys-deploy simulate --text hello -v --answer \\
        'Resolve Identity={"resolved": true, "confidence": 0.9, "customerId": "CRM_1", "tier": "Gold"}'
      genesys-deploy simulate exports/MyFlow.yaml --text hello --org 'schedules: {Opening hours: closed}'
    """
    from genesys_deploy.simulate.run import run

    if flow is not None:
        read_flow_file(flow)
    subject = _subject(flow, project, settings, extra, channel)
    refuse_unknown_answers(subject, answer)
    tell_unread_attributes(subject, attribute)
    data = _participant_data(subject, handle, attribute)
    inputs = _inputs(subject, sender, name, text, data, again=again, authenticated=authenticated)
    done = run(subject.program, inputs, _world(subject, answer, held, live=live))
    if as_json:
        click.echo(json.dumps(_as_json(done), indent=2, ensure_ascii=False))
    else:
        _tell(done, verbose=verbose)


def _subject(
    flow: Path | None, project: Path | None, settings: str, extra: tuple[str, ...], channel: str
) -> Subject:
    from genesys_deploy.simulate.scenario.flows import Flows

    named = str(flow.resolve()) if flow else channel
    return Flows(project_of(project), settings=extra).subject(named, Path(), settings, "")


def _participant_data(subject: Subject, handle: str | None, attributes: tuple[str, ...]) -> dict[str, str]:
    data = dict(pair.partition("=")[::2] for pair in attributes)
    if handle is not None:
        if subject.handle_attribute is None:
            raise click.UsageError("this channel brings no handle; leave --handle out")
        data[subject.handle_attribute] = handle
    return data


def _inputs(
    subject: Subject,
    sender: str,
    name: str | None,
    text: str | None,
    data: Mapping[str, str],
    *,
    again: bool,
    authenticated: bool,
) -> Inputs:
    from genesys_deploy.simulate.inputs import Attachment, Inputs, Message

    attachments = () if text is not None else (Attachment("attachment-1"),)
    return Inputs(
        message=Message("message-1", subject.platform_type, sender, name, text, attachments=attachments),
        is_new_conversation=not again,
        authenticated=authenticated,
        participant_data=data,
        now=datetime.now(UTC).replace(microsecond=0),
    )


def _world(subject: Subject, answers: tuple[str, ...], held: str, *, live: bool) -> World:
    from genesys_deploy.simulate.scenario.org_data import OrgData
    from genesys_deploy.simulate.worlds import CannedWorld

    org = OrgData.from_text(held, "--org").as_answers()
    canned = parse_answers(answers)
    if live:
        from genesys_deploy.simulate.worlds.http import HttpWorld

        key = os.environ.get(subject.key_env, "")
        calls = HttpWorld(subject.data_actions, {subject.integration: {"apiKey": key}})
        return CannedWorld(canned, contracts=subject.data_actions, otherwise=calls, **org)
    unless_told = empty_answers(subject.data_actions.values())
    return CannedWorld({**unless_told, **canned}, contracts=subject.data_actions, **org)


def _tell(done: Run, *, verbose: bool) -> None:
    from genesys_deploy.report.transcript import transcript

    for line in transcript(done.events, detailed=verbose):
        click.echo(click.style("  " * line.depth + line.text, **STYLES.get(line.style, {})))  # type: ignore[arg-type]
    click.echo()
    for name, value in sorted(done.participant_data.items()):
        if value:
            click.echo(f"  {name} = {value}")


def _as_json(done: Run) -> dict[str, object]:
    ending = done.ending
    return {
        "ending": ending.kind,
        "queue": ending.queue,
        "priority": ending.priority,
        "skills": list(ending.skills),
        "language": ending.language_skill,
        "participantData": {name: value for name, value in done.participant_data.items() if value},
        "calls": [call.name for call in done.data_action_calls],
        "actions": done.actions_executed,
    }
