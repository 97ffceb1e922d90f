"""What a function takes and gives, and how a call finds its overload.

A signature is written `text: string, start: integer 0.. -> string`: `?` after a type allows NOT_SET, `*` any
number of such arguments, `+` at least one; `1..12` bounds a literal, `code` asks of it a currency code, `nonzero` forbids zero;
`except inboundShortMessage` at the end names kinds of flow that do not offer it. The kind `any` stands for one and
the same kind throughout a signature.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, TypeAlias

from genesys_deploy.architect.expressions.types import ANY, NOT_SET_TYPE, UNKNOWN, Type

__all__ = [
    "Evaluation",
    "Function",
    "Lazy",
    "Match",
    "Overload",
    "Parameter",
    "WithEnvironment",
    "read_signature",
]

_PARAMETER: Final = re.compile(
    r"(?:(?P<name>\w+): )?(?P<type>\w+)(?P<flags>[?*+]*)(?: (?P<low>-?\d+)\.\.(?P<high>\d*))?(?P<code> code)?(?P<nonzero> nonzero)?\Z"
)


_EMPTY: Final = ANY.many
"""The type of an empty collection of which no more is known."""
_SOUND: Final = "audioOrPrompt"
_SOUNDS: Final = frozenset({"audio", "prompt"})


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: Type
    allows_not_set: bool = False
    repeats: str = ""
    low: int | None = None
    high: int | None = None
    is_currency_code: bool = False
    forbids_zero: bool = False

    @property
    def is_bounded(self) -> bool:
        return self.low is not None or self.is_currency_code or self.forbids_zero

    def __str__(self) -> str:
        return f"{self.type}{'…' if self.repeats else ''}"


@dataclass(frozen=True, slots=True)
class WithEnvironment:
    """An evaluation that takes the environment before its arguments."""

    evaluate: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Lazy:
    """An evaluation that takes its arguments unevaluated: `build` turns their closures into one."""

    build: Callable[..., Any]


Evaluation: TypeAlias = Callable[..., Any] | WithEnvironment | Lazy | None
"""None: it type-checks, but cannot be evaluated outside of the platform."""


@dataclass(frozen=True, slots=True)
class Overload:
    parameters: tuple[Parameter, ...]
    returns: Type
    evaluation: Evaluation = None
    except_in: frozenset[str] = frozenset()

    def accepts(self, count: int) -> tuple[Parameter, ...] | None:
        """The parameter for each of `count` arguments; None where the number does not fit."""
        parameters = self.parameters
        if not parameters or not parameters[-1].repeats:
            return parameters if count == len(parameters) else None
        fixed, last = parameters[:-1], parameters[-1]
        if count < len(fixed) + (last.repeats == "+"):
            return None
        return fixed + (last,) * (count - len(fixed))

    def __str__(self) -> str:
        return f"({', '.join(str(parameter) for parameter in self.parameters)})"


@dataclass(frozen=True, slots=True)
class Match:
    """An overload that fits, the parameter of each argument, and the type of the result."""

    overload: Overload
    parameters: tuple[Parameter, ...]
    returns: Type
    bounded: tuple[int, ...]
    """Which arguments have bounds that a literal must keep."""
    required: tuple[int, ...]
    """Which arguments must have a value."""
    is_dynamic: bool = False
    """Types are unknown: the overload is chosen anew for the values."""


@dataclass(frozen=True)
class Function:
    """A function or an operator, declared once: its names, its overloads with their evaluation, its source.

    `source` is `package` for what the platform's own package declares (2018), else where it was seen. `absent_in`
    names the kinds of flow in which there is no such function.
    """

    name: str
    signatures: Mapping[str, Evaluation]
    source: str = "package"
    absent_in: frozenset[str] = frozenset()
    _matches: dict[tuple[tuple[Type, ...], str | None], Match | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def overloads(self) -> tuple[Overload, ...]:
        return tuple(read_signature(text, evaluation) for text, evaluation in self.signatures.items())

    def offered_in(self, flow_kind: str | None) -> tuple[Overload, ...]:
        """The overloads of a kind of flow; all of them where it is not known."""
        return tuple(overload for overload in self.overloads if flow_kind not in overload.except_in)

    def match(self, types: tuple[Type, ...], flow_kind: str | None = None) -> Match | None:
        """The first overload that takes arguments of these types."""
        key = (types, flow_kind)
        try:
            return self._matches[key]
        except KeyError:
            found = self._matches[key] = self._match(types, flow_kind)
            return found

    def _match(self, types: tuple[Type, ...], flow_kind: str | None) -> Match | None:
        fitting = (_fit(overload, types) for overload in self.offered_in(flow_kind))
        found = [match for match in fitting if match and not _is_undecided(match, types)]
        if not found:
            return None
        first = found[0]
        if UNKNOWN not in types:
            return first
        returns = first.returns if len({match.returns for match in found}) == 1 else UNKNOWN
        bounded = first.bounded if len(found) == 1 else ()
        return replace(first, returns=returns, bounded=bounded, is_dynamic=True)

    def match_values(self, types: Sequence[Type]) -> Match | None:
        """The overload for values that are there; `unknown` stands for one that is NOT_SET."""
        return next((match for overload in self.overloads if (match := _fit(overload, types))), None)


def read_signature(text: str, evaluation: Evaluation = None) -> Overload:
    """Read the notation described above."""
    text, _, kinds = text.partition(" except ")
    taken, _, returned = text.rpartition("-> ")
    parts = [part for part in taken.strip().split(", ") if part]
    return Overload(
        tuple(_parameter(part) for part in parts), Type.parse(returned), evaluation, frozenset(kinds.split())
    )


def _parameter(text: str) -> Parameter:
    match = _PARAMETER.match(text)
    if match is None:
        raise ValueError(f"no parameter: {text}")
    flags = match["flags"]
    return Parameter(
        match["name"] or "value",
        Type.parse(match["type"]),
        "?" in flags,
        flags.replace("?", ""),
        int(match["low"]) if match["low"] else None,
        int(match["high"]) if match["high"] else None,
        match["code"] is not None,
        match["nonzero"] is not None,
    )


def _fit(overload: Overload, types: Sequence[Type]) -> Match | None:
    parameters = overload.accepts(len(types))
    if parameters is None:
        return None
    bound: Type | None = None
    for parameter, given in zip(parameters, types, strict=True):
        wanted = parameter.type
        if given == UNKNOWN or (given == _EMPTY and wanted.collection):
            continue
        if wanted.kind == _SOUND and given.kind in _SOUNDS:
            continue
        if given == NOT_SET_TYPE and wanted != NOT_SET_TYPE:
            if not parameter.allows_not_set or wanted.collection:
                return None
        elif wanted.kind == ANY.kind:
            if wanted.collection != given.collection or bound not in (None, given.item):
                return None
            bound = given.item
        elif wanted != given:
            return None
    return Match(
        overload,
        parameters,
        _returned(overload.returns, bound, types),
        tuple(index for index, parameter in enumerate(parameters) if parameter.is_bounded),
        tuple(index for index, parameter in enumerate(parameters) if not parameter.allows_not_set),
    )


def _is_undecided(match: Match, types: Sequence[Type]) -> bool:
    """Nothing but NOT_SET stands where `any` is to be found out."""
    return match.returns.item == NOT_SET_TYPE and NOT_SET_TYPE in types and _EMPTY not in types


def _returned(returns: Type, bound: Type | None, types: Sequence[Type]) -> Type:
    if returns.kind != ANY.kind:
        return returns
    if bound is None:
        bound = UNKNOWN if UNKNOWN in types else NOT_SET_TYPE
    if bound == UNKNOWN:
        return UNKNOWN
    return bound.many if returns.collection else bound
