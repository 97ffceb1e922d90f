"""Actions that find objects of the org, and schedules."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.types import DATE_TIME, STRING, UNKNOWN, Type
from genesys_deploy.architect.flow.action import Action
from genesys_deploy.architect.flow.shape import gives, takes, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.flow.forms import Form, Word

__all__ = [
    "FOUND_BY_ID",
    "FOUND_BY_NAME",
    "EvaluateSchedule",
    "EvaluateScheduleGroup",
    "FindById",
    "FindByName",
    "FindObject",
]

FOUND_BY_NAME: Final[Mapping[str, str]] = MappingProxyType(
    {
        "findEmergencyGroup": "emergencyGroup",
        "findGroup": "group",
        "findLanguageSkill": "languageSkill",
        "findQueue": "queue",
        "findSchedule": "schedule",
        "findScheduleGroup": "scheduleGroup",
        "findSkill": "skill",
        "findUser": "user",
        "findUtilizationLabel": "utilizationLabel",
    }
)
FOUND_BY_ID: Final[Mapping[str, str]] = MappingProxyType({"findQueueById": "queue", "findUserById": "user"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FindObject(Action):
    """Looks for an object of the org: `found` or `notFound`."""

    sought: Form
    result: Form = field(metadata=gives(UNKNOWN, "findResult"))

    @property
    def object_kind(self) -> str:
        """The type word of what is looked for: `queue`, `languageSkill` and so on."""
        return FOUND_BY_NAME.get(self.kind) or FOUND_BY_ID[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindByName(FindObject):
    """… by its name."""

    sought: Form = field(metadata=takes(STRING, "findName", required=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class FindById(FindObject):
    """… by its id."""

    sought: Form = field(metadata=takes(STRING, "findId", required=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateSchedule(Action):
    """Whether a schedule, or an emergency group, is `active` or `inactive` now or at a given time.

    Exports show the schedule; the way to the emergency group, and to a time, is inferred from it.
    """

    schedule: Form = field(metadata=takes(Type("schedule"), "evaluationType.schedule.selectedSchedule"))
    schedule_time_zone: Form = field(metadata=takes(STRING, "evaluationType.schedule.scheduleTimeZone"))
    evaluation_time_zone: Word | None = field(metadata=word("evaluationType.schedule.evaluationTimeZone"))
    now: Word | None = field(metadata=word("evaluationType.schedule.evaluate.now"))
    date_time: Form = field(metadata=takes(DATE_TIME, "evaluationType.schedule.evaluate.dateTime"))
    emergency_group: Form = field(
        metadata=takes(Type("emergencyGroup"), "evaluationType.emergencyGroup.selectedEmergencyGroup")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateScheduleGroup(Action):
    """Whether a schedule group is `open`, `closed`, in `holiday` or in `emergency`."""

    schedule_group: Form = field(metadata=takes(Type("scheduleGroup"), required=True))
    emergency_group: Form = field(metadata=takes(Type("emergencyGroup")))
    in_service_schedules: Form = field(metadata=gives(STRING.many))
    now: Word | None = field(metadata=word("evaluate.now"))
    date_time: Form = field(metadata=takes(DATE_TIME, "evaluate.dateTime"))
