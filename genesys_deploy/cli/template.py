"""`genesys-deploy template`."""

from __future__ import annotations

import json

import click

from genesys_deploy.cli.jsonl import answer_lines

__all__ = ["command"]


@click.command("template")
@click.argument("question", required=False)
@click.option("--jsonl", is_flag=True, help="Answer each line of standard input.")
def command(question: str | None, *, jsonl: bool) -> None:
    """Evaluate Velocity templates and JSONPaths as Data Actions do.

    \b
    Examples:
      genesys-deploy template '{"velocity": "Hi $!{input.name}", "context": {"input": {"name": "Ann"}}}'
      genesys-deploy template --jsonl < questions.jsonl
    """
    from genesys_deploy.data_action.bulk import answer

    if jsonl:
        answer_lines(answer)
        return
    if question is None:
        raise click.UsageError("give a question as JSON, or --jsonl")
    try:
        asked = json.loads(question)
    except json.JSONDecodeError as error:
        raise click.UsageError(f"the question is no JSON: {error}") from None
    click.echo(json.dumps(answer(asked), ensure_ascii=False))
