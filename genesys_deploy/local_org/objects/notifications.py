"""Events of the platform's notification topics, which here somebody must send; triggers listen to them."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import msgspec

from genesys_deploy.data_action.errors import DataActionError
from genesys_deploy.data_action.jsonpath.compiler import compile_path
from genesys_deploy.data_action.jsonpath.evaluate import read
from genesys_deploy.local_org.conversations.executions import launch
from genesys_deploy.local_org.flows.model import live_flow
from genesys_deploy.local_org.http.exchange import Answer, Request
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.triggers import Trigger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES", "matches_event"]

_MISSING: Final = object()
Test = Callable[[Any, Any], bool]


class EventBody(msgspec.Struct, frozen=True, rename="camel"):
    topic_name: str
    event_body: dict[str, Any]


def matches_event(criteria: tuple[dict[str, Any], ...], event: dict[str, Any]) -> bool:
    """Whether an event satisfies every criterion; a path that leads to nothing satisfies `Exists` false alone."""
    return all(_holds(criterion, event) for criterion in criteria)


def _holds(criterion: dict[str, Any], event: dict[str, Any]) -> bool:
    found = _found(str(criterion.get("jsonPath", "")), event)
    operator = str(criterion.get("operator", ""))
    expected = criterion.get("values", criterion.get("value"))
    if operator == "Exists":
        return (found is not _MISSING) is (expected is not False)
    return found is not _MISSING and operator in _TESTS and _TESTS[operator](found, expected)


def _found(path: str, event: dict[str, Any]) -> Any:
    try:
        return read(compile_path(path), event)
    except DataActionError:
        return _MISSING


def _ordered(judge: Test) -> Test:
    def test(found: Any, expected: Any) -> bool:
        comparable = all(isinstance(one, int | float) for one in (found, expected)) or all(
            isinstance(one, str) for one in (found, expected)
        )
        return comparable and judge(found, expected)

    return test


_TESTS: Final[Mapping[str, Test]] = MappingProxyType(
    {
        "Equal": lambda found, expected: bool(found == expected),
        "NotEqual": lambda found, expected: bool(found != expected),
        "LessThan": _ordered(lambda found, expected: found < expected),
        "LessThanOrEqual": _ordered(lambda found, expected: found <= expected),
        "GreaterThan": _ordered(lambda found, expected: found > expected),
        "GreaterThanOrEqual": _ordered(lambda found, expected: found >= expected),
        "In": lambda found, expected: isinstance(expected, list) and found in expected,
        "NotIn": lambda found, expected: isinstance(expected, list) and found not in expected,
        "Contains": lambda found, expected: isinstance(found, str | list) and expected in found,
        "All": lambda found, expected: (
            isinstance(found, list) and all(one in found for one in expected or ())
        ),
        "Size": lambda found, expected: isinstance(found, str | list) and len(found) == expected,
    }
)


def _publish(org: Org, request: Request) -> Answer:
    """Take an event of a topic, and launch the workflows whose triggers wait for it."""
    body = request.body(EventBody)
    waiting = org.table(Trigger).where(
        lambda trigger: (
            trigger.body.enabled
            and trigger.body.topic_name == body.topic_name
            and matches_event(trigger.body.match_criteria, body.event_body)
        )
    )
    launched = [
        launch(
            org,
            live_flow(org, trigger.body.target.id),
            "",
            _data(trigger, body.event_body),
            trigger.body.name,
        )
        for trigger in waiting
    ]
    return Answer(202, {"executions": [execution.id for execution in launched]})


def _data(trigger: Trigger, event: dict[str, Any]) -> dict[str, Any]:
    """The input variables: the whole event as `Flow.jsonData`, or each of its primitives by name."""
    settings = trigger.body.target.workflow_target_settings or {}
    if settings.get("dataFormat") == "Json":
        return {"Flow.jsonData": event}
    return {f"Flow.{name}": value for name, value in event.items() if isinstance(value, str | int | float)}


ROUTES = (Route("POST", "/local/events", _publish),)
