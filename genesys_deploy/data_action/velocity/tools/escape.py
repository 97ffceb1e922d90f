"""`$esc`: Velocity's EscapeTool, and what the platform adds to it."""

from __future__ import annotations

import json
from html.entities import codepoint2name
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

from genesys_deploy.data_action.errors import TemplateError
from genesys_deploy.data_action.velocity.java_values import Value, text_of
from genesys_deploy.data_action.velocity.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ESCAPE", "url_form_encode"]

_encode = json.JSONEncoder(ensure_ascii=False).encode
_JAVA = {"\b": "\\b", "\n": "\\n", "\t": "\\t", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_JAVASCRIPT = _JAVA | {"'": "\\'", "/": "\\/"}
_VELOCITY = str.maketrans({"$": "${esc.d}", "#": "${esc.h}"})
_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
_PROPERTY = {
    "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f", ":": "\\:", "=": "\\=", "#": "\\#", "!": "\\!",
}  # fmt: skip


def _of_text(escape: Callable[[str], str]) -> dict[int, Callable[[Value], Value]]:
    """A macro of one argument that prints what it is given; of nothing it makes nothing."""
    return {1: lambda value: None if value is None else escape(text_of(value))}


def _in_java(special: dict[str, str]) -> Callable[[str], str]:
    def escape(text: str) -> str:
        return "".join(special.get(character) or _unicode(character) for character in text)

    return escape


def _unicode(character: str, *, last: int = 0x7F, lower: bool = False) -> str:
    """The character as it is up to `last`, beyond it (and below the blank) as a backslash, u and four digits."""
    if 0x20 <= ord(character) <= last:
        return character
    digits = (f"{unit:04x}" for unit in _units(character))
    return "".join(f"\\u{four if lower else four.upper()}" for four in digits)


def _units(character: str) -> list[int]:
    """Its UTF-16 units: Java knows no character beyond 16 bits."""
    units = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(units[n : n + 2]) for n in range(0, len(units), 2)]


def _numbered(character: str) -> str:
    """The character as it is in ASCII, beyond it as `&#…;`."""
    if ord(character) <= 0x7F:
        return character
    return "".join(f"&#{unit};" for unit in _units(character))


def _html(text: str) -> str:
    return "".join(f"&{codepoint2name[ord(c)]};" if ord(c) in codepoint2name else _numbered(c) for c in text)


def _property_key(text: str) -> str:
    return "".join(
        _PROPERTY.get(c) or ("\\ " if c == " " else _unicode(c, last=0x7E, lower=True)) for c in text
    )


def _property_value(text: str) -> str:
    """A blank at the start would be lost."""
    escaped = "".join(_PROPERTY.get(c) or _unicode(c, last=0x7E, lower=True) for c in text)
    return f"\\{escaped}" if escaped.startswith(" ") else escaped


def _xml(text: str) -> str:
    return "".join(_XML.get(c) or _numbered(c) for c in text)


def url_form_encode(text: str) -> str:
    """As Java's `URLEncoder` does: a blank becomes `+`."""
    return quote_plus(text, safe="*-._", encoding="utf-8", errors="replace").replace("~", "%7E")


def _uri(text: str) -> str:
    return quote(text, safe="-._~", encoding="utf-8", errors="replace")


def _json(text: str) -> str:
    return _encode(text)[1:-1]


def _from_json(text: str) -> str:
    try:
        value = json.loads(f'"{text}"', strict=False)
    except ValueError:
        raise TemplateError("esc.jsonDecode: not the inside of a JSON string") from None
    return str(value)


_CONSTANTS = {
    "dollar": "$", "d": "$", "hash": "#", "h": "#", "quote": '"', "q": '"', "singleQuote": "'", "s": "'",
    "backslash": "\\", "b": "\\", "exclamation": "!", "e": "!", "newline": "\n", "n": "\n",
}  # fmt: skip

ESCAPE = Tool(
    name="esc",
    macros={
        "jsonString": _of_text(_json),
        "jsonEncode": _of_text(_json),
        "jsonDecode": _of_text(_from_json),
        "url": _of_text(url_form_encode),
        "urlFormEncode": _of_text(url_form_encode),
        "uriEncode": _of_text(_uri),
        "java": _of_text(_in_java(_JAVA)),
        "javascript": _of_text(_in_java(_JAVASCRIPT)),
        "html": _of_text(_html),
        "xml": _of_text(_xml),
        "sql": _of_text(lambda text: text.replace("'", "''")),
        "propertyKey": _of_text(_property_key),
        "propertyValue": _of_text(_property_value),
        "velocity": _of_text(lambda text: text.translate(_VELOCITY)),
    },
    constants=_CONSTANTS,
)
