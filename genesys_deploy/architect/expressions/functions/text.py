"""Functions on texts. White space is space, tab, carriage return and line feed."""

from __future__ import annotations

from typing import Final

from genesys_deploy.architect.expressions.limits import checked_collection
from genesys_deploy.architect.expressions.signatures import Function

__all__ = ["FUNCTIONS"]

_SPACE: Final = " \t\r\n"


def find_text(text: str, wanted: str, occurrence: int = 1, ignore_case: bool = False) -> int:
    """The index of the n-th occurrence, or -1; an empty text is never found."""
    if not wanted:
        return -1
    if ignore_case:
        text, wanted = text.lower(), wanted.lower()
    at = -1
    for _ in range(occurrence):
        at = text.find(wanted, at + 1)
        if at < 0:
            return -1
    return at


def _find_any_case(text: str, wanted: str, ignore_case: bool) -> int:
    return find_text(text, wanted, 1, ignore_case)


def _contains(text: str, wanted: str, ignore_case: bool = False) -> bool:
    return wanted.lower() in text.lower() if ignore_case else wanted in text


def _append(*texts: str | None) -> str:
    return "".join(text for text in texts if text)


def _left(text: str, length: int) -> str:
    return text[: max(0, length)]


def _right(text: str, length: int) -> str:
    return text[-length:] if length > 0 else ""


def _substring(text: str, start: int, length: int) -> str:
    return text[max(0, start) : max(0, start) + max(0, length)]


def _replace(text: str, wanted: str, replacement: str | None) -> str:
    return text.replace(wanted, replacement or "") if wanted else text


def _split(text: str, delimiter: str) -> tuple[str, ...]:
    return checked_collection(tuple(text.split(delimiter)) if delimiter else (text,))


FUNCTIONS: Final = (
    Function(
        "FindString",
        {
            "stringToSearch: string, textToFind: string -> integer": find_text,
            "stringToSearch: string, textToFind: string, ignoreCase: boolean -> integer except inboundShortMessage": _find_any_case,
            "stringToSearch: string, textToFind: string, occurrenceNumber: integer 1.. -> integer": find_text,
            "stringToSearch: string, textToFind: string, occurrenceNumber: integer 1.., ignoreCase: boolean -> integer except inboundShortMessage": find_text,
        },
    ),
    Function(
        "Contains",
        {
            "stringToSearch: string, textToFind: string -> boolean": _contains,
            "stringToSearch: string, textToFind: string, ignoreCase: boolean -> boolean except inboundShortMessage": _contains,
        },
    ),
    Function(
        "Append",
        {
            "initialText: string?, textToAppend: string?+ -> string": _append,
            "initialAudioOrPrompt: audioOrPrompt?, audioOrPromptToAppend: audioOrPrompt?+ -> audio": None,
        },
    ),
    Function("Left", {"srcString: string, length: integer 0.. -> string": _left}),
    Function("Right", {"srcString: string, length: integer 0.. -> string": _right}),
    Function("Length", {"text: string -> integer": len}),
    Function("Lower", {"text: string -> string": str.lower}),
    Function("Upper", {"text: string -> string": str.upper}),
    Function("LTrim", {"value: string -> string": lambda text: text.lstrip(_SPACE)}),
    Function("RTrim", {"stringToTrim: string -> string": lambda text: text.rstrip(_SPACE)}),
    Function("Trim", {"stringToTrim: string -> string": lambda text: text.strip(_SPACE)}),
    Function("Replace", {"text: string, findString: string, replacementString: string? -> string": _replace}),
    Function("Reverse", {"text: string -> string": lambda text: text[::-1]}),
    Function("Substring", {"text: string, start: integer 0.., length: integer 0.. -> string": _substring}),
    Function("Split", {"textToSplit: string, delimiter: string -> stringCollection": _split}),
)
