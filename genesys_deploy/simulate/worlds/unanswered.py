"""What is said of a request that nothing prepared answers, and how a scenario answers it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from genesys_deploy.simulate import requests as ask
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from genesys_deploy.simulate.requests import Request

__all__ = ["unanswered"]


@dataclass(frozen=True, slots=True)
class _Lack:
    """`missing` follows "nothing says", `notation` is what says it; both name the object as `{}`."""

    missing: str
    notation: str
    name: Callable[[Any], str]


_LACKS: Final[Mapping[type[Request], _Lack]] = MappingProxyType(
    {
        ask.CallDataAction: _Lack(
            'how the Data Action "{}" answers',
            "world: {{{}: {{OUTPUT: …}}}}, or --answer '{}={{…}}'",
            lambda request: str(request.name),
        ),
        ask.LookUpDataTable: _Lack(
            'what the data table "{}" holds',
            "org: {{tables: {{{}: {{KEY: {{COLUMN: …}}}}}}}}",
            lambda request: str(request.table),
        ),
        ask.EvaluateSchedule: _Lack(
            'whether the schedule "{}" is active',
            "org: {{schedules: {{{}: active}}}}, or inactive",
            lambda request: _named(request.schedule),
        ),
        ask.EvaluateScheduleGroup: _Lack(
            'whether the schedule group "{}" is open',
            "org: {{schedules: {{{}: open}}}}, or closed, holiday, emergency",
            lambda request: _named(request.schedule_group),
        ),
        ask.CallBot: _Lack(
            'how the bot "{}" ends', "org: {{bots: {{{}: {{intent: …}}}}}}", lambda request: str(request.bot)
        ),
        ask.CallModule: _Lack(
            'what the common module "{}" gives back, and its flow is not at hand',
            "org: {{modules: {{{}: {{OUTPUT: …}}}}}}",
            lambda request: str(request.module),
        ),
    }
)


def unanswered(request: Request, known: Iterable[str]) -> WrongAnswer:
    """The error for `request`; `known` are names of its kind that would have been answered."""
    lack = _LACKS.get(type(request))
    if lack is None:
        return WrongAnswer(f"nothing says how {type(request).__name__} is answered")
    name = lack.name(request)
    hint = did_you_mean(name, known) or lack.notation.format(name, name)
    return WrongAnswer(f"nothing says {lack.missing.format(name)}", hint=hint)


def _named(reference: Any) -> str:
    return "" if reference is None else str(reference.name or reference.id)
