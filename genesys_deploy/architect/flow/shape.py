"""How the fields of an action lie in YAML: declared once at the field, used by reader, writer and catalogue.

`at` is the way from the action's body to the property, `*` standing for a key that is a name:
`category.*.dataAction.*.inputs`. Without it the property is called as the field is, in camel case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.types import Type

__all__ = [
    "SHAPE",
    "ArgumentsShape",
    "AttributesShape",
    "InputListShape",
    "InputShape",
    "KeyShape",
    "OutputShape",
    "RefShape",
    "Shape",
    "StatementsShape",
    "SwitchShape",
    "WordShape",
    "arguments",
    "attributes",
    "cases",
    "gives",
    "keyed",
    "refers_to",
    "results",
    "statements",
    "takes",
    "takes_many",
    "word",
]

SHAPE: Final = "shape"


@dataclass(frozen=True, slots=True)
class InputShape:
    """A value that the action takes; the field holds a `Form`, `NoValue` where it is left out."""

    at: str
    type: Type
    required: bool = False


@dataclass(frozen=True, slots=True)
class OutputShape:
    """A variable that the action sets; the field holds a `Form`, `NoValue` where it is left out."""

    at: str
    type: Type
    required: bool = False


@dataclass(frozen=True, slots=True)
class InputListShape:
    """A list `- <item>: <form>`; the field holds the forms."""

    at: str
    item: str
    type: Type
    required: bool = False


@dataclass(frozen=True, slots=True)
class WordShape:
    """A bare text without a form; the field holds a `Word`, None where it is left out."""

    at: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class KeyShape:
    """The one key of the mapping at `at`: a name in the org. The field holds a `Word`."""

    at: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class RefShape:
    """A reference to a task or state of the same flow; the field holds a `Ref`."""

    at: str
    kind: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class ArgumentsShape:
    """A mapping of names to forms, inputs or outputs by `given`; the field holds `Argument`s."""

    at: str
    given: bool
    required: bool = False


@dataclass(frozen=True, slots=True)
class AttributesShape:
    """A list `- attribute: {name, value | variable}`; the field holds `Attribute`s."""

    at: str
    given: bool
    required: bool = True


@dataclass(frozen=True, slots=True)
class StatementsShape:
    """A list `- <type>: {variable, value}`; the field holds `Statement`s."""

    at: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class SwitchShape:
    """The two styles of a switch; the field holds the cases' forms, their actions are branches."""

    at: str
    required: bool = True


Shape: TypeAlias = (
    InputShape
    | OutputShape
    | InputListShape
    | WordShape
    | KeyShape
    | RefShape
    | ArgumentsShape
    | AttributesShape
    | StatementsShape
    | SwitchShape
)


def takes(type_: Type, at: str = "", *, required: bool = False) -> Mapping[str, Shape]:
    return _at(InputShape(at, type_, required))


def takes_many(item: str, type_: Type, at: str = "") -> Mapping[str, Shape]:
    return _at(InputListShape(at, item, type_))


def gives(type_: Type, at: str = "", *, required: bool = False) -> Mapping[str, Shape]:
    return _at(OutputShape(at, type_, required))


def word(at: str = "") -> Mapping[str, Shape]:
    return _at(WordShape(at))


def keyed(at: str, *, required: bool = True) -> Mapping[str, Shape]:
    return _at(KeyShape(at, required))


def refers_to(kind: str, at: str) -> Mapping[str, Shape]:
    return _at(RefShape(at, kind))


def arguments(at: str = "") -> Mapping[str, Shape]:
    return _at(ArgumentsShape(at, given=True))


def results(at: str = "") -> Mapping[str, Shape]:
    return _at(ArgumentsShape(at, given=False))


def attributes(*, given: bool) -> Mapping[str, Shape]:
    return _at(AttributesShape("", given))


def statements() -> Mapping[str, Shape]:
    return _at(StatementsShape(""))


def cases() -> Mapping[str, Shape]:
    return _at(SwitchShape("evaluate"))


def _at(shape: Shape) -> Mapping[str, Shape]:
    return {SHAPE: shape}
