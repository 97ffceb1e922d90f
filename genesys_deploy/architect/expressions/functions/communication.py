"""Communications of bots: what is said or written. They are kept as their text; markup of speech stays in it.

Source: published bot flows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.display import to_text
from genesys_deploy.architect.expressions.signatures import Function

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.values import Value

__all__ = ["FUNCTIONS"]

_SOURCE: Final = "corpus"


def _join(*parts: Value) -> str:
    """Each text on its own, separated as speech is: by a space."""
    return " ".join(text for part in parts if (text := to_text(part)))


def _blank(_milliseconds: int) -> str:
    return ""


FUNCTIONS: Final = (
    Function(
        "MakeCommunication",
        {
            "text: string?, text: string?* -> communication": _join,
            "communication: communication?, communication: communication?* -> communication": _join,
        },
        _SOURCE,
    ),
    Function(
        "ToCommunication",
        {
            "value: any? -> communication": _join,
            "value: notSet? -> communication": lambda _: None,
            "audio: audioOrPrompt -> communication": None,
        },
        _SOURCE,
    ),
    Function("ToCommunicationBlank", {"lengthMs: integer 0.. -> communication": _blank}, _SOURCE),
    Function("ToCommunicationSsml", {"text: string? -> communication": lambda text: text}, _SOURCE),
)
