"""`genesys-deploy expr`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from genesys_deploy.cli.jsonl import answer_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["command"]


@click.command("expr")
@click.argument("expression", required=False)
@click.option(
    "--var",
    "variables",
    multiple=True,
    metavar="NAME=TYPE[:VALUE]",
    help="A variable: Flow.x=string:hello, Flow.n=integer:3, Flow.when=dateTime; a collection's value is a JSON list.",
)
@click.option("--target", metavar="TYPE", help="The type that the place asks for: boolean, string, integer …")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@click.option("--jsonl", is_flag=True, help="Answer each line of standard input, a request as JSON.")
def command(
    expression: str | None, variables: tuple[str, ...], target: str | None, *, as_json: bool, jsonl: bool
) -> None:
    """Check and evaluate an expression of the Architect language.

    A wrong one is shown with the place; then the exit code is 2. Without a value for every variable it is checked
    alone. A line of --jsonl is {"expression", "variables": {"Flow.x": {"type", "value"}}, "target"}.

    \b
    Examples:
      genesys-deploy expr '1 + 2 * 3'
      genesys-deploy expr 'If(Flow.confidence >= 0.85, "yes", "no")' --var Flow.confidence=decimal:0.9
      genesys-deploy expr 'Flow.n + 1' --var Flow.n=integer --target string
      genesys-deploy expr --jsonl < requests.jsonl
    """
    from genesys_deploy.architect.expressions.scratchpad import answer

    if jsonl:
        answer_lines(answer)
        return
    if expression is None:
        raise click.UsageError("give an expression, or --jsonl")
    request = {"expression": expression, "variables": dict(map(_variable, variables)), "target": target}
    found = answer(request)
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else _told(expression, found))
    if not found["ok"]:
        raise click.exceptions.Exit(2)


def _variable(text: str) -> tuple[str, dict[str, Any]]:
    name, equals, rest = text.partition("=")
    if not equals:
        raise click.UsageError(f"--var {text}: write NAME=TYPE or NAME=TYPE:VALUE")
    kind, colon, value = rest.partition(":")
    return name, {"type": kind, **({"value": _value(kind, value)} if colon else {})}


def _value(kind: str, text: str) -> object:
    """JSON where it is JSON and the type is none of text; else the text itself."""
    if kind == "string":
        return text
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _told(expression: str, found: Mapping[str, Any]) -> str:
    if not found["ok"]:
        return _complaint(expression, found)
    kind = f"{found['type']}, converted by {found['cast']}" if "cast" in found else str(found["type"])
    if "message" in found:
        return f"{click.style(kind, dim=True)}\nat run time: {found['message']}"
    if "value" not in found:
        return f"{click.style(kind, dim=True)}\nnot evaluated: a variable has no value"
    value = found["value"]
    shown = (
        "NOT_SET"
        if value is None
        else value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False)
    )
    return f"{shown}\n{click.style(kind, dim=True)}"


def _complaint(expression: str, found: Mapping[str, Any]) -> str:
    position = found["position"]
    before = expression[: max(position, 0)]
    line = expression.split("\n")[before.count("\n")] if position >= 0 else expression
    caret = f"\n{' ' * (len(before) - before.rfind(chr(10)) - 1)}^" if position >= 0 else ""
    hint = f"\n{found['hint']}" if "hint" in found else ""
    return f"{line}{caret}\n{click.style('error', fg='red', bold=True)}: {found['message']}{hint}"
