"""The table of commands. Each command's module is imported when it is called, so that help is quick."""

from __future__ import annotations

import gc
import importlib
import sys
from typing import TYPE_CHECKING, cast

import click

from genesys_deploy import __version__
from genesys_deploy.cli.colour import chosen
from genesys_deploy.cli.failing import tell_error

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["main"]

COMMANDS: Mapping[str, str] = {
    "demo": "Messages become routed conversations, all on this machine.",
    "init": "Make a team's own repository, which rests on this package.",
    "eject": "Copy a step or Data Action of the package into a project, to edit it.",
    "upgrade": "Bring a newer package's texts into the copies that a project has.",
    "render": "Write the flows and Data Actions that the templates make.",
    "validate": "Check a project, or anybody's exported flows and Data Actions.",
    "test": "Run scenarios: messages in, and where they should end.",
    "prove": "Go every way through a flow, and look for one that breaks an invariant.",
    "simulate": "Run one message through a flow, with a readable trace.",
    "play": "Try messages on a web page, and watch their way through the flow.",
    "graph": "Draw a flow.",
    "expr": "Check and evaluate an expression of the Architect language.",
    "action": "Try a Data Action's templates without an org, or compare two versions of it.",
    "template": "Evaluate Velocity templates and JSONPaths in bulk.",
    "build": "Make one file of a project, the same for every org.",
    "plan": "Say what apply would do.",
    "apply": "Publish a project to an org.",
    "drift": "Tell what was changed in an org by hand.",
    "releases": "List who applied what, and when.",
    "doctor": "Look whether everything is there that an apply needs.",
    "rollback": "Undo what was applied last, or more.",
    "destroy": "Delete what a project made in an org, and nothing else.",
    "import": "Take over what an org has already, and rebuild a lost release table.",
    "unlock": "Take away the lock of an apply that is dead.",
    "pull": "Write an org's flows and Data Actions as files.",
    "export": "Write a project for Archy, the admin page or Terraform.",
    "local": "Serve the local org.",
    "assumptions": "What is assumed of the platform, and how to check it.",
}
"""Name and one line of help; the command itself is `command` in the module of that name."""

MODULES: Mapping[str, str] = {"import": "take_over"}
"""Names that no Python module can have."""


NAME = "genesys-deploy"
ALLOCATIONS_BETWEEN_COLLECTIONS = 200_000
"""Nodes, models and modules stay: going over them every 700 allocations is a tenth of a short command's time."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"genesys_deploy.cli.{MODULES.get(cmd_name, cmd_name)}")
        return cast("click.Command", module.command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS:
            from genesys_deploy.source.suggest import did_you_mean

            near = did_you_mean(args[0], COMMANDS)
            ctx.fail(f'No such command "{args[0]}"' + (f"; {near}" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=NAME)
def group() -> None:
    """Genesys Cloud flows as code: rendered, checked, run on this machine, published to an org.

    \b
    Examples:
      genesys-deploy demo                          see it all work, without an account
      genesys-deploy validate                      check the project in this folder
      genesys-deploy validate exports/MyFlow.yaml  check your own export
      genesys-deploy apply --settings my-org       publish

    \b
    Exit codes: 0 fine; 1 something broke, the message says what; 2 there is something to see
    (findings, changes, a message that ended elsewhere than it should).
    """


def main() -> None:
    """Run the command line; an error of ours is a sentence, never a traceback."""
    gc.set_threshold(ALLOCATIONS_BETWEEN_COLLECTIONS)
    try:
        code = group.main(prog_name=NAME, standalone_mode=False, color=chosen())
        sys.exit(code if isinstance(code, int) else 0)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  what is not to be told is raised again
        sys.exit(tell_error(error))
