"""Actions that go elsewhere in the flow, call other flows, or end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.types import STRING
from genesys_deploy.architect.flow.action import Action
from genesys_deploy.architect.flow.shape import arguments, gives, keyed, refers_to, results, takes, word

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.forms import Argument, Form, Ref, Word

__all__ = [
    "CallBotFlow",
    "CallCommonModule",
    "CallDigitalBotFlow",
    "CallTask",
    "ChangeState",
    "Disconnect",
    "EndTask",
    "EndWorkflow",
    "JumpToTask",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTask(Action):
    """Runs a task and comes back; its branches are the task's output paths and `default`."""

    target_task: Ref = field(metadata=refers_to("task", "targetTaskRef"))
    inputs: tuple[Argument, ...] = field(metadata=arguments("taskInputs"))
    task_outputs: tuple[Argument, ...] = field(metadata=results("taskOutputs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpToTask(Action):
    """Goes to a task for good. Message flows do not have it."""

    target_task: Ref = field(metadata=refers_to("task", "targetTaskRef"))
    inputs: tuple[Argument, ...] = field(metadata=arguments("taskInputs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTask(Action):
    """Ends the task by one of its output paths; in a common module, ends the module."""

    output_path: Word | None = field(metadata=word("outputPath.name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeState(Action):
    """Goes to another state for good; the variables of the old one are gone."""

    target_state: Ref = field(metadata=refers_to("state", "targetStateRef"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCommonModule(Action):
    """Runs a common module and comes back."""

    common_module: Word = field(metadata=keyed("commonModule"))
    version: Word = field(metadata=keyed("commonModule.*"))
    inputs: tuple[Argument, ...] = field(metadata=arguments("commonModule.*.*.inputs"))
    outputs: tuple[Argument, ...] = field(metadata=results("commonModule.*.*.outputs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBotFlow(Action):
    """Runs a bot flow and comes back."""

    input_text: Form = field(metadata=takes(STRING))
    exit_reason: Form = field(metadata=gives(STRING))
    intent: Form = field(metadata=gives(STRING))
    bot_flow: Word = field(metadata=keyed("botFlow"))
    version: Word = field(metadata=keyed("botFlow.*"))
    inputs: tuple[Argument, ...] = field(metadata=arguments("botFlow.*.*.inputs"))
    outputs: tuple[Argument, ...] = field(metadata=results("botFlow.*.*.outputs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDigitalBotFlow(Action):
    """Runs a digital bot flow and comes back."""

    input_text: Form = field(metadata=takes(STRING))
    exit_reason: Form = field(metadata=gives(STRING))
    intent: Form = field(metadata=gives(STRING))
    bot_flow: Word = field(metadata=keyed("digitalBotFlow"))
    version: Word = field(metadata=keyed("digitalBotFlow.*"))
    inputs: tuple[Argument, ...] = field(metadata=arguments("digitalBotFlow.*.*.inputs"))
    outputs: tuple[Argument, ...] = field(metadata=results("digitalBotFlow.*.*.outputs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Disconnect(Action):
    """Ends the conversation for the customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndWorkflow(Action):
    """Ends a workflow."""

    exit_reason: Form = field(metadata=takes(STRING))
