"""The command line `irp-stub`."""

from __future__ import annotations

import sys

import click

from irp_stub import __version__
from irp_stub.cli.copying import backup_command, export_command
from irp_stub.cli.importing import import_command
from irp_stub.cli.keys import key_group
from irp_stub.cli.serving import serve_command
from irp_stub.cli.verifying import verify_command
from irp_stub.errors import IrpError

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="irp-stub")
def irp_stub() -> None:
    """The reference Identity Resolution Platform.

    \b
    Example:
      IRP_API_KEY=... irp-stub serve --store sqlite:irp.db --port 8081 --sample
    """


irp_stub.add_command(serve_command)
irp_stub.add_command(import_command)
irp_stub.add_command(export_command)
irp_stub.add_command(backup_command)
irp_stub.add_command(key_group)
irp_stub.add_command(verify_command)


def main() -> None:
    """Run the command line; trouble is a sentence and exit code 1, never a traceback; 2 is there for verdicts."""
    try:
        code = irp_stub.main(prog_name="irp-stub", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.Abort:
        click.echo("stopped", err=True)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "irp-stub"
        _tell(f'{error.format_message()}\n  "{command} --help" tells how it is called')
    except click.ClickException as error:
        _tell(error.format_message())
    except BrokenPipeError:
        sys.stderr.close()
    except (IrpError, OSError) as error:
        _tell(str(error))
    sys.exit(1)


def _tell(message: str) -> None:
    click.echo(f"error: {message}", err=True)
