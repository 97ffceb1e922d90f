"""A plan for people: as text, and as Markdown for a pull request."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from genesys_deploy.deploy.planning.operation import Verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.planning.plan import Plan

__all__ = ["plan_lines", "plan_markdown", "summary"]

SIGNS: Mapping[Verb, str] = {
    Verb.CREATE: "+",
    Verb.UPDATE: "~",
    Verb.REWRITE: "~",
    Verb.REPLACE: "±",
    Verb.DELETE: "-",
    Verb.REFUSE: "!",
    Verb.KEEP: " ",
    Verb.REFER: " ",
}


def plan_lines(plan: Plan, *, everything: bool = False) -> Iterator[str]:
    """What changes and why, field by field; `everything` shows what stays, too."""
    for operation in plan.operations:
        if everything or _is_shown(operation):
            yield from _lines(operation, plan)
    yield from (f"note: {note}" for note in plan.notes)
    yield summary(plan)


def summary(plan: Plan) -> str:
    """`2 to create, 1 to update; 12 as declared, 3 not ours`."""
    count = Counter(operation.verb for operation in plan.operations)
    todo = [
        f"{number} to {verb}"
        for verb in (Verb.CREATE, Verb.UPDATE, Verb.REPLACE, Verb.REWRITE, Verb.DELETE)
        if (number := count[verb])
    ]
    if count[Verb.REFUSE]:
        todo.append(f"{count[Verb.REFUSE]} refused")
    rest = [
        f"{count[verb]} {word}"
        for verb, word in ((Verb.KEEP, "as declared"), (Verb.REFER, "not ours"))
        if count[verb]
    ]
    return "; ".join(", ".join(part) for part in (todo or ["nothing to do"], rest) if part)


def plan_markdown(plan: Plan) -> str:
    """A table of what changes, each change in full under it."""
    shown = [operation for operation in plan.operations if _is_shown(operation)]
    lines = [f"**{summary(plan)}**"]
    if shown:
        lines += ["", "| | what | why |", "|---|---|---|"]
        lines += [f"| {one.verb} | {_cell(str(one.key))} | {_cell(_why(one))} |" for one in shown]
    lines += [f"\nNote: {note}" for note in plan.notes]
    lines += [
        f"\nUsed outside of this project: {operation.key} by {', '.join(map(str, plan.users_outside[operation.key]))}"
        for operation in shown
        if operation.writes and operation.key in plan.users_outside
    ]
    for operation in shown:
        if operation.changes:
            lines += ["", f"<details><summary>{operation.key}</summary>", "", "```diff"]
            lines += [
                line
                for change in operation.changes
                for line in _diff(change.field, change.before, change.after)
            ]
            lines += ["```", "", "</details>"]
    return "\n".join(lines) + "\n"


def _is_shown(operation: Operation) -> bool:
    return operation.writes or operation.verb is Verb.REFUSE


def _lines(operation: Operation, plan: Plan) -> Iterator[str]:
    yield f"{SIGNS[operation.verb]} {operation.verb} {operation.key}: {_why(operation)}"
    for change in operation.changes:
        yield f"    {change}"
    users = plan.users_of(operation.key)
    if operation.held and _is_shown(operation) and operation.verb is not Verb.DELETE and users:
        yield f"    used by {', '.join(map(str, users))}"
    others = plan.users_outside.get(operation.key)
    if operation.writes and others:
        yield f"    used outside of this project by {', '.join(map(str, others))}"


def _why(operation: Operation) -> str:
    """The reason; where the changes are told one by one, their number."""
    if operation.verb is not Verb.UPDATE:
        return operation.reason
    return "1 difference" if len(operation.changes) == 1 else f"{len(operation.changes)} differences"


def _diff(field: str, before: str, after: str) -> Iterator[str]:
    yield f"  {field}"
    yield from (f"- {line}" for line in before.splitlines())
    yield from (f"+ {line}" for line in after.splitlines())


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
