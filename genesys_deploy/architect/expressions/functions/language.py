"""The languages of the flow, and of a text.

The official checker offers none of these, nor the case-blind searches of `text`, in message flows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.signatures import Function, WithEnvironment

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.environment import Environment

__all__ = ["FUNCTIONS"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_COMMON_WORDS: Final = {
    "da": "og det er ikke jeg til på med har som hvad kan af den",
    "de": "der die das und ist nicht ich sie ein eine zu mit den von dass wir für auf sollte",
    "en": "the and is of to in that it you for with this are not have what my please would",
    "es": "el la los las que de y en una un es por con para del cuál mi esta debe como",
    "fr": "le la les des et est une un vous je pas que pour dans avec sur ce qui mon être",
    "it": "il lo gli che di e è una un per non sono con del della mi questo come alla",
    "nl": "de het een en is niet ik van dat op te met voor zijn je mijn wat aan",
    "pl": "i w nie na się to jest że do z jak mam moje czy dla",
    "pt": "o os as que de e em uma um não é por com para do da meu eu você está",
    "sv": "och det är inte jag som att en på för med har till den vad kan",
}
_WORDS: Final = {tag: frozenset(words.split()) for tag, words in _COMMON_WORDS.items()}
_SCRIPTS: Final = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)


def _detect(text: str | None, default: str | None) -> str | None:
    """By script, else by the commonest words; a draw decides nothing. Not the platform's own method."""
    for tag, script in _SCRIPTS:
        if text and script.search(text):
            return tag
    words = _WORD.findall((text or "").lower())
    hits = sorted(
        ((sum(word in common for word in words), tag) for tag, common in _WORDS.items()), reverse=True
    )
    (most, best), (next_most, _) = hits[:2]
    return best if most > next_most else default


def _default(environment: Environment) -> str:
    return environment.default_language


def _supported(environment: Environment) -> tuple[str, ...]:
    return environment.supported_languages


_MESSAGES: Final = frozenset({"inboundShortMessage"})

FUNCTIONS: Final = (
    Function("GetDefaultLanguage", {"-> string": WithEnvironment(_default)}, absent_in=_MESSAGES),
    Function(
        "GetSupportedLanguages",
        {"-> stringCollection": WithEnvironment(_supported)},
        absent_in=_MESSAGES,
    ),
    Function(
        "DetectLanguage",
        {"stringToSearch: string?, defaultString: string? -> string except inboundShortMessage": _detect},
    ),
)
