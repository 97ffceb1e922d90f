"""Every error in one form: `error: ` and a sentence, what to do about it under it; never a traceback."""

from __future__ import annotations

import click

from genesys_deploy.cli.colour import chosen

__all__ = ["tell_error"]


def tell_error(error: Exception) -> int:
    """Tell what somebody can do something about; the exit code.

    Raises:
        Exception: `error` itself, where it is nothing of the kind but a fault of the program.
    """
    from genesys_deploy.source.errors import ProductError

    match error:
        case click.Abort():
            click.echo("stopped", err=True)
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message(), err=True)
        case click.UsageError():
            _tell(error.format_message(), _usage(error))
        case click.ClickException():
            _tell(error.format_message())
        case ProductError():
            _tell(str(error))
            return error.exit_code
        case UnicodeDecodeError():
            _tell(f"a file is not readable as UTF-8: {error.reason}")
        case OSError():
            _tell(f"{error.filename or 'a file'}: {error.strerror or error}")
        case _:
            raise error
    return 1


def _tell(message: str, hint: str = "") -> None:
    more = f"\n  {hint}" if hint else ""
    click.echo(f"{click.style('error', fg='red', bold=True)}: {message}{more}", err=True, color=chosen())


def _usage(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "genesys-deploy"
    return f'"{command} --help" tells how it is called'
