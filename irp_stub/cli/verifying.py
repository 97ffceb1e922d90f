"""`irp-stub verify`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from irp_stub.contract.order import Order
    from irp_stub.contract.recording import Recording

__all__ = ["verify_command"]

_file = click.Path(path_type=Path, dir_okay=False)
_folder = click.Path(path_type=Path, file_okay=False)
_share = click.FloatRange(0, 1)
_rate = click.IntRange(1, 1000)


@click.command("verify")
@click.option("--url", metavar="URL", help="The platform to ask.")
@click.option("--crm-url", metavar="URL", help="Where accounts and leads are, if elsewhere.")
@click.option("--key-env", default="IRP_API_KEY", show_default=True, help="The variable that holds the key.")
@click.option("--expired-key-env", metavar="NAME", help="One that holds a key that has expired.")
@click.option("--data", "data_file", type=_file, help="Whom the platform knows; default: the samples.")
@click.option("--init", "init_file", type=_file, help="Write such a file, to fill in, and end.")
@click.option("--actions", type=_folder, help="The folder of Data Actions.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of Data Actions.")
@click.option("--only", multiple=True, metavar="RULE|FAMILY", help="Ask these alone.")
@click.option("--list", "listed", is_flag=True, help="Show the rules, and end.")
@click.option("--read-only", is_flag=True, help="Send nothing that the platform might keep.")
@click.option("--flood", is_flag=True, help="Ask too often, too, by a sender of its own.")
@click.option("--rate", default=50, show_default=True, type=_rate, help="Requests a second at most.")
@click.option("--load", "load_seconds", default=5.0, show_default=True, help="Seconds of steady load.")
@click.option("--no-load", is_flag=True, help="No load phase, so no word about latency.")
@click.option("--threshold", type=_share, help="Below it nobody is merged; default: the flows' settings'.")
@click.option("--flow-timeout", type=float, help="Seconds that the flows wait; default: their settings'.")
@click.option("--openapi", metavar="FILE|URL", help="Check this description; asks the platform nothing else.")
@click.option("--record", type=_file, help="Keep what the platform answers, with what it says of people.")
@click.option("--recorded", type=_file, help="Ask what was kept instead of a platform.")
@click.option("--json", "json_file", type=_file, help="Write the report as JSON.")
@click.option("--junit", "junit_file", type=_file, help="... as JUnit XML.")
@click.option("--html", "html_file", type=_file, help="... as a page.")
@click.option("--badge", "badge_file", type=_file, help="... as a badge (SVG).")
@click.option("--against", type=_file, help="Say what got worse since this JSON report.")
@click.option("--show-people", is_flag=True, help="Show handles and names as they are.")
def verify_command(**options: Any) -> None:
    """Will the flows work with this Identity Resolution Platform?

    Sends what the Data Actions would send, and reads the answers as the flows would. Exit code 0: every must
    that was asked holds; 2: a must is broken; 1: nothing could be asked.

    \b
    Example:
      irp-stub verify --init irp-data.yaml
      IRP_KEY=... irp-stub verify --url https://irp.example.com --key-env IRP_KEY --data irp-data.yaml
    """
    from irp_stub.contract.errors import CannotVerify
    from irp_stub.contract.order import Order
    from irp_stub.contract.recording import read_recording

    order = Order(**options)
    if order.listed:
        _list_rules()
    elif order.init_file:
        _write_template(order.init_file)
    elif order.openapi:
        sys.exit(_check_description(order, order.openapi))
    elif order.recorded:
        recording = read_recording(order.recorded)
        sys.exit(_verify(order, recording.url, recording))
    elif order.url:
        sys.exit(_verify(order, order.url))
    else:
        raise CannotVerify(
            "no platform was named", hint="name it with --url (or use --init, --list, --openapi, --recorded)"
        )


def _list_rules() -> None:
    from irp_stub.contract.rules import RULES

    for rule in RULES:
        click.echo(f"{rule.level:<6} {rule.family:<11} {rule.name:<28} {rule.title}")
        click.echo(f"{'':19}{rule.source}; {rule.why}")


def _write_template(path: Path) -> None:
    from irp_stub.contract.template import template_text, write_template

    def asked(question: str) -> str:
        return str(click.prompt(question, default="", show_default=False))

    answers = template_text(asked if sys.stdin.isatty() else None)
    write_template(path, answers)
    click.echo(f"{path} is to be filled in; then: irp-stub verify --url URL --data {path}")


def _check_description(order: Order, place: str) -> int:
    from irp_stub.contract.openapi.check import check_description
    from irp_stub.contract.openapi.place import read_description

    findings = check_description(
        read_description(place, os.environ.get(order.key_env)), order.catalogue_of_paths()
    )
    for finding in findings:
        click.echo(str(finding))
    errors = sum(finding.severity.value == "error" for finding in findings)
    click.echo(f"{errors} errors, {len(findings) - errors} warnings", err=True)
    return 2 if errors else 0


def _verify(order: Order, url: str, recording: Recording | None = None) -> int:
    from irp_stub.contract.compare import changes_since, read_earlier
    from irp_stub.contract.masking import Mask
    from irp_stub.contract.publish import publish
    from irp_stub.contract.report.evidence import Presenter
    from irp_stub.contract.report.terminal import line_of, summary_of
    from irp_stub.contract.run import verify
    from irp_stub.contract.start import open_probe

    secrets, data = order.secrets(os.environ), order.data()
    earlier = read_earlier(order.against) if order.against else None
    with open_probe(
        order.settings_of(url),
        order.actions,
        data,
        secrets,
        order.limits(),
        record=order.record,
        recording=recording,
    ) as probe:
        mask = Mask(secrets, data, probe.marks.run, keep_people=order.show_people)
        presenter = Presenter(mask, order.key_env)
        report = verify(probe, order.rules(), lambda result: click.echo(line_of(result, presenter)))
    publish(report, presenter, order.outputs())
    for line in summary_of(report):
        click.echo(line)
    for change in changes_since(earlier, report) if earlier else ():
        click.echo(str(change))
    return report.exit_code
