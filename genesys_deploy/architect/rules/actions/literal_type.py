"""A fixed value is not of the type that its place asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.types import STRING
from genesys_deploy.architect.flow.forms import Literal
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.architect.rules.survey import described
from genesys_deploy.source.document import Mapping, Node, Scalar, Sequence
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["MAX_INTEGER", "MAX_ITEMS", "LiteralType"]

MAX_INTEGER: Final = 999_999_999_999_999
MAX_ITEMS: Final = 2000
"""Sources: the language's System.MaxInt and System.MaxCollectionSize, as the resource center names them."""

_DURATION_UNITS: Final = frozenset({"days", "hours", "minutes", "seconds", "ms"})
_NETWORK_OBJECTS: Final = frozenset(
    {"emergencyGroup", "group", "languageSkill", "queue", "schedule", "scheduleGroup", "skill", "user"}
)


class LiteralType(Rule):
    """Types whose literals no public flow shows are passed over.

    Whether a text without quotes is taken all the same (`lit: 5`) is documented nowhere: a warning.
    """

    id = "literal-type"
    severity = Severity.ERROR
    summary = "A fixed value is not of the type that its place asks for, or out of range"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for use in survey.uses:
            if isinstance(use.form, Literal) and use.type is not None:
                node = use.form.node
                is_open = isinstance(node, Scalar) and survey.is_open(node.text)
                wrong = None if is_open else _wrong(node, use.type)
                if wrong:
                    message = f"{described(use)} takes {wrong}"
                    severity = Severity.WARNING if use.type == STRING else Severity.ERROR
                    hint = "write the value so, or give it as an expression"
                    yield self.finding(message, use.form.span, hint, severity)


def _wrong(node: Node, type_: Type) -> str | None:
    """What is asked for instead; None where the value fits."""
    if type_.collection:
        return _wrong_collection(node, type_)
    if type_.kind in _NETWORK_OBJECTS:
        fits = isinstance(node, Mapping) and isinstance(node.get("name"), Scalar)
        return None if fits else f"a {type_}, written as `name: …`"
    check = _CHECKS.get(type_.kind)
    return check(node) if check else None


def _wrong_collection(node: Node, type_: Type) -> str | None:
    if not isinstance(node, Sequence):
        return f"a list of {type_.item} values"
    return f"at most {MAX_ITEMS:,} items" if len(node.items) > MAX_ITEMS else None


def _integer(node: Node) -> str | None:
    match node:
        case Scalar(value=int(value)) if not isinstance(value, bool):
            return None if abs(value) <= MAX_INTEGER else f"a whole number up to {MAX_INTEGER:,}"
    return "a whole number without quotes"


def _decimal(node: Node) -> str | None:
    fits = (
        isinstance(node, Scalar) and isinstance(node.value, int | float) and not isinstance(node.value, bool)
    )
    return None if fits else "a number without quotes"


def _boolean(node: Node) -> str | None:
    return None if isinstance(node, Scalar) and isinstance(node.value, bool) else "true or false"


def _string(node: Node) -> str | None:
    return None if isinstance(node, Scalar) and isinstance(node.value, str) else "a text; put it in quotes"


def _duration(node: Node) -> str | None:
    fits = isinstance(node, Mapping) and node.entries and all(key in _DURATION_UNITS for key in node.keys)
    return None if fits else "a duration, such as `seconds: 5`"


_CHECKS: Final[dict[str, Callable[[Node], str | None]]] = {
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "string": _string,
    "duration": _duration,
}
