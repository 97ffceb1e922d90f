"""Executions of workflows: launched by a client or by a trigger, asked for later."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.conversations.driving import begin_trace, drive, write_trace
from genesys_deploy.local_org.conversations.model import Trace
from genesys_deploy.local_org.conversations.trace import told
from genesys_deploy.local_org.flows.model import Flow, live_flow, version_of, version_wire
from genesys_deploy.local_org.flows.programs import Source, compiled, source_of
from genesys_deploy.local_org.http.exchange import Answer, Request, ok
from genesys_deploy.local_org.http.refusal import Refusal, bad_value
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.org import new_id
from genesys_deploy.local_org.table import Row
from genesys_deploy.simulate.convert import from_json
from genesys_deploy.simulate.inputs import Inputs
from genesys_deploy.source.errors import ProductError

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org
    from genesys_deploy.simulate.events import Event
    from genesys_deploy.simulate.program import Program

__all__ = ["ROUTES", "Execution", "launch"]

log = logging.getLogger(__name__)
WORKFLOW = "workflow"


class Execution(Row, frozen=True, kw_only=True):
    """`status` in the platform's words; `outputs` by the names of the flow's output variables."""

    name: str
    flow_id: str
    version: str
    launched: str
    status: str = "RUNNING"
    completed: str = ""
    reason: str = ""
    outputs: dict[str, Any] = msgspec.field(default_factory=dict)
    error: str = ""


class LaunchBody(msgspec.Struct, frozen=True, rename="camel"):
    flow_id: str
    flow_version: str | None = None
    input_data: dict[str, Any] | None = None
    name: str | None = None


def launch(org: Org, flow: Flow, version: str, data: dict[str, Any], name: str = "") -> Execution:
    """Start a workflow in the background; `data` are input variables by their names. The lock is held.

    Raises:
        Refusal: it is no published workflow.
    """
    if flow.kind != WORKFLOW or not flow.published:
        raise bad_value(f"{flow.name} is no published workflow")
    found = version_of(org, flow, version or flow.published)
    execution = Execution(
        id=new_id(), name=name or flow.name, flow_id=flow.id, version=found.name, launched=org.stamp()
    )
    begin_trace(org, execution.id)
    org.work(partial(_work, org, execution.id, source_of(org, found.text), data))
    return org.table(Execution).put(execution)


def _work(org: Org, execution_id: str, source: Source, data: dict[str, Any]) -> None:
    try:
        program = compiled(source)
        inputs = Inputs(variables=_variables(program, data), now=org.now())
        ending = drive(org, program, inputs, partial(_heard, org, execution_id))
        outcome = {"status": "COMPLETED", "reason": ending.reason or "", "outputs": told(ending)["outputs"]}
    except ProductError as error:
        log.warning("execution %s ended with %s; its trace says why", execution_id, type(error).__name__)
        outcome = {"status": "FAILED", "error": str(error)}
    except Exception as error:
        log.exception("execution %s broke", execution_id)
        outcome = {"status": "ERROR", "error": f"the run broke: {type(error).__name__}: {error}"}
    with org.lock:
        org.table(Execution).change(execution_id, completed=org.stamp(), **outcome)
    org.changed()


def _heard(org: Org, execution_id: str, events: tuple[Event, ...]) -> None:
    with org.lock:
        write_trace(org, execution_id, events)


def _variables(program: Program, data: dict[str, Any]) -> dict[str, Any]:
    """The inputs as the flow's variables have them; with or without the prefix of their scope."""
    known = {one.name.casefold(): one for one in program.flow.variables if one.is_input}
    values: dict[str, Any] = {}
    for name, value in data.items():
        variable = known.get(name.casefold()) or known.get(f"flow.{name}".casefold())
        if variable is None:
            raise ProductError(f'the workflow has no input "{name}"')
        values[variable.name] = from_json(value, variable.type, variable.name)
    return values


def _start(org: Org, request: Request) -> Answer:
    body = request.body(LaunchBody)
    flow = live_flow(org, body.flow_id)
    execution = launch(org, flow, body.flow_version or "", body.input_data or {}, body.name or "")
    uri = f"/api/v2/flows/executions/{execution.id}"
    version = {"id": execution.version, "name": execution.version}
    return ok({"id": execution.id, "name": execution.name, "flowVersion": version, "selfUri": uri})


def _get(org: Org, request: Request) -> Answer:
    execution = org.table(Execution)[request.path["flowExecutionId"]]
    flow = org.table(Flow)[execution.flow_id]
    body: dict[str, Any] = {
        "id": execution.id,
        "name": execution.name,
        "flowVersion": version_wire(version_of(org, flow, execution.version)),
        "dateLaunched": execution.launched,
        "status": execution.status,
        "outputData": execution.outputs,
        "selfUri": f"/api/v2/flows/executions/{execution.id}",
    }
    if execution.completed:
        body |= {"dateCompleted": execution.completed, "completionReason": execution.reason}
    if execution.error:
        body["flowErrorInfo"] = Refusal(500, "architect.flow.failed", execution.error).body()
    return ok(body)


def _trace(org: Org, request: Request) -> Answer:
    """Tell the run of a workflow, event by event."""
    execution = org.table(Execution)[request.path["executionId"]]
    trace = org.table(Trace).get(execution.id)
    done = execution.status != "RUNNING"
    return ok({"id": execution.id, "done": done, "events": trace.events if trace else None})


ROUTES = (
    Route("POST", "/api/v2/flows/executions", _start, ("architect:flow:launch",)),
    Route("GET", "/api/v2/flows/executions/{flowExecutionId}", _get, ("architect:flowExecution:view",)),
    Route("GET", "/local/executions/{executionId}/trace", _trace),
)
