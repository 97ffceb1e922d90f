"""What the shipped flows and Data Actions rely on."""

from __future__ import annotations

from genesys_deploy.source.assumption import Assumption

__all__ = ["ASSUMPTIONS"]

_confirmed, _assumed = Assumption.confirmed, Assumption.assumed

ASSUMPTIONS: tuple[Assumption, ...] = (
    _confirmed(
        "Message.Message has body, type and senderAddress; type is the platform in lower case",
        "step extract",
        "types of the Architect Scripting package (ShortMessage)",
    ),
    _confirmed(
        "Message.IsNewConversation and Message.IsAuthenticated are Boolean built-ins of message flows",
        "steps returning, merge",
        "Genesys help: authenticated web messaging, default variables of Architect",
    ),
    _assumed(
        "senderAddress is the sender's immutable id on X, Instagram, Facebook and WhatsApp (there: the phone number)",
        "channel table, user_id",
        "send a message on each channel, read socialUserId; change the handle, send another, compare",
    ),
    _assumed(
        "senderAddressInfo.name is the sender's display name",
        "channel table, display_name",
        "send a message, read socialDisplayName",
    ),
    _assumed(
        "The handle on X and Instagram can be brought in as the participant data attribute context.handle",
        "channel table, handle",
        "look at the customer participant's attributes of a message; else set it by a middleware, or leave it out",
    ),
    _assumed(
        "LinkedIn messages come through Open Messaging with from.id as the member's id",
        "channel linkedin",
        "ask the middleware's makers what they send as from.id",
    ),
    _confirmed(
        "Participant data are read and written by getParticipantData and setParticipantData with a list of attributes",
        "steps reset, extract, merge, review, guest",
        "published flows of Genesys's blueprints",
    ),
    _assumed(
        "Participant data set to an empty text counts as reset; a missing attribute is read as NOT_SET",
        "step reset",
        "write an empty text in a flow, read it in a second message of the conversation",
    ),
    _assumed(
        "Participant data that the flow wrote are still there when the next message of the conversation comes in",
        "step returning",
        "send two messages, look at the second run's history",
    ),
    _assumed(
        "Nothing but the flow sets the participant data that it owns: what a message brings is called context.…, and no "
        "integration, agent script or API client writes one of its names",
        "step returning",
        "send an open message with resolvedCustomerId among its customAttributes, read the customer participant; list who "
        "may change participant attributes",
    ),
    _confirmed(
        "A flow's error handling may transfer to a queue",
        "the flow's own error handling",
        "Genesys help on inbound message flows; the YAML form is that of published email and chat flows",
    ),
    _assumed(
        "An inbound message flow may have several states, joined by changeState",
        "the flow's states",
        "publish it; the Architect Scripting typings allow it for message flows, published workflows do it",
    ),
    _confirmed(
        "Call Data Action takes a timeout of its own and has a success, a failure and a timeout output",
        "steps bot check, resolve, fresh profile, guest",
        "published flows of Genesys's blueprints",
    ),
    _assumed(
        "The timeout of Call Data Action may be as short as one second",
        "irp.timeouts",
        "publish the flow; point it at an IRP that answers after two seconds",
    ),
    _assumed(
        "The failure output status is the HTTP status of the remote service",
        "step resolve, the 429 branch",
        "let the IRP answer 429 once, read the run's history",
    ),
    _assumed(
        "Fields of a userDefined credential are available to headers as ${credentials.NAME}",
        "every Data Action",
        "run the Data Action's test in the admin page",
    ),
    _confirmed(
        "Defaults of a translation map are used where the path is missing, not where the value is null",
        "every Data Action",
        "Genesys help on Data Action responses",
    ),
    _confirmed(
        "Transfer to ACD is the last action of a message flow's path; it has no failure output there",
        "steps route, review, guest, bots",
        "Genesys help on inbound message flows; 23 of 23 published transfers",
    ),
    _confirmed(
        "FindLanguageSkill gives NOT_SET where the org has no such language skill",
        "step route",
        "functions of the Architect Scripting package",
    ),
    _assumed(
        "A language skill that is NOT_SET leaves the transfer without one",
        "step route",
        "transfer with noValue and with NOT_SET, compare the conversations",
    ),
)
