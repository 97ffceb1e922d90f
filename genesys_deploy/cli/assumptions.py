"""`genesys-deploy assumptions`."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command("assumptions")
def command() -> None:
    """What is assumed of the platform, and how to check each of it on a live org; as Markdown.

    \b
    Example:
      genesys-deploy assumptions | less
    """
    from genesys_deploy.local_org.assumptions import ASSUMPTIONS
    from genesys_deploy.report.pages import assumptions_page

    click.echo(assumptions_page(ASSUMPTIONS))
