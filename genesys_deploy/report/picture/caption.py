"""The words in a picture: what a box is about, what a branch is called."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from genesys_deploy.architect.flow import actions as a
from genesys_deploy.architect.flow.forms import Expr, Form, Literal, Var

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.model import Flow

__all__ = ["branch_label", "detail_of", "tip_of"]

_SCOPE: Final = re.compile(r"\b(Flow|State|Task|Common)\.")
_UNITS: Final = {"days": "d", "hours": "h", "minutes": "min", "seconds": "s", "ms": "ms"}


def detail_of(action: Action, flow: Flow) -> str:
    """What stands under an action's name: the queue, the Data Action, the variables, the state it goes to."""
    match action:
        case a.ChangeState(target_state=ref) | a.JumpToTask(target_task=ref) | a.CallTask(target_task=ref):
            section = flow.find(ref)
            return section.name if section else ref.ref_id or ref.text
    detail = _DETAILS.get(type(action))
    return detail(action) if detail else ""


def tip_of(action: Action) -> str:
    """What there is no room for: the kind, the name, and what a decision tests."""
    tested = ""
    if isinstance(action, a.Decision):
        tested = _value(action.condition)
    elif isinstance(action, a.Switch) and action.cases.value is not None:
        tested = _value(action.cases.value)
    return "\n".join(text for text in (f"{action.kind}: {action.name}", tested, action.path) if text)


def branch_label(action: Action, branch: str) -> str:
    """A branch by its name; the case of a switch by what it stands for."""
    if isinstance(action, a.Switch) and branch.startswith("case"):
        return _SCOPE.sub("", _value(action.cases.forms[int(branch.removeprefix("case")) - 1])) or branch
    return branch


def _value(form: Form) -> str:
    match form:
        case Expr(text=text):
            return " ".join(text.split())
        case Literal(value=dict(value)):
            return str(value.get("name", "")) or " ".join(
                f"{value[unit]} {_UNITS.get(unit, unit)}" for unit in value
            )
        case Literal(value=value):
            return "" if value is None else str(value)
        case Var(name=name):
            return name
    return ""


def _short_name(variable: str) -> str:
    return variable.partition(".")[2] or variable


def _named(name: str, value: str) -> str:
    return f"{name} {value}" if value else ""


def _joined(*texts: str, by: str = " · ") -> str:
    return by.join(dict.fromkeys(text for text in texts if text))


def _data_action(action: a.CallData) -> str:
    called = "" if action.data_action.text == action.name else action.data_action.text
    return _joined(called, _joined(_value(action.timeout), action.category.text), by="\n")


def _queue(action: a.TransferToAcd) -> str:
    return _joined(_value(action.target_queue), _named("priority", _value(action.priority)), by="\n")


def _assigned(action: a.UpdateData) -> str:
    return _joined(*(_short_name(item.variable.name) for item in action.statements), by=", ")


def _attributes(action: a.SetParticipantData | a.GetParticipantData) -> str:
    return _joined(*(_value(item.name) for item in action.attributes), by=", ")


_DETAILS: Final[Mapping[type[Action], Callable[[Any], str]]] = MappingProxyType(
    {
        a.TransferToAcd: _queue,
        a.CallData: _data_action,
        a.UpdateData: _assigned,
        a.SetParticipantData: _attributes,
        a.GetParticipantData: _attributes,
        a.SendResponse: lambda action: _value(action.message_body),
        a.CallCommonModule: lambda action: action.common_module.text,
        a.CallBotFlow: lambda action: action.bot_flow.text,
        a.CallDigitalBotFlow: lambda action: action.bot_flow.text,
        a.FindByName: lambda action: _value(action.sought),
        a.FindById: lambda action: _value(action.sought),
        a.DataTableLookup: lambda action: action.data_table.text,
        a.Loop: lambda action: _named("times", _value(action.loop_count)),
        a.Wait: lambda action: _value(action.duration),
        a.EndTask: lambda action: _named("by", action.output_path.text if action.output_path else ""),
    }
)
