"""Actions that find objects of the org, judge schedules, and read data tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.types import DATE_TIME, STRING, Type
from genesys_deploy.architect.expressions.values import Reference
from genesys_deploy.architect.flow import actions as model
from genesys_deploy.simulate.errors import FlowFault, WrongAnswer
from genesys_deploy.simulate.events import ObjectSought
from genesys_deploy.simulate.node import Exit, Node
from genesys_deploy.simulate.requests import EvaluateSchedule as ScheduleRequest
from genesys_deploy.simulate.requests import EvaluateScheduleGroup as GroupRequest
from genesys_deploy.simulate.requests import (
    LookUpDataTable,
    LookupFailed,
    NotFound,
    RowFound,
    ScheduleEvaluated,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.values import Value
    from genesys_deploy.simulate.actions.table import Compile
    from genesys_deploy.simulate.compiler import Compiler
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.operand import Operand, Sink
    from genesys_deploy.simulate.requests import Answer

__all__ = ["COMPILERS"]


@dataclass(slots=True, eq=False, repr=False)
class FindObject(Node):
    kind: str
    sought: Operand
    result: Sink
    found: Exit
    not_found: Exit

    def run(self, machine: Machine) -> Node:
        sought = self.sought.read(machine)
        wanted = "" if sought is None else str(sought)
        reference = machine.find(self.kind, wanted) if wanted else None
        machine.events.append(ObjectSought(self.kind, wanted, reference))
        if reference is None:
            return self.not_found.take(machine)
        self.result.put(machine, reference)
        return self.found.take(machine)


@dataclass(slots=True, eq=False, repr=False)
class EvaluateSchedule(Node):
    """Of a schedule or an emergency group."""

    schedule: Operand
    emergency_group: Operand
    at: Operand
    zone: Operand
    exits: Mapping[str, Exit]

    def run(self, machine: Machine) -> ScheduleRequest:
        schedule = self.schedule.read(machine)
        judged = schedule if schedule is not None else self.emergency_group.read(machine)
        if not isinstance(judged, Reference):
            raise FlowFault("there is no schedule to evaluate", span=self.span)
        zone = self.zone.read(machine)
        return ScheduleRequest(
            judged,
            _moment(self.at.read(machine), machine),
            None if zone is None else str(zone),
            is_emergency_group=schedule is None,
        )

    def resume(self, machine: Machine, answer: Answer) -> Node:
        return _outcome(answer, self.exits).take(machine)


@dataclass(slots=True, eq=False, repr=False)
class EvaluateScheduleGroup(Node):
    group: Operand
    emergency_group: Operand
    at: Operand
    in_service: Sink
    exits: Mapping[str, Exit]

    def run(self, machine: Machine) -> GroupRequest:
        return GroupRequest(
            _reference(self.group.read(machine)),
            _moment(self.at.read(machine), machine),
            _reference(self.emergency_group.read(machine)),
        )

    def resume(self, machine: Machine, answer: Answer) -> Node:
        leads = _outcome(answer, self.exits)
        if isinstance(answer, ScheduleEvaluated):
            self.in_service.put(machine, answer.in_service)
        return leads.take(machine)


@dataclass(slots=True, eq=False, repr=False)
class DataTableLookup(Node):
    table: str
    key: Operand
    found_outputs: tuple[tuple[str, Sink], ...]
    failure_outputs: tuple[tuple[str, Sink], ...]
    found: Exit
    not_found: Exit
    failure: Exit

    def run(self, machine: Machine) -> Node | LookUpDataTable:
        key = self.key.read(machine)
        if key is None:
            return self.not_found.take(machine)
        return LookUpDataTable(self.table, str(key))

    def resume(self, machine: Machine, answer: Answer) -> Node:
        match answer:
            case RowFound(columns=columns):
                for name, sink in self.found_outputs:
                    sink.put_json(machine, columns.get(name), f'the column "{name}" of "{self.table}"')
                return self.found.take(machine)
            case NotFound():
                return self.not_found.take(machine)
            case LookupFailed():
                errors = {"errorType": answer.error_type, "errorMessage": answer.error_message}
                for name, sink in self.failure_outputs:
                    sink.put(machine, errors.get(name))
                return self.failure.take(machine)
        raise WrongAnswer(f'the data table "{self.table}" cannot be answered by {type(answer).__name__}')


def _reference(value: Value) -> Reference | None:
    return value if isinstance(value, Reference) else None


def _moment(value: Value, machine: Machine) -> datetime:
    return value if isinstance(value, datetime) else machine.now


def _outcome(answer: Answer, exits: Mapping[str, Exit]) -> Exit:
    told = answer.outcome if isinstance(answer, ScheduleEvaluated) else type(answer).__name__
    if told in exits:
        return exits[told]
    raise WrongAnswer(f'here a schedule is {", ".join(exits)}; the answer is "{told}"')


def _find(compiler: Compiler, action: model.FindObject, after: Node) -> Node:
    return compiler.add(
        FindObject(
            compiler.place(action),
            action.object_kind,
            compiler.operand(action.sought, STRING, action.path),
            compiler.sink(action.result, Type(action.object_kind)),
            compiler.exit(action, "found", after),
            compiler.exit(action, "notFound", after),
        )
    )


def _evaluate_schedule(compiler: Compiler, action: model.EvaluateSchedule, after: Node) -> Node:
    return compiler.add(
        EvaluateSchedule(
            compiler.place(action),
            compiler.operand(action.schedule, Type("schedule"), action.path),
            compiler.operand(action.emergency_group, Type("emergencyGroup"), action.path),
            compiler.operand(action.date_time, DATE_TIME, action.path),
            compiler.operand(action.schedule_time_zone, STRING, action.path),
            {name: compiler.exit(action, name, after) for name in ("active", "inactive")},
        )
    )


def _evaluate_schedule_group(compiler: Compiler, action: model.EvaluateScheduleGroup, after: Node) -> Node:
    outcomes = ("open", "closed", "holiday", "emergency")
    return compiler.add(
        EvaluateScheduleGroup(
            compiler.place(action),
            compiler.operand(action.schedule_group, Type("scheduleGroup"), action.path),
            compiler.operand(action.emergency_group, Type("emergencyGroup"), action.path),
            compiler.operand(action.date_time, DATE_TIME, action.path),
            compiler.sink(action.in_service_schedules, STRING.many),
            {name: compiler.exit(action, name, after) for name in outcomes},
        )
    )


def _data_table_lookup(compiler: Compiler, action: model.DataTableLookup, after: Node) -> Node:
    return compiler.add(
        DataTableLookup(
            compiler.place(action),
            action.data_table.text,
            compiler.operand(action.lookup_value, STRING, action.path),
            compiler.sinks(action.found_outputs),
            compiler.sinks(action.failure_outputs),
            compiler.exit(action, "found", after),
            compiler.exit(action, "notFound", after),
            compiler.exit(action, "failure", after),
        )
    )


COMPILERS: Final[Mapping[type, Compile]] = MappingProxyType(
    {
        model.FindByName: _find,
        model.FindById: _find,
        model.EvaluateSchedule: _evaluate_schedule,
        model.EvaluateScheduleGroup: _evaluate_schedule_group,
        model.DataTableLookup: _data_table_lookup,
    }
)
