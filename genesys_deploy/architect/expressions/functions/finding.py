"""What lives in the org, by name or id; what is not there is NOT_SET."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.signatures import Function, WithEnvironment

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.environment import Environment
    from genesys_deploy.architect.expressions.values import Reference

__all__ = ["FUNCTIONS"]


def _finder(kind: str) -> WithEnvironment:
    def find(environment: Environment, wanted: str | None) -> Reference | None:
        return environment.find(kind, wanted) if wanted else None

    return WithEnvironment(find)


def _nothing(_: object) -> None:
    return None


def _same(value: Reference | None) -> Reference | None:
    return value


def _find(name: str, kind: str, source: str = "package") -> Function:
    return Function(
        name, {f"wanted: string? -> {kind}": _finder(kind), f"wanted: notSet? -> {kind}": _nothing}, source
    )


def _convert(name: str, kind: str, source: str = "package") -> Function:
    return Function(
        name,
        {
            f"name: string? -> {kind}": _finder(kind),
            f"value: notSet? -> {kind}": _nothing,
            f"valueToReturn: {kind}? -> {kind}": _same,
        },
        source,
    )


FUNCTIONS: Final = (
    _find("FindUser", "user"),
    _find("FindQueue", "queue"),
    _find("FindSkill", "skill"),
    _find("FindLanguageSkill", "languageSkill"),
    _find("FindQueueById", "queue", "corpus"),
    _find("FindUserById", "user", "corpus"),
    _find("FindEmergencyGroup", "emergencyGroup", "corpus"),
    _find("FindGroup", "group", "third-party notes"),
    _find("FindGroupById", "group", "third-party notes"),
    _find("FindSchedule", "schedule", "derived from the actions"),
    _find("FindScheduleGroup", "scheduleGroup", "derived from the actions"),
    _find("FindWrapUpCode", "wrapupCode", "third-party notes"),
    _convert("ToSkill", "skill"),
    _convert("ToUser", "user"),
    _convert("ToLanguageSkill", "languageSkill"),
    _convert("ToQueue", "queue"),
    _convert("ToGroup", "group"),
    _convert("ToWrapupCode", "wrapupCode"),
    _convert("ToScheduleGroup", "scheduleGroup", "corpus"),
    _convert("ToSchedule", "schedule", "derived from ToScheduleGroup"),
    _convert("ToEmergencyGroup", "emergencyGroup", "derived from ToScheduleGroup"),
)
