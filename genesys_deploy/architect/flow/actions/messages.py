"""Actions that the customer, a queue or a user notices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.types import INTEGER, STRING, Type
from genesys_deploy.architect.flow.action import Action
from genesys_deploy.architect.flow.shape import results, takes, takes_many

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.forms import Argument, Form

__all__ = ["SendNotification", "SendResponse", "TransferToAcd"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResponse(Action):
    """Sends a text to the customer."""

    message_body: Form = field(metadata=takes(STRING, required=True))
    message_body_style: Form = field(metadata=takes(STRING))
    failure_outputs: tuple[Argument, ...] = field(metadata=results())


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferToAcd(Action):
    """Hands the conversation to a queue; in message flows nothing comes after it.

    The priority lies between -25,000,000 and 25,000,000.
    """

    target_queue: Form = field(metadata=takes(Type("queue"), required=True))
    acd_skills: tuple[Form, ...] = field(metadata=takes_many("acdSkill", Type("skill")))
    priority: Form = field(metadata=takes(INTEGER))
    preferred_agents: Form = field(metadata=takes(Type("agentScorePair").many))
    language_skill: Form = field(metadata=takes(Type("languageSkill")))
    direct_agent: Form = field(metadata=takes(Type("user")))
    failure_outputs: tuple[Argument, ...] = field(metadata=results())


@dataclass(frozen=True, slots=True, kw_only=True)
class SendNotification(Action):
    """Sends an e-mail to users of the org."""

    notification_type: Form = field(metadata=takes(STRING))
    subject: Form = field(metadata=takes(STRING))
    body: Form = field(metadata=takes(STRING))
    send_to_users: Form = field(metadata=takes(Type("user").many))
    email_from: Form = field(metadata=takes(Type("emailAddress")))
    email_notification_style: Form = field(metadata=takes(STRING))
    failure_outputs: tuple[Argument, ...] = field(metadata=results())
