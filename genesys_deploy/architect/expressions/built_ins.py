"""The variables that a flow has without declaring them.

Sources: the platform's package of 2018 and published flows; *newer* ones stand in the help pages on
authenticated web messaging and on default variables.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.limits import MAX_DATE_TIME, MAX_INTEGER, MIN_DATE_TIME
from genesys_deploy.architect.expressions.types import Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.values import Value

__all__ = ["CONSTANTS", "all_built_ins", "built_ins"]

_EVERYWHERE: Final = {
    "Flow.IsTest": "boolean",
    "Flow.StartDateTimeUtc": "dateTime",
    "Flow.Version": "string",
    "Flow.WrapupCode": "wrapupCode",
    "System.Currencies": "currencies",
    "System.Languages": "languages",
    "System.MaxDateTime": "dateTime",
    "System.MaxInt": "integer",
    "System.MinDateTime": "dateTime",
    "System.MinInt": "integer",
    "System.Regions": "regions",
}
_MESSAGE: Final = {
    "Message.ACDSkills": "skillCollection",  # newer
    "Message.Campaign": "campaign",  # newer
    "Message.ContactId": "string",  # newer
    "Message.ContactList": "contactList",  # newer
    "Message.ConversationId": "string",
    "Message.CurrentQueue": "queue",  # newer
    "Message.EstimatedWaitTime": "duration",  # newer
    "Message.ExternalTag": "string",  # newer
    "Message.IsAuthenticated": "boolean",  # newer
    "Message.IsNewConversation": "boolean",
    "Message.JourneyContext": "journeyContext",  # newer
    "Message.Language": "string",  # newer
    "Message.LanguageSkill": "languageSkill",  # newer
    "Message.Message": "shortMessage",
}
_CALL: Final = {
    "Call.Ani": "string",
    "Call.CalledAddress": "string",
    "Call.Contact": "contact",
    "Call.ContactList": "contactList",
    "Call.ConversationId": "string",
    "Call.CurrentQueue": "queue",
    "Call.EstimatedWaitTime": "duration",
    "Call.Language": "string",
    "Call.PositionInQueue": "integer",
    "Call.RemoteName": "string",
    "Format.Bool": "boolFormats",
    "Format.Currency": "currencyFormats",
    "Format.Date": "dateFormats",
    "Format.Number": "numberFormats",
    "Format.PhoneNumber": "phoneNumberFormats",
    "Format.String": "stringFormats",
    "Format.Time": "timeFormats",
    "Format.TimePart": "timeParts",
    "Language.Case": "languageCases",
    "Language.Gender": "languageGenders",
    "Language.Quantity": "languageQuantities",
    "System.DateTime.DayOfWeek": "daysOfWeek",
}
CONSTANTS: Final[Mapping[str, Value]] = MappingProxyType(
    {
        "system.maxdatetime": MAX_DATE_TIME,
        "system.maxint": MAX_INTEGER,
        "system.mindatetime": MIN_DATE_TIME,
        "system.minint": -MAX_INTEGER,
    }
)
"""The built-in variables whose value is the same everywhere, by lower-case name."""
_BY_KIND: Final[dict[str, dict[str, str]]] = {
    "inboundShortMessage": _MESSAGE,
    "inqueueShortMessage": _MESSAGE,
    "inboundEmail": {"Email.ConversationId": "string", "Email.Message": "email"},
    "inboundCall": _CALL,
    "inqueueCall": _CALL,
    "outboundCall": _CALL,
    "secureCall": _CALL,
    "surveyInvite": {"System.Survey.Dispositions": "surveyDispositions"},
    "workitem": {"Workitem.EventType": "string", "Workitem.Workitem": "unknown"},
}


@cache
def built_ins(flow_kind: str) -> Mapping[str, Type]:
    """The variables that every flow of a kind (`inboundShortMessage`, `workflow`, `commonModule` …) has."""
    words = {**_EVERYWHERE, **_BY_KIND.get(flow_kind, {})}
    return MappingProxyType({name: Type.parse(word) for name, word in words.items()})


@cache
def all_built_ins() -> Mapping[str, Type]:
    """Those of every kind of flow, for an expression of which nobody says where it stands."""
    names = {name: type_ for kind in _BY_KIND for name, type_ in built_ins(kind).items()}
    return MappingProxyType({name: type_ for name, type_ in names.items() if not name.startswith("Message.")})
