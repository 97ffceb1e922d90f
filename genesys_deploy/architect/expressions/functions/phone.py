"""Phone numbers."""

from __future__ import annotations

import re
from typing import Final

from genesys_deploy.architect.expressions.signatures import Function
from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Record

__all__ = ["FUNCTIONS", "phone_identity", "to_phone_number"]

_PHONE: Final = Type("phoneNumber")
_URI: Final = re.compile(r"(?P<scheme>tel|sips?):(?P<rest>.*)\Z", re.IGNORECASE | re.DOTALL)
_PUNCTUATION: Final = re.compile(r"[\s().-]")
_DIALING_CODE: Final = re.compile(
    "1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-6]\\d|29\\d|3[57-8]\\d|42\\d|5[09]\\d|6[789]\\d|8[0578]\\d|9[679]\\d"
)
"""The calling codes of ITU-T E.164."""


def to_phone_number(text: str | None) -> Record | None:
    """A Record of kind `phoneNumber` with the properties that the platform's has."""
    if text is None or not text.strip():
        return None
    match = _URI.match(text.strip())
    scheme = match["scheme"].lower() if match else ("sip" if "@" in text else "tel")
    rest = match["rest"] if match else text.strip()
    return _sip(text, scheme, rest) if scheme != "tel" else _tel(text, rest)


def _sip(raw: str, scheme: str, rest: str) -> Record:
    uri = f"{scheme}:{rest.rstrip('@')}"
    return _phone(raw, scheme, uri=uri, isSip=True)


def _tel(raw: str, rest: str) -> Record:
    number = _PUNCTUATION.sub("", rest.partition(";")[0])
    digits = number.removeprefix("+")
    if not digits.isdecimal():
        return _phone(raw, None)
    code = _DIALING_CODE.match(digits)
    is_global = number.startswith("+")
    split = code is not None and (is_global or len(digits) > 10)
    return _phone(
        raw,
        "tel",
        dialingCode=code[0] if code and split else None,
        subscriberNumber=digits[code.end() :] if code and split else digits,
        e164=number if is_global else None,
        uri=f"tel:{number}",
        isTel=True,
        isGlobal=is_global,
    )


def _phone(raw: str, scheme: str | None, **known: str | bool | None) -> Record:
    nothing: dict[str, str | bool | None] = {
        "dialingCode": None, "e164": None, "subscriberNumber": None, "isGlobal": False, "isSip": False, "isTel": False,
        "uri": None,
    }  # fmt: skip
    return Record(_PHONE, {**nothing, **known, "raw": raw, "scheme": scheme})


def phone_identity(phone: Record) -> tuple[object, ...]:
    """What makes two numbers the same: the digits of a telephone, the URI of SIP, else what was written."""
    fields = phone.fields
    if fields.get("isTel"):
        return ("tel", f"{fields.get('dialingCode') or ''}{fields.get('subscriberNumber') or ''}")
    if fields.get("isSip"):
        return ("sip", fields.get("uri"))
    return ("raw", fields.get("raw"))


FUNCTIONS: Final = (
    Function(
        "ToPhoneNumber",
        {
            "valueToConvert: string? -> phoneNumber": to_phone_number,
            "valueToConvert: notSet? -> phoneNumber": to_phone_number,
            "valueToReturn: phoneNumber? -> phoneNumber": lambda phone: phone,
        },
    ),
)
