"""A step around one of the package's: it does the same, and something can be written before and after it."""

from __future__ import annotations

from jinja2 import Environment, TemplateSyntaxError, nodes

from genesys_deploy.starter.errors import NotEjected

__all__ = ["lies_over", "wrapper"]

FLOWS = "flows/"
BASE = "flows/settings/base.yaml"
PREFIX = "packaged_"


def lies_over(name: str, text: str) -> bool:
    """Whether a project's file is no copy of the package's of the same name, but makes use of it as it is."""
    return name == BASE or (name.startswith(FLOWS) and f'"{_below(name)}"' in text)


def wrapper(name: str, text: str) -> str:
    """The file that wraps every macro of `text`, which is the package's file of this name.

    Raises:
        NotEjected: it has no macros.
    """
    macros = _macros(text) if name.startswith(FLOWS) else []
    if not macros:
        raise NotEjected(f"{name} has no macros that could be wrapped", hint="without --wrap it is copied")
    names = ", ".join(f"{macro.name} as {PREFIX}{macro.name}" for macro in macros)
    head = "{# As the package has it; write what is to come before or after. #}"
    return "\n".join(
        [head, f'{{% from "{_below(name)}" import {names} with context %}}', "", *map(_wrapped, macros)]
    )


def _below(name: str) -> str:
    return f"package/{name.removeprefix(FLOWS)}"


def _macros(text: str) -> list[nodes.Macro]:
    try:
        return [node for node in Environment().parse(text).body if isinstance(node, nodes.Macro)]  # noqa: S701  no HTML
    except TemplateSyntaxError:
        return []


def _wrapped(macro: nodes.Macro) -> str:
    """In one line, since some macros stand within an expression."""
    given = ", ".join(argument.name for argument in macro.args)
    return f"{{% macro {macro.name}({_parameters(macro)}) %}}{{{{ {PREFIX}{macro.name}({given}) }}}}{{% endmacro %}}\n"


def _parameters(macro: nodes.Macro) -> str:
    plain = len(macro.args) - len(macro.defaults)
    defaults = [f"={default.as_const()!r}" for default in macro.defaults]
    names = (argument.name for argument in macro.args)
    return ", ".join(f"{name}{default}" for name, default in zip(names, [""] * plain + defaults, strict=True))
