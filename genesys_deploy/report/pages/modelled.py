"""What of the Architect language is modelled, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.registry import functions
from genesys_deploy.architect.flow.catalogue import CATALOGUE
from genesys_deploy.report.pages.markdown import table
from genesys_deploy.report.pages.templates import template_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.expressions.signatures import Function

__all__ = ["modelled_page"]

INTRODUCTION = """\
# What of Architect is modelled

Nothing that is not modelled is passed over in silence: `validate` reports it, and a run that reaches it stops with an
error that names it. This page is made from the registries in the code (`make docs`).

## Actions
"""


def modelled_page() -> str:
    """The page in Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield INTRODUCTION
    kinds = sorted(CATALOGUE.values(), key=lambda kind: kind.name.lower())
    modelled = [kind for kind in kinds if kind.model is not None]
    yield from table(
        ("action", "branches", "seen in", "runs in a simulation", "held against"),
        (
            (
                f"`{kind.name}`",
                "its own" if kind.branches is None else ", ".join(kind.branches),
                ", ".join(kind.flows),
                "yes" if kind.simulated else "no",
                str(kind.source),
            )
            for kind in modelled
        ),
    )
    others = ", ".join(f"`{kind.name}`" for kind in kinds if kind.model is None)
    yield f"Known by name and not modelled: {others}.\n"
    yield "## Functions of the expression language\n"
    known = sorted(functions().values(), key=lambda function: function.name.lower())
    yield f"{len(known)} functions are known. Type-checked, but an error when evaluated: {_unevaluated(known)}.\n"
    yield from table(("function", "overloads", "source"), (_row(function) for function in known))
    yield from template_lines()


def _row(function: Function) -> tuple[str, str, str]:
    source = "the platform's package" if function.source == "package" else function.source
    return f"`{function.name}`", str(len(function.overloads)), source


def _unevaluated(known: list[Function]) -> str:
    dumb = (one for one in known if all(overload.evaluation is None for overload in one.overloads))
    return ", ".join(f"`{one.name}`" for one in dumb) or "none"
